//! Everything one release consists of: what ingest reads, the store keeps and the Atlas is built from.

use serde::{Deserialize, Serialize};

use super::area::{Designation, FocusArea, PriorityNeighbourhood};
use super::catalogue::Catalogue;
use super::code::{Level, RegionCode};
use super::column::Column;
use super::knowledge::{Event, PracticeExample, ProgrammeText, Publication};
use super::library::Library;
use super::manifest::{Manifest, Package};
use super::margin::Margins;
use super::period::{Period, Vintage};
use super::points::PointSet;
use super::topology::Topology;
use super::vocabulary::Vocabulary;

/// A region of a vintage with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Code.
    pub code: RegionCode,
    /// Name in that vintage; empty when no delivery names it.
    pub name: String,
}

/// All regions of a vintage, with or without outline, ordered by code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VintageRegions {
    /// The vintage.
    pub vintage: Vintage,
    /// Regions of all its levels.
    pub regions: Vec<Region>,
}

/// The figures of one delivery: one row per region, one column per measure and period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureTable {
    /// Name of the delivery (`kwb-2022`).
    pub delivery: String,
    /// Vintage of its codes.
    pub vintage: Vintage,
    /// Regions with a row, ordered by code; levels are mixed, `NL01` may be among them.
    pub codes: Vec<RegionCode>,
    /// Columns, each in the order of `codes`.
    pub columns: Vec<FigureColumn>,
}

/// One column of a [`FigureTable`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureColumn {
    /// Id of the indicator or measure.
    pub measure: String,
    /// Period.
    pub period: Period,
    /// Values in the order of the table's codes.
    pub values: Column,
    /// The margins that the publisher gives with them, where it gives any.
    pub margins: Option<Box<Margins>>,
}

impl Dataset {
    /// The division in which areas are delimited and places are addressed: the one that the catalogue names, else the
    /// newest that has outlines of buurten. `None` where there is none.
    pub fn base(&self) -> Option<Vintage> {
        let with_buurten = self.topologies.iter().filter(|topology| topology.level == Level::Buurt);
        self.catalogue.base.or_else(|| with_buurten.map(|topology| topology.vintage).max())
    }

    /// The periods of a measure that are delivered for buurten of a division.
    pub fn periods_of_buurten<'a>(&'a self, measure: &'a str, vintage: Vintage) -> impl Iterator<Item = Period> + 'a {
        let tables = self.figures.iter().filter(move |table| table.vintage == vintage);
        let with_buurten = tables.filter(|table| table.codes.iter().any(|code| code.level() == Level::Buurt));
        let columns = with_buurten.flat_map(|table| &table.columns);
        columns.filter(move |column| column.measure == measure).map(|column| column.period)
    }

    /// The period of the inhabitants with which coverage and memberships are measured: the nearest to the base division
    /// of those delivered for its buurten.
    pub fn population_period(&self) -> Option<Period> {
        let base = self.base()?;
        let periods = self.periods_of_buurten(self.catalogue.population_id(), base);
        Period::Year(base.0).nearest(periods)
    }
}

/// One release.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// Packages, each over those before it.
    pub packages: Vec<Package>,
    /// Files it was read from, of all packages.
    pub manifest: Manifest,
    /// Indicators and sources.
    pub catalogue: Catalogue,
    /// Closed lists.
    pub vocabulary: Vocabulary,
    /// Regions per vintage, ordered by vintage.
    pub regions: Vec<VintageRegions>,
    /// Outlines per vintage, ordered by vintage.
    pub topologies: Vec<Topology>,
    /// Figures per delivery, ordered by delivery.
    pub figures: Vec<FigureTable>,
    /// Designations: programmes of today, what came before them, lists by name.
    pub designations: Vec<Designation>,
    /// Points by subject: what stands where.
    pub points: Vec<PointSet>,
    /// Focus areas, ordered by slug.
    pub areas: Vec<FocusArea>,
    /// The 40 of 2007.
    pub priority: Vec<PriorityNeighbourhood>,
    /// Practice examples, ordered by id.
    pub practice: Vec<PracticeExample>,
    /// Publications, ordered by id.
    pub publications: Vec<Publication>,
    /// Events, ordered by id.
    pub events: Vec<Event>,
    /// Background texts.
    pub programme: Vec<ProgrammeText>,
    /// What the project writes itself.
    pub library: Library,
}
