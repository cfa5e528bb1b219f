//! What indicators of a few gemeenten, and those that not everyone may see, must keep to.

use std::collections::BTreeSet;

use super::fault::{At, Fault};
use crate::domain::{Dataset, Indicator, Level, RegionCode, Role, Rule};

const CATALOGUE: &str = "catalogue.toml";

/// Every scope that names no gemeente, or does not fit its figures or its part in the product. `current` are the codes of
/// the base division.
pub fn check(dataset: &Dataset, current: &BTreeSet<RegionCode>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for indicator in &dataset.catalogue.indicators {
        let mut fault = |field: &str, found: String, expected: &str| {
            faults.push(Fault::new(CATALOGUE, At::Item(indicator.id.clone()), field, found, expected));
        };
        if indicator.is_restricted() && !indicator.is_local() {
            fault(
                "audience",
                "\"editors\" without a scope".to_owned(),
                "a scope: editors see what is of their gemeenten",
            );
        }
        for code in &indicator.scope {
            if code.level() != Level::Gemeente || !current.contains(code) {
                fault("scope", code.to_string(), "codes of gemeenten of the base division (GM0344)");
            }
        }
        for role in indicator.roles.iter().filter(|role| indicator.is_local() && !is_for_a_few(role)) {
            fault("roles", format!("{role:?} with a scope"), "a role that no other gemeente depends on");
        }
        if let Some((elsewhere, count)) = outside(dataset, indicator) {
            let expected = format!("no figures but of {}", names(&indicator.scope));
            fault("scope", format!("a figure of {elsewhere}, one of {count} outside"), &expected);
        }
        if !indicator.is_restricted() {
            for id in parts(indicator).into_iter().filter(|id| is_restricted(dataset, id)) {
                fault("rule", id.to_owned(), "parts that everyone may see, as the indicator itself");
            }
        }
    }
    let of_themes = dataset.vocabulary.themes.iter().flat_map(|theme| {
        theme.signals.iter().map(move |signal| ("vocabulary.toml", theme.id.as_str(), "signals", &signal.indicator))
    });
    let outcomes = dataset.library.trees.iter().flat_map(|tree| &tree.outcomes);
    let of_trees = outcomes.flat_map(|outcome| {
        outcome.indicators.iter().map(move |id| ("texts/decision_trees.toml", outcome.id.as_str(), "indicators", id))
    });
    for (file, item, field, id) in of_themes.chain(of_trees) {
        if dataset.catalogue.indicator(id).is_some_and(Indicator::is_local) {
            let expected = "an indicator of the whole country: everyone reads this";
            faults.push(Fault::new(file, At::Item(item.to_owned()), field, id.clone(), expected));
        }
    }
    faults
}

/// Whether an indicator of a few gemeenten may have a role: those are left out with which every place is measured.
const fn is_for_a_few(role: &Role) -> bool {
    !matches!(
        role,
        Role::Population
            | Role::DefaultIndicator
            | Role::SimilarFeature { .. }
            | Role::OlderFeature { .. }
            | Role::Transfer(_)
            | Role::AgeGroup(_)
    )
}

/// The first region outside its scope that a local indicator has a figure of, and how many such figures there are.
fn outside(dataset: &Dataset, indicator: &Indicator) -> Option<(RegionCode, usize)> {
    if !indicator.is_local() {
        return None;
    }
    let columns = dataset.figures.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    let own = columns.filter(|(_, column)| column.measure == indicator.id);
    let codes = own.flat_map(|(table, column)| {
        let known = table.codes.iter().zip(column.values.iter()).filter(|(_, value)| value.known().is_some());
        known.map(|(code, _)| *code).filter(|code| !indicator.exists_in(code.gemeente()))
    });
    let found: Vec<RegionCode> = codes.collect();
    Some((*found.first()?, found.len()))
}

/// What the rules of an indicator count and weigh with.
fn parts(indicator: &Indicator) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for declared in &indicator.periods {
        parts.extend(declared.rule.weight().map(|(id, _)| id));
        if let Rule::Ratio { numerator, .. } = &declared.rule {
            parts.push(numerator);
        }
    }
    parts
}

fn is_restricted(dataset: &Dataset, id: &str) -> bool {
    dataset.catalogue.indicator(id).is_some_and(Indicator::is_restricted)
}

fn names(scope: &[RegionCode]) -> String {
    scope.iter().map(RegionCode::as_str).collect::<Vec<_>>().join(", ")
}
