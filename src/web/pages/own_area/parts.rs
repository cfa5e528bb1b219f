//! The wijken and buurten of one gemeente as a form: the map in words, for the keyboard and without scripts.

use maud::{Markup, html};

use crate::domain::{Lang, Level, RegionCode};
use crate::urls;
use crate::views::pick::{PickedBuurt, PickedGemeente, PickedWijk};

use super::selection::Page;

pub(super) fn section(page: &Page<'_>) -> Markup {
    let lang = page.lang();
    html! {
        section aria-labelledby="delen" {
            h2 id="delen" {
                @match &page.view.gemeente {
                    Some(gemeente) => { (lang.pick("Wijken en buurten van ", "Districts and neighbourhoods of ")) (gemeente.name) }
                    None => (lang.pick("Kies een gemeente", "Choose a municipality")),
                }
            }
            (chooser(page))
            @if let Some(gemeente) = &page.view.gemeente { (form(page, gemeente)) }
        }
    }
}

/// Another gemeente.
fn chooser(page: &Page<'_>) -> Markup {
    let lang = page.lang();
    let shown = page.gemeente();
    html! {
        form class="pick-gemeente" action=(urls::OWN_AREA_PICK) method="get" data-pick-form {
            label for="gemeente" { (lang.pick("Gemeente", "Municipality")) }
            div class="search-row" {
                select id="gemeente" name="gemeente" {
                    @for (code, name) in &page.view.gemeenten {
                        option value=(code) selected[shown == Some(*code)] { (name) }
                    }
                }
                (page.hidden(|_| false, true))
                button class="button button-quiet" type="submit" { (lang.pick("Toon", "Show")) }
            }
        }
    }
}

fn form(page: &Page<'_>, gemeente: &PickedGemeente<'_>) -> Markup {
    let lang = page.lang();
    let inside = |code: RegionCode| code.gemeente() == Some(gemeente.code);
    html! {
        form class="pick-form" action=(urls::OWN_AREA_PICK) method="get" data-pick-form {
            (page.hidden_gemeente())
            (page.hidden(inside, true))
            div class="pick-wijken" { @for wijk in &gemeente.wijken { (district(lang, wijk)) } }
            p class="pick-apply" {
                button class="button" type="submit" data-submit { (lang.pick("Neem de vinkjes over", "Apply the ticks")) }
            }
        }
    }
}

fn district(lang: Lang, wijk: &PickedWijk<'_>) -> Markup {
    let (selected, all) = (wijk.selected(), wijk.buurten.len());
    let action = if wijk.whole() {
        lang.pick("haal de hele wijk weg", "remove the whole district")
    } else {
        lang.pick("kies de hele wijk", "choose the whole district")
    };
    html! {
        details class="pick-wijk" open[selected > 0] data-wijk=(wijk.code) {
            summary {
                span class="pick-wijk-name" { (wijk.name) }
                span class="secondary" {
                    @if selected > 0 { (selected) (lang.pick(" van ", " of ")) }
                    (all) " " (crate::text::level_name(lang, Level::Buurt, all != 1))
                }
            }
            p {
                button class="pick-whole" type="submit" name="wissel" value=(wijk.code) id={ "w-" (wijk.code) } {
                    (action) span class="visually-hidden" { ": " (wijk.name) }
                }
            }
            ul class="pick-buurten" { @for buurt in &wijk.buurten { (neighbourhood(buurt)) } }
        }
    }
}

fn neighbourhood(buurt: &PickedBuurt<'_>) -> Markup {
    html! {
        li {
            label {
                input type="checkbox" id={ "b-" (buurt.code) } name="code" value=(buurt.code) checked[buurt.selected];
                span { (buurt.name) }
            }
        }
    }
}
