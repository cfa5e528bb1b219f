//! A figure of a place, with everything a reader may ask of it: where it comes from, what it covers, how it is shown.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::catalogue::IndicatorPeriod;
use super::margin::Margin;
use super::period::Period;
use super::value::{Missing, Value};

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
    /// By overlay of outlines.
    Overlay(Overlay),
}

/// How well members that were found by overlay of outlines fit a place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overlay {
    /// Share of the place's inhabitants that the members hold (0-1).
    pub held: f64,
    /// Share of the members' inhabitants that lives outside the place (0-1).
    pub outside: f64,
    /// The period of the inhabitants that were counted.
    pub people_of: Period,
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
    /// What its publisher says of how sure it is; only of a figure that is taken over as it was published.
    pub margin: Option<Margin>,
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
    pub const fn missing(reason: Missing) -> Self {
        Self {
            value: Value::Missing(reason),
            margin: None,
            origin: Origin::Aggregated,
            coverage: None,
            at_least: false,
            members: MemberBasis::Listed,
        }
    }

    /// The decimals at which it is shown: as published, or those of an area when it was built from members.
    pub fn decimals(&self, declared: &IndicatorPeriod) -> i8 {
        match self.origin {
            Origin::Published | Origin::Computed => declared.decimals,
            Origin::Aggregated => declared.decimals_of_area(),
        }
    }

    /// A row of the source.
    pub const fn published(value: Value) -> Self {
        Self {
            value,
            margin: None,
            origin: Origin::Published,
            coverage: None,
            at_least: false,
            members: MemberBasis::Listed,
        }
    }

    /// The same figure with the margin that its publisher gives; what is missing has none.
    #[must_use]
    pub fn with_margin(self, margin: Option<Margin>) -> Self {
        Self { margin: margin.filter(|_| self.value.known().is_some()), ..self }
    }
}

/// A figure with the decimals at which it is shown. It stands for its figure everywhere, so that value, origin and
/// coverage are read from it directly; what it adds is that it cannot be written or compared at another rounding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShownFigure {
    figure: Figure,
    /// Decimals; negative for tens, hundreds, thousands.
    pub decimals: i8,
}

impl ShownFigure {
    /// A figure shown at `decimals`.
    pub const fn new(figure: Figure, decimals: i8) -> Self {
        Self { figure, decimals }
    }

    /// A figure of a period, at the decimals that belong to its origin.
    pub fn of(figure: Figure, declared: &IndicatorPeriod) -> Self {
        Self { decimals: figure.decimals(declared), figure }
    }

    /// The number at full precision, when there is one.
    pub const fn known(&self) -> Option<f64> {
        self.figure.value.known()
    }

    /// The numbers that it may be: its margin where the publisher gives one, else the number itself.
    pub fn span(&self) -> Option<Margin> {
        self.known().map(|number| self.figure.margin.unwrap_or(Margin::exact(number)))
    }
}

impl Deref for ShownFigure {
    type Target = Figure;

    fn deref(&self) -> &Figure {
        &self.figure
    }
}
