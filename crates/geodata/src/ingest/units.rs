//! The units of a catalogue: what they must keep to, and which one each indicator counts in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fault::{At, Fault};
use crate::domain::{Catalogue, Class, Indicator, Unit, Words};

const FILE: &str = "catalogue.toml";

/// Gives every indicator the unit that it names, with the labels of its own classes where it has any; what is wrong with
/// a unit, and a unit that nobody declared.
pub fn resolve(catalogue: &mut Catalogue) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known: BTreeMap<&str, Arc<Unit>> =
        Unit::built_in().iter().map(|unit| (unit.id.as_str(), Arc::new(unit.clone()))).collect();
    for unit in &catalogue.units {
        faults.extend(check(unit));
        known.insert(&unit.id, Arc::new(unit.clone()));
    }
    for indicator in &mut catalogue.indicators {
        if let Some(unit) = known.get(indicator.unit.id.as_str()) {
            faults.extend(take(indicator, unit));
        } else {
            let ids: Vec<&str> = known.keys().copied().collect();
            let expected = format!("a [[unit]] of the catalogue, or one of: {}", ids.join(", "));
            faults.push(fault(&indicator.id, "unit", format!("\"{}\"", indicator.unit.id), &expected));
        }
    }
    faults
}

fn fault(item: &str, field: &str, found: impl Into<String>, expected: &str) -> Fault {
    Fault::new(FILE, At::Item(item.to_owned()), field, found, expected)
}

/// The indicator takes the unit; a period that says other decimals than the unit is a fault.
fn take(indicator: &mut Indicator, unit: &Arc<Unit>) -> Vec<Fault> {
    indicator.unit = if indicator.class_labels.is_empty() {
        Arc::clone(unit)
    } else {
        let classes = indicator.class_labels.iter().map(|label| Class { from: None, label: label.clone() }).collect();
        Arc::new(Unit { classes, ..(**unit).clone() })
    };
    let others = |decimals: i8| indicator.periods.iter().filter(move |period| period.decimals != decimals);
    let told = |decimals: i8| {
        let expected = format!("{decimals}, the decimals of the unit {}", unit.id);
        let tell = |found: i8| fault(&indicator.id, "decimals", found.to_string(), &expected);
        others(decimals).map(|period| tell(period.decimals)).collect()
    };
    unit.decimals.map(told).unwrap_or_default()
}

fn check(unit: &Unit) -> Vec<Fault> {
    let mut faults = Vec::new();
    let forms = |words: &Words| (words.nl.len(), words.en.len());
    for (field, words) in [("words", &unit.words), ("difference", &unit.difference)] {
        if !matches!(forms(words), (0, 0) | (1..=2, 1..=2)) {
            let expected = "one form, or singular and plural, in both languages";
            faults.push(fault(&unit.id, field, format!("{:?} and {:?}", words.nl, words.en), expected));
        }
    }
    for (field, sign) in [("before", &unit.before), ("after", &unit.after)] {
        if sign.nl.is_empty() != sign.en.is_empty() {
            faults.push(fault(&unit.id, field, "a sign in one language", "one in both languages"));
        }
    }
    if unit.decimals.is_some_and(|decimals| !(-9..=9).contains(&decimals)) {
        faults.push(fault(&unit.id, "decimals", format!("{:?}", unit.decimals), "a number from -9 to 9"));
    }
    let bounds: Vec<Option<f64>> = unit.classes.iter().map(|class| class.from).collect();
    if unit.ordinal && (unit.words.is_empty() || bounds.iter().any(Option::is_some)) {
        let expected = "words that stand before the number, and classes that are numbered and have no `from`";
        faults.push(fault(&unit.id, "ordinal", "other classes", expected));
    }
    // Only the lowest stretch has no beginning, and it is `None`, which is less than any number.
    if !unit.ordinal && !bounds.is_sorted_by(|lower, upper| lower < upper) {
        faults.push(fault(&unit.id, "classes", format!("{bounds:?}"), "stretches that begin higher and higher"));
    }
    faults
}
