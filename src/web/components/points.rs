//! Marks of what stands where, on a drawing and on the live map, with their legend and sources.

use maud::{Markup, html};
use serde_json::{Value as Json, json};

use crate::atlas::Atlas;
use crate::domain::{Lang, PointKind};
use crate::geometry::svg::Frame;
use crate::text;
use crate::views::points::{Point, PointsView};

/// "8 basisscholen, 1 middelbare school".
pub fn counts(lang: Lang, view: &PointsView<'_>) -> String {
    let count = |(kind, count): (&PointKind, usize)| {
        let (label, plural) = (text::lower_first(kind.label.get(lang)), kind.plural.get(lang));
        format!("{count} {}", if count == 1 { label.as_str() } else { plural })
    };
    view.by_kind().map(count).collect::<Vec<_>>().join(", ")
}

/// The mark of each kind with its number.
pub fn legend(lang: Lang, view: &PointsView<'_>) -> Markup {
    let kinds = &view.points.set.kinds;
    html! {
        ul class="point-key" {
            @for (kind, count) in view.by_kind() {
                li {
                    svg class="point-swatch" viewBox="0 0 14 14" aria-hidden="true" {
                        (maud::PreEscaped(mark(kinds.iter().position(|one| one.id == kind.id).unwrap_or(0), [7.0, 7.0], "")))
                    }
                    (kind.label.get(lang)) ": " (count)
                }
            }
        }
    }
}

/// Where it comes from, and what it is not.
pub fn sources(lang: Lang, atlas: &Atlas, view: &PointsView<'_>) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for (kind, _) in view.by_kind() {
        let line = atlas.catalogue.source(&kind.source).map_or("", |source| source.attribution.get(lang));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let inside = lang.pick(
        "Alleen wat binnen de omtrek ligt; van enkele is de plaats niet bekend",
        "Only what lies inside the outline; of a few the place is not known",
    );
    format!("{}: {}. {inside}.", lang.pick("Bronnen", "Sources"), lines.join("; "))
}

/// What the script of the live map draws: longitude, latitude, number of the kind, words.
pub fn live(lang: Lang, view: &PointsView<'_>) -> Json {
    let point = |point: &Point<'_>| {
        let [lon, lat] = point.spot.degrees();
        json!([lon, lat, point.spot.kind, told(lang, point)])
    };
    view.spots.iter().map(point).collect()
}

/// A mark per point, named for who points at it; who cannot has the table.
pub fn marks(lang: Lang, spots: &[Point<'_>], frame: &Frame) -> String {
    let drawn = |point: &Point<'_>| {
        let title = html! { title { (told(lang, point)) } }.into_string();
        mark(usize::from(point.spot.kind), frame.project_point(point.spot.degrees()), &title)
    };
    spots.iter().map(drawn).collect()
}

/// A dot for the first kind, a ring for others, as on the live map.
fn mark(kind: usize, [x, y]: [f64; 2], title: &str) -> String {
    let class = if kind == 0 { "point" } else { "point point-second" };
    format!("<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\">{title}</circle>")
}

/// "Basisschool: De Maasparel, 142 leerlingen (2019)".
fn told(lang: Lang, point: &Point<'_>) -> String {
    let counted = text::counted(lang, point.kind, point.spot.count);
    format!("{}: {}, {counted}", point.kind.label.get(lang), point.spot.name)
}
