//! The maps of a comparison: every place at the same metres per pixel, its parts in the same classes.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::domain::{Indicator, Reference};
use crate::export::place_kind;
use crate::geometry::coverage::union_bbox;
use crate::geometry::svg::{Frame, paths};
use crate::text;
use crate::urls;
use crate::views::compare::{CompareMaps, PlaceMap};
use crate::views::explore::Class;
use crate::views::place::NamedPlace;

use super::parts::{Page, mark};
use crate::web::components::{map, source};

/// Room for one map in SVG units.
const ROOM: f64 = 320.0;
const PADDING: f64 = 10.0;
/// Lengths that a scale bar may have, in metres.
const BARS: [f64; 13] = [50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5];

pub(super) fn section(page: &Page<'_>) -> Markup {
    let lang = page.lang();
    let Some(indicator) = page.view.chosen.map(|of| of.indicator) else { return html! {} };
    let maps = page.view.maps();
    html! {
        section class="compare-maps" aria-labelledby="kaarten" {
            div class="compare-maps-head" {
                h2 id="kaarten" { (indicator.name.get(lang)) }
                (chooser(page, indicator))
            }
            @match &maps {
                Some(maps) => { (drawn(page, indicator, maps)) }
                None => {
                    p class="notice" {
                        @if indicator.choropleth {
                            (lang.pick("Van dit cijfer heeft geen van deze plaatsen een waarde.", "None of these places has a value of this indicator."))
                        } @else {
                            (lang.pick(
                                "Dit is een aantal. Op een kaart zou een groot gebied er zwaarder uitzien dan een klein gebied met evenveel mensen. Daarom staat het alleen in de tabel.",
                                "This is a count. On a map a large area would look heavier than a small one with as many people. That is why it stands in the table only.",
                            ))
                        }
                    }
                }
            }
        }
    }
}

/// Another indicator for maps and trends.
fn chooser(page: &Page<'_>, shown: &Indicator) -> Markup {
    let lang = page.lang();
    html! {
        form class="compare-indicator-form" action=(urls::COMPARE) method="get" {
            @for key in page.keys() { input type="hidden" name="gebied" value=(key); }
            @if page.context.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
            label for="indicator" { (lang.pick("Cijfer op de kaarten", "Indicator on the maps")) }
            div class="search-row" {
                select id="indicator" name="indicator" {
                    @for theme in &page.view.themes {
                        optgroup label=(theme.label) {
                            @for row in &theme.rows {
                                option value=(row.indicator.id) selected[row.indicator.id == shown.id] {
                                    (row.indicator.name.get(lang))
                                    @if !row.indicator.choropleth { (lang.pick(" (geen kaart)", " (no map)")) }
                                }
                            }
                        }
                    }
                }
                button class="button button-quiet" type="submit" { (lang.pick("Toon", "Show")) }
            }
        }
    }
}

fn drawn(page: &Page<'_>, indicator: &Indicator, maps: &CompareMaps<'_>) -> Markup {
    let lang = page.lang();
    let boxes: Vec<Option<[f64; 4]>> = maps.places.iter().map(|place| bbox(maps, place)).collect();
    let metres =
        boxes.iter().flatten().map(|&bbox| Frame::metres_to_fit(bbox, ROOM, ROOM, PADDING)).fold(0.0, f64::max);
    html! {
        p class="secondary" {
            (indicator.unit_label.get(lang)) ", " (text::period(lang, maps.period.period)) ", "
            (lang.pick("per ", "by ")) (text::level_name(lang, maps.level, false)) ". "
            (lang.pick(
                "Alle kaarten hebben dezelfde schaal en dezelfde klassen; de klassen zijn die van heel Nederland.",
                "All maps have the same scale and the same classes; the classes are those of the whole country.",
            ))
        }
        (legend(page, indicator, maps))
        ul class="compare-map-list" {
            @for (index, ((place, map), bbox)) in page.view.places.iter().zip(&maps.places).zip(boxes).enumerate() {
                li { (figure(page, indicator, maps, (index, place, map), bbox.map(|bbox| Frame::at_scale(bbox, metres, PADDING)), metres)) }
            }
        }
        (source::figures(lang, maps.period, maps.vintage, maps.source))
    }
}

fn bbox(maps: &CompareMaps<'_>, place: &PlaceMap) -> Option<[f64; 4]> {
    let outlines = &maps.vintage.level(maps.level)?.outlines;
    union_bbox(
        place
            .parts
            .iter()
            .filter_map(|&(at, ..)| maps.vintage.coverage.bbox(maps.level, (*outlines.get(at)?)? as usize)),
    )
}

