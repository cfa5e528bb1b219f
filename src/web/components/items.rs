//! Sources of lessons, checklists and outcomes as links, and other parts that the knowledge pages share.

use maud::{Markup, html};

use crate::atlas::{Knowledge, SourceItem};
use crate::text;
use crate::urls;
use crate::web::parameters::context::PageContext;

/// A line for each source: what it is, a link to where it stands on this site.
pub fn sources(ctx: &PageContext, atlas: &Knowledge<'_>, ids: &[String]) -> Markup {
    let lang = ctx.lang;
    html! {
        ul class="source-list" {
            @for item in ids.iter().filter_map(|id| atlas.source_item(id)) {
                li { @match item {
                    SourceItem::Example(example) => {
                        a href=(ctx.href(urls::example(&example.id))) { (example.title.get(lang)) }
                        " " span class="secondary" { (lang.pick("praktijkvoorbeeld", "practice example")) @if !example.city.is_empty() { ", " (example.city) } }
                    }
                    SourceItem::Publication(publication) => {
                        a href=(ctx.href(urls::PUBLICATIONS.fragment(&publication.id))) { (publication.title.get(lang)) }
                        " " span class="secondary" { (lang.pick("publicatie", "publication")) ", " (text::date(lang, &publication.published)) }
                    }
                    SourceItem::Event(event) => {
                        a href=(ctx.href(urls::AGENDA.fragment(&event.id))) { (event.title.get(lang)) }
                        " " span class="secondary" { "agenda" }
                    }
                    SourceItem::Programme(programme) => {
                        a href=(ctx.href(urls::PROGRAMME.fragment(&programme.id))) { (lang.pick("Achtergrond van het programma", "Background of the programme")) }
                    }
                    SourceItem::Note(note) => {
                        a href=(ctx.href(urls::PROGRAMME.fragment(&note.id))) { (note.title.get(lang)) }
                        " " span class="secondary" { (lang.pick("achtergrond", "background")) }
                    }
                } }
            }
        }
    }
}

/// Labels of themes, each a tag.
pub fn themes<'a>(ctx: &PageContext, atlas: &Knowledge<'_>, ids: impl IntoIterator<Item = &'a str>) -> Markup {
    html! {
        @for theme in ids.into_iter().filter_map(|id| atlas.vocabulary.theme(id)) {
            span class="tag" { (theme.label.get(ctx.lang)) } " "
        }
    }
}

/// Label of a phase.
pub fn phase<'a>(ctx: &PageContext, atlas: &'a Knowledge<'_>, id: &str) -> &'a str {
    atlas.vocabulary.phases.iter().find(|phase| phase.id == id).map_or("", |phase| phase.label.get(ctx.lang))
}

/// Says that the project wrote this itself.
pub fn own_words(ctx: &PageContext) -> Markup {
    html! {
        p class="secondary own-words" { (ctx.lang.pick(
            "Geschreven door wijkwijzer, in eigen woorden, op grond van de bronnen die erbij staan. Geen officiële tekst van het programma.",
            "Written by wijkwijzer in its own words, on the basis of the sources named with it. Not an official text of the programme.",
        )) }
    }
}

/// Addresses outside this site, by their host.
pub fn addresses(ctx: &PageContext, addresses: &[String]) -> Markup {
    let host = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest).trim_start_matches("www.").to_owned()
    };
    html! {
        @if !addresses.is_empty() {
            p class="figure-source" {
                (if addresses.len() == 1 { ctx.lang.pick("Bron: ", "Source: ") } else { ctx.lang.pick("Bronnen: ", "Sources: ") })
                @for (position, address) in addresses.iter().enumerate() {
                    @if position > 0 { " · " }
                    a href=(address) rel="external" { (host(address)) }
                }
            }
        }
    }
}
