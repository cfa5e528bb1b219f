//! Every figure of an indicator in a period: per level, of the areas and of what they are compared with.

use serde::{Deserialize, Serialize};

use crate::domain::{Column, Level, Margin, Margins};

use super::plan::Plan;
pub use crate::domain::{Figure, FigureCoverage, MemberBasis, Origin};
pub use crate::stats::rank::Rank;

/// Middle and spread of the regions of a level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Centre {
    /// Median.
    pub median: f64,
    /// Median absolute deviation, without a consistency factor.
    pub mad: f64,
}

/// The values of one level in one period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelFigures {
    /// The level.
    pub level: Level,
    /// Values in the order of the level's regions (of the vintage of the period).
    pub values: Column,
    /// The margins that the source gives with them, where it gives any.
    pub margins: Option<Box<Margins>>,
    /// Where they come from.
    pub origin: Origin,
    /// Rounded upper bounds between classes, ascending: `n` breaks make `n + 1` classes. Empty for indicators that
    /// may not colour a map and where all values are equal. A value equal to a break belongs to the class above it.
    pub breaks: Vec<f64>,
}

impl LevelFigures {
    /// The margin of the region at this position, where its source gives one.
    pub fn margin(&self, index: usize) -> Option<Margin> {
        self.margins.as_ref()?.get(index)
    }

    /// The figure of the region at this position.
    pub fn figure(&self, index: usize) -> Figure {
        Figure { origin: self.origin, ..Figure::published(self.values.get(index)) }.with_margin(self.margin(index))
    }
}

/// Everything about one indicator in one period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeriodFigures {
    /// Whether they stand on the codes by which places are addressed.
    pub on_base: bool,
    /// Which columns its rule draws on.
    pub plan: Plan,
    /// Values per level, from gemeente down.
    pub levels: Vec<LevelFigures>,
    /// Middle and spread of the gemeenten; `None` without any.
    pub gemeenten: Option<Centre>,
    /// The Netherlands.
    pub nederland: Figure,
    /// One per focus area, in the order of the Atlas.
    pub areas: Vec<Figure>,
    /// The rest of the municipality of each area, outside every focus area.
    pub rest: Vec<Figure>,
    /// The matched neighbourhoods of each area, outside the programme.
    pub matched: Vec<Figure>,
    /// Per designation the areas of it together; coverage counts areas as members.
    pub together: Vec<Figure>,
    /// Rank of each area among those of its programme; `None` without a figure or with fewer than five areas known.
    pub ranks: Vec<Option<Rank>>,
}

impl PeriodFigures {
    /// Returns whether the source gives margins with some of the figures.
    pub fn has_margins(&self) -> bool {
        self.levels.iter().any(|figures| figures.margins.is_some())
    }

    /// The values of `level`.
    pub fn level(&self, level: Level) -> Option<&LevelFigures> {
        self.levels.iter().find(|figures| figures.level == level)
    }
}

/// Everything about one indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IndicatorFigures {
    /// In the order of the periods of the catalogue.
    pub periods: Vec<PeriodFigures>,
}
