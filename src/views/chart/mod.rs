//! What a chart shows, as plain structs: the drawing, its data table, its description and its download are made from
//! the same view, so they agree to the digit.
//!
//! A [`ChartQuery`] asks for a [`ChartKind`]; [`Chart::build`] gives the view of that kind, or a [`ChartError`] that says
//! why it is not there.
//!
//! To add a kind: a variant of [`ChartKind`], its view in a file of its own, a variant of [`Chart`], and its drawing in
//! [`crate::charts`]; the compiler names the other places.

mod ages;
mod any;
mod distribution;
mod dots;
mod drawable;
mod gap;
mod place;
mod query;
mod trend;

pub use ages::{AgeBar, AgeGroup, AgesView};
pub use any::Chart;
pub use distribution::{DistributionView, Marked, MissingCount};
pub use dots::{DotRow, DotsView};
pub use drawable::{drawable, drawn_span};
pub use gap::GapChart;
pub use place::{AskedPlace, SeriesOwner};
pub use query::{ChartError, ChartKind, ChartQuery, MOST_PLACES, NoChart};
pub use trend::{TrendLine, TrendView};
