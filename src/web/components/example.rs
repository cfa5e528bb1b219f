//! An example in a list, wherever one is shown.

use maud::{Markup, html};

use super::source::host;
use crate::atlas::Atlas;
use crate::domain::{PlacePrecision, PracticeExample};
use crate::text;
use crate::urls;
use crate::views::practice::{Card, Item, Seen};
use crate::web::parameters::context::PageContext;
use crate::web::representation::practice_words::{self as words, precision};

/// How much of an example is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Everything that a list shows.
    Full,
    /// Title and place; the list around it says why.
    Short,
}

/// The address of an example, as seen from a place where there is one.
pub fn href(context: &PageContext, card: &Card<'_>, seen: Option<&Seen<'_>>) -> String {
    context.href(seen.map_or_else(|| urls::example(&card.example.id), |seen| seen.href_of(card)))
}

/// An example in a list.
pub fn item(context: &PageContext, atlas: &Atlas, item: &Item<'_>, seen: Option<&Seen<'_>>, amount: Amount) -> Markup {
    let lang = context.lang;
    let (card, example) = (&item.card, item.card.example);
    let near = item.nearness.zip(seen).and_then(|(near, seen)| words::nearness(lang, &seen.name, near));
    html! {
        li class="hit" id=(example.id) data-example=(card.at) {
            // A short list stands under headings of several levels: its titles are no headings themselves.
            @match amount {
                Amount::Full => h3 class="hit-title" { a href=(href(context, card, seen)) lang=[example.written_in()] { (example.title.get(lang)) } },
                Amount::Short => p class="hit-title" { a href=(href(context, card, seen)) lang=[example.written_in()] { (example.title.get(lang)) } },
            }
            p class="hit-place secondary" {
                (card.place_names())
                @if let Some(near) = near { " · " b class="hit-near" { (near) } }
            }
            @if amount == Amount::Full {
                p class="hit-summary" lang=[example.written_in()] { (example.summary.get(lang)) }
                (tags(context, card))
            }
            @if let (Some(reason), Some(seen)) = (&item.reason, seen) {
                @if amount == Amount::Full && (reason.standing.is_some() || reason.likeness.is_some()) {
                    div class="why" {
                        p class="why-title" { (lang.pick("Waarom dit voorbeeld", "Why this example")) }
                        @for sentence in words::reason(lang, atlas, &seen.name, reason) { p { (sentence) } }
                    }
                }
            }
        }
    }
}

/// Themes and phase, as links into the list.
pub fn tags(context: &PageContext, card: &Card<'_>) -> Markup {
    let lang = context.lang;
    html! {
        ul class="card-tags" aria-label=(lang.pick("Thema's en fase", "Themes and phase")) {
            @if card.example.sent_in.is_some() { li class="tag tag-sent-in" { (lang.pick("van een bezoeker", "from a visitor")) } }
            @for theme in &card.themes { li class="tag" { (theme.label.get(lang)) } }
            @if let Some(phase) = card.phase {
                li class="tag tag-phase" { (lang.pick("fase: ", "phase: ")) (phase.label.get(lang)) }
            }
        }
    }
}

/// What a link to the source of an example is: nobody vouches for one that a visitor gave.
pub fn rel(example: &PracticeExample) -> &'static str {
    if example.sent_in.is_some() { "external nofollow ugc" } else { "external" }
}

/// Organisation, date, precision of the place, source.
pub fn origin(context: &PageContext, card: &Card<'_>) -> Markup {
    let lang = context.lang;
    let example = card.example;
    html! {
        p class="card-origin secondary" {
            @if !example.organisation.is_empty() { (example.organisation) " · " }
            (text::date(lang, &example.published))
            @if example.precision != PlacePrecision::Onbekend { " · " (precision(lang, example.precision)) }
            @if !example.source_url.is_empty() {
                " · " a href=(example.source_url) rel=(rel(example)) {
                    (lang.pick("bron: ", "source: ")) (host(&example.source_url))
                }
            }
        }
    }
}
