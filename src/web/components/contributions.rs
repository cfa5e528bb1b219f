//! Published questions and offers, as a list on any page.
//!
//! A page that shows them asks `AppState::contributions` once, and answers with `Cache-Control: no-cache`, so that
//! what editors publish is seen at the next request.

use maud::{Markup, html};

use crate::atlas::{Atlas, Place, PlaceId};
use crate::desk::{Contributions, Filter, place};
use crate::domain::{ContributionKind, PublishedContribution};
use crate::text;
use crate::urls;
use crate::web::parameters::context::PageContext;

/// Contributions shown with a place at most; the rest is one link away.
const WITH_PLACE: usize = 5;

/// The key of a place (slug or code); `None` for places that nothing can be tied to.
pub fn key(atlas: &Atlas, place: &Place) -> Option<String> {
    match place.id {
        PlaceId::Area(index) => atlas.areas.get(index as usize).map(|area| area.area.slug.to_string()),
        PlaceId::Region(code) => Some(atlas.placed(code).to_string()),
        PlaceId::Rest(_) | PlaceId::Own => None,
    }
}

/// The section about a place: what was asked and offered in it, and how to add to it or follow it.
pub fn of_place(ctx: &PageContext, atlas: &Atlas, contributions: &Contributions, place: &Place) -> Markup {
    let lang = ctx.lang;
    let Some(key) = key(atlas, place) else { return html! {} };
    let items = contributions.filtered(atlas, &Filter::of_place(key.as_str()));
    let first: Vec<_> = items.iter().take(WITH_PLACE).copied().collect();
    html! {
        section class="contributions" id="vraag-en-aanbod" aria-labelledby="vraag-en-aanbod-titel" {
            h2 id="vraag-en-aanbod-titel" { (lang.pick("Vraag en aanbod", "Questions and offers")) }
            @if items.is_empty() {
                p { (lang.pick(
                    "Over deze plek heeft nog niemand een vraag gesteld of iets aangeboden.",
                    "Nobody has asked or offered anything about this place yet.",
                )) }
            } @else {
                p class="secondary" { (origin(ctx)) }
                (list(ctx, atlas, &first))
            }
            ul class="link-row" {
                li { a href=(ctx.href(urls::SEND_IN.query("plaats", &key))) {
                    (lang.pick("Stel een vraag of bied iets aan", "Ask a question or offer something"))
                } }
                @if items.len() > first.len() {
                    li { a href=(ctx.href(urls::CONTRIBUTIONS.query("plaats", &key))) {
                        (lang.pick("Alle", "All")) " " (items.len())
                    } }
                }
                li { a href=(ctx.href(urls::FOLLOW.query("plaats", &key))) { (lang.pick("Volg deze plek", "Follow this place")) } }
            }
        }
    }
}

/// What visitors sent in as an example, for the list of practice; and the way to send one in.
pub fn examples(ctx: &PageContext, atlas: &Atlas, contributions: &Contributions) -> Markup {
    let lang = ctx.lang;
    let filter = Filter { kind: Some(ContributionKind::Voorbeeld), ..Filter::default() };
    let items = contributions.filtered(atlas, &filter);
    let first: Vec<_> = items.iter().take(WITH_PLACE).copied().collect();
    html! {
        section class="contributions" aria-labelledby="bijdragen-titel" {
            h2 id="bijdragen-titel" { (lang.pick("Bijdragen van bezoekers", "Contributions of visitors")) }
            @if items.is_empty() {
                p { (lang.pick(
                    "Er is nog geen voorbeeld van een bezoeker gepubliceerd.",
                    "No example of a visitor has been published yet.",
                )) }
            } @else {
                p class="secondary" { (origin(ctx)) }
                (list(ctx, atlas, &first))
            }
            ul class="link-row" {
                li { a href=(ctx.href(urls::SEND_IN.query("soort", "voorbeeld"))) { (lang.pick("Stuur een voorbeeld in", "Send in an example")) } }
                @if items.len() > first.len() {
                    li { a href=(ctx.href(urls::CONTRIBUTIONS.query("soort", "voorbeeld"))) { (lang.pick("Alle", "All")) " " (items.len()) } }
                }
            }
        }
    }
}

/// Where contributions come from.
pub fn origin(ctx: &PageContext) -> &'static str {
    ctx.lang.pick(
        "Ingestuurd door bezoekers, voor publicatie gelezen door de redactie. De inhoud is van de inzender.",
        "Sent in by visitors, read by the editors before publication. The content is the sender's.",
    )
}

/// Contributions as cards.
pub fn list(ctx: &PageContext, atlas: &Atlas, items: &[&PublishedContribution]) -> Markup {
    html! {
        ol class="cards contribution-list" {
            @for item in items {
                li class="card" {
                    h3 lang=(item.text.lang) {
                        a href=(ctx.href(urls::contribution(item.number))) { (item.text.title) }
                    }
                    p class="card-summary" lang=(item.text.lang) { (text::shorten(&item.text.body)) }
                    (about(ctx, atlas, item))
                }
            }
        }
    }
}

/// Kind, theme, place, organisation and date of a contribution.
pub fn about(ctx: &PageContext, atlas: &Atlas, item: &PublishedContribution) -> Markup {
    let lang = ctx.lang;
    html! {
        ul class="card-tags" {
            li class="tag" { (text::contribution_kind(lang, item.text.kind)) }
            @if let Some(theme) = atlas.vocabulary.theme(&item.text.theme) { li class="tag" { (theme.label.get(lang)) } }
        }
        p class="card-origin secondary" {
            @if !item.text.place.is_empty() {
                @let name = place::name(atlas, &item.text.place);
                @match place::address(atlas, &item.text.place) {
                    Some(href) => a href=(ctx.href(&href)) { (name) },
                    None => (name),
                }
                @if let Some(then) = place::then(atlas, &item.text.place, lang) { " (" (then) ")" }
                " · "
            }
            @if !item.text.organisation.is_empty() { (item.text.organisation) " · " }
            (text::moment(lang, item.published_at))
        }
    }
}
