//! The Atlas itself: what it holds, and how vintages and areas are found in it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::{
    Catalogue, Column, Designated, Designation, Event, FocusArea, Library, Manifest, Period, PracticeExample,
    PriorityNeighbourhood, ProgrammeText, Publication, RegionCode, Slug, Vintage, Vocabulary,
};

use super::area::AreaAtlas;
use super::changes::ReleaseChange;
use super::class_cache::ClassCache;
use super::features::Similarity;
use super::figures::IndicatorFigures;
use super::own_places::OwnPlaces;
use super::place::{Place, PlaceId};
use super::points::PointAtlas;
use super::pools::Matched;
use super::practice_links::PracticeLinks;
use super::regions::VintageAtlas;
use super::search::SearchIndex;
use super::shared::Shared;
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
    pub vintages: Shared<Vintages>,
    /// Figures, in the order of the indicators of the catalogue.
    pub figures: Vec<Shared<IndicatorFigures>>,
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
    /// What stands where, by subject.
    pub points: Vec<Shared<PointAtlas>>,
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
    pub search: Shared<SearchIndex>,
    /// Features by which places are alike.
    pub similarity: Shared<Similarity>,
    /// Neighbourhoods outside the programme that were like those inside.
    pub matched: Shared<Matched>,
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
        self.areas_in(designation, self.this_year())
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

    /// The programme that leads: what areas in general are called is the word of its areas.
    pub fn leading(&self) -> Option<&Designation> {
        self.programme().map(|(_, one)| one)
    }

    /// The programme that leads, with its position.
    pub fn programme(&self) -> Option<(usize, &Designation)> {
        self.programmes().next()
    }

    /// The designation with this id, with its position.
    pub fn designation(&self, id: &str) -> Option<(usize, &Designation)> {
        self.designations.iter().enumerate().find(|(_, one)| one.id.as_str() == id)
    }

    /// The programme that an area belongs or belonged to, with its position; the first where there are several.
    pub fn programme_of(&self, area: &FocusArea) -> Option<(usize, &Designation)> {
        let today = self.this_year();
        let now = self.programmes().find(|(_, one)| area.is_of(one, today));
        now.or_else(|| self.programmes().find(|(_, one)| area.carries(&one.id)))
    }

    /// What an area is one of: its programme, else the first designation that it carries.
    pub fn named_by(&self, area: &FocusArea) -> Option<&Designation> {
        let first = || self.designation(area.designations.first()?.id.as_str());
        self.programme_of(area).or_else(first).map(|(_, one)| one)
    }

    /// The designations of the areas among these places that have a date, oldest first, each once: an area with a date
    /// of its own stands beside those that were designated together.
    pub fn designated<'a>(&'a self, places: impl Iterator<Item = PlaceId>) -> Vec<Designated<'a>> {
        let area = |id: PlaceId| match id {
            PlaceId::Area(index) => self.areas.get(index as usize),
            _ => None,
        };
        let all = places.filter_map(area).flat_map(|area| area.area.designated(&self.designations));
        let mut list: Vec<Designated<'a>> = Vec::new();
        for one in all.filter(|one| !one.from.is_empty()) {
            let same = |known: &Designated<'_>| known.designation.id == one.designation.id && known.from == one.from;
            if !list.iter().any(same) {
                list.push(one);
            }
        }
        list.sort_by(|left, right| left.from.cmp(right.from));
        list
    }

    /// The neighbourhoods of a designation that is a list by name.
    pub fn listed_by<'a>(&'a self, designation: &'a Designation) -> impl Iterator<Item = &'a PriorityNeighbourhood> {
        self.priority.iter().filter(|one| one.designation.as_ref() == Some(&designation.id))
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

    /// The first years of the sets of areas and delimitations that there were, ascending: figures of a year go by the
    /// set of that year. One year where nothing ever changed.
    pub(super) fn set_years(&self) -> Vec<u16> {
        let year = |date: &String| date.get(..4)?.parse().ok();
        let carried = self.areas.iter().flat_map(|area| &area.area.designations);
        let dates = carried.flat_map(|one| [year(&one.from), year(&one.to)]).flatten();
        let versions = self.areas.iter().flat_map(|area| area.versions.iter().map(|(from, _)| *from));
        let years: BTreeSet<u16> = dates.chain(versions).chain([0]).collect();
        years.into_iter().collect()
    }

    /// The areas of a programme (by position), or of any, at the end of a year.
    pub(super) fn areas_inside(&self, programme: Option<usize>, year: u16) -> impl Iterator<Item = &AreaAtlas> {
        let asked = move |(at, _): &(usize, &Designation)| programme.is_none_or(|programme| programme == *at);
        let inside =
            move |area: &&AreaAtlas| self.programmes().filter(asked).any(|(_, one)| area.area.is_of(one, year));
        self.areas.iter().filter(inside)
    }

    /// The programme that a place is held against: its own, else the one that leads.
    pub(super) fn programme_for(&self, place: &Place) -> Option<usize> {
        let own = match place.id {
            PlaceId::Area(area) => self.areas.get(area as usize).and_then(|area| self.programme_of(&area.area)),
            _ => None,
        };
        own.or_else(|| self.programme()).map(|(at, _)| at)
    }

    /// The year of today, for an Atlas built then.
    pub fn this_year(&self) -> u16 {
        year_of(&self.imported_at)
    }

    /// The areas of the programme that leads, today.
    pub fn areas_of_programme(&self) -> impl Iterator<Item = &AreaAtlas> {
        self.leading().into_iter().flat_map(|one| self.areas_of(one)).map(|(_, area)| area)
    }

    /// The focus areas that the region of the base vintage belongs to or overlaps today (by listed members).
    pub fn areas_containing(&self, code: RegionCode) -> Vec<&Slug> {
        let year = self.this_year();
        let inside = |area: &AreaAtlas| {
            area.area.members.iter().filter(|member| member.is_in(year)).any(|member| {
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
