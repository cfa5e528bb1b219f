//! The section of a profile: what was tried elsewhere and may matter here, and what was tried here.

use maud::{Markup, html};

use super::example::{self as parts, Amount, item};
use crate::atlas::{Atlas, Content};
use crate::urls;
use crate::views::practice::{Card, Item, Seen, card};
use crate::web::parameters::context::PageContext;

/// Suggestions that are open at once; the others are one action away.
const OPEN: usize = 3;

/// "Wat elders is geprobeerd": each with its reason.
pub fn suggestions(ctx: &PageContext, atlas: &Atlas, content: &Content, seen: &Seen<'_>) -> Markup {
    let lang = ctx.lang;
    let list = seen.suggestions(atlas, content);
    let (open, rest) = list.split_at(list.len().min(OPEN));
    html! {
        section class="elsewhere" id="elders" aria-labelledby="elders-titel" {
            h2 id="elders-titel" { (lang.pick("Wat elders is geprobeerd", "What was tried elsewhere")) }
            @if list.is_empty() {
                p class="missing" { (lang.pick(
                    "Geen voorbeeld gevonden op een thema waarop deze plek met de geleverde cijfers opvalt.",
                    "No example was found on a theme on which this place stands out by the figures delivered.",
                )) }
            } @else {
                p class="secondary" {
                    (lang.pick(
                        "Gekozen op waar deze plek opvalt en welke gebieden erop lijken. Bij elk voorbeeld staat waarom.",
                        "Chosen by where this place stands out and which areas are like it. Each example says why.",
                    ))
                    " " a href=(ctx.href(urls::METHOD.fragment("praktijk"))) { (lang.pick("Hoe dit is gekozen", "How these were chosen")) } "."
                }
                (hits(ctx, atlas, seen, open))
                @if !rest.is_empty() {
                    details class="disclosure" {
                        summary { (lang.pick("Nog ", "Another ")) (rest.len()) (lang.pick(" voorbeelden van elders", " examples from elsewhere")) }
                        (hits(ctx, atlas, seen, rest))
                    }
                }
            }
            p class="elsewhere-links" {
                a class="button button-quiet" href=(ctx.href(urls::PRACTICE.query("vanuit", &seen.key))) {
                    (lang.pick("Alle voorbeelden, gezien van hier", "All examples, seen from here"))
                }
                a class="button button-quiet" href=(ctx.href(urls::DRILL.query("plaats", &seen.key))) {
                    (lang.pick("Hier, dichtbij en in gebieden die erop lijken", "Here, nearby and in areas like it"))
                }
            }
        }
    }
}

fn hits(ctx: &PageContext, atlas: &Atlas, seen: &Seen<'_>, items: &[Item<'_>]) -> Markup {
    html! { ol class="hits" { @for found in items { (item(ctx, atlas, found, Some(seen), Amount::Full)) } } }
}

/// "Praktijkvoorbeelden hier": what was collected inside the place.
pub fn here(ctx: &PageContext, atlas: &Atlas, content: &Content, seen: &Seen<'_>) -> Markup {
    let lang = ctx.lang;
    let mut cards: Vec<Card<'_>> = seen.about.inside.iter().filter_map(|&at| card(atlas, content, at)).collect();
    // Dates compare as text (ISO 8601); an empty one is smaller than any, so it comes last.
    cards.sort_by(|left, right| right.example.published.cmp(&left.example.published).then(left.at.cmp(&right.at)));
    let (featured, others): (Vec<_>, Vec<_>) = cards.into_iter().partition(|card| card.example.featured);
    html! {
        section class="practice" id="praktijk" aria-labelledby="praktijk-titel" {
            h2 id="praktijk-titel" { (lang.pick("Praktijkvoorbeelden hier", "Practice examples here")) }
            @if featured.is_empty() && others.is_empty() {
                p class="missing" {
                    (lang.pick("Van deze plek zijn geen praktijkvoorbeelden verzameld.", "No practice examples were collected for this place."))
                }
            } @else {
                p class="secondary" {
                    (lang.pick(
                        "Samengevat in eigen woorden; de bron staat bij elk voorbeeld. Thema's en fase zijn vaak een lezing van de redactie.",
                        "Summarised in our own words; each example names its source. Themes and phase are often an editor's reading.",
                    ))
                }
            }
            ol class="cards" { @for card in &featured { (here_card(ctx, card)) } }
            @if !others.is_empty() {
                h3 { (lang.pick("Ook gevonden", "Also found")) }
                ul class="link-list" {
                    @for card in &others { li { a href=(parts::href(ctx, card, None)) { (card.example.title.get(lang)) } } }
                }
            }
        }
    }
}

fn here_card(ctx: &PageContext, card: &Card<'_>) -> Markup {
    let lang = ctx.lang;
    let example = card.example;
    html! {
        li class="card" id=(example.id) {
            h3 { a href=(parts::href(ctx, card, None)) lang=[example.written_in()] { (example.title.get(lang)) } }
            p class="card-summary" lang=[example.written_in()] { (example.summary.get(lang)) }
            @if example.figures_unverified {
                p class="card-warning" { (lang.pick("Genoemde aantallen zijn niet gecontroleerd.", "Numbers mentioned were not verified.")) }
            }
            (parts::tags(ctx, card))
            @if let Some((_, name)) = card.place { p class="secondary" { (name) } } @else { p class="secondary" { (card.place_names()) } }
            (parts::origin(ctx, card))
        }
    }
}
