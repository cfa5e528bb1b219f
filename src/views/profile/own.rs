//! The profile of a place that a reader put together.

use super::build::assemble;
use super::choices::Choices;
use super::own_view::OwnView;
use super::view::ProfileView;
use crate::atlas::{Atlas, Place, PlaceId};
use crate::domain::{Lang, Level, RegionCode};

/// Names of members that stand in the name of a place without a name of its own.
const NAMED: usize = 2;

/// The profile of a place of a reader's own, by the same rules as every other. `name` is what the reader calls it, or
/// [`default_name`]; `address` its address on this site, `edit` the page on which it can be changed; `key` its name in
/// other addresses. `None` for a place
/// that is no selection.
pub fn build_own<'a>(
    atlas: &'a Atlas,
    place: &'a Place,
    (name, address, edit): (&'a str, String, String),
    key: String,
    lang: Lang,
    choices: Choices<'a>,
) -> Option<ProfileView<'a>> {
    if place.id != PlaceId::Own || place.listed.is_empty() {
        return None;
    }
    let codes = atlas.codes_of(place);
    let count = |level: Level| codes.iter().filter(|code| code.level() == level).count();
    let mut gemeenten: Vec<RegionCode> = codes.iter().filter_map(RegionCode::gemeente).collect();
    gemeenten.sort_unstable();
    gemeenten.dedup();
    let base = atlas.base();
    let own = OwnView {
        wijken: count(Level::Wijk),
        buurten: count(Level::Buurt),
        gemeenten: gemeenten.into_iter().filter_map(|code| base.name(code)).collect(),
        edit,
        codes,
    };
    Some(ProfileView { own: Some(own), key, ..assemble(atlas, place, (name, address), lang, choices) })
}

/// The name of a selection that its reader gave none: the names of its members, the first two of many.
pub fn default_name(atlas: &Atlas, codes: &[RegionCode], lang: Lang) -> String {
    let names: Vec<&str> = codes.iter().filter_map(|&code| atlas.base().name(code)).collect();
    let and = lang.pick("en", "and");
    match names.as_slice() {
        [] => lang.pick("Eigen gebied", "Own area").to_owned(),
        [only] => (*only).to_owned(),
        [one, two] => format!("{one} {and} {two}"),
        more => {
            let first = more.get(..NAMED).unwrap_or_default().join(", ");
            let rest = more.len() - NAMED;
            match lang {
                Lang::Nl => format!("{first} en nog {rest}"),
                Lang::En => format!("{first} and {rest} more"),
            }
        }
    }
}
