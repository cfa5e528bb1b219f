//! The words of the field as types: codes, vintages, indicators, values, areas, practice, sources.
//!
//! No I/O and no derivation here; every other module speaks in these types.

pub mod area;
mod by_role;
pub mod catalogue;
pub mod characters;
pub mod code;
pub mod column;
pub mod comparison;
pub mod contribution;
pub mod dataset;
pub mod figure;
pub mod knowledge;
pub mod lang;
pub mod library;
pub mod lineage;
mod little_endian;
pub mod manifest;
pub mod margin;
pub mod own_key;
pub mod partial_date;
pub mod period;
pub mod placed_code;
pub mod points;
pub mod progress;
pub mod reference;
mod restricted;
pub mod role;
mod rounding;
mod sight;
pub mod topology;
mod unit;
pub mod value;
pub mod vocabulary;

pub use area::{
    AreaMember, Carried, Confidence, Designated, Designation, DesignationRole, Extent, FocusArea, LeftOut,
    PriorityNeighbourhood, StatedInhabitants, holds_in,
};
pub use by_role::Feature;
pub use catalogue::{
    Audience, Catalogue, Indicator, IndicatorPeriod, Measure, MinCount, NoAggregation, Polarity, Rule, Source,
    WeightedKind,
};
pub use code::{CodeError, Level, RegionCode, Slug};
pub use column::Column;
pub use comparison::{Comparison, Direction};
pub use contribution::{ContributionKind, ContributionStatus, ContributionText, PublishedContribution};
pub use dataset::{Dataset, FigureColumn, FigureTable, Region, VintageRegions};
pub use figure::{Figure, FigureCoverage, MemberBasis, Origin, Overlay, ShownFigure};
pub use knowledge::{Event, NOT_ASSESSED, PlacePrecision, Point, PracticeExample, ProgrammeText, Publication, SentIn};
pub use lang::{Lang, Text};
pub use library::{
    Answer, BackgroundNote, CheckItem, Checklist, DecisionTree, ItemLink, Lesson, Library, NoteKind, Organisation,
    OrganisationKind, Outcome, PublishedFigure, PublishedValue, Question, Spelling,
};
pub use lineage::Change;
pub use manifest::{Manifest, ManifestFile, Package};
pub use margin::{Margin, Margins};
pub use own_key::{LONGEST_NAME, OwnKey, OwnKeyError, own_name};
pub use partial_date::{NoDate, PartialDate};
pub use period::{Period, PeriodError, Vintage};
pub use placed_code::PlacedCode;
pub use points::{PointKind, PointSet, Spot};
pub use progress::Progress;
pub use reference::{Owner, Reference, ReferenceKind};
pub use restricted::Restricted;
pub use role::{AgeGroup, Role, Tolerance, TransferDimension};
pub use rounding::round_to;
pub use sight::Sight;
pub use topology::{GeometryBasis, Shape, Topology};
pub use unit::{Class, Unit, Words};
pub use value::{Missing, Value};
pub use vocabulary::{EvidenceLevel, Side, Signal, Term, Theme, ThemeFacet, Vocabulary};
