//! The Atlas itself: what it holds, and how vintages and areas are found in it.

use serde::{Deserialize, Serialize};

use crate::domain::{
    Catalogue, Column, Designation, DesignationId, Event, Library, Manifest, Period, PracticeExample,
    PriorityNeighbourhood, ProgrammeText, Publication, RegionCode, Slug, Vintage, Vocabulary,
};

use super::area::AreaAtlas;
use super::changes::ReleaseChange;
use super::class_cache::ClassCache;
use super::features::Similarity;
use super::figures::IndicatorFigures;
use super::own_places::OwnPlaces;
use super::pools::Matched;
use super::practice_links::PracticeLinks;
use super::regions::VintageAtlas;
use super::search::SearchIndex;
use super::values::Columns;
use super::vintages::Vintages;

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
    /// Inhabitants per buurt of the base vintage: coverage and memberships are measured with them.
    pub base_inhabitants: Column,
    /// The period of those inhabitants.
    pub population_period: Period,
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
    pub(super) classes: ClassCache,
    /// Places that readers put together, as far as they are kept.
    #[serde(skip)]
    pub own_places: OwnPlaces,
}

impl Atlas {
    /// The vintage `vintage`.
    pub fn vintage(&self, vintage: Vintage) -> Option<&VintageAtlas> {
        self.vintages.iter().find(|candidate| candidate.vintage == vintage)
    }

    /// The vintage in which places are addressed.
    pub fn base(&self) -> &VintageAtlas {
        self.vintages.base()
    }

    /// Returns whether places are addressed in this vintage.
    pub fn is_base(&self, vintage: Vintage) -> bool {
        self.base().vintage == vintage
    }

    /// Position and facts of the area `slug`.
    pub fn area(&self, slug: &str) -> Option<(usize, &AreaAtlas)> {
        self.areas.iter().enumerate().find(|(_, area)| area.area.slug.as_str() == slug)
    }

    /// The areas under a designation, ordered by name.
    pub fn areas_of(&self, designation: DesignationId) -> impl Iterator<Item = (usize, &AreaAtlas)> {
        self.areas.iter().enumerate().filter(move |(_, area)| area.area.designations.contains(&designation))
    }

    /// The focus areas that the region of the base vintage belongs to or overlaps (by listed members).
    pub fn areas_containing(&self, code: RegionCode) -> Vec<&Slug> {
        let inside = |area: &AreaAtlas| {
            area.area.members.iter().any(|member| {
                code.at(member.code.level()) == Some(member.code) || member.code.at(code.level()) == Some(code)
            })
        };
        self.areas.iter().filter(|area| inside(area)).map(|area| &area.area.slug).collect()
    }
}
