//! Classes of equal width for a histogram.
//!
//! Method: the width of Freedman and Diaconis (1981, "On the histogram as a density estimator"), twice the interquartile
//! range divided by the cube root of the number of values, rounded up to 1, 2 or 5 times a power of ten and never finer
//! than the published precision. Classes begin at a multiple of the width. So that one far value does not press all
//! others into a corner, at most [`MOST`] classes are made: what lies above counts in the last, which is then open.

use super::robust::quantile;
use super::round::rounding_unit;

/// The largest number of classes.
pub const MOST: usize = 40;

/// A class of a histogram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Lower bound, inclusive.
    pub from: f64,
    /// Upper bound, exclusive.
    pub to: f64,
    /// Values in it.
    pub count: usize,
    /// Whether values above its upper bound are counted in it.
    pub open: bool,
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `width`.
pub fn nice_step(width: f64) -> f64 {
    if !(width.is_finite() && width > 0.0) {
        return 1.0;
    }
    let power = 10_f64.powf(width.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0];
    // A hair of tolerance, so that 0.2 computed as 0.20000000000000004 stays 0.2.
    steps.into_iter().map(|step| step * power).find(|step| *step >= width * (1.0 - 1e-9)).unwrap_or(power * 10.0)
}

/// Classes of ascending `sorted` values that are rounded to `decimals`. Empty without values.
pub fn bins(sorted: &[f64], decimals: i8) -> Vec<Bin> {
    let (Some(&low), Some(&high)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let spread = quantile(sorted, 0.75).unwrap_or(high) - quantile(sorted, 0.25).unwrap_or(low);
    #[expect(clippy::cast_precision_loss, reason = "lists of regions stay far below 2^52")]
    let count = sorted.len() as f64;
    let wanted = 2.0 * spread / count.cbrt();
    // Half of the values may be equal; then a twentieth of the range.
    let wanted = if wanted > 0.0 { wanted } else { (high - low) / 20.0 };
    let width = nice_step(wanted.max(rounding_unit(decimals)));
    let start = (low / width + 1e-9).floor() * width;
    let mut list = Vec::new();
    let mut rest = sorted;
    for step in 0_u32.. {
        let (from, to) = (start + f64::from(step) * width, start + f64::from(step + 1) * width);
        // Values are rounded, so half a unit keeps the fraction of a bound from moving one to the class beside it.
        let inside = rest.partition_point(|&value| value < to - rounding_unit(decimals) / 2.0);
        let (these, later) = rest.split_at(inside);
        list.push(Bin { from, to, count: these.len(), open: false });
        rest = later;
        if rest.is_empty() || list.len() == MOST {
            break;
        }
    }
    if let Some(last) = list.last_mut().filter(|_| !rest.is_empty()) {
        last.count += rest.len();
        last.open = true;
    }
    list
}

/// One class per whole number between the lowest and the highest, for values that are classes themselves.
pub fn class_bins(sorted: &[f64]) -> Vec<Bin> {
    let mut list: Vec<Bin> = Vec::new();
    for value in sorted.iter().map(|value| value.round()) {
        while list.last().is_none_or(|last| last.from < value - 0.5) && list.len() < MOST {
            let from = list.last().map_or(value, |last| last.from + 1.0);
            list.push(Bin { from, to: from + 1.0, count: 0, open: false });
        }
        if let Some(last) = list.last_mut() {
            last.count += 1;
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_counted_once() {
        let values: Vec<f64> = (0..500_u32).map(|at| f64::from(at * at % 997)).collect();
        let sorted = crate::stats::robust::sorted(values);
        let list = bins(&sorted, 0);
        assert_eq!(list.iter().map(|bin| bin.count).sum::<usize>(), 500);
        assert!(list.len() >= 5 && list.len() <= MOST);
        assert!(list.windows(2).all(|pair| (pair[0].to - pair[1].from).abs() < 1e-9));
    }

    #[test]
    fn a_value_on_a_bound_belongs_to_the_class_above_it() {
        let list = bins(&[0.1, 0.2, 0.3, 0.4], 1);
        // Classes from 0.0, 0.2 and 0.4.
        assert_eq!(list.iter().map(|bin| bin.count).collect::<Vec<_>>(), [1, 2, 1], "{list:?}");
    }

    #[test]
    fn a_class_is_never_finer_than_the_published_precision() {
        let list = bins(&[1.0, 2.0, 2.0, 2.0, 3.0], 0);
        assert!(list.iter().all(|bin| bin.to - bin.from >= 1.0));
        assert_eq!(bins(&[7.0, 7.0], 0), [Bin { from: 7.0, to: 8.0, count: 2, open: false }]);
        assert!(bins(&[], 0).is_empty());
    }

    #[test]
    fn one_far_value_falls_in_an_open_class() {
        let mut values: Vec<f64> = (0..400_u32).map(|at| f64::from(at % 20)).collect();
        values.push(100_000.0);
        let list = bins(&crate::stats::robust::sorted(values), 0);
        assert_eq!(list.len(), MOST);
        assert!(list[MOST - 1].open && list[MOST - 1].count == 1);
    }

    #[test]
    fn classes_keep_the_empty_ones_between_them() {
        let counts: Vec<usize> = class_bins(&[1.0, 1.0, 4.0]).iter().map(|bin| bin.count).collect();
        assert_eq!(counts, [2, 0, 0, 1]);
    }

    #[test]
    fn steps_are_one_two_or_five_times_a_power_of_ten() {
        let steps = [(0.13, 0.2), (1.0, 1.0), (2.1, 5.0), (7.0, 10.0), (0.2, 0.2), (30_000.0, 50_000.0)];
        for (width, step) in steps {
            assert!((nice_step(width) / step - 1.0).abs() < 1e-9, "{width}");
        }
        assert!((nice_step(f64::NAN) - 1.0).abs() < f64::EPSILON);
    }
}
