//! One indicator on the map: classes, legend, distribution, table, and the place that is read out.
//!
//! [`ExploreView::build`] answers an [`ExploreQuery`]: the [`Scope`] is the part of the country that is shown, the
//! [`Scale`] makes classes of values, [`Selected`] is the place beside the map. What was asked for and cannot be shown
//! is told as [`Adjusted`].
//!
//! To add something to ask for: a field of [`ExploreQuery`], what it changes in the file of that part, and a variant of
//! [`Adjusted`] where it may not be possible.

mod distribution;
mod query;
mod scale;
mod scope;
mod search;
mod selected;
mod view;

pub use distribution::Distribution;
pub use query::{Adjusted, CENTRES, ClassMethod, ExploreError, ExploreQuery};
pub use scale::{Centre, Class, MOST_BREAKS, Mark, Scale, sequential};
pub use scope::{Scope, ScopeChoice};
pub use selected::{Member, Selected};
pub use view::{ExploreView, PAGE_SIZE, Row};
