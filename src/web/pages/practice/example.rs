//! `/praktijkvoorbeelden/{id}`: what was done, where, when, by whom, for what effect, how sure we are; the figures of
//! its place; and whether it could be done elsewhere.

use axum::response::Response;
use maud::{Markup, html};

use super::{jsonld, transfer};
use crate::atlas::Atlas;
use crate::domain::{Lang, NOT_ASSESSED, PracticeExample, SentIn};
use crate::export::{example_file, place_columns};
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::practice::{ExampleView, PlaceFigures, SeenFrom};
use crate::web::components::example as parts;
use crate::web::components::source::host;
use crate::web::components::table::PageTable;
use crate::web::components::{contributions, downloads};
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::representation::download::{self, Ask};
use crate::web::representation::layout::{self, Frame};
use crate::web::representation::practice_words::{self as words, precision};

pub fn render(context: &PageContext, atlas: &Atlas, view: &ExampleView<'_>) -> Markup {
    let lang = context.lang;
    let example = view.card.example;
    let main = html! {
        article class="example" {
            nav class="breadcrumb" aria-label=(lang.pick("Kruimelpad", "Breadcrumb")) {
                ol {
                    li { a href=(context.href(urls::PRACTICE)) { (lang.pick("Praktijkvoorbeelden", "Practice examples")) } }
                    @if let Some(area) = view.card.area {
                        li { a href=(context.href(urls::area(&area.area.slug))) { (area.area.name) } }
                    }
                }
            }
            header class="stack" {
                h1 lang=[example.written_in()] { (example.title.get(lang)) }
                @match &example.sent_in {
                    Some(sent_in) => (as_sent_in(context, sent_in)),
                    None => p class="lede" { (example.summary.get(lang)) },
                }
                @if example.figures_unverified {
                    p class="card-warning" { (lang.pick("Genoemde aantallen zijn niet gecontroleerd.", "Numbers mentioned were not verified.")) }
                }
                (parts::tags(context, &view.card))
            }
            @if let Some(from) = &view.seen { (why(context, atlas, from)) }
            (facts(context, view))
            @if let Some(figures) = &view.figures { (place_figures(context, example, figures)) }
            (transfer::section(context, atlas, view))
            (more(context, view))
            (jsonld::example(context, view))
        }
    };
    let frame = Frame { description: Some(example.summary.get(lang)), ..Frame::default() };
    layout::framed(context, example.title.get(lang), frame, &main)
}

/// The example as a file: beside the place it is seen from, with the figures of its own place.
pub fn file(ask: &Ask<'_>, (atlas, lang): (&Atlas, Lang), view: &ExampleView<'_>) -> Result<Response, AppError> {
    let id = &view.card.example.id;
    let (page, name) = match &view.seen {
        Some(from) => {
            let key = &from.seen.key;
            let page = urls::example(id).query("vanuit", key).to_string();
            (page, format!("{id}-naast-{}", download::file_name(key)))
        }
        None => (urls::example(id).to_string(), id.clone()),
    };
    let there = transfer::there(lang, view);
    ask.answer(example_file(&Edition::of(atlas), lang, view, there, &page), &name, Vec::new)
}

/// The whole text of a visitor, with who read it before.
fn as_sent_in(context: &PageContext, sent_in: &SentIn) -> Markup {
    html! {
        p class="written" lang=(sent_in.lang) { (sent_in.body) }
        p class="secondary" {
            (contributions::origin(context)) " "
            a href=(context.href(urls::contribution(sent_in.number))) {
                (context.lang.pick("De bijdrage zelf", "The contribution itself"))
            }
        }
    }
}

