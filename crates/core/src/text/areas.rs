//! What the areas of a designation are called. The words are those of the data; without any an area is an area.

use crate::domain::{Designation, Lang};

/// What one area of it is called ("focusgebied"), without a designation plainly an area.
pub fn area_called(lang: Lang, of: Option<&Designation>) -> &str {
    let called = of.and_then(|one| one.area_called.as_ref());
    called.map_or(lang.pick("gebied", "area"), |called| called.get(lang))
}

/// What its areas are called ("focusgebieden").
pub fn areas_called(lang: Lang, of: Option<&Designation>) -> &str {
    let called = of.and_then(|one| one.areas_called.as_ref());
    called.map_or(lang.pick("gebieden", "areas"), |called| called.get(lang))
}

/// What so many of its areas are called.
pub fn called_by_number(lang: Lang, of: Option<&Designation>, number: usize) -> &str {
    if number == 1 { area_called(lang, of) } else { areas_called(lang, of) }
}

/// Its areas as a number of things ("20 gebieden"); once their number is no longer that of every year, without one.
pub fn areas_counted(lang: Lang, of: &Designation) -> String {
    match (&of.counted, of.number) {
        (Some(counted), _) => counted.get(lang).to_owned(),
        (None, Some(number)) => format!("{number} {}", called_by_number(lang, None, number)),
        (None, None) => areas_called(lang, Some(of)).to_owned(),
    }
}
