//! What part an indicator plays in the product. The catalogue says so, beside the indicator; no id stands in code.

use serde::{Deserialize, Serialize};

use super::lang::Text;

/// A part in the product. A new one is added here, read where it is meant, and explained at the head of
/// `geodata/catalogue.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Role {
    /// Counts the people that coverage and memberships are measured with. Exactly one indicator has it.
    Population,
    /// Is shown where a reader named no indicator. At most one indicator has it.
    DefaultIndicator,
    /// Says how large a place is.
    Size,
    /// Is a column of the list of regions inside a place.
    KeyFigure,
    /// May stand out on a profile.
    Headline,
    /// Fills up where too few headline figures stand out.
    HeadlineReserve,
    /// Tells of the differences inside a place on a briefing.
    Inside {
        /// The place among those that are tried, from 1.
        order: u8,
    },
    /// Makes places alike.
    SimilarFeature {
        /// The place among the features, from 1.
        order: u8,
        /// Whether it grows by proportion and is compared by its logarithm.
        #[serde(default)]
        by_proportion: bool,
    },
    /// Makes places alike where only older deliveries have structural features of their level.
    OlderFeature {
        /// The place among them, from 1; they follow those that make places alike.
        order: u8,
        /// Whether it grows by proportion and is compared by its logarithm.
        #[serde(default)]
        by_proportion: bool,
    },
    /// Is a count on which the place of an example is held against another.
    Transfer(TransferDimension),
    /// Is the share of an age group.
    AgeGroup(AgeGroup),
}

/// How far two figures may lie apart and still be about the same.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tolerance {
    /// The larger is at most so many times the smaller.
    Times(f64),
    /// At most so many units apart (percentage points for shares).
    Units(f64),
}

/// A count on which the place of an example is held against another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransferDimension {
    /// The place among the counts, from 1.
    pub order: u8,
    /// Id of the count.
    pub id: String,
    /// What the count is about.
    pub name: Text,
    /// How far two figures may lie apart.
    pub tolerance: Tolerance,
}

/// A group of ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeGroup {
    /// First age.
    pub from: u8,
    /// Last age, inclusive; `None` for the oldest.
    #[serde(default)]
    pub to: Option<u8>,
    /// Its shade, from 1 (young) to 5 (old), the same in divisions of three and five.
    pub shade: u8,
}

impl Role {
    /// Returns whether its indicators stand in an order of their own.
    pub const fn is_ordered(&self) -> bool {
        matches!(
            self,
            Self::Inside { .. } | Self::SimilarFeature { .. } | Self::OlderFeature { .. } | Self::Transfer(_)
        )
    }

    /// The place among the indicators of the same role; 0 where the order of the catalogue decides.
    pub const fn order(&self) -> u8 {
        match self {
            Self::Inside { order }
            | Self::SimilarFeature { order, .. }
            | Self::OlderFeature { order, .. }
            | Self::Transfer(TransferDimension { order, .. }) => *order,
            Self::AgeGroup(group) => group.from,
            Self::Population
            | Self::DefaultIndicator
            | Self::Size
            | Self::KeyFigure
            | Self::Headline
            | Self::HeadlineReserve => 0,
        }
    }
}