/// Why it may matter to the place it is seen from: the first thing under the summary.
fn why(context: &PageContext, atlas: &Atlas, from: &SeenFrom<'_>) -> Markup {
    let lang = context.lang;
    let name = from.seen.name.as_ref();
    let reason = from.reason.as_ref();
    let standing = reason.and_then(|reason| reason.standing.as_ref());
    let likeness = reason.and_then(|reason| reason.likeness.as_ref());
    let inside = from.nearness == crate::views::practice::Nearness::Inside;
    html! {
        section class="why why-large" id="waarom" aria-labelledby="waarom-titel" {
            h2 id="waarom-titel" { (lang.pick("Wat dit met ", "What this has to do with ")) (name) (lang.pick(" te maken heeft", "")) }
            @if inside { p { (lang.pick("Dit voorbeeld is van ", "This example is from ")) (name) (lang.pick(" zelf.", " itself.")) } }
            @match standing {
                Some(found) => {
                    p { (lang.pick("Over het thema ", "On the theme ")) b { (words::theme(lang, atlas, found)) }
                        (lang.pick(" valt dit gebied op. ", " this area stands out. "))
                        @if let Some(sentence) = words::standing(lang, atlas, name, found) { (sentence) } }
                }
                None => p { (lang.pick(
                    "Op de thema's van dit voorbeeld springt dit gebied er met de geleverde cijfers niet uit, of er zijn geen cijfers over.",
                    "On the themes of this example the area does not stand out by the figures delivered, or there are none on them.",
                )) },
            }
            @if let Some(likeness) = likeness {
                p { @if let Some(sentence) = words::likeness(lang, atlas, name, likeness, 3) { (sentence) " " }
                    @if let Some(sentence) = words::differs(lang, atlas, likeness) { (sentence) } }
            } @else if !inside {
                p { (lang.pick(
                    "Hoeveel de twee plekken op elkaar lijken is niet bepaald: dit voorbeeld ligt niet in een ander gebied.",
                    "How alike the two places are was not determined: this example does not lie in another area.",
                )) }
            }
            @if let Some(near) = words::nearness(lang, name, from.nearness).filter(|_| !inside) {
                p { (lang.pick("Afstand: ", "Distance: ")) (near) "." }
            }
            p class="figure-source" {
                (lang.pick("Hoe dit wordt bepaald staat in de ", "How this is determined is described in the "))
                a href=(context.href(urls::METHOD.fragment("praktijk"))) { (lang.pick("methode", "method")) } "."
            }
        }
    }
}

