//! The Atlas itself: what it holds, and how vintages and areas are found in it.

use serde::{Deserialize, Serialize};

use crate::domain::{
    Catalogue, Column, Designation, Event, FocusArea, Library, Manifest, Period, PracticeExample,
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
    /// Designations, in the order of their file: the first programme leads.
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
    /// Neighbourhoods outside the programme that were like those inside.
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

    /// The areas of a designation today, with their positions, ordered by name.
    pub fn areas_of<'a>(&'a self, designation: &'a Designation) -> impl Iterator<Item = (usize, &'a AreaAtlas)> {
        self.areas_in(designation, year_of(&self.imported_at))
    }

    /// The areas of a designation at the end of `year`, with their positions, ordered by name.
    pub fn areas_in<'a>(
        &'a self,
        designation: &'a Designation,
        year: u16,
    ) -> impl Iterator<Item = (usize, &'a AreaAtlas)> {
        self.areas.iter().enumerate().filter(move |(_, area)| area.area.is_of(designation, year))
    }

    /// The programmes of today, with their positions among the designations.
    pub fn programmes(&self) -> impl Iterator<Item = (usize, &Designation)> {
        self.designations.iter().enumerate().filter(|(_, one)| one.is_programme())
    }

    /// The programme that leads.
    pub fn programme(&self) -> Option<(usize, &Designation)> {
        self.programmes().next()
    }

    /// The designation with this id, with its position.
    pub fn designation(&self, id: &str) -> Option<(usize, &Designation)> {
        self.designations.iter().enumerate().find(|(_, one)| one.id.as_str() == id)
    }

    /// The programme that an area belongs or belonged to, with its position; the first where there are several.
    pub fn programme_of(&self, area: &FocusArea) -> Option<(usize, &Designation)> {
        self.programmes().find(|(_, one)| area.carries(&one.id))
    }

    /// An area and those of its programme in the same gemeente at the end of `year`, with their positions.
    pub(super) fn areas_beside(&self, area: usize, year: u16) -> impl Iterator<Item = (usize, &AreaAtlas)> {
        let own = self.areas.get(area).map(|one| (one.area.gemeente, self.programme_of(&one.area)));
        self.areas.iter().enumerate().filter(move |(position, other)| {
            let same = own.is_some_and(|(gemeente, programme)| {
                other.area.gemeente == gemeente && programme.is_some_and(|(_, one)| other.area.is_of(one, year))
            });
            *position == area || same
        })
    }

    /// The areas of the programme that leads today: what lies outside them is outside the programme.
    pub fn areas_of_programme(&self) -> impl Iterator<Item = &AreaAtlas> {
        self.programme().into_iter().flat_map(|(_, one)| self.areas_of(one)).map(|(_, area)| area)
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

/// The year of a moment (ISO 8601): what is today for an Atlas built then. Without one everything has begun.
pub(super) fn year_of(moment: &str) -> u16 {
    moment.get(..4).and_then(|year| year.parse().ok()).unwrap_or(u16::MAX)
}
