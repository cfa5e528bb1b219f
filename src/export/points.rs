//! The table of what stands in a place.

use super::columns::Columns;
use crate::domain::Lang;
use crate::text;
use crate::views::points::Point;

/// Name, kind, and what is counted of it when. Nothing else of a single one is known here, and nothing else is told.
pub fn point_columns<'a>(lang: Lang) -> Columns<'a, Point<'a>> {
    Columns::of(lang)
        .text(("Naam", "Name"), |point: &Point<'a>| point.spot.name.as_str())
        .text(("Soort", "Kind"), move |point| point.kind.label.get(lang))
        .text(("Aantal", "Number"), move |point| text::counted(lang, point.kind, point.spot.count))
}