/// What, where, when, by whom, for what effect, how sure. A field without content is left out.
fn facts(context: &PageContext, view: &ExampleView<'_>) -> Markup {
    let lang = context.lang;
    let example = view.card.example;
    let period = words::period(lang, &example.from, &example.until);
    let audiences: Vec<&str> = view.audiences.iter().map(|term| term.label.get(lang)).collect();
    html! {
        section class="example-facts" aria-labelledby="feiten-titel" {
            h2 class="visually-hidden" id="feiten-titel" { (lang.pick("Feiten", "Facts")) }
            dl class="facts" {
                (fact(lang.pick("Waar", "Where"), &html! { (where_it_is(context, view)) }))
                @if !period.is_empty() { (fact(lang.pick("Looptijd", "Period"), &html! { (period) })) }
                (fact(lang.pick("Gepubliceerd", "Published"), &html! { (text::date(lang, &example.published)) }))
                @if !example.organisation.is_empty() { (fact(lang.pick("Door wie", "By whom"), &html! { (example.organisation) })) }
                @if let Some(effect) = &example.effect {
                    (fact(lang.pick("Beoogd effect", "Effect sought"), &html! { (effect.get(lang)) }))
                }
                @if let Some(conditions) = &example.conditions {
                    (fact(lang.pick("Wat ervoor nodig was", "What it took"), &html! { (conditions.get(lang)) }))
                }
                @if !audiences.is_empty() { (fact(lang.pick("Voor wie", "For whom"), &html! { (words::and(lang, &audiences)) })) }
                @if let Some(phase) = view.card.phase { (fact(lang.pick("Fase", "Phase"), &html! { (phase.label.get(lang)) })) }
                @if let Some(level) = view.evidence {
                    (fact(lang.pick("Hoe zeker", "How sure"), &html! {
                        (level.label.get(lang)) ". " span class="secondary" { (level.definition.get(lang)) }
                        @if level.id == NOT_ASSESSED { " " a href=(context.href(urls::METHOD.fragment("onderbouwing"))) { (lang.pick("De schaal", "The scale")) } }
                    }))
                }
                @if !example.source_url.is_empty() {
                    (fact(lang.pick("Bron", "Source"), &html! { a href=(example.source_url) rel=(parts::rel(example)) { (host(&example.source_url)) } }))
                }
                @for same in &view.card.same_as {
                    (fact(if same.event { lang.pick("Ook bijeenkomst", "Also an event") } else { lang.pick("Ook publicatie", "Also a publication") },
                        &html! { @if same.url.starts_with("http") { a href=(same.url) rel="external" { (same.title.get(lang)) } } @else { (same.title.get(lang)) } }))
                }
            }
            (reading(context, view))
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { dt { (name) } dd { (value) } }
}

fn where_it_is(context: &PageContext, view: &ExampleView<'_>) -> Markup {
    let lang = context.lang;
    let card = &view.card;
    let example = card.example;
    let known = example.precision != crate::domain::PlacePrecision::Onbekend;
    html! {
        @if let Some((code, name)) = card.place {
            @if let Some(href) = crate::views::profile::region_address(code) { a href=(context.href(&href)) { (name) } } @else { (name) }
            ", "
        } @else if !example.neighbourhood.is_empty() { (example.neighbourhood) ", " }
        @if let Some(area) = card.area {
            a href=(context.href(urls::area(&area.area.slug))) { (area.area.name) }
        } @else if !example.city.is_empty() { (example.city) } @else { (lang.pick("niet bekend", "not known")) }
        @if let Some((code, vintage)) = example.written_about {
            " " span class="secondary" {
                "(" (text::written_about(lang, code.as_str(), code.as_str(), vintage)) ")"
            }
        }
        @if known { " " span class="secondary" { "(" (precision(lang, example.precision)) ")" } }
    }
}

/// Which fields are an editor's reading.
fn reading(context: &PageContext, view: &ExampleView<'_>) -> Markup {
    let lang = context.lang;
    let fields: Vec<&str> = view.card.example.inferred.iter().map(|field| words::inferred(lang, field)).collect();
    html! {
        @if !fields.is_empty() {
            p class="figure-source" {
                (lang.pick("Lezing van de redactie, niet van de bron: ", "An editor's reading, not the source's word: "))
                (words::and(lang, &fields)) ". "
                (lang.pick("De samenvatting is in eigen woorden.", "The summary is in our own words."))
            }
        }
    }
}

fn place_figures(context: &PageContext, example: &PracticeExample, figures: &PlaceFigures<'_>) -> Markup {
    let lang = context.lang;
    let level = figures.level.map_or(context.area_called.as_str(), |level| text::level_name(lang, level, false));
    html! {
        section class="example-figures" aria-labelledby="cijfers-titel" {
            h2 id="cijfers-titel" { (lang.pick("De cijfers van ", "The figures of ")) (figures.name) }
            p class="secondary" {
                (lang.pick("Op de thema's van dit voorbeeld, voor ", "On the themes of this example, for "))
                @if !figures.name.to_lowercase().starts_with(level) { (level) " " } (figures.name)
                (lang.pick(". Ze zeggen niet wat het voorbeeld heeft gedaan.", ". They do not tell what the example did."))
            }
            (PageTable::of(place_columns(lang, figures))
                .boxed_by("cijfers-titel")
                .show("naam")
                .headed(lang.pick("Cijfer", "Figure"))
                .linked(|row| context.href(urls::indicator(&row.indicator.id)))
                .show("waarde")
                .show("nederland")
                .show("periode")
                .headed(lang.pick("Jaar", "Year"))
                .render("table", &figures.rows))
            (downloads::block(context, &format!("{} {}", lang.pick("cijfers van", "figures of"), figures.name), false, |extension, more| {
                let more = more.and_then(|pair| pair.split_once('='));
                urls::example(&example.id).file(extension).queries(more).to_string()
            }))
            p class="figure-source" {
                a href=(context.href(&figures.href)) { (lang.pick("Alle cijfers, met bron en regel, staan op het profiel", "All figures, with source and rule, are on the profile")) } "."
            }
        }
    }
}

fn more(context: &PageContext, view: &ExampleView<'_>) -> Markup {
    let lang = context.lang;
    let seen = view.seen.as_ref().map(|from| &from.seen);
    html! {
        @if !view.more.is_empty() {
            section class="example-more" aria-labelledby="meer-titel" {
                h2 id="meer-titel" { (lang.pick("Meer over deze thema's", "More on these themes")) }
                ul class="link-list" {
                    @for card in &view.more {
                        li { a href=(parts::href(context, card, seen)) { (card.example.title.get(lang)) }
                            " " span class="secondary" { (card.place_names()) } }
                    }
                }
            }
        }
    }
}