fn figure(
    page: &Page<'_>,
    indicator: &Indicator,
    maps: &CompareMaps<'_>,
    (index, place, map): (usize, &NamedPlace<'_>, &PlaceMap),
    frame: Option<Frame>,
    metres: f64,
) -> Markup {
    let lang = page.lang();
    html! {
        figure class="compare-map" {
            figcaption {
                (mark(index)) " " b { (place.name) } " " span class="secondary" { (place_kind(lang, place)) }
            }
            @if let Some(frame) = frame {
                // The scale bar and its label need room under the smallest place too.
                @let width = frame.width.max(ROOM / 2.0);
                svg class="choropleth" viewBox={ "0 0 " (width) " " (frame.height + 26.0) } role="img"
                    width=(width) height=(frame.height + 26.0) {
                    title { (place.name) ": " (summary(page, indicator, maps, map)) }
                    @if map.parts.iter().any(|(_, _, class)| class.is_none()) && index_of_first_missing(maps) == Some(index) {
                        defs { (map::hatch()) }
                    }
                    @for (class, path) in shapes(maps, map, &frame) {
                        @match class {
                            Some(class) => path class={ "c" (class) } d=(path) {},
                            None => path class="no-value" fill="url(#hatch)" d=(path) {},
                        }
                    }
                    (scale_bar(lang, metres, frame.height))
                }
            } @else {
                p class="missing" {
                    (lang.pick("Voor deze periode zijn er geen delen van deze plaats aan te wijzen.", "For this period no parts of this place can be pointed out."))
                }
            }
        }
    }
}

/// The first map that needs the hatch holds it for all.
fn index_of_first_missing(maps: &CompareMaps<'_>) -> Option<usize> {
    maps.places.iter().position(|place| place.parts.iter().any(|(_, _, class)| class.is_none()))
}

/// One path per class.
fn shapes(maps: &CompareMaps<'_>, map: &PlaceMap, frame: &Frame) -> BTreeMap<Option<usize>, String> {
    let Some(regions) = maps.vintage.level(maps.level) else { return BTreeMap::new() };
    let outlined: Vec<(usize, Option<usize>)> =
        map.parts.iter().filter_map(|&(at, _, class)| Some(((*regions.outlines.get(at)?)? as usize, class))).collect();
    let indices: Vec<usize> = outlined.iter().map(|&(outline, _)| outline).collect();
    let mut shapes: BTreeMap<Option<usize>, String> = BTreeMap::new();
    for ((_, path), (_, class)) in paths(&maps.vintage.coverage, maps.level, &indices, frame).iter().zip(&outlined) {
        shapes.entry(*class).or_default().push_str(path);
    }
    shapes
}

/// What the map shows, for those who do not see it: how many parts, and from which to which value.
fn summary(page: &Page<'_>, indicator: &Indicator, maps: &CompareMaps<'_>, map: &PlaceMap) -> String {
    let lang = page.lang();
    let known: Vec<f64> = map.parts.iter().filter_map(|(_, value, _)| value.known()).collect();
    let count = map.parts.len();
    let noun = text::level_name(lang, maps.level, count != 1);
    let shown = |value: f64| text::value_with_unit(lang, &indicator.unit, value, maps.period.decimals);
    let low = known.iter().copied().reduce(f64::min);
    let high = known.iter().copied().reduce(f64::max);
    match low.zip(high) {
        Some((low, high)) if known.len() > 1 => {
            format!("{count} {noun}, {} {} {}", shown(low), lang.pick("tot", "to"), shown(high))
        }
        Some((only, _)) => format!("{count} {noun}, {}", shown(only)),
        None => format!("{count} {noun}, {}", lang.pick("geen waarde", "no value")),
    }
}

/// A bar of a round length, about a quarter of the room.
fn scale_bar(lang: crate::domain::Lang, metres: f64, top: f64) -> Markup {
    let wanted = ROOM / 4.0 * metres;
    let length = BARS.iter().copied().filter(|&length| length <= wanted).fold(50.0, f64::max);
    let label = if length < 1e3 {
        format!("{} m", text::number(lang, length, 0))
    } else {
        format!("{} km", text::number(lang, length / 1e3, 0))
    };
    let width = format!("{:.1}", length / metres.max(1e-3));
    html! {
        g class="scale-bar" aria-hidden="true" transform={ "translate(8 " (top + 8.0) ")" } {
            path d={ "M0 0v6h" (width) "v-6" } {}
            text x={ (format!("{:.1}", length / metres.max(1e-3) + 6.0)) } y="8" { (label) }
        }
    }
}

fn legend(page: &Page<'_>, indicator: &Indicator, maps: &CompareMaps<'_>) -> Markup {
    let lang = page.lang();
    html! {
        ul class="compare-legend" aria-label=(lang.pick("Legenda", "Legend")) {
            @for class in &maps.classes {
                li {
                    svg class="swatch" viewBox="0 0 20 14" aria-hidden="true" { rect class={ "c" (class.index) } width="20" height="14" {} }
                    (bounds(page, indicator, maps, class))
                }
            }
            @if maps.missing > 0 {
                li {
                    svg class="swatch" viewBox="0 0 20 14" aria-hidden="true" { rect class="hatch-ground" width="20" height="14" {} path class="hatch-line" d="M-1 8 8-1M2 15 17 0M11 15 21 5" {} }
                    (lang.pick("geen waarde", "no value")) " (" (maps.missing) " " (text::level_name(lang, maps.level, maps.missing != 1)) ")"
                }
            }
            @if let Some(nederland) = page.view.chosen_row().map(|row| row.nederland) {
                @if nederland.known().is_some() {
                    // As precise as in the table.
                    li { (text::reference(lang, Reference::Nederland)) ": " b { (text::figure(lang, indicator, &nederland)) } }
                }
            }
        }
    }
}

fn bounds(page: &Page<'_>, indicator: &Indicator, maps: &CompareMaps<'_>, class: &Class) -> String {
    let (lang, unit) = (page.lang(), &*indicator.unit);
    let number = |value: f64| text::short_value(lang, unit, value, maps.period.decimals);
    text::class_bounds(lang, Some(unit), (class.from, class.to), &number)
}
