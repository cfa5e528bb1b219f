//! The bounds that a publisher gives with its estimates: collected while a file is read, held against their figures.

use std::collections::BTreeMap;

use super::declaration::{Delivery, MarginColumn, SourceColumn};
use super::fault::{At, Fault, Faults};
use crate::domain::{Margin, Period, RegionCode, Value};

/// What a row of a table with a dimension of margins holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The estimate itself.
    Value,
    /// Its lower bound.
    Lower,
    /// Its upper bound.
    Upper,
}

impl Side {
    /// What a member of the dimension stands for.
    pub fn of(declared: &MarginColumn, member: &str) -> Option<Self> {
        let sides = [(&declared.value, Self::Value), (&declared.lower, Self::Lower), (&declared.upper, Self::Upper)];
        sides.into_iter().find(|(name, _)| *name == member).map(|(_, side)| side)
    }
}

/// A figure by declared column, period and region.
pub type Key = (usize, Period, RegionCode);

/// The bounds of a file, with the place of each figure for faults.
#[derive(Debug, Default)]
pub struct Bounds {
    found: BTreeMap<Key, Found>,
}

#[derive(Debug)]
struct Found {
    at: At,
    lower: Option<f64>,
    upper: Option<f64>,
    value: Option<f64>,
}

impl Bounds {
    /// Takes in a bound, or that there is none.
    pub fn put(&mut self, key: Key, side: Side, bound: Value, at: &At) {
        let Some(bound) = bound.known() else { return };
        let found =
            self.found.entry(key).or_insert_with(|| Found { at: at.clone(), lower: None, upper: None, value: None });
        match side {
            Side::Lower => found.lower = Some(bound),
            Side::Upper => found.upper = Some(bound),
            Side::Value => {}
        }
    }

    /// Whether there is any.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Tells which number a bound is of.
    pub fn of_value(&mut self, key: &Key, value: Value) {
        if let Some(found) = self.found.get_mut(key) {
            found.value = value.known();
        }
    }

    /// The margins of the file; what is wrong with its bounds goes to `faults`.
    pub fn margins(self, file: &str, delivery: &Delivery, faults: &mut Faults) -> BTreeMap<Key, Margin> {
        let mut margins = BTreeMap::new();
        for (key, found) in self.found {
            let Some(declared) = delivery.columns.get(key.0) else { continue };
            match check(found.value, (found.lower, found.upper), declared.range) {
                Ok(margin) => margins.extend(margin.map(|margin| (key, margin))),
                Err((said, expected)) => {
                    let said = format!("{said} ({} of {})", key.2, key.1);
                    faults.push(Fault::new(file, found.at, &declared.measure, said, expected));
                }
            }
        }
        margins
    }
}

/// The margin that two bounds of a figure make: none where there are none, and what is wrong with them.
///
/// # Errors
/// What was found, and what is expected.
pub fn check(
    value: Option<f64>,
    bounds: (Option<f64>, Option<f64>),
    range: Option<[f64; 2]>,
) -> Result<Option<Margin>, (String, &'static str)> {
    let margin = match bounds {
        (None, None) => return Ok(None),
        (Some(lower), Some(upper)) => Margin { lower, upper },
        (Some(one), None) => return Err((format!("lower bound {one} alone"), "both bounds of a margin, or neither")),
        (None, Some(one)) => return Err((format!("upper bound {one} alone"), "both bounds of a margin, or neither")),
    };
    let Margin { lower, upper } = margin;
    let Some(value) = value else {
        return Err((format!("a margin from {lower} to {upper} without a figure"), "bounds where there is a figure"));
    };
    if !margin.holds(value) {
        let found = format!("{value} with a margin from {lower} to {upper}");
        return Err((found, "a lower bound that is not above the figure, and an upper bound that is not below it"));
    }
    if let Some([low, high]) = range
        && (lower < low || upper > high)
    {
        return Err((format!("a margin from {lower} to {upper}"), "bounds within the declared range of the figure"));
    }
    Ok(Some(margin))
}

/// What a declaration says where it gives bounds that cannot be read.
pub fn of_one_column(measure: &str) -> Fault {
    let expected = "both `lower` and `upper`, with a figure that is read from one `column`: the bounds of a sum or a share \
                    do not follow from those of its parts";
    Fault::new("package.toml", At::Item(measure.to_owned()), "lower, upper", "bounds that cannot be read", expected)
}

/// What a declaration says where rows with bounds are to be added up.
pub fn not_added_up(delivery: &Delivery) -> Fault {
    let expected =
        "no `margins`, `lower` or `upper` with `add_up`: the bounds of a sum do not follow from those of its parts";
    Fault::new("package.toml", At::Item(delivery.id.clone()), "add_up", "a file with margins", expected)
}

/// Whether a column has bounds of its own.
pub const fn has_bounds(column: &SourceColumn) -> bool {
    column.lower.is_some() || column.upper.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_their_figure_are_two_and_lie_in_its_range() {
        let range = Some([0.0, 100.0]);
        let both = |lower, upper| (Some(lower), Some(upper));
        assert_eq!(check(Some(62.0), both(58.0, 66.0), range), Ok(Some(Margin { lower: 58.0, upper: 66.0 })));
        assert_eq!(check(Some(62.0), both(62.0, 62.0), range), Ok(Some(Margin::exact(62.0))));
        assert_eq!(check(None, (None, None), range), Ok(None));
        for (value, bounds) in [
            (Some(62.0), (Some(58.0), None)),
            (Some(62.0), (None, Some(66.0))),
            (None, both(58.0, 66.0)),
            (Some(57.0), both(58.0, 66.0)),
            (Some(67.0), both(58.0, 66.0)),
            (Some(62.0), both(66.0, 58.0)),
            (Some(99.0), both(98.0, 101.0)),
            (Some(1.0), both(-1.0, 3.0)),
        ] {
            assert!(check(value, bounds, range).is_err(), "{value:?} {bounds:?}");
        }
    }
}
