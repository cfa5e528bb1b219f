//! The map beside the list: one mark per spot, spots that would overlap drawn as one with their number.

use maud::{Markup, html};

use super::list_page::ListPage;
use crate::atlas::Atlas;
use crate::geometry::svg::Frame;
use crate::views::practice::{ListView, Spot};
use crate::web::caches::outlines::Outlines;
use crate::web::parameters::context::PageContext;

/// Marks closer than this on the drawing become one, in SVG units: targets stay apart and large enough.
const APART: f64 = 56.0;

/// Most examples that are named at one mark; the rest is in the list, page by page.
const NAMED: usize = 30;

/// Spots that share a mark.
pub struct Mark {
    /// Where it is drawn.
    pub at: [f64; 2],
    /// Positions of the examples.
    pub examples: Vec<u32>,
}

/// One mark per group of spots, in the order of the spots (north to south).
pub fn marks(spots: &[Spot], frame: &Frame) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for spot in spots {
        let [x, y] = frame.project_point(spot.point);
        let near = marks.iter_mut().find(|mark| (mark.at[0] - x).hypot(mark.at[1] - y) < APART);
        match near {
            Some(mark) => mark.examples.extend(&spot.examples),
            None => marks.push(Mark { at: [x, y], examples: spot.examples.clone() }),
        }
    }
    marks
}

/// The drawing of the country with the marks; each leads to its list under the map.
pub fn drawing(
    context: &PageContext,
    atlas: &Atlas,
    outlines: &Outlines,
    view: &ListView<'_>,
    marks: &[Mark],
) -> Markup {
    let lang = context.lang;
    let Some(frame) = outlines.frame() else { return html! {} };
    let title = lang.pick("Nederland met de gevonden voorbeelden", "The Netherlands with the examples found");
    html! {
        svg class="country" viewBox={ "0 0 " (frame.width) " " (frame.height) } role="group" aria-label=(title) {
            @if let Some(land) = outlines.land() {
                g class="land" aria-hidden="true" { @for (_, path) in &land.paths { path d=(path) {} } }
            }
            g class="practice-areas" aria-hidden="true" {
                @for at in 0..atlas.areas.len() { @if let Some(path) = outlines.area(at) { path d=(path) {} } }
            }
            @for (number, mark) in (1_usize..).zip(marks) { (drawn(context, view, number, mark)) }
        }
    }
}

fn drawn(context: &PageContext, view: &ListView<'_>, number: usize, mark: &Mark) -> Markup {
    let [x, y] = mark.at.map(|value| format!("{value:.1}"));
    let count = mark.examples.len();
    let noun = if count == 1 {
        context.lang.pick("voorbeeld", "example")
    } else {
        context.lang.pick("voorbeelden", "examples")
    };
    let on_page = view.items.iter().map(|item| item.card.at).filter(|at| mark.examples.contains(at));
    let ids: Vec<String> = on_page.map(|at| at.to_string()).collect();
    html! {
        a class="practice-mark" href={ "#plek-" (number) } data-examples=(ids.join(" ")) {
            title { (count) " " (noun) }
            circle class="practice-hit" cx=(x) cy=(y) r="28" {}
            circle class="practice-dot" cx=(x) cy=(y) r=(if count == 1 { "9" } else { "15" }) {}
            @if count > 1 { text class="practice-count" x=(x) y=(y) dy="0.36em" text-anchor="middle" { (count) } }
        }
    }
}

/// The marks as lists: what is at each spot.
pub fn listed(page: &ListPage<'_>, marks: &[Mark]) -> Markup {
    let lang = page.context.lang;
    html! {
        @if !marks.is_empty() {
            details class="disclosure spots" open[marks.len() <= 3] {
                summary { (lang.pick("Voorbeelden per plek op de kaart", "Examples per spot on the map")) }
                ol class="spot-list" {
                    @for (number, mark) in (1_usize..).zip(marks) {
                        li id={ "plek-" (number) } tabindex="-1" {
                            p class="label" { (spot_name(page, mark)) }
                            ul {
                                @for &at in mark.examples.iter().take(NAMED) {
                                    @if let Some((href, title)) = page.entry(at) { li { a href=(href) { (title) } } }
                                }
                            }
                            @if mark.examples.len() > NAMED {
                                p class="secondary" {
                                    (lang.pick("En nog ", "And ")) (mark.examples.len() - NAMED)
                                    (lang.pick(" hier; ze staan in de lijst.", " more here; the list has them."))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The areas or cities at a mark.
fn spot_name(page: &ListPage<'_>, mark: &Mark) -> String {
    let mut names: Vec<&str> = Vec::new();
    for &at in &mark.examples {
        let area = page.content.links.areas.get(at as usize).copied().flatten();
        let area = area.and_then(|area| page.atlas.areas.get(area as usize)).map(|area| area.area.name.as_str());
        let city = page.content.practice.get(at as usize).map(|example| example.city.as_str());
        if let Some(name) = area.or(city).filter(|name| !name.is_empty() && !names.contains(name)) {
            names.push(name);
        }
    }
    names.join(", ")
}
