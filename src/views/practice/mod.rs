//! Practice examples: the list with its facets, one example, what lies around a place, and the table of gaps.
//!
//! A [`Card`] is an example with the names of what it refers to, an [`Item`] a card as [`Seen`] from a place.
//! [`list`](list()), [`example`](example()), [`drill`](drill()), [`indicator`](indicator()) and [`gaps`](gaps()) each give
//! what one page shows; [`transfer`](transfer()) holds the place of an example against another.
//!
//! To add something that every example tells: a field of [`Card`], filled in [`card`](card()). To add a page: a view in a
//! file of its own, made of cards or items.

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
