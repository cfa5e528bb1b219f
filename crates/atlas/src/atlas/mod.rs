//! The immutable, indexed, fully derived state of one release.
//!
//! [`Atlas::build`] is the only place where figures are derived: members become areas, parts become ratios,
//! values become ranks and class breaks. Views read; they never compute a figure.

mod arrangement;
mod build;
mod changes;
pub mod content;
mod counterpart;
mod derive;
mod entries;
mod features;
mod figures;
mod gap;
mod joined;
mod matched;
mod members;
mod own;
pub mod own_places;
mod period;
mod place;
mod places;
pub mod practice;
mod references;
pub mod relevance;
mod rest;
mod search;
pub mod shelf;
mod shown;
mod similar;
pub mod standout;
mod values;
mod vintages;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::domain::{
    Catalogue, Column, Designation, DesignationId, Event, FocusArea, GeometryBasis, Level, Library, Manifest,
    PracticeExample, PriorityNeighbourhood, ProgrammeText, Publication, RegionCode, Slug, Vintage, Vocabulary,
};
use crate::geometry::coverage::Coverage;

pub use arrangement::Arrangement;
pub use build::BuildError;
pub use changes::{CatalogueChange, ReleaseChange, ReleaseSummary};
pub use content::{Content, PlaceContent};
pub use entries::{Entry, EntryKind, Knowledge, SourceItem, newest_first};
pub use features::{FeatureUse, MIN_INHABITANTS, Membership, Similarity};
pub use figures::{
    Centre, Figure, FigureCoverage, IndicatorFigures, LevelFigures, MemberBasis, Origin, PeriodFigures, Rank,
};
pub use gap::{Gap, GapChange, GapSeries};
pub use joined::TileFigure;
pub use matched::{BY_BUURT, MATCHES, Matched, Matching, Pool, PoolMember};
pub use members::{CrossVintage, VintageMembers};
pub use own::{MOST_MEMBERS, SelectionError};
pub use period::{IndicatorId, IndicatorRef, PeriodId, PeriodRef};
pub use place::{Ahead, Place, PlaceId};
pub use practice::{PracticeLinks, distance_km};
pub use references::PlaceReferences;
pub use rest::Rest;
pub use search::{Hit, HitKind, SearchIndex, fold};
pub use shown::{NotComparable, Quantity, Shown};
pub use similar::{FeatureValue, MIN_INHABITANTS_BESIDE_AREA, Scope, SimilarPlace, SimilarPlaces};
pub use values::{ColumnKey, ColumnRef, Columns, LevelPlan, Plan};
pub use vintages::Vintages;

/// Fingerprint of the code that derives. A stored Atlas of other code is built again from its release.
pub const BUILD: &str = env!("WIJKWIJZER_BUILD");

/// The vintage in which areas are delimited and places are addressed.
pub const BASE_VINTAGE: Vintage = Vintage(2024);

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
    #[must_use]
    pub fn index(&self, code: RegionCode) -> Option<usize> {
        self.codes.binary_search(&code).ok()
    }

    /// Name of the region at `index`, or its code where it has none.
    #[must_use]
    pub fn name(&self, index: usize) -> &str {
        match self.names.get(index) {
            Some(name) if !name.is_empty() => name,
            _ => self.codes.get(index).map_or("", RegionCode::as_str),
        }
    }

    /// Id of the region at `index` in tiles and value arrays.
    #[must_use]
    pub fn tile_id(index: usize) -> u32 {
        u32::try_from(index).map_or(u32::MAX, |id| id.saturating_add(1))
    }
}

/// One vintage: its regions and their outlines.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct VintageAtlas {
    /// The vintage.
    pub vintage: Vintage,
    /// Outlines.
    pub coverage: Coverage,
    /// Regions of the gemeenten.
    pub gemeente: LevelRegions,
    /// Regions of the wijken.
    pub wijk: LevelRegions,
    /// Regions of the buurten; empty where the vintage has none.
    pub buurt: LevelRegions,
    /// How its regions relate to the buurten of the base vintage; `None` for the base vintage itself.
    pub cross: Option<CrossVintage>,
}

impl VintageAtlas {
    /// The regions of `level`; `None` for the country.
    #[must_use]
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
    #[must_use]
    pub fn name(&self, code: RegionCode) -> Option<&str> {
        let regions = self.level(code.level())?;
        Some(regions.name(regions.index(code)?))
    }

