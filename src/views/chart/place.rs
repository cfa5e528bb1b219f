//! Whose figures a chart shows: places that were asked for, and the references beside them.

use crate::domain::Owner;
use crate::views::place::NamedPlace;

/// A place that was asked for.
#[derive(Clone, Debug)]
pub struct AskedPlace<'a> {
    pub named: NamedPlace<'a>,
    /// Its position among those that were asked for, which its colour follows.
    pub position: usize,
}

/// Whose figures a line, dot or bar shows.
pub type SeriesOwner<'a> = Owner<'a, AskedPlace<'a>>;
