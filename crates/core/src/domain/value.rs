//! A figure is known, or missing for a reason. Zero is a value.

use serde::{Deserialize, Serialize};

/// Why a figure is not there. The number is the code in the API and in stored columns; 0 stands for "known".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[derive(strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
#[strum(serialize_all = "snake_case")]
pub enum Missing {
    /// Withheld by the source to protect persons.
    Suppressed = 1,
    /// Not in this delivery; may be nil.
    NotInDelivery = 2,
    /// The source does not publish this level.
    NotPublishedAtLevel = 3,
    /// The figure has no meaning here (water, no dwellings).
    NotApplicable = 4,
    /// The source has not published this period yet.
    NotYetAvailable = 5,
    /// The outline changed: no honest figure for this place in this period.
    BoundaryChanged = 6,
    /// A class, median or rank: it cannot be built from parts.
    NotAggregable = 7,
    /// The members with a known value cover less than the rule asks.
    TooLittleCoverage = 8,
    /// Too few persons or households for a rate.
    DenominatorTooSmall = 9,
}

impl Missing {
    /// All reasons, in the order of their codes.
    pub const ALL: [Self; 9] = [
        Self::Suppressed,
        Self::NotInDelivery,
        Self::NotPublishedAtLevel,
        Self::NotApplicable,
        Self::NotYetAvailable,
        Self::BoundaryChanged,
        Self::NotAggregable,
        Self::TooLittleCoverage,
        Self::DenominatorTooSmall,
    ];

    /// Returns whether a source can state it; the others only follow from putting figures together.
    pub const fn can_be_stated(self) -> bool {
        !matches!(self, Self::NotAggregable | Self::TooLittleCoverage)
    }

    /// The stable code (1-9).
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The reason with this code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A figure, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A finite number; zero is one.
    Known(f64),
    /// No figure, and why.
    Missing(Missing),
}

impl Value {
    /// The number, when there is one.
    pub const fn known(self) -> Option<f64> {
        match self {
            Self::Known(number) => Some(number),
            Self::Missing(_) => None,
        }
    }

    /// The reason, when there is no number.
    pub const fn missing(self) -> Option<Missing> {
        match self {
            Self::Known(_) => None,
            Self::Missing(reason) => Some(reason),
        }
    }

    /// Applies `f` to a known number.
    #[must_use]
    pub fn map(self, f: impl FnOnce(f64) -> f64) -> Self {
        match self {
            Self::Known(number) => Self::Known(f(number)),
            Self::Missing(reason) => Self::Missing(reason),
        }
    }
}
