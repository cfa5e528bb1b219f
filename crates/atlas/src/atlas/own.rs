//! Places that a reader puts together, and places by their name in addresses.

use std::collections::BTreeSet;
use std::sync::Arc;

use thiserror::Error;

use crate::domain::{Level, RegionCode};
use crate::geometry::DrawnShape;

use super::place::{Place, PlaceId};
use super::{Atlas, VintageAtlas};

/// Members that a place of a reader's own may have: wijken and buurten as listed.
pub const MOST_MEMBERS: usize = 500;

/// Why a selection makes no place.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SelectionError {
    /// Codes that the base vintage does not have, in the order given.
    #[error("unknown codes: {}", list(.0))]
    Unknown(Vec<RegionCode>),
    /// More members than are computed.
    #[error("{0} members; at most {MOST_MEMBERS} are allowed")]
    TooMany(usize),
}

fn list(codes: &[RegionCode]) -> String {
    codes.iter().map(RegionCode::as_str).collect::<Vec<_>>().join(", ")
}

impl Atlas {
    /// The one way to write a selection: every gemeente becomes its wijken, a wijk of which every buurt is selected
    /// becomes the wijk, buurten inside a selected wijk go, and the rest is ordered by level and code. So the same
    /// buurten always give the same address and the same figures: a whole wijk gives its published row.
    ///
    /// # Errors
    /// [`SelectionError`] for codes that the base vintage lacks, and for more members than are computed.
    pub fn selection(&self, codes: &[RegionCode]) -> Result<Vec<RegionCode>, SelectionError> {
        let known = |code: &RegionCode| code.level() != Level::Land && self.base().name(*code).is_some();
        let unknown: Vec<RegionCode> = codes.iter().filter(|code| !known(code)).copied().collect();
        if !unknown.is_empty() {
            return Err(SelectionError::Unknown(unknown));
        }
        let base = self.base();
        let selected = base.written(&base.buurten_of(codes));
        if selected.len() > MOST_MEMBERS {
            return Err(SelectionError::TooMany(selected.len()));
        }
        Ok(selected)
    }

    /// A selection with `code` in it, or without it where it was in it whole.
    ///
    /// # Errors
    /// As [`Self::selection`].
    pub fn toggled(&self, codes: &[RegionCode], code: RegionCode) -> Result<Vec<RegionCode>, SelectionError> {
        // Says which code is unknown.
        self.selection(&[code])?;
        let mut all = self.selection(codes)?;
        let base = self.base();
        let (mut selected, its) = (base.buurten_of(&all), base.buurten_of(&[code]));
        if its.is_subset(&selected) {
            selected.retain(|buurt| !its.contains(buurt));
            return Ok(base.written(&selected));
        }
        all.push(code);
        self.selection(&all)
    }

    /// The codes of the buurten that lie in a drawn shape for at least half of their surface, as [`Self::selection`]
    /// writes them.
    ///
    /// # Errors
    /// [`SelectionError::TooMany`] for a shape that holds too much.
    pub fn selection_in(&self, shape: &DrawnShape) -> Result<Vec<RegionCode>, SelectionError> {
        let base = self.base();
        let codes = base.coverage.codes(Level::Buurt);
        let members = shape.members(&base.coverage, Level::Buurt);
        let members: Vec<RegionCode> = members.into_iter().filter_map(|at| codes.get(at).copied()).collect();
        self.selection(&members)
    }

    /// The place of a selection as [`Self::selection`] writes it, with all its figures: computed once, and kept while
    /// there is room.
    pub fn kept_place(&self, codes: &[RegionCode]) -> Arc<Place> {
        self.own_places.get_or(codes, || self.with_figures(self.own_place(codes)))
    }

    /// The place that `key` names in addresses: a focus area by its slug, a gemeente, wijk or buurt of the base vintage
    /// by its code.
    pub fn place_of_key(&self, key: &str) -> Option<Place> {
        if let Some((_, area)) = self.area(key) {
            return Some(area.place.clone());
        }
        self.place_of_region(key.parse().ok()?)
    }

    /// The gemeente in which every member of a place lies; `None` where they lie in several.
    pub(super) fn only_gemeente(&self, place: &Place) -> Option<RegionCode> {
        let base = self.base();
        let gemeente = |&(level, at): &(Level, u32)| base.level(level)?.codes.get(at as usize)?.gemeente();
        let first = place.listed.first().and_then(gemeente)?;
        place.listed.iter().all(|member| gemeente(member) == Some(first)).then_some(first)
    }

    /// The codes of the members of a place as they are listed.
    pub fn codes_of(&self, place: &Place) -> Vec<RegionCode> {
        let base = self.base();
        place.listed.iter().filter_map(|&(level, at)| base.level(level)?.codes.get(at as usize).copied()).collect()
    }
}

impl VintageAtlas {
    /// Positions of the buurten of all these regions.
    fn buurten_of(&self, codes: &[RegionCode]) -> BTreeSet<u32> {
        Place::from_codes(self, PlaceId::Own, codes.iter().copied()).buurten.into_iter().collect()
    }

    /// Wijken of which every buurt is in the set, then the buurten that are left.
    pub(super) fn written(&self, buurten: &BTreeSet<u32>) -> Vec<RegionCode> {
        let code = |at: &u32| self.buurt.codes.get(*at as usize).copied();
        let wijken: BTreeSet<RegionCode> =
            buurten.iter().filter_map(code).filter_map(|buurt| buurt.at(Level::Wijk)).collect();
        let whole = |wijk: &RegionCode| {
            let position = self.wijk.index(*wijk).and_then(|at| u32::try_from(at).ok());
            let inside = position.map(|at| self.positions_within(Level::Wijk, at, Level::Buurt)).unwrap_or_default();
            !inside.is_empty() && inside.iter().all(|buurt| buurten.contains(buurt))
        };
        let whole: BTreeSet<RegionCode> = wijken.into_iter().filter(whole).collect();
        let rest =
            buurten.iter().filter_map(code).filter(|buurt| buurt.at(Level::Wijk).is_none_or(|w| !whole.contains(&w)));
        whole.iter().copied().chain(rest).collect()
    }
}
