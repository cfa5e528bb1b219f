//! Finds indicators by the part they play.

use super::catalogue::{Catalogue, Indicator};
use super::role::{AgeGroup, Role, TransferDimension};

/// The indicator that counts people in releases from before roles were declared.
const POPULATION: &str = "inwoners";

/// A feature by which places are alike.
#[derive(Clone, Copy, Debug)]
pub struct Feature<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// Whether it is compared by its logarithm.
    pub by_proportion: bool,
}

impl Indicator {
    /// Returns whether it has this role.
    pub fn has_role(&self, role: &Role) -> bool {
        self.roles.contains(role)
    }

    /// Returns whether it is the other, or arithmetically tied to it: with one as the outcome, none of its family may
    /// be a feature.
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
    pub fn population(&self) -> Option<&Indicator> {
        self.by_role(&Role::Population).next().or_else(|| self.indicator(POPULATION))
    }

    /// The id of the indicator that counts people.
    pub fn population_id(&self) -> &str {
        self.population().map_or(POPULATION, |indicator| &indicator.id)
    }

    /// The indicator that is shown where a reader named none.
    pub fn default_indicator(&self) -> Option<&Indicator> {
        self.by_role(&Role::DefaultIndicator).next().or_else(|| self.indicators.first())
    }

    /// The indicators that tell of the differences inside a place, in the order in which they are tried.
    pub fn inside(&self) -> Vec<&Indicator> {
        let found = self.ordered(|role| matches!(role, Role::Inside { .. }).then_some(()));
        found.into_iter().map(|(indicator, ())| indicator).collect()
    }

    /// The features by which places are alike, in order.
    pub fn similar_features(&self) -> Vec<Feature<'_>> {
        let found = self.ordered(|role| match role {
            Role::SimilarFeature { by_proportion, .. } => Some(*by_proportion),
            _ => None,
        });
        found.into_iter().map(|(indicator, by_proportion)| Feature { indicator, by_proportion }).collect()
    }

    /// The features that only older deliveries have besides, in order.
    pub fn older_features(&self) -> Vec<Feature<'_>> {
        let found = self.ordered(|role| match role {
            Role::OlderFeature { by_proportion, .. } => Some(*by_proportion),
            _ => None,
        });
        found.into_iter().map(|(indicator, by_proportion)| Feature { indicator, by_proportion }).collect()
    }

    /// The counts on which the place of an example is held against another, in order.
    pub fn transfer_dimensions(&self) -> Vec<(&Indicator, &TransferDimension)> {
        self.ordered(|role| match role {
            Role::Transfer(dimension) => Some(dimension),
            _ => None,
        })
    }

    /// The shares of age groups, from young to old.
    pub fn age_groups(&self) -> Vec<(&Indicator, AgeGroup)> {
        self.ordered(|role| match role {
            Role::AgeGroup(group) => Some(*group),
            _ => None,
        })
    }
}
