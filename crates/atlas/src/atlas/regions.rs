//! The regions of a vintage with their outlines.

use serde::{Deserialize, Serialize};

use crate::domain::{GeometryBasis, Level, RegionCode, Vintage};
use crate::geometry::coverage::Coverage;

use super::lineage::Lineage;
use super::members::CrossVintage;

/// The regions of one level of one vintage, ordered by code. The id of a region in tiles and value arrays is its
/// position plus one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LevelRegions {
    /// Codes in order.
    pub codes: Vec<RegionCode>,
    /// Names in the same order; empty where no delivery gives one.
    pub names: Vec<String>,
    /// Position in the coverage, where the region has an outline.
    pub outlines: Vec<Option<u32>>,
}

impl LevelRegions {
    /// Position of `code`.
    pub fn index(&self, code: RegionCode) -> Option<usize> {
        self.codes.binary_search(&code).ok()
    }

    /// Name of the region at `index`, or its code where it has none.
    pub fn name(&self, index: usize) -> &str {
        match self.names.get(index) {
            Some(name) if !name.is_empty() => name,
            _ => self.codes.get(index).map_or("", RegionCode::as_str),
        }
    }

    /// Id of the region at `index` in tiles and value arrays.
    pub fn tile_id(index: usize) -> u32 {
        u32::try_from(index).map_or(u32::MAX, |id| id.saturating_add(1))
    }
}

/// One vintage: its regions and their outlines.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct VintageAtlas {
    /// The vintage.
    pub vintage: Vintage,
    /// Whose outlines they are.
    pub attribution: String,
    /// Outlines.
    pub coverage: Coverage,
    /// Regions of the gemeenten.
    pub gemeente: LevelRegions,
    /// Regions of the wijken.
    pub wijk: LevelRegions,
    /// Regions of the buurten; empty where the vintage has none.
    pub buurt: LevelRegions,
    /// Whether some of its outlines are indicative only.
    pub partly_indicative: bool,
    /// How its regions relate to the buurten of the base vintage; `None` for the base vintage itself.
    pub cross: Option<CrossVintage>,
    /// What its regions became in the base vintage; nothing for the base vintage itself.
    pub lineage: Lineage,
}

impl VintageAtlas {
    /// Returns whether places are addressed in it.
    pub const fn is_base(&self) -> bool {
        self.cross.is_none()
    }

    /// The regions of `level`; `None` for the country.
    pub const fn level(&self, level: Level) -> Option<&LevelRegions> {
        match level {
            Level::Land => None,
            Level::Gemeente => Some(&self.gemeente),
            Level::Wijk => Some(&self.wijk),
            Level::Buurt => Some(&self.buurt),
        }
    }

    /// The levels that have regions, from large to small.
    pub fn levels(&self) -> impl Iterator<Item = Level> + '_ {
        Level::MAPPED.into_iter().filter(|&level| self.level(level).is_some_and(|regions| !regions.codes.is_empty()))
    }

    /// Name of `code` in this vintage.
    pub fn name(&self, code: RegionCode) -> Option<&str> {
        let regions = self.level(code.level())?;
        Some(regions.name(regions.index(code)?))
    }

    /// How good the outline of the region is; `None` without outline.
    pub fn basis(&self, level: Level, index: usize) -> Option<GeometryBasis> {
        let outline = (*self.level(level)?.outlines.get(index)?)?;
        self.coverage.worst_basis(level, outline as usize)
    }
}
