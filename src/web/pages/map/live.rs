//! What the script of the live map needs to know. Values travel on their own; breaks, colours and words come from here, so
//! that map and legend cannot differ.

use std::collections::BTreeMap;

use maud::Markup;
use serde_json::{Value as Json, json};

use crate::domain::{Lang, Level, Missing};
use crate::geometry::coverage::union_bbox;
use crate::text;
use crate::urls;
use crate::views::explore::{ExploreView, Selected};

use super::{drawing, words};
use crate::web::components::{map, points};
use crate::web::parameters::context::PageContext;
use crate::web::state::ReleaseState;

/// The map with its facts; without the drawing where only the parts that change are asked for.
pub(super) fn map(served: &ReleaseState, context: &PageContext, view: &ExploreView<'_>, with_drawing: bool) -> Markup {
    let live = map::Live {
        kind: "figures",
        vintage: view.period.vintage,
        data: vec![("facts", facts(context, view).to_string())],
    };
    let drawn = if with_drawing { drawing::drawing(served, context, view) } else { Markup::default() };
    map::shell(context, &live, &drawn)
}

fn facts(context: &PageContext, view: &ExploreView<'_>) -> Json {
    let lang = context.lang;
    let colours: Vec<usize> = view.classes.iter().map(|class| class.index).collect();
    let classes: Vec<String> = view.classes.iter().map(|class| words::bounds(lang, view, class)).collect();
    let reasons: BTreeMap<&str, &str> =
        Missing::ALL.iter().map(|&reason| (reason.as_str(), text::missing(lang, reason))).collect();
    json!({
        "values": values(view, view.level),
        "level": view.level.as_str(),
        "breaks": &*view.scale.breaks,
        "colours": colours,
        "classes": classes,
        "unit": [pattern(lang, view, 1.0), pattern(lang, view, 7.0)],
        "signed": view.since.is_some() || view.indicator.unit.signed,
        "decimals": view.decimals,
        "reasons": reasons,
        "linked": view.vintage.is_base(),
        "bbox": scope_box(view),
        "coarse": coarse(lang, view),
        "within": within(view),
        "points": view.points.as_ref().map(|points| points::live(lang, points)),
        "selected": view.selected.as_ref().map(|selected| selection(view, selected)),
    })
}

/// The address of the values of a level.
fn values(view: &ExploreView<'_>, level: Level) -> String {
    let address = urls::api_values(&view.indicator.id, view.period.period, level).to_string();
    match view.since {
        None => address,
        Some(since) => format!("{address}?verschil={}", since.period),
    }
}

/// What stands in for the level where tiles do not show it yet (buurten below zoom 10, wijken below zoom 6, as on a
/// telephone): values of the next larger level, in the classes of the legend.
fn coarse(lang: Lang, view: &ExploreView<'_>) -> Option<Json> {
    let level = view.levels.iter().copied().filter(|&level| level < view.level && level != Level::Land).max()?;
    let (fine, plural) = (text::level_name(lang, view.level, true), text::level_name(lang, level, true));
    let note = match lang {
        Lang::Nl => format!("Uitgezoomd: de kleuren zijn van {plural}. Zoom in voor {fine}."),
        Lang::En => format!("Zoomed out: the colours are those of {plural}. Zoom in for {fine}."),
    };
    Some(json!({ "level": level.as_str(), "values": values(view, level), "note": note }))
}

/// What is outlined: by level and id where the tiles have it. On tiles of another vintage only focus areas are theirs.
fn selection(view: &ExploreView<'_>, selected: &Selected<'_>) -> Json {
    let layer = selected.level.map_or("focus", Level::as_str);
    let has_tile = view.vintage.is_base();
    json!({
        "key": selected.key,
        "layer": has_tile.then_some(layer),
        "id": selected.tile_id,
        "bbox": selected.bbox,
    })
}

/// The part of the country that is shown, where it is not the selected place itself.
fn within(view: &ExploreView<'_>) -> Option<Json> {
    let scope = view.scope.as_ref().filter(|scope| view.vintage.is_base() && !scope.by_default)?;
    let other = view.selected.as_ref().is_none_or(|selected| selected.key != scope.key);
    let layer = if scope.is_area { "focus" } else { Level::Gemeente.as_str() };
    other.then(|| json!({ "layer": layer, "id": scope.tile_id }))
}

/// How a number becomes a figure with its unit; `#` stands for the number, the sign of a change goes before it.
fn pattern(lang: Lang, view: &ExploreView<'_>, number: f64) -> String {
    let unit = &view.indicator.unit;
    let shown = if view.since.is_some() {
        text::difference(lang, unit, number, 0)
    } else {
        text::value_in_unit(lang, unit, number, 0, false)
    };
    // The first digit is the number: what follows may hold others ("per 1.000 inwoners").
    shown.replacen(if number < 2.0 { '1' } else { '7' }, "#", 1)
}

/// West, south, east, north of what is shown, where the reader chose a part of the country or buurten need one.
fn scope_box(view: &ExploreView<'_>) -> Option<[f64; 4]> {
    let scope = view.scope.as_ref()?;
    let outlines = view.vintage.level(view.level)?;
    union_bbox(scope.positions.iter().filter_map(|&position| {
        let outline = (*outlines.outlines.get(position)?)?;
        view.vintage.coverage.bbox(view.level, outline as usize)
    }))
}
