//! What things are called in a chart: places, and whose figures they are.

use crate::domain::{Lang, Level, Reference};
use crate::text;
use crate::views::chart::SeriesOwner;
use crate::views::place::NamedPlace;

/// The name of a place, with its gemeente where two places may share it.
pub fn place_name(lang: Lang, place: &NamedPlace<'_>) -> String {
    match (place.level, place.gemeente) {
        (Some(Level::Gemeente), _) => text::reference(lang, Reference::Gemeente(&place.name)),
        (Some(_), Some(gemeente)) => format!("{} ({gemeente})", place.name),
        (None, _) | (Some(_), None) => place.name.to_string(),
    }
}

/// Name of whose figures a line, dot or bar shows.
pub fn owner(lang: Lang, owner: &SeriesOwner<'_>) -> String {
    match owner {
        SeriesOwner::Place(place) => place_name(lang, &place.named),
        SeriesOwner::Reference(reference) => text::reference(lang, *reference),
    }
}
