//! What profiles take from the knowledge base: the news of an area, its feed, and its description as a place.

use maud::{Markup, html};

use super::json_ld;
use crate::atlas::{Knowledge, Place, PlaceId};
use crate::domain::RegionCode;
use crate::export::{entry_dates, entry_path, feed_title};
use crate::text;
use crate::views::knowledge::{EntryKind, FeedScope, news};
use crate::web::parameters::context::PageContext;

/// Most items of the section.
const MOST: usize = 5;

/// The news of a focus area: short, dated, with its source. Nothing for other places.
pub fn section(ctx: &PageContext, knowledge: &Knowledge<'_>, place: &Place) -> Markup {
    let PlaceId::Area(index) = place.id else { return html! {} };
    let Some(area) = knowledge.areas.get(index as usize).map(|area| &area.area) else { return html! {} };
    let lang = ctx.lang;
    let items = news(knowledge, area, MOST);
    html! {
        section class="area-news" id="nieuws" aria-labelledby="nieuws-titel" {
            h2 id="nieuws-titel" { (lang.pick("Nieuws over dit gebied", "News about this area")) }
            @if items.is_empty() {
                p class="missing" { (lang.pick("Er is geen bericht met een datum over dit gebied.", "There is no dated item about this area.")) }
            }
            ul class="entry-list" {
                @for item in &items {
                    li {
                        p class="secondary" { (entry_dates(lang, item)) " · " (kind(ctx, item.kind)) }
                        p { a href=(ctx.href(entry_path(item))) { (item.title.get(lang)) } }
                        p class="secondary" {
                            (lang.pick("Bron: ", "Source: "))
                            @if item.source.starts_with("http") { a href=(item.source) rel="external" { (if item.organisation.is_empty() { lang.pick("bericht", "report") } else { item.organisation }) } }
                            @else if item.source.is_empty() { (lang.pick("geen adres gevonden", "no address found")) }
                            @else { (item.source) }
                        }
                    }
                }
            }
            p class="secondary" {
                a href=(ctx.href(FeedScope::Area(area).path())) { (lang.pick("Volg dit gebied met een feed", "Follow this area by feed")) }
                (lang.pick(". Alleen wat een datum heeft staat hier; de uitgave is van ", ". Only what has a date stands here; the release is of "))
                (text::date(lang, &knowledge.imported_at)) "."
            }
        }
    }
}

fn kind(ctx: &PageContext, kind: EntryKind<'_>) -> &'static str {
    match kind {
        EntryKind::Example(_) => ctx.lang.pick("praktijkvoorbeeld", "practice example"),
        EntryKind::Publication(_) => ctx.lang.pick("publicatie", "publication"),
        EntryKind::Event(_) => "agenda",
    }
}

/// What the head of a profile holds: the feed of an area, and the place in words of schema.org.
pub fn head(ctx: &PageContext, knowledge: &Knowledge<'_>, place: &Place) -> Markup {
    match place.id {
        PlaceId::Area(index) => {
            let Some(area) = knowledge.areas.get(index as usize) else { return html! {} };
            html! { (alternate(ctx, &FeedScope::Area(&area.area))) (json_ld::block(&json_ld::area(area))) }
        }
        PlaceId::Region(code) => json_ld::block(&region(knowledge, code)),
        PlaceId::Rest(_) | PlaceId::Own => html! {},
    }
}

fn region(knowledge: &Knowledge<'_>, code: RegionCode) -> serde_json::Value {
    let name = |code: RegionCode| knowledge.base().name(code);
    let municipality = code.at(crate::domain::Level::Gemeente).filter(|gemeente| *gemeente != code).and_then(name);
    json_ld::region(name(code).unwrap_or(code.as_str()), code.as_str(), municipality)
}

/// The link by which a page names a feed.
pub fn alternate(ctx: &PageContext, scope: &FeedScope<'_>) -> Markup {
    html! {
        link rel="alternate" type="application/atom+xml" title=(feed_title(ctx.lang, scope))
            href=(ctx.href(scope.path()));
    }
}
