//! Class breaks for maps, legends and tables: quantiles, rounded once.
//!
//! Method: quantile classes (type 7) over the known regions, rounded to the published precision. A break that
//! would leave the class below it empty, or repeat the one before, is dropped, so fewer distinct values give fewer
//! classes. A value equal to a break belongs to the class above it.

use super::robust::{quantile, sorted};
use super::round::round_to;

/// Number of classes of a sequential map.
pub const CLASSES: u32 = 5;

/// Rounded breaks between at most `classes` quantile classes.
#[must_use]
pub fn quantile_breaks(values: impl IntoIterator<Item = f64>, classes: u32, decimals: i8) -> Vec<f64> {
    let list = sorted(values.into_iter().map(|value| round_to(value, decimals)));
    let raw = (1..classes).filter_map(|step| quantile(&list, f64::from(step) / f64::from(classes)));
    tidy(raw.map(|value| round_to(value, decimals)), &list)
}

/// One class per distinct value, for indicators that are classes themselves.
#[must_use]
pub fn distinct_breaks(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut list = sorted(values);
    list.dedup();
    tidy(list.iter().copied(), &list)
}

/// Keeps ascending breaks that have values on both sides and in every class.
fn tidy(breaks: impl IntoIterator<Item = f64>, list: &[f64]) -> Vec<f64> {
    let mut kept: Vec<f64> = Vec::new();
    for value in breaks {
        let from = kept.last().copied().unwrap_or(f64::NEG_INFINITY);
        let below = list.iter().any(|&number| number >= from && number < value);
        let above = list.iter().any(|&number| number >= value);
        if below && above {
            kept.push(value);
        }
    }
    kept
}

/// The class (0-based) of a value that is already rounded to the precision of the breaks.
#[must_use]
pub fn class_of(breaks: &[f64], value: f64) -> usize {
    breaks.iter().take_while(|&&limit| value >= limit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantile_classes_hold_about_the_same_number_of_regions() {
        let breaks = quantile_breaks((0..100).map(f64::from), 5, 0);
        assert_eq!(breaks, [20.0, 40.0, 59.0, 79.0]);
    }

    #[test]
    fn equal_values_give_one_class() {
        assert!(quantile_breaks([3.0; 40], 5, 1).is_empty());
    }

    #[test]
    fn fewer_distinct_values_than_classes_give_fewer_classes() {
        assert_eq!(quantile_breaks([1.0, 1.0, 1.0, 2.0, 2.0, 2.0], 5, 0), [2.0]);
        assert_eq!(distinct_breaks([1.0, 3.0, 3.0, 5.0]), [3.0, 5.0]);
    }

    #[test]
    fn a_value_on_a_break_belongs_to_the_class_above() {
        assert_eq!(class_of(&[2.0, 4.0], 2.0), 1);
        assert_eq!(class_of(&[2.0, 4.0], 1.9), 0);
        assert_eq!(class_of(&[2.0, 4.0], 4.0), 2);
    }

    proptest::proptest! {
        #[test]
        fn no_class_is_empty(values in proptest::collection::vec(-50_i32..50, 1..60), decimals in 0_i8..2) {
            let values: Vec<f64> = values.into_iter().map(|value| f64::from(value) / 4.0).collect();
            let breaks = quantile_breaks(values.iter().copied(), CLASSES, decimals);
            let mut counts = vec![0; breaks.len() + 1];
            for value in &values {
                counts[class_of(&breaks, round_to(*value, decimals))] += 1;
            }
            proptest::prop_assert!(counts.iter().all(|&count| count > 0));
        }
    }
}
