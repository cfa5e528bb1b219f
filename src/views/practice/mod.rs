//! Practice examples: the list with its facets, one example, what lies around a place, and the table of gaps.

mod card;
mod drill;
mod example;
mod gaps;
mod indicator;
mod item;
mod list;
mod seen;
mod transfer;

pub use crate::atlas::standout::Standing;
pub use card::{Card, Same, card, gemeente_of};
pub use drill::{Alike, DrillQuery, DrillView, NEAR_KILOMETRES, drill};
pub use example::{ExampleView, FigureRow, PlaceFigures, SeenFrom, example};
pub use gaps::{GapCell, GapRow, GapsView, gaps};
pub use indicator::{IndicatorView, indicator, themes_of_indicator};
pub use item::{Item, Nearness};
pub use list::{
    Facet, FacetValue, Label, ListError, ListQuery, ListView, OUTSIDE_ID, PAGE_SIZE, Sort, Spot, Unknown, list,
};
pub use seen::{Seen, seen};
pub use transfer::{Tolerance, Transfer, TransferRow, Verdict, transfer};
