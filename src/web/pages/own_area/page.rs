//! The page on which a place is put together: search, list, map, parts of a gemeente. Every control is a link or a form;
//! scripts only save the reader the loading of the page.

use std::fmt::Write as _;

use maud::{Markup, html};

use crate::atlas::{Hit, HitKind, MOST_MEMBERS};
use crate::domain::{LONGEST_NAME, Lang, RegionCode};
use crate::text;
use crate::views::pick::PickedRegion;

use super::selection::Page;
use super::{drawing, parts};
use crate::urls;
use crate::web::components::search;
use crate::web::components::source;
use crate::web::parameters::own_area::{pick_address, pick_with};
use crate::web::representation::layout::{self, Frame};

impl Page<'_> {
    pub(super) fn lang(&self) -> Lang {
        self.context.lang
    }

    /// The codes of the selection.
    pub(super) fn codes(&self) -> Vec<RegionCode> {
        self.view.chosen.iter().map(|chosen| chosen.code).collect()
    }

    /// The gemeente that is shown, to keep it in links.
    pub(super) fn gemeente(&self) -> Option<RegionCode> {
        self.view.gemeente.as_ref().map(|gemeente| gemeente.code)
    }

    fn name(&self) -> Option<&str> {
        self.parameters.name.as_deref()
    }

    /// The address that puts a code in or takes it out. Longer with every member, so only where few stand on a page.
    pub(super) fn toggle(&self, code: RegionCode) -> String {
        let href = pick_with(&self.codes(), self.gemeente(), self.name(), &[("wissel", code.as_str())]);
        self.context.href(&href)
    }

    /// The selection as hidden fields of a form, without the codes that `left_out` names.
    pub(super) fn hidden(&self, left_out: impl Fn(RegionCode) -> bool, with_name: bool) -> Markup {
        html! {
            @for code in self.codes().into_iter().filter(|&code| !left_out(code)) {
                input type="hidden" name="code" value=(code);
            }
            @if with_name {
                @if let Some(name) = self.name() { input type="hidden" name="naam" value=(name); }
            }
            @if self.context.lang_explicit { input type="hidden" name="lang" value=(self.lang().tag()); }
        }
    }

    pub(super) fn hidden_gemeente(&self) -> Markup {
        html! { @if let Some(code) = self.gemeente() { input type="hidden" name="gemeente" value=(code); } }
    }

    pub(super) fn render(&self) -> Markup {
        let lang = self.lang();
        let title = lang.pick("Eigen gebied samenstellen", "Put together an area of your own");
        let main = html! {
            div class="pick" {
                header class="pick-head" {
                    h1 { (title) }
                    p class="lede" {
                        (lang.pick(
                            "Kies wijken en buurten, ook over de grens van een gemeente. U krijgt er het volledige profiel van, met dezelfde cijfers en regels als de ",
                            "Choose districts and neighbourhoods, across municipal borders if you like. You get their full profile, with the same figures and rules as the ",
                        ))
                        (self.context.areas_called) "."
                    }
                }
                div class="pick-side" data-swap="pick-side" {
                    @if let Some(problem) = self.problem { p class="notice notice-problem" role="alert" { (problem.get(lang)) } }
                    (self.chosen())
                    (self.search())
                    (self.list())
                }
                section class="pick-map" aria-label=(lang.pick("Kaart", "Map")) {
                    (drawing::tools(self))
                    (drawing::map(self))
                    p class="figure-source" { (source::outlines(lang, self.served.atlas.base())) }
                }
                div class="pick-parts" data-swap="pick-parts" { (parts::section(self)) }
            }
        };
        let description = lang.pick(
            "Stel een gebied samen uit wijken en buurten en zie er het profiel van.",
            "Put together an area of districts and neighbourhoods and see its profile.",
        );
        layout::framed(
            self.context,
            title,
            Frame { wide: true, description: Some(description), ..Frame::default() },
            &main,
        )
    }

    /// What was chosen, and the way to its profile.
    fn chosen(&self) -> Markup {
        let lang = self.lang();
        let chosen = &self.view.chosen;
        html! {
            section class="pick-chosen" aria-labelledby="gekozen" {
                h2 id="gekozen" tabindex="-1" { (lang.pick("Gekozen", "Chosen")) }
                p class="pick-total" data-summary { (self.summary()) }
                @if !chosen.is_empty() {
                    // One form for all: a link of its own for each would repeat the selection as many times as it is long.
                    form action=(urls::OWN_AREA_PICK) method="get" data-pick-form {
                        (self.hidden_gemeente())
                        (self.hidden(|_| false, true))
                        ul class="pick-list scroll-y" { @for region in chosen { (self.chosen_item(region)) } }
                    }
                    form class="pick-open" action=(urls::OWN_AREA) method="get" {
                        (self.hidden(|_| false, false))
                        label for="naam" { (lang.pick("Naam (niet verplicht)", "Name (optional)")) }
                        input type="text" id="naam" name="naam" value=(self.name().unwrap_or_default())
                            maxlength=(LONGEST_NAME) autocomplete="off";
                        div class="pick-buttons" {
                            button class="button" type="submit" { (lang.pick("Bekijk het profiel", "Open the profile")) }
                            a class="button button-quiet" href=(self.context.href(pick_address(&[], self.gemeente(), None))) data-toggle {
                                (lang.pick("Begin opnieuw", "Start again"))
                            }
                        }
                    }
                }
            }
        }
    }

    fn summary(&self) -> String {
        let lang = self.lang();
        let chosen = self.view.chosen.len();
        if chosen == 0 {
            return lang
                .pick(
                    "Nog niets. Zoek een plaats, of kies op de kaart.",
                    "Nothing yet. Search for a place, or choose on the map.",
                )
                .to_owned();
        }
        let of_level = |level| self.view.chosen.iter().filter(|region| region.code.level() == level).count();
        let counted = |level| {
            let count = of_level(level);
            (count > 0).then(|| format!("{count} {}", text::level_name(lang, level, count != 1)))
        };
        let parts: Vec<String> =
            [crate::domain::Level::Wijk, crate::domain::Level::Buurt].into_iter().filter_map(counted).collect();
        let mut summary = parts.join(lang.pick(" en ", " and "));
        if let Some((figure, declared)) = self.view.inhabitants
            && let Some(people) = figure.value.known()
        {
            let shown = text::number(lang, people, declared.decimals_of_area());
            let shown = if figure.at_least { text::at_least(lang, &shown) } else { shown };
            let noun = lang.pick("inwoners", "residents");
            // Writing to a string cannot fail.
            _ = write!(summary, ", {shown} {noun} ({})", text::period(lang, declared.period));
        }
        if chosen > MOST_MEMBERS / 2 {
            _ = write!(summary, ". {} {MOST_MEMBERS}", lang.pick("Ten hoogste", "At most"));
        }
        summary
    }

    fn chosen_item(&self, region: &PickedRegion<'_>) -> Markup {
        let lang = self.lang();
        html! {
            li {
                span class="pick-name" {
                    a href=(self.context.href(urls::region(region.code))) { (region.name) }
                    span class="secondary" { (text::level_name(lang, region.code.level(), false)) " · " (region.gemeente) }
                }
                button class="pick-remove" type="submit" name="wissel" value=(region.code) id={ "x-" (region.code) }
                    aria-label={ (lang.pick("Haal weg: ", "Remove: ")) (region.name) } { "×" }
            }
        }
    }

    fn search(&self) -> Markup {
        let lang = self.lang();
        let asked = self.parameters.search.as_deref().unwrap_or_default();
        html! {
            section class="pick-search" aria-labelledby="zoek-titel" {
                h2 id="zoek-titel" { (lang.pick("Zoek en voeg toe", "Search and add")) }
                form class="search" action=(urls::OWN_AREA_PICK) method="get" role="search" data-pick-form {
                    label for="zoek" { (lang.pick("Wijk, buurt, gemeente of ", "District, neighbourhood, municipality or ")) (self.context.area_called) }
                    div class="search-row" {
                        input type="search" id="zoek" name="q" value=(asked) maxlength="100" autocomplete="off"
                            spellcheck="false" placeholder=(lang.pick("Naam of code", "Name or code"));
                        (self.hidden_gemeente())
                        (self.hidden(|_| false, true))
                        button class="button" type="submit" { (lang.pick("Zoek", "Search")) }
                    }
                }
                @if !asked.is_empty() {
                    @if self.view.hits.is_empty() {
                        p { (lang.pick("Niets gevonden voor ", "Nothing found for ")) "“" (asked) "”." }
                    } @else {
                        ul class="pick-list pick-hits" { @for (hit, codes) in &self.view.hits { (self.hit(hit, codes)) } }
                    }
                }
            }
        }
    }

    /// A place that was found: added with one click; a gemeente is opened, for it has hundreds of buurten.
    fn hit(&self, hit: &Hit, codes: &[RegionCode]) -> Markup {
        let lang = self.lang();
        let kind = search::kind(lang, &self.served.atlas, hit);
        let gemeente = codes.first().and_then(RegionCode::gemeente);
        let is_gemeente = matches!(&hit.kind, HitKind::Region(code) if gemeente == Some(*code));
        let chosen = self.codes();
        let inside = |code: &RegionCode| chosen.iter().any(|have| code.at(have.level()) == Some(*have));
        let there = codes.iter().all(inside);
        let all = [chosen.as_slice(), codes].concat();
        html! {
            li {
                span class="pick-name" {
                    (hit.name)
                    span class="secondary" { (kind) @if !hit.context.is_empty() { " · " (hit.context) } }
                }
                @if is_gemeente {
                    a class="pick-add" href=(self.context.href(pick_address(&chosen, gemeente, self.name()))) data-toggle {
                        (lang.pick("Toon", "Show")) span class="visually-hidden" { " " (hit.name) }
                    }
                } @else if there {
                    span class="secondary" { (lang.pick("gekozen", "chosen")) }
                } @else {
                    a class="pick-add" href=(self.context.href(pick_address(&all, gemeente, self.name()))) data-toggle rel="nofollow" {
                        (lang.pick("Voeg toe", "Add")) span class="visually-hidden" { " " (hit.name) }
                    }
                }
            }
        }
    }

    fn list(&self) -> Markup {
        let lang = self.lang();
        let typed = self.problem.and(self.parameters.list.as_deref());
        html! {
            details class="disclosure pick-paste" open[typed.is_some()] {
                summary { (lang.pick("Plak een lijst met codes", "Paste a list of codes")) }
                form action=(urls::OWN_AREA_PICK) method="get" data-pick-form {
                    label for="lijst" { (lang.pick("Codes van wijken en buurten (CBS, ", "Codes of districts and neighbourhoods (CBS, ")) (self.served.atlas.base().vintage) ")" }
                    textarea id="lijst" name="lijst" rows="4" maxlength="8000" spellcheck="false" placeholder="WK034403 BU03440311" { (typed.unwrap_or_default()) }
                    (self.hidden_gemeente())
                    (self.hidden(|_| false, true))
                    button class="button button-quiet" type="submit" { (lang.pick("Voeg de codes toe", "Add the codes")) }
                }
            }
        }
    }
}
