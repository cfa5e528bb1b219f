//! A place: something made of wijken and buurten of the base vintage.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::domain::{Level, RegionCode, Vintage};

use super::figures::Figure;
use super::ids::PeriodId;
use super::members::VintageMembers;
use super::regions::{LevelRegions, VintageAtlas};

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PlaceId {
    /// The focus area at this position of the Atlas.
    Area(u32),
    /// A gemeente, wijk or buurt of the base vintage.
    Region(RegionCode),
    /// The part of the municipality of the area at this position that lies outside every focus area.
    Rest(u32),
    /// Any selection.
    Own,
}

/// The members of a place in the base vintage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// What it is.
    pub id: PlaceId,
    /// Members as listed: level and position among the regions of that level.
    pub listed: Vec<(Level, u32)>,
    /// The same as buurten: positions, ascending.
    pub buurten: Vec<u32>,
    /// Figures computed ahead; none unless someone asked for them.
    #[serde(skip)]
    pub ahead: Ahead,
    /// Members in other vintages that were found before.
    #[serde(skip)]
    pub(super) found: Found,
}

/// The members of a place in other vintages, kept once found: a profile asks for the same ones for every indicator. They
/// follow from the members in the base vintage, so copies of a place share them.
#[derive(Clone, Debug, Default)]
pub(super) struct Found(Arc<Mutex<MembersByLevel>>);

type MembersByLevel = HashMap<(Vintage, Level), Arc<VintageMembers>>;

impl PartialEq for Found {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Found {}

impl Found {
    /// The members at a level of a vintage, sought by `seek` the first time.
    pub(super) fn or_seek(&self, at: (Vintage, Level), seek: impl FnOnce() -> VintageMembers) -> Arc<VintageMembers> {
        // A panic while the list was held leaves it whole: entries are put in when they are complete.
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(found.entry(at).or_insert_with(|| Arc::new(seek())))
    }

    /// Bytes in memory.
    pub(super) fn bytes(&self) -> usize {
        let found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let members = |members: &Arc<VintageMembers>| {
            size_of::<VintageMembers>() + members.regions.capacity() * size_of::<(Level, u32)>()
        };
        found.values().map(members).sum()
    }
}

/// Figures of a place computed ahead, so that a page that reads them more than once computes them once. They follow
/// from the members: places with the same members are equal with and without them.
#[derive(Clone, Debug, Default)]
pub struct Ahead(pub(super) Option<Arc<[Vec<Figure>]>>);

impl PartialEq for Ahead {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Ahead {}

impl Ahead {
    /// The figure of an indicator in a period.
    pub(super) fn get(&self, at: PeriodId) -> Option<&Figure> {
        self.0.as_ref()?.get(at.indicator.position())?.get(at.position())
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        let rows = self.0.as_deref().unwrap_or_default();
        rows.iter().map(|row| size_of::<Vec<Figure>>() + row.capacity() * size_of::<Figure>()).sum()
    }
}

impl Place {
    /// A place from the codes of its members; codes that the vintage does not have are left out.
    pub(super) fn from_codes(base: &VintageAtlas, id: PlaceId, codes: impl IntoIterator<Item = RegionCode>) -> Self {
        let mut listed = Vec::new();
        for code in codes {
            let position = base.level(code.level()).and_then(|regions| regions.index(code));
            if let Some(position) = position.and_then(|at| u32::try_from(at).ok()) {
                listed.push((code.level(), position));
            }
        }
        listed.sort_unstable();
        listed.dedup();
        let mut buurten: Vec<u32> =
            listed.iter().flat_map(|&(level, position)| base.span_within(level, position, Level::Buurt)).collect();
        buurten.sort_unstable();
        buurten.dedup();
        Self { id, listed, buurten, ahead: Ahead::default(), found: Found::default() }
    }
}

impl LevelRegions {
    /// Positions of the regions whose code begins with the characters of `parent` after its prefix. Codes are ordered,
    /// so they stand together.
    fn range_within(&self, parent: RegionCode) -> Range<usize> {
        let start = self.codes.partition_point(|code| code.at(parent.level()).is_some_and(|at| at < parent));
        let end = self.codes.partition_point(|code| code.at(parent.level()).is_some_and(|at| at <= parent));
        start..end
    }
}

impl VintageAtlas {
    /// The regions of `target` that lie in the region at `position` of `level`, by their codes.
    pub fn positions_within(&self, level: Level, position: u32, target: Level) -> Vec<u32> {
        self.span_within(level, position, target).collect()
    }

    /// The same as a range: regions are ordered by code, so those within another stand together.
    pub(super) fn span_within(&self, level: Level, position: u32, target: Level) -> Range<u32> {
        let Some(code) = self.level(level).and_then(|regions| regions.codes.get(position as usize)).copied() else {
            return 0..0;
        };
        if level == target {
            return position..position.saturating_add(1);
        }
        let range = self.level(target).map(|regions| regions.range_within(code)).unwrap_or_default();
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        narrow(range.start)..narrow(range.end)
    }
}
