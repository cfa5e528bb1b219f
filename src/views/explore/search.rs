//! Finds the place that a reader typed or clicked.

use std::borrow::Cow;

use super::query::ExploreError;
use crate::atlas::{Atlas, Hit, HitKind, Place, fold};
use crate::domain::{Level, RegionCode};

/// What the reader typed or clicked, found.
pub(super) struct Found<'a> {
    pub place: Cow<'a, Place>,
    pub gemeente: Option<RegionCode>,
}

/// What `plaats` leads to.
pub(super) enum Search<'a> {
    Nothing,
    One(Found<'a>),
    /// More than one place is called like this.
    Several(Vec<Hit>),
}

/// The gemeente of the place that `text` names, where it names one; of a gemeente itself.
pub(super) fn gemeente_of(atlas: &Atlas, text: &str) -> Option<RegionCode> {
    match asked(atlas, text) {
        Ok(Search::One(found)) => found.gemeente,
        _ => None,
    }
}

/// The place of this key, code or name.
pub(super) fn asked<'a>(atlas: &'a Atlas, text: &str) -> Result<Search<'a>, ExploreError> {
    let one = |found: Option<Found<'a>>| found.map_or(Search::Nothing, Search::One);
    if let Some(found) = by_key(atlas, text) {
        return Ok(Search::One(found));
    }
    if text.parse::<RegionCode>().is_ok() {
        return Err(ExploreError::Place(text.to_owned()));
    }
    let hits = atlas.search.find(text, 10);
    let same: Vec<&Hit> = hits.iter().filter(|hit| fold(&hit.name) == fold(text)).collect();
    match (same.as_slice(), hits.len()) {
        (_, 0) => Err(ExploreError::Place(text.to_owned())),
        ([only], _) => Ok(one(by_key(atlas, only.key()))),
        // A gemeente before the buurt that carries its name.
        ([first, next, ..], _) if rank_of(first) < rank_of(next) => Ok(one(by_key(atlas, first.key()))),
        _ => Ok(Search::Several(hits)),
    }
}

/// Focus areas and gemeenten before what lies in them.
const fn rank_of(hit: &Hit) -> u8 {
    match &hit.kind {
        HitKind::Area(_) => 0,
        HitKind::Region(code) => match code.level() {
            Level::Land | Level::Gemeente => 1,
            Level::Wijk | Level::Buurt => 2,
        },
    }
}

/// The place that this key or code names, without a search by name.
pub(super) fn by_key<'a>(atlas: &'a Atlas, key: &str) -> Option<Found<'a>> {
    let place = match atlas.area(key) {
        Some((index, _)) => Cow::Borrowed(atlas.place_of_area(index)?),
        None => Cow::Owned(
            atlas.place_of_region(key.parse().ok().filter(|code: &RegionCode| code.level() != Level::Land)?)?,
        ),
    };
    let gemeente = atlas.gemeente_of(&place);
    Some(Found { place, gemeente })
}
