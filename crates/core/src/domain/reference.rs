//! What a figure is compared with. Every page, file, chart and address that sets a figure beside another speaks of these;
//! `text` names them, the atlas knows their figures.

use super::area::Designation;
use super::code::Level;

/// What a figure is compared with, by kind: what a query asks for and what names a column, the same for every place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceKind {
    /// The Netherlands.
    Nederland,
    /// The gemeente that the place lies in.
    Gemeente,
    /// The rest of that gemeente, outside the place and every focus area.
    Rest,
    /// The areas of a programme together.
    Together,
    /// The matched regions of this level outside the programme.
    Matched(Level),
}

impl ReferenceKind {
    /// All kinds, in the order in which they stand beside a figure.
    pub const ALL: [Self; 7] = [
        Self::Nederland,
        Self::Gemeente,
        Self::Rest,
        Self::Together,
        Self::Matched(Level::Gemeente),
        Self::Matched(Level::Wijk),
        Self::Matched(Level::Buurt),
    ];

    /// Its name in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nederland => "nederland",
            Self::Gemeente => "gemeente",
            Self::Rest => "rest_van_gemeente",
            Self::Together => "focusgebieden",
            Self::Matched(Level::Land | Level::Gemeente) => "vergelijkbare_gemeenten",
            Self::Matched(Level::Wijk) => "vergelijkbare_wijken",
            Self::Matched(Level::Buurt) => "vergelijkbare_buurten",
        }
    }
}

/// What the figure of a place is compared with, with what is needed to name it. "The average" without a name does not
/// exist here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reference<'a> {
    /// The Netherlands.
    Nederland,
    /// The gemeente of this name.
    Gemeente(&'a str),
    /// The rest of the gemeente of this name.
    Rest(&'a str),
    /// The areas of this programme together.
    Together(&'a Designation),
    /// The matched regions of this level outside the programme.
    Matched(Level),
}

impl Reference<'_> {
    /// Its kind.
    pub const fn kind(self) -> ReferenceKind {
        match self {
            Self::Nederland => ReferenceKind::Nederland,
            Self::Gemeente(_) => ReferenceKind::Gemeente,
            Self::Rest(_) => ReferenceKind::Rest,
            Self::Together(_) => ReferenceKind::Together,
            Self::Matched(level) => ReferenceKind::Matched(level),
        }
    }
}

/// Whose a figure, line, dot or mark is: that of a place that was asked for, or of a reference beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner<'a, P> {
    /// A place.
    Place(P),
    /// A reference.
    Reference(Reference<'a>),
}

impl<P> Owner<'_, P> {
    /// The place; `None` for a reference.
    pub const fn place(&self) -> Option<&P> {
        match self {
            Self::Place(place) => Some(place),
            Self::Reference(_) => None,
        }
    }

    /// Whether it is the reference of this kind.
    pub fn is(&self, kind: ReferenceKind) -> bool {
        matches!(self, Self::Reference(reference) if reference.kind() == kind)
    }
}
