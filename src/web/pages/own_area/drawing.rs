//! The map of the page: the buurten of a gemeente, each a link that puts it in or takes it out; without a gemeente the
//! country, each gemeente a link to its parts.

use maud::{Markup, html};

use crate::atlas::{Atlas, LevelRegions};
use crate::domain::{Level, RegionCode};
use crate::geometry::coverage::union_bbox;

use super::selection::Page;
use crate::web::caches::outlines::Drawing;
use crate::web::components::map;
use crate::web::parameters::own_area::pick_address;

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 760.0;
/// With more members than this the links of the drawing, which repeat the selection, are left to the list.
const LINKED: usize = 40;

/// What only a live map can do; scripts take the `hidden` away.
pub(super) fn tools(page: &Page<'_>) -> Markup {
    let lang = page.lang();
    html! {
        div class="pick-tools" data-pick-tools hidden
            data-first=(lang.pick("Klik op de hoeken van uw vorm. Met het toetsenbord: schuif de kaart en druk op Enter.", "Click the corners of your shape. By keyboard: move the map and press Enter."))
            data-more=(lang.pick("{n} hoeken. Sluit de vorm met de knop of met een dubbelklik; Escape stopt.", "{n} corners. Close the shape with the button or a double click; Escape stops."))
            data-zoom=(lang.pick("Zoom in om buurten te kiezen.", "Zoom in to choose neighbourhoods."))
            data-choose=(lang.pick("Klik of Enter: kiezen of weghalen", "Click or Enter: choose or remove"))
            data-failed=(lang.pick("Het kiezen lukte niet. De pagina wordt opnieuw geladen.", "Choosing failed. The page is loaded again.")) {
            fieldset class="pick-by" {
                legend { (lang.pick("Kies per", "Choose by")) }
                label { input type="radio" name="per" value="buurt" checked; span { (lang.pick("buurt", "neighbourhood")) } }
                label { input type="radio" name="per" value="wijk"; span { (lang.pick("wijk", "district")) } }
            }
            div class="pick-draw" {
                button class="button button-quiet" type="button" data-draw aria-pressed="false" { (lang.pick("Teken een vorm", "Draw a shape")) }
                button class="button button-quiet" type="button" data-undo hidden { (lang.pick("Hoek terug", "Undo corner")) }
                button class="button" type="button" data-close hidden { (lang.pick("Sluit de vorm", "Close the shape")) }
            }
            p class="secondary pick-hint" data-hint {
                (lang.pick(
                    "Een buurt hoort bij een getekende vorm als ten minste de helft van het oppervlak erin ligt.",
                    "A neighbourhood belongs to a drawn shape when at least half of its surface lies inside.",
                ))
            }
        }
    }
}

pub(super) fn map(page: &Page<'_>) -> Markup {
    let drawing = match &page.view.gemeente {
        Some(_) => gemeente(page),
        None => country(page),
    };
    let live = map::Live {
        kind: "pick",
        vintage: page.served.atlas.base().vintage,
        data: vec![("facts", facts(page).to_string())],
    };
    map::shell(page.context, &live, &drawing)
}

/// What the scripts need: the selected buurten as ids of the tiles, and where to look.
fn facts(page: &Page<'_>) -> serde_json::Value {
    let ids: Vec<u32> = page.view.place.buurten.iter().map(|at| at.saturating_add(1)).collect();
    let here = page.context.href(pick_address(&page.codes(), page.gemeente(), page.parameters.name.as_deref()));
    serde_json::json!({
        "here": here,
        "buurten": ids,
        "gemeente": page.gemeente().map(|code| code.to_string()),
        "bbox": bbox(page),
    })
}

/// Around the selection and the gemeente that is shown.
fn bbox(page: &Page<'_>) -> Option<[f64; 4]> {
    let base = page.served.atlas.base();
    let of = |regions: &LevelRegions, level: Level, at: usize| {
        base.coverage.bbox(level, (*regions.outlines.get(at)?)? as usize)
    };
    if let Some(code) = page.gemeente() {
        return of(&base.gemeente, Level::Gemeente, base.gemeente.index(code)?);
    }
    union_bbox(page.view.place.buurten.iter().filter_map(|&at| of(&base.buurt, Level::Buurt, at as usize)))
}

fn gemeente(page: &Page<'_>) -> Markup {
    let Some(gemeente) = &page.view.gemeente else { return html! {} };
    let base = page.served.atlas.base();
    let lang = page.lang();
    let buurten: Vec<_> = gemeente.wijken.iter().flat_map(|wijk| &wijk.buurten).collect();
    let positions: Vec<usize> = buurten.iter().map(|buurt| buurt.position).collect();
    let Some(drawing) = Drawing::of(base, Level::Buurt, &positions, WIDTH, HEIGHT) else {
        return html! { p class="notice" { (lang.pick("Van deze gemeente zijn geen omtrekken geleverd.", "No outlines of this municipality were delivered.")) } };
    };
    let linked = page.view.chosen.len() <= LINKED;
    let of = |position: usize| buurten.iter().find(|buurt| buurt.position == position);
    html! {
        svg class="pick-drawing" viewBox={ "0 0 " (drawing.frame.width) " " (drawing.frame.height) } role="group"
            aria-label={ (lang.pick("Buurten van ", "Neighbourhoods of ")) (gemeente.name) (lang.pick("; de lijst eronder zegt hetzelfde", "; the list below says the same")) } {
            @for (position, path) in &drawing.paths {
                @if let Some(buurt) = of(*position) {
                    @let shape = html! {
                        path class=(if buurt.selected { "pick-buurt is-chosen" } else { "pick-buurt" }) d=(path) { title { (buurt.name) } }
                    };
                    // The list has the same for the keyboard.
                    @if linked { a href=(page.toggle(buurt.code)) tabindex="-1" rel="nofollow" data-toggle { (shape) } }
                    @else { (shape) }
                }
            }
            g class="pick-borders" aria-hidden="true" { (borders(page, gemeente.wijken.iter().map(|wijk| wijk.code), &drawing)) }
        }
    }
}

/// The borders of the wijken over the buurten.
fn borders(page: &Page<'_>, wijken: impl Iterator<Item = RegionCode>, drawing: &Drawing) -> Markup {
    let base = page.served.atlas.base();
    let outlines: Vec<usize> = wijken
        .filter_map(|code| (*base.wijk.outlines.get(base.wijk.index(code)?)?).map(|outline| outline as usize))
        .collect();
    let drawn = crate::geometry::svg::paths(&base.coverage, Level::Wijk, &outlines, &drawing.frame);
    html! { @for (_, path) in drawn { path d=(path) {} } }
}

fn country(page: &Page<'_>) -> Markup {
    let outlines = page.served.outlines();
    let Some(drawing) = outlines.land() else { return html! {} };
    let atlas: &Atlas = &page.served.atlas;
    let base = atlas.base();
    let lang = page.lang();
    html! {
        svg class="pick-drawing country" viewBox={ "0 0 " (drawing.frame.width) " " (drawing.frame.height) } role="group"
            aria-label=(lang.pick("Gemeenten van Nederland; de keuzelijst eronder zegt hetzelfde", "Municipalities of the Netherlands; the menu below says the same")) {
            @for (position, path) in &drawing.paths {
                @if let Some(&code) = base.gemeente.codes.get(*position) {
                    a href=(page.context.href(pick_address(&page.codes(), Some(code), page.parameters.name.as_deref()))) tabindex="-1" data-toggle {
                        path class="pick-buurt" d=(path) { title { (base.gemeente.name(*position)) } }
                    }
                }
            }
        }
    }
}
