//! `/praktijkvoorbeelden`: words, facets, results and their map.

use maud::{Markup, html};

use super::list_page::ListPage;
use super::map;
use crate::domain::Lang;
use crate::text;
use crate::urls;
use crate::views::practice::{Facet, FacetValue, Sort};
use crate::web::components::example::{Amount, item};
use crate::web::components::{downloads, map as shell};
use crate::web::representation::layout::{self, Frame};

impl ListPage<'_> {
    /// An address of this list with other pairs, on its first page.
    fn address(&self, form: &str, pairs: &[(&str, String)]) -> String {
        let list = match form {
            "" => urls::PRACTICE.address(),
            extension => urls::PRACTICE.file(extension),
        };
        self.context.href(list.queries(pairs.iter().map(|(name, value)| (*name, value.as_str()))))
    }

    /// This list with a value of a facet added or taken away.
    fn toggled(&self, parameter: &'static str, value: &FacetValue<'_>) -> String {
        let mut pairs = self.parameters.pairs();
        if value.chosen {
            pairs.retain(|(name, own)| *name != parameter || own != value.id);
        } else {
            pairs.push((parameter, value.id.to_owned()));
        }
        self.address("", &pairs)
    }

    /// This list with one parameter set or taken away.
    fn with(&self, parameter: &'static str, value: Option<&str>) -> String {
        let mut pairs = self.parameters.pairs();
        pairs.retain(|(name, _)| *name != parameter);
        pairs.extend(value.map(|value| (parameter, value.to_owned())));
        self.address("", &pairs)
    }

    pub fn render(&self) -> Markup {
        let lang = self.context.lang;
        let title = lang.pick("Praktijkvoorbeelden", "Practice examples");
        let purpose = lang.pick(
            "Wat er in wijken en buurten is geprobeerd, in eigen woorden samengevat en met de bron erbij.",
            "What was tried in districts and neighbourhoods, summarised in our own words and with its source.",
        );
        let main = html! {
            div class="practice-page" {
                header class="practice-head stack" {
                    h1 { (title) }
                    p class="lede" { (purpose) }
                    (self.form())
                    (self.from())
                }
                (self.filters())
                section class="practice-results" aria-labelledby="gevonden" {
                    (self.results_head())
                    @if self.view.items.is_empty() { (self.nothing()) }
                    ol class="hits" { @for found in &self.view.items { (item(self.context, self.atlas, found, self.seen, Amount::Full)) } }
                    (self.pager())
                    (self.downloads())
                    (self.sent_in)
                }
                (self.map())
            }
        };
        layout::framed(self.context, title, Frame { description: Some(purpose), ..Frame::default() }, &main)
    }

    fn form(&self) -> Markup {
        let lang = self.context.lang;
        html! {
            form class="practice-search" action=(urls::PRACTICE) method="get" role="search" {
                label for="woorden" { (lang.pick("Zoek in de voorbeelden", "Search the examples")) }
                div class="search-row" {
                    input type="search" id="woorden" name="q" value=(self.parameters.query.words) maxlength="200"
                        placeholder=(lang.pick("Bijvoorbeeld: schulden, jongeren, renovatie", "For example: debt, young people, renovation"));
                    @for (name, value) in self.parameters.pairs().iter().filter(|(name, _)| *name != "q") {
                        input type="hidden" name=(name) value=(value);
                    }
                    @if self.context.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
                    button class="button" type="submit" { (lang.pick("Zoek", "Search")) }
                }
            }
        }
    }

    /// The place that the list is seen from, or how to choose one.
    fn from(&self) -> Markup {
        let lang = self.context.lang;
        html! {
            @if let Some(seen) = self.seen {
                p class="seen-from" {
                    (lang.pick("Gezien vanuit ", "Seen from ")) a href=(self.context.href(&seen.href)) { (seen.name) } ". "
                    a href=(self.with("vanuit", None)) { (lang.pick("Kijk niet vanuit een gebied", "Do not look from an area")) }
                }
            } @else {
                form class="seen-form" action=(urls::PRACTICE) method="get" {
                    label for="vanuit" { (lang.pick("Kijk vanuit een gebied", "Look from an area")) }
                    div class="search-row" {
                        select id="vanuit" name="vanuit" {
                            @for area in &self.atlas.areas { option value=(area.area.slug) { (area.area.name) } }
                        }
                        @for (name, value) in self.parameters.pairs().iter().filter(|(name, _)| *name != "vanuit") {
                            input type="hidden" name=(name) value=(value);
                        }
                        @if self.context.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
                        button class="button button-quiet" type="submit" { (lang.pick("Toon wat daar past", "Show what fits there")) }
                    }
                }
            }
        }
    }

    fn filters(&self) -> Markup {
        let lang = self.context.lang;
        let chosen: Vec<(&'static str, &FacetValue<'_>)> = self
            .view
            .facets
            .iter()
            .flat_map(|facet| facet.values.iter().map(move |value| (facet.parameter, value)))
            .filter(|(_, value)| value.chosen)
            .collect();
        html! {
            nav class="facets" id="filters" aria-label=(lang.pick("Filters", "Filters")) {
                @if !chosen.is_empty() {
                    div class="facets-chosen" {
                        p class="label" { (lang.pick("Gekozen", "Chosen")) }
                        ul {
                            @for (parameter, value) in &chosen {
                                li { a class="chip" href=(self.toggled(parameter, value)) {
                                    (value.label.get(lang)) span aria-hidden="true" { " ×" }
                                    span class="visually-hidden" { (lang.pick(": weghalen", ": remove")) }
                                } }
                            }
                        }
                    }
                }
                @for facet in &self.view.facets { (self.facet(facet)) }
            }
        }
    }

    fn facet(&self, facet: &Facet<'_>) -> Markup {
        let lang = self.context.lang;
        let open = facet.parameter == "thema" || facet.values.iter().any(|value| value.chosen);
        html! {
            details class="facet" open[open] {
                summary { (facet_name(lang, facet.parameter)) }
                ul {
                    @for value in &facet.values {
                        li {
                            @if value.count > 0 || value.chosen {
                                a href=(self.toggled(facet.parameter, value)) aria-current=[value.chosen.then_some("true")] {
                                    span { (value.label.get(lang)) } " "
                                    span class="facet-count" { (value.count)
                                        span class="visually-hidden" { (lang.pick(" voorbeelden", " examples")) } }
                                }
                            } @else {
                                span class="facet-none" { span { (value.label.get(lang)) } " " span class="facet-count" { "0" } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn results_head(&self) -> Markup {
        let lang = self.context.lang;
        let (total, words) = (self.view.total, &self.parameters.query.words);
        let noun = if total == 1 { lang.pick("voorbeeld", "example") } else { lang.pick("voorbeelden", "examples") };
        let mut orders = vec![("relevantie", Sort::Relevance, lang.pick("relevantie", "relevance"))];
        if self.seen.is_some() {
            orders.push(("afstand", Sort::Distance, lang.pick("afstand", "distance")));
        }
        orders.push(("datum", Sort::Date, lang.pick("datum", "date")));
        html! {
            div class="results-head" {
                h2 id="gevonden" { (text::count(lang, total)) " " (noun) }
                ul class="orders" aria-label=(lang.pick("Volgorde", "Order")) {
                    @for (id, sort, name) in orders {
                        li { a href=(self.with("sorteer", (sort != Sort::Relevance).then_some(id)))
                            aria-current=[(self.parameters.query.sort == sort).then_some("true")] { (name) } }
                    }
                }
            }
            @if self.view.close {
                p class="notice" { (lang.pick("Geen voorbeeld met precies deze woorden: ", "No example with exactly these words: "))
                    "“" (words) "”. " (lang.pick("Hieronder staan woorden die erop lijken.", "Shown are words that look like them.")) }
            }
            p class="secondary" { (self.order_in_words()) }
        }
    }

    fn order_in_words(&self) -> &'static str {
        let lang = self.context.lang;
        match (self.parameters.query.sort, self.seen.is_some(), self.parameters.query.words.is_empty()) {
            (Sort::Date, ..) => {
                lang.pick("Nieuwste eerst; zonder datum achteraan.", "Newest first; undated ones last.")
            }
            (Sort::Distance, ..) => lang.pick(
                "Dichtstbijzijnde eerst. Zonder wijk of buurt is er geen afstand; die staan achteraan.",
                "Nearest first. Without a district or neighbourhood there is no distance; those come last.",
            ),
            (Sort::Relevance, _, false) => lang.pick("Wat het best bij de woorden past eerst.", "Best match first."),
            (Sort::Relevance, true, true) => lang.pick(
                "Eerst wat past bij waar het gebied opvalt en bij gebieden die erop lijken.",
                "First what fits where the area stands out and areas that are like it.",
            ),
            (Sort::Relevance, false, true) => lang.pick(
                "Nieuwste eerst. Wat nauwelijks een voorbeeld is, staat achteraan.",
                "Newest first. What is hardly an example comes last.",
            ),
        }
    }

    fn nothing(&self) -> Markup {
        let lang = self.context.lang;
        html! {
            div class="notice" {
                p { (lang.pick("Geen voorbeeld past bij deze keuze.", "No example fits this choice.")) }
                p { a href=(self.context.href(urls::PRACTICE)) { (lang.pick("Toon alle voorbeelden", "Show all examples")) }
                    (lang.pick(", of haal links een filter weg.", ", or remove a filter.")) }
            }
        }
    }

    fn pager(&self) -> Markup {
        let (lang, view) = (self.context.lang, self.view);
        let to = |page: usize| {
            let mut pairs = self.parameters.pairs();
            if page > 1 {
                pairs.push(("pagina", page.to_string()));
            }
            self.address("", &pairs)
        };
        html! {
            @if view.pages > 1 {
                nav class="pager" aria-label=(lang.pick("Pagina's", "Pages")) {
                    @if view.page > 1 { a class="button button-quiet" rel="prev" href=(to(view.page - 1)) { (lang.pick("Vorige", "Previous")) } }
                    span class="secondary" { (lang.pick("Pagina ", "Page ")) (view.page) (lang.pick(" van ", " of ")) (view.pages) }
                    @if view.page < view.pages { a class="button button-quiet" rel="next" href=(to(view.page + 1)) { (lang.pick("Volgende", "Next")) } }
                }
            }
        }
    }

    fn downloads(&self) -> Markup {
        let lang = self.context.lang;
        let pairs = self.parameters.pairs();
        html! {
            (downloads::block(self.context, lang.pick("deze voorbeelden", "these examples"), true, |extension, more| {
                downloads::this_page(self.context, &["pagina"], extension, more)
            }))
            p class="secondary practice-downloads" {
                a href=(self.address("json", &pairs)) { (lang.pick("Deze lijst als JSON", "This list as JSON")) } ". "
                a href=(self.context.href(urls::COVERAGE)) { (lang.pick("Waar ontbreken voorbeelden?", "Where are examples missing?")) }
            }
        }
    }

    fn map(&self) -> Markup {
        let lang = self.context.lang;
        let marks = self.outlines.frame().map_or_else(Vec::new, |frame| map::marks(&self.view.spots, &frame));
        let drawing = map::drawing(self.context, self.atlas, self.outlines, self.view, &marks);
        let points = self.address("geojson", &self.parameters.pairs());
        let live = shell::Live { kind: "practice", vintage: self.atlas.base().vintage, data: vec![("points", points)] };
        html! {
            section class="practice-map" aria-labelledby="kaart-titel" {
                h2 class="visually-hidden" id="kaart-titel" { (lang.pick("Op de kaart", "On the map")) }
                (shell::shell(self.context, &live, &drawing))
                p class="figure-source" {
                    (lang.pick("Een punt staat in het midden van de wijk of buurt, of van het gebied als meer niet bekend is.",
                        "A dot marks the middle of the district or neighbourhood, or of the area where no more is known."))
                    @if self.view.without_point > 0 {
                        " " (self.view.without_point) (lang.pick(" zonder punt: alleen de gemeente is bekend.", " without a dot: only the municipality is known."))
                    }
                }
                (map::listed(self, &marks))
            }
        }
    }

    /// Address and title of an example, for the list of spots.
    pub(super) fn entry(&self, at: u32) -> Option<(String, String)> {
        let example = self.content.practice.get(at as usize)?;
        let from = self.seen.map(|seen| ("vanuit", &seen.key));
        let href = self.context.href(urls::example(&example.id).queries(from));
        Some((href, example.title.get(self.context.lang).to_owned()))
    }
}

fn facet_name(lang: Lang, parameter: &str) -> &'static str {
    match parameter {
        "thema" => lang.pick("Leefgebied", "Domain of life"),
        "aanpak" => lang.pick("Manier van werken", "Way of working"),
        "gebied" => lang.pick("Gebied", "Area"),
        "fase" => lang.pick("Fase", "Phase"),
        _ => lang.pick("Doelgroep", "Audience"),
    }
}
