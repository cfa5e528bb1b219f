//! Class breaks for maps, legends and tables, rounded once.
//!
//! Values are rounded to the published precision first; breaks stand on that precision too, so that a map, its legend
//! and its table cannot disagree. A value equal to a break belongs to the class above it. Fewer distinct values than
//! classes give fewer classes.
//!
//! Methods: quantiles (type 7 of Hyndman and Fan, 1996); natural classes (see [`natural`](super::natural)); classes of
//! equal width; breaks given by hand; around a centre the same of the distances to it, mirrored. A break of the first two
//! that would leave a class empty is dropped. Classes of equal width and classes by hand may be empty: that is what was
//! asked for, and the legend then counts 0.

use super::natural::natural_classes;
use super::robust::{quantile, sorted};
use crate::domain::round_to;

/// Number of classes of a sequential map.
pub const CLASSES: u32 = 5;

/// How values are divided into classes.
#[derive(Clone, Debug, PartialEq)]
pub enum Method {
    /// About as many regions in every class.
    Quantile,
    /// Classes whose values lie as close together as possible (Jenks, by ckmeans).
    Natural,
    /// Classes of equal width between the lowest and the highest value.
    Equal,
    /// These breaks.
    Manual(Vec<f64>),
}

/// Rounded breaks, ascending: `n` breaks make `n + 1` classes. `classes` is ignored for breaks given by hand.
pub fn breaks(values: impl IntoIterator<Item = f64>, classes: u32, decimals: i8, method: &Method) -> Vec<f64> {
    match method {
        Method::Quantile => quantile_breaks(values, classes, decimals),
        Method::Natural => {
            let list = sorted(values.into_iter().map(|value| round_to(value, decimals)));
            natural_classes(&list, usize::try_from(classes).unwrap_or(usize::MAX))
        }
        Method::Equal => equal_breaks(values, classes, decimals),
        Method::Manual(given) => {
            let mut list = sorted(given.iter().map(|&value| round_to(value, decimals)));
            list.dedup();
            list
        }
    }
}

/// Rounded breaks between classes of equal width; no more classes than distinct values.
pub fn equal_breaks(values: impl IntoIterator<Item = f64>, classes: u32, decimals: i8) -> Vec<f64> {
    let mut list = sorted(values.into_iter().map(|value| round_to(value, decimals)));
    list.dedup();
    let (Some(&low), Some(&high)) = (list.first(), list.last()) else { return Vec::new() };
    let classes = classes.min(u32::try_from(list.len()).unwrap_or(u32::MAX));
    let raw = (1..classes).map(|step| low + (high - low) * f64::from(step) / f64::from(classes));
    let mut breaks: Vec<f64> = raw.map(|value| round_to(value, decimals)).collect();
    breaks.dedup();
    // A break that rounds down to the lowest value would have nothing below it by construction.
    breaks.retain(|&limit| limit > low);
    breaks
}

/// Rounded breaks between at most `classes` quantile classes.
pub fn quantile_breaks(values: impl IntoIterator<Item = f64>, classes: u32, decimals: i8) -> Vec<f64> {
    let list = sorted(values.into_iter().map(|value| round_to(value, decimals)));
    let raw = (1..classes).filter_map(|step| quantile(&list, f64::from(step) / f64::from(classes)));
    tidy(raw.map(|value| round_to(value, decimals)), &list)
}

/// Steps of distance on each side of the centre of mirrored classes: near, farther, farthest.
const STEPS: u32 = 3;

/// Rounded breaks that mirror each other around `centre`: steps of distance to it, by `method`, the same on both sides. A
/// side without values loses its outer class.
pub fn mirrored_breaks(values: &[f64], centre: f64, decimals: i8, method: &Method) -> Vec<f64> {
    let distances = breaks(values.iter().map(|value| (value - centre).abs()), STEPS, decimals, method);
    // A distance of nothing would leave the class around the centre empty.
    let distances: Vec<f64> = distances.into_iter().filter(|&distance| distance > 0.0).collect();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let below =
        distances.iter().rev().map(|distance| round_to(centre - distance, decimals)).filter(|&limit| limit > low);
    let above = distances.iter().map(|distance| round_to(centre + distance, decimals)).filter(|&limit| limit <= high);
    let mut limits: Vec<f64> = below.chain(above).collect();
    limits.dedup();
    limits
}

/// One class per distinct value, for indicators that are classes themselves.
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
    fn classes_of_equal_width_may_be_empty_but_never_outnumber_the_values() {
        assert_eq!(equal_breaks([0.0, 1.0, 2.0, 10.0, 100.0], 5, 0), [20.0, 40.0, 60.0, 80.0]);
        assert_eq!(equal_breaks([1.0, 2.0, 2.0], 5, 1), [1.5]);
        assert!(equal_breaks([7.0; 4], 5, 1).is_empty());
    }

    #[test]
    fn breaks_by_hand_are_rounded_ordered_and_not_repeated() {
        let given = Method::Manual(vec![30.04, 10.0, 29.96, f64::NAN]);
        assert_eq!(breaks([1.0, 2.0], 5, 1, &given), [10.0, 30.0]);
    }

    #[test]
    fn natural_breaks_stand_on_published_precision() {
        assert_eq!(breaks([1.04, 1.01, 7.26, 7.31, 20.0], 3, 1, &Method::Natural), [7.3, 20.0]);
    }

    #[test]
    fn all_equal_values_give_one_class_by_every_method() {
        for method in [Method::Quantile, Method::Natural, Method::Equal] {
            assert!(breaks([3.0; 40], 5, 1, &method).is_empty(), "{method:?}");
        }
    }

    #[test]
    fn classes_around_a_centre_mirror_each_other() {
        let values: Vec<f64> = (0..=100).map(f64::from).collect();
        assert_eq!(mirrored_breaks(&values, 50.0, 0, &Method::Equal), [17.0, 33.0, 67.0, 83.0]);
    }

    #[test]
    fn a_side_without_values_gets_no_empty_class() {
        let values: Vec<f64> = (50..=100).map(f64::from).collect();
        assert_eq!(mirrored_breaks(&values, 50.0, 0, &Method::Equal), [67.0, 83.0]);
        assert!(mirrored_breaks(&[4.0; 9], 4.0, 0, &Method::Quantile).is_empty());
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
            for method in [Method::Quantile, Method::Natural] {
                let breaks = breaks(values.iter().copied(), CLASSES, decimals, &method);
                let mut counts = vec![0; breaks.len() + 1];
                for value in &values {
                    counts[class_of(&breaks, round_to(*value, decimals))] += 1;
                }
                proptest::prop_assert!(counts.iter().all(|&count| count > 0));
            }
        }
    }
}
