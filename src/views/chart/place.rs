//! Whose figures a chart shows: places that were asked for, and the references beside them.

use crate::views::place::NamedPlace;

/// Whose figures a line, dot or bar shows.
#[derive(Clone, Debug)]
pub enum Who<'a> {
    /// A place that was asked for, with its position among them.
    Place(NamedPlace<'a>, usize),
    /// The Netherlands.
    Nederland,
    /// The gemeente that the place lies in.
    Gemeente(&'a str),
    /// The rest of that gemeente, outside every focus area.
    Rest(&'a str),
    /// The 20 focus areas together.
    Together,
}

impl<'a> Who<'a> {
    /// The place that was asked for; `None` for a reference.
    #[must_use]
    pub const fn place(&self) -> Option<&NamedPlace<'a>> {
        match self {
            Self::Place(place, _) => Some(place),
            _ => None,
        }
    }
}
