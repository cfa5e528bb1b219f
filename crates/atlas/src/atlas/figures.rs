//! Figures with everything a reader may ask of them: origin, coverage, rank.

use serde::{Deserialize, Serialize};

use crate::domain::{Column, IndicatorPeriod, Level, Missing, Value};

use super::values::Plan;

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// A row of the source.
    Published,
    /// Computed by us from numerator and denominator of the same region.
    Computed,
    /// Built by us from members under the rule of the indicator.
    Aggregated,
}

/// How the members of a place were found in the vintage of the period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum MemberBasis {
    /// As the area is listed.
    Listed,
    /// By overlay of outlines: the share of the place's inhabitants of 2024 that the members hold, and the share of
    /// the members' inhabitants that lives outside the place.
    Overlay {
        /// Share of the place's inhabitants held (0-1).
        held: f64,
        /// Share of the members' inhabitants outside (0-1).
        outside: f64,
    },
}

/// How much of the denominator the known members cover.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureCoverage {
    /// Share of the weight held by members with a known value (0-1).
    pub share: f64,
    /// Number of members.
    pub members: u32,
    /// Members with a known value.
    pub known: u32,
}

/// A figure of a place in a period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The value at full precision, or why there is none.
    pub value: Value,
    /// Where it comes from.
    pub origin: Origin,
    /// Coverage, for aggregated figures.
    pub coverage: Option<FigureCoverage>,
    /// Whether it is a sum over less than all members: "ten minste".
    pub at_least: bool,
    /// How the members were found.
    pub members: MemberBasis,
}

impl Figure {
    /// A figure that is missing for `reason`.
    #[must_use]
    pub const fn missing(reason: Missing) -> Self {
        Self {
            value: Value::Missing(reason),
            origin: Origin::Aggregated,
            coverage: None,
            at_least: false,
            members: MemberBasis::Listed,
        }
    }

    /// The decimals at which it is shown: as published, or those of an area when it was built from members.
    #[must_use]
    pub fn decimals(&self, declared: &IndicatorPeriod) -> i8 {
        match self.origin {
            Origin::Published | Origin::Computed => declared.decimals,
            Origin::Aggregated => declared.decimals_of_area(),
        }
    }

    /// A row of the source.
    #[must_use]
    pub const fn published(value: Value) -> Self {
        Self { value, origin: Origin::Published, coverage: None, at_least: false, members: MemberBasis::Listed }
    }
}

/// Competition rank (1, 2, 2, 4) on published precision, highest value first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank {
    /// Place from the highest value, from 1.
    pub place: u32,
    /// Areas with a figure.
    pub of: u32,
    /// Areas without one.
    pub unknown: u32,
}

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
    /// Where they come from.
    pub origin: Origin,
    /// Rounded upper bounds between classes, ascending: `n` breaks make `n + 1` classes. Empty for indicators that
    /// may not colour a map and where all values are equal. A value equal to a break belongs to the class above it.
    pub breaks: Vec<f64>,
}

/// Everything about one indicator in one period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeriodFigures {
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
    /// The matched neighbourhoods of each area, outside the 20.
    pub matched: Vec<Figure>,
    /// The 20 areas together; coverage counts areas as members.
    pub together: Figure,
    /// Rank of each area among the 20; `None` without a figure or with fewer than five areas known.
    pub ranks: Vec<Option<Rank>>,
}

impl PeriodFigures {
    /// The values of `level`.
    #[must_use]
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