    /// How good the outline of the region is; `None` without outline.
    #[must_use]
    pub fn basis(&self, level: Level, index: usize) -> Option<GeometryBasis> {
        let outline = (*self.level(level)?.outlines.get(index)?)?;
        self.coverage.worst_basis(level, outline as usize)
    }
}

/// A focus area with everything derived about it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AreaAtlas {
    /// Facts of the area.
    pub area: FocusArea,
    /// Its members in the base vintage.
    pub place: Place,
    /// Surface of its outline in square metres.
    pub area_m2: f64,
    /// Bounding box in degrees: west, south, east, north.
    pub bbox: [f64; 4],
    /// Point for its label: longitude, latitude.
    pub label_point: [f64; 2],
    /// Positions in [`Atlas::practice`] of the examples inside it.
    pub practice: Vec<u32>,
}

/// Everything that pages, tiles and downloads need, derived once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Atlas {
    /// Id of the release: the first twelve hexadecimal digits of the fingerprint of its manifest.
    pub release: String,
    /// When the release was imported (RFC 3339, UTC).
    pub imported_at: String,
    /// Files of the release.
    pub manifest: Manifest,
    /// Indicators and sources.
    pub catalogue: Catalogue,
    /// Closed lists.
    pub vocabulary: Vocabulary,
    /// Vintages, oldest first.
    pub vintages: Vintages,
    /// Figures, in the order of the indicators of the catalogue.
    pub figures: Vec<IndicatorFigures>,
    /// Columns of parts and weights, and how each period is computed from them.
    pub columns: Columns,
    /// Inhabitants of the base vintage per buurt: coverage and memberships are measured with them.
    pub base_inhabitants: Column,
    /// Designations: the 20, the 16, the 40.
    pub designations: Vec<Designation>,
    /// Focus areas, ordered by name.
    pub areas: Vec<AreaAtlas>,
    /// The 40 of 2007.
    pub priority: Vec<PriorityNeighbourhood>,
    /// Practice examples, ordered by id.
    pub practice: Vec<PracticeExample>,
    /// Where the examples lie.
    pub practice_links: PracticeLinks,
    /// Publications, ordered by id.
    pub publications: Vec<Publication>,
    /// Events, ordered by id.
    pub events: Vec<Event>,
    /// Background texts.
    pub programme: Vec<ProgrammeText>,
    /// Lessons, checklists, decision trees, background notes, organisations.
    pub library: Library,
    /// Places by name and code.
    pub search: SearchIndex,
    /// Features by which places are alike.
    pub similarity: Similarity,
    /// Neighbourhoods outside the 20 that were like those inside.
    pub matched: Matched,
    /// What each release changed, newest first.
    pub changes: Vec<ReleaseChange>,
    /// Class breaks that maps asked for.
    #[serde(skip)]
    classes: shown::ClassCache,
    /// Places that readers put together, as far as they are kept.
    #[serde(skip)]
    pub own_places: own_places::OwnPlaces,
}

impl Atlas {
    /// The vintage `vintage`.
    #[must_use]
    pub fn vintage(&self, vintage: Vintage) -> Option<&VintageAtlas> {
        self.vintages.iter().find(|candidate| candidate.vintage == vintage)
    }

    /// The vintage in which places are addressed.
    #[must_use]
    pub fn base(&self) -> &VintageAtlas {
        self.vintages.base()
    }

    /// Position and facts of the area `slug`.
    #[must_use]
    pub fn area(&self, slug: &str) -> Option<(usize, &AreaAtlas)> {
        self.areas.iter().enumerate().find(|(_, area)| area.area.slug.as_str() == slug)
    }

    /// The areas under a designation, ordered by name.
    pub fn areas_of(&self, designation: DesignationId) -> impl Iterator<Item = (usize, &AreaAtlas)> {
        self.areas.iter().enumerate().filter(move |(_, area)| area.area.designations.contains(&designation))
    }

    /// The focus areas that the region of the base vintage belongs to or overlaps (by listed members).
    #[must_use]
    pub fn areas_containing(&self, code: RegionCode) -> Vec<&Slug> {
        let inside = |area: &AreaAtlas| {
            area.area.members.iter().any(|member| {
                code.at(member.code.level()) == Some(member.code) || member.code.at(code.level()) == Some(code)
            })
        };
        self.areas.iter().filter(|area| inside(area)).map(|area| &area.area.slug).collect()
    }
}
