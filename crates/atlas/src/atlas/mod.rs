//! The immutable, indexed, fully derived state of one release.
//!
//! [`Atlas::build`] is the only place where figures are derived: members become areas, parts become ratios,
//! values become ranks and class breaks. Views read; they never compute a figure.
//!
//! An [`Atlas`] holds its [`Vintages`] (each a [`VintageAtlas`] with the regions of every level), the focus areas
//! ([`AreaAtlas`]) and, in the order of the catalogue, the figures of every indicator and period. A [`Place`] is made of
//! wijken and buurten of the base vintage; an [`IndicatorRef`] or [`PeriodRef`] holds what an indicator measures and its
//! figures in one. What editors publish on top of a release is [`Content`], beside the Atlas.
//!
//! To add something that is derived once: a type in a file of its own that does not know the Atlas, a field of it in
//! `model.rs`, and what fills it called from `build.rs`. To add something that is computed on request: an
//! `impl Atlas` in a file named for the question.

mod area;
mod arrangement;
mod build;
mod build_error;
mod changes;
mod class_cache;
pub mod content;
mod counterpart;
mod delimitation;
mod derive;
mod descent;
mod entries;
mod features;
mod figures;
mod gap;
mod history;
mod ids;
mod joined;
mod lineage;
mod matched;
mod members;
mod model;
mod own;
pub mod own_places;
mod period;
mod place;
mod place_lookup;
mod places;
mod plan;
mod points;
mod pools;
pub mod practice;
mod practice_links;
mod raw_columns;
mod references;
mod regions;
pub mod relevance;
mod rest;
mod restricted;
mod scaling;
mod search;
mod shared;
pub mod shelf;
mod shown;
mod similar;
pub mod standout;
mod summary;
mod values;
mod vintages;
pub mod words;

pub use area::AreaAtlas;
pub use arrangement::Arrangement;
pub use build_error::BuildError;
pub use changes::{CatalogueChange, ReleaseChange, ReleaseSummary};
pub use content::{Content, PlaceContent};
pub use entries::{Entry, EntryKind, Knowledge, SourceItem, newest_first};
pub use features::{FeatureUse, MIN_INHABITANTS, Membership, Similarity};
pub use figures::{
    Centre, Figure, FigureCoverage, IndicatorFigures, LevelFigures, MemberBasis, Origin, PeriodFigures, Rank,
};
pub use gap::{Gap, GapChange, GapSeries};
pub use history::{Era, Relative};
pub use ids::{IndicatorId, PeriodId};
pub use joined::TileFigure;
pub use lineage::{Kin, LevelLineage, Lineage, Piece};
pub use matched::{BY_BUURT, MATCHES, Matching};
pub use members::{CrossVintage, VintageMembers};
pub use model::Atlas;
pub use own::{MOST_MEMBERS, SelectionError};
pub use period::{IndicatorRef, PeriodRef};
pub use place::{Ahead, Place, PlaceId};
pub use plan::{ColumnRef, LevelPlan, Plan};
pub use points::PointAtlas;
pub use pools::{Matched, Pool, PoolMember};
pub use practice_links::{PracticeLinks, distance_km};
pub use references::PlaceReferences;
pub use regions::{LevelRegions, VintageAtlas};
pub use rest::Rest;
pub use search::{Hit, HitKind, SearchIndex, fold};
pub use shared::Shared;
pub use shown::{NotComparable, Quantity, Shown};
pub use similar::{FeatureValue, MIN_INHABITANTS_BESIDE_AREA, Scope, SimilarPlace, SimilarPlaces};
pub use values::{ColumnKey, Columns};
pub use vintages::Vintages;

/// Fingerprint of the code that derives. A stored Atlas of other code is built again from its release.
pub const BUILD: &str = env!("WIJKWIJZER_BUILD");
