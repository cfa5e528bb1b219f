//! What things are called in a chart: places, whose figures they are, and how many.

use crate::domain::{Lang, Level};
use crate::text;
use crate::views::chart::Who;
use crate::views::place::NamedPlace;

/// The name of a place, with its gemeente where two places may share it.
#[must_use]
pub fn place_name(lang: Lang, place: &NamedPlace<'_>) -> String {
    match (place.level, place.gemeente) {
        (Some(Level::Gemeente), _) => format!("{} {}", lang.pick("gemeente", "municipality of"), place.name),
        (Some(_), Some(gemeente)) => format!("{} ({gemeente})", place.name),
        (None, _) | (Some(_), None) => place.name.to_string(),
    }
}

/// Whose figures a line, dot or bar shows.
#[must_use]
pub fn who(lang: Lang, who: &Who<'_>) -> String {
    match who {
        Who::Place(place, _) => place_name(lang, place),
        Who::Nederland => lang.pick("Nederland", "Netherlands").to_owned(),
        Who::Gemeente(name) => format!("{} {name}", lang.pick("gemeente", "municipality of")),
        Who::Rest(name) => format!("{} {name}", lang.pick("rest van", "rest of")),
        Who::Together => lang.pick("20 gebieden samen", "20 areas together").to_owned(),
    }
}

/// A number of things, grouped.
pub(super) fn count(lang: Lang, number: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "lists of regions stay far below 2^52")]
    let number = number as f64;
    text::number(lang, number, 0)
}
