//! The page of a comparison: places, maps, table; or, with too few places, the way to choose them.

use maud::{Markup, html};

use crate::atlas::Hit;
use crate::domain::Lang;
use crate::export::place_kind;
use crate::urls::{self};
use crate::views::compare::{LEAST, MOST};
use crate::views::place::NamedPlace;

use super::parts::{Page, address, long_mark};
use super::{maps, table, trends};
use crate::web::components::search;
use crate::web::representation::layout::{self, Frame};

impl Page<'_> {
    pub(super) fn lang(&self) -> Lang {
        self.context.lang
    }

    pub(super) fn keys(&self) -> Vec<&str> {
        self.view.places.iter().map(|place| place.key.as_str()).collect()
    }

    pub(super) fn render(&self) -> Markup {
        let lang = self.lang();
        let complete = self.view.places.len() >= LEAST;
        let names: Vec<&str> = self.view.places.iter().map(|place| place.name.as_ref()).collect();
        let title = if complete {
            names.join(lang.pick(" naast ", " beside "))
        } else {
            lang.pick("Plaatsen vergelijken", "Compare places").to_owned()
        };
        let main = html! {
            div class="compare" {
                header class="compare-head" {
                    h1 { (lang.pick("Plaatsen vergelijken", "Compare places")) }
                    p class="lede" {
                        (lang.pick("Zet twee tot zes plaatsen naast elkaar: ", "Put two to six places side by side: "))
                        (self.context.areas_called)
                        (lang.pick(", gemeenten, wijken en buurten.", ", municipalities, districts and neighbourhoods."))
                    }
                }
                (self.places())
                @if complete {
                    (maps::section(self))
                    (trends::section(self))
                    (table::section(self))
                } @else {
                    (self.invitation())
                }
            }
        };
        let description = lang.pick(
            "De cijfers van twee tot zes plaatsen naast elkaar, met kaarten in dezelfde schaal en klassen.",
            "The figures of two to six places side by side, with maps at the same scale and in the same classes.",
        );
        let frame = Frame { wide: true, description: Some(description), ..Frame::default() };
        layout::framed(self.context, &title, frame, &main)
    }

    /// The places with their marks, and the search that adds one.
    fn places(&self) -> Markup {
        let lang = self.lang();
        html! {
            section class="compare-places" aria-labelledby="plaatsen" {
                h2 id="plaatsen" class="visually-hidden" { (lang.pick("Gekozen plaatsen", "Chosen places")) }
                @if !self.view.places.is_empty() {
                    ol class="compare-list" {
                        @for (index, place) in self.view.places.iter().enumerate() { (self.place(index, place)) }
                    }
                }
                @if self.view.places.len() < MOST { (self.add()) }
                @else { p class="secondary" { (lang.pick("Meer dan zes plaatsen zijn niet uit elkaar te houden.", "More than six places cannot be told apart.")) } }
            }
        }
    }

    fn place(&self, index: usize, place: &NamedPlace<'_>) -> Markup {
        let lang = self.lang();
        let others: Vec<&str> =
            self.keys().into_iter().enumerate().filter(|&(at, _)| at != index).map(|(_, key)| key).collect();
        html! {
            li {
                (long_mark(index))
                span class="compare-name" {
                    a href=(self.context.href(&place.href)) { (place.name) }
                    span class="secondary" {
                        (place_kind(lang, place))
                        @if let Some(gemeente) = place.gemeente { " · " (gemeente) }
                    }
                }
                a class="pick-remove" href=(address(self, urls::COMPARE, &others, &[])) aria-label={ (lang.pick("Haal weg: ", "Remove: ")) (place.name) } { "×" }
            }
        }
    }

    /// The form that adds a place; suggestions lead straight to the comparison with it.
    fn add(&self) -> Markup {
        let lang = self.lang();
        let template =
            address(self, urls::COMPARE, &self.keys(), &[("gebied", "KEY")]).replace("gebied=KEY", "gebied={key}");
        html! {
            form class="search compare-search" action=(urls::COMPARE) method="get" role="search" data-search=(urls::API_SEARCH) data-target=(template)
                data-none=(lang.pick("Niets gevonden", "Nothing found"))
                data-found=(lang.pick("{n} gevonden; kies met de pijltjes", "{n} found; choose with the arrow keys")) {
                label for="zoek" { (lang.pick("Voeg een plaats toe", "Add a place")) }
                div class="search-row" {
                    @for key in self.keys() { input type="hidden" name="gebied" value=(key); }
                    input type="search" id="zoek" name="q" value=(self.search) maxlength="100" autocomplete="off" spellcheck="false"
                        placeholder=(lang.pick("Naam of code", "Name or code"));
                    @if let Some((name, value)) = self.context.query.iter().find(|(name, _)| name == "indicator") {
                        input type="hidden" name=(name) value=(value);
                    }
                    @if self.context.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
                    button class="button" type="submit" { (lang.pick("Zoek", "Search")) }
                }
            }
            @if !self.search.is_empty() {
                @if self.hits.is_empty() {
                    p { (lang.pick("Niets gevonden voor ", "Nothing found for ")) "“" (self.search) "”." }
                } @else {
                    ul class="pick-list compare-hits" { @for hit in self.hits { (self.hit(hit)) } }
                }
            }
        }
    }

    fn hit(&self, hit: &Hit) -> Markup {
        let lang = self.lang();
        let kind = search::kind(lang, self.view.atlas, hit);
        let mut keys = self.keys();
        let there = keys.contains(&hit.key());
        keys.push(hit.key());
        html! {
            li {
                span class="pick-name" {
                    (hit.name)
                    span class="secondary" { (kind) @if !hit.context.is_empty() { " · " (hit.context) } }
                }
                @if there { span class="secondary" { (lang.pick("gekozen", "chosen")) } }
                @else {
                    a class="pick-add" href=(address(self, urls::COMPARE, &keys, &[])) {
                        (lang.pick("Voeg toe", "Add")) span class="visually-hidden" { " " (hit.name) }
                    }
                }
            }
        }
    }

    /// With fewer than two places: what to do, and pairs to begin with.
    fn invitation(&self) -> Markup {
        let lang = self.lang();
        let areas = &self.view.atlas.areas;
        html! {
            section class="compare-start" aria-labelledby="begin" {
                h2 id="begin" {
                    @if self.view.places.is_empty() { (lang.pick("Kies twee plaatsen", "Choose two places")) }
                    @else { (lang.pick("Kies nog een plaats", "Choose one more place")) }
                }
                p {
                    (lang.pick(
                        "Zoek hierboven, of begin met een van deze gebieden. U kunt niveaus mengen, bijvoorbeeld een gebied naast zijn gemeente.",
                        "Search above, or begin with one of these areas. You can mix levels, for example an area beside its municipality.",
                    ))
                }
                ul class="compare-areas" {
                    @for area in areas.iter().filter(|area| !self.keys().contains(&area.area.slug.as_str())) {
                        li {
                            @let keys: Vec<&str> = self.keys().into_iter().chain([area.area.slug.as_str()]).collect();
                            a href=(address(self, urls::COMPARE, &keys, &[])) { (area.area.name) }
                        }
                    }
                }
            }
        }
    }
}
