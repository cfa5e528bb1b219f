//! What part an indicator plays in the product. The catalogue says so, beside the indicator; no id stands in code.

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Indicator};
use super::lang::Text;

/// The indicator that counts people in releases from before roles were declared.
const POPULATION: &str = "inwoners";

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

/// A feature by which places are alike.
#[derive(Clone, Copy, Debug)]
pub struct Feature<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// Whether it is compared by its logarithm.
    pub by_proportion: bool,
}

impl Role {
    /// Returns whether its indicators stand in an order of their own.
    #[must_use]
    pub const fn is_ordered(&self) -> bool {
        matches!(
            self,
            Self::Inside { .. } | Self::SimilarFeature { .. } | Self::OlderFeature { .. } | Self::Transfer(_)
        )
    }

    /// The place among the indicators of the same role; 0 where the order of the catalogue decides.
    #[must_use]
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

impl Indicator {
    /// Returns whether it has this role.
    #[must_use]
    pub fn has_role(&self, role: &Role) -> bool {
        self.roles.contains(role)
    }

    /// Returns whether it is the other, or arithmetically tied to it: with one as the outcome, none of its family may
    /// be a feature.
    #[must_use]
    pub fn is_tied_to(&self, other: &Self) -> bool {
        self.id == other.id || (self.family.is_some() && self.family == other.family)
    }
}

impl Catalogue {
    /// The indicators with this role, in the order of the catalogue.
    pub fn by_role(&self, role: &Role) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(|indicator| indicator.has_role(role))
    }

    /// The indicators with a role of which `read` takes something, in the order of the role.
    fn ordered<'a, T>(&'a self, read: impl Fn(&'a Role) -> Option<T>) -> Vec<(&'a Indicator, T)> {
        let roles = self.indicators.iter().flat_map(|one| one.roles.iter().map(move |role| (one, role)));
        let mut found: Vec<(u8, (&Indicator, T))> =
            roles.filter_map(|(one, role)| Some((role.order(), (one, read(role)?)))).collect();
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, one)| one).collect()
    }

    /// The indicator that counts people.
    #[must_use]
    pub fn population(&self) -> Option<&Indicator> {
        self.by_role(&Role::Population).next().or_else(|| self.indicator(POPULATION))
    }

    /// The id of the indicator that counts people.
    #[must_use]
    pub fn population_id(&self) -> &str {
        self.population().map_or(POPULATION, |indicator| &indicator.id)
    }

    /// The indicator that is shown where a reader named none.
    #[must_use]
    pub fn default_indicator(&self) -> Option<&Indicator> {
        self.by_role(&Role::DefaultIndicator).next().or_else(|| self.indicators.first())
    }

    /// The indicators that tell of the differences inside a place, in the order in which they are tried.
    #[must_use]
    pub fn inside(&self) -> Vec<&Indicator> {
        let found = self.ordered(|role| matches!(role, Role::Inside { .. }).then_some(()));
        found.into_iter().map(|(indicator, ())| indicator).collect()
    }

    /// The features by which places are alike, in order.
    #[must_use]
    pub fn similar_features(&self) -> Vec<Feature<'_>> {
        let found = self.ordered(|role| match role {
            Role::SimilarFeature { by_proportion, .. } => Some(*by_proportion),
            _ => None,
        });
        found.into_iter().map(|(indicator, by_proportion)| Feature { indicator, by_proportion }).collect()
    }

    /// The features that only older deliveries have besides, in order.
    #[must_use]
    pub fn older_features(&self) -> Vec<Feature<'_>> {
        let found = self.ordered(|role| match role {
            Role::OlderFeature { by_proportion, .. } => Some(*by_proportion),
            _ => None,
        });
        found.into_iter().map(|(indicator, by_proportion)| Feature { indicator, by_proportion }).collect()
    }

    /// The counts on which the place of an example is held against another, in order.
    #[must_use]
    pub fn transfer_dimensions(&self) -> Vec<(&Indicator, &TransferDimension)> {
        self.ordered(|role| match role {
            Role::Transfer(dimension) => Some(dimension),
            _ => None,
        })
    }

    /// The shares of age groups, from young to old.
    #[must_use]
    pub fn age_groups(&self) -> Vec<(&Indicator, AgeGroup)> {
        self.ordered(|role| match role {
            Role::AgeGroup(group) => Some(*group),
            _ => None,
        })
    }
}
