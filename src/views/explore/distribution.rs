//! How the values of a level are spread: a histogram over the classes of the legend.

use crate::stats::robust::quantile;

use super::scale::{Class, Mark};

/// Bars of the histogram.
const BARS: usize = 48;
/// Share of the regions at either end that the drawing does not stretch for: their bar stands at the edge.
const TAIL: f64 = 0.01;

/// The values of all regions of the level, in bars of equal width.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution<'a> {
    /// Where the first bar begins.
    pub low: f64,
    /// Where the last bar ends.
    pub high: f64,
    /// Regions per bar; those beyond the ends are counted in the bar at the edge.
    pub bars: Vec<usize>,
    /// Regions below `low` and above `high`.
    pub beyond: (usize, usize),
    /// Classes of the legend, from low to high.
    pub classes: Vec<Class>,
    /// Places and references with their values.
    pub marks: Vec<Mark<'a>>,
    /// Values of the regions in the part of the country that is shown; empty for all of it.
    pub inside: Vec<f64>,
}

impl<'a> Distribution<'a> {
    /// Counts `sorted` (ascending) values; `None` with fewer than two different ones.
    pub fn new(sorted: &[f64], classes: &[Class], marks: &[Mark<'a>], inside: Vec<f64>) -> Option<Self> {
        let (low, high) = (quantile(sorted, TAIL)?, quantile(sorted, 1.0 - TAIL)?);
        // What is marked must be in sight.
        let low = marks.iter().fold(low, |low, mark| low.min(mark.value));
        let high = marks.iter().fold(high, |high, mark| high.max(mark.value));
        if high <= low {
            return None;
        }
        let mut bars = vec![0_usize; BARS];
        for &value in sorted {
            if let Some(bar) = bars.get_mut(bar_of(low, high, value)) {
                *bar += 1;
            }
        }
        let below = sorted.partition_point(|&value| value < low);
        let above = sorted.len() - sorted.partition_point(|&value| value <= high);
        Some(Self { low, high, bars, beyond: (below, above), classes: classes.to_vec(), marks: marks.to_vec(), inside })
    }
}

/// The bar that a value falls in.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the bars")]
fn bar_of(low: f64, high: f64, value: f64) -> usize {
    let bars = f64::from(u32::try_from(BARS).unwrap_or(1));
    let share = (value - low) / (high - low) * bars;
    share.clamp(0.0, bars - 1.0).floor() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_is_counted_once_also_beyond_the_ends() {
        let mut values: Vec<f64> = (0..1000).map(|value| f64::from(value % 100)).collect();
        values.push(100_000.0);
        values.sort_by(f64::total_cmp);
        let found = Distribution::new(&values, &[], &[], Vec::new()).unwrap();
        assert_eq!(found.bars.iter().sum::<usize>(), values.len());
        // One in a hundred at either end: the ten zeros and the outlier.
        assert_eq!(found.beyond, (10, 1));
        assert!(found.high < 101.0, "one outlier does not flatten the rest");
    }

    #[test]
    fn equal_values_have_no_spread_to_draw() {
        assert_eq!(Distribution::new(&[2.0; 30], &[], &[], Vec::new()), None);
        assert_eq!(Distribution::new(&[], &[], &[], Vec::new()), None);
    }
}
