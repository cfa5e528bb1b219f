//! Robust centre and spread.
//!
//! Method: quantiles by linear interpolation (type 7 of Hyndman and Fan, 1996, the default of numpy and R); median
//! absolute deviation without a consistency factor.

/// The quantile `q` (0-1) of ascending `sorted` values; `None` of an empty list.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    #[expect(clippy::cast_precision_loss, reason = "lists of regions stay far below 2^52")]
    let position = q.clamp(0.0, 1.0) * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the last index")]
    let below = position.floor() as usize;
    let low = sorted.get(below)?;
    let high = sorted.get((below + 1).min(last))?;
    #[expect(clippy::cast_precision_loss, reason = "lists of regions stay far below 2^52")]
    let fraction = position - below as f64;
    Some(low + (high - low) * fraction)
}

/// Sorts finite values ascending.
pub fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut list: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
    // Values that compare as equal are the same value, so nothing is lost by not keeping their order.
    list.sort_unstable_by(f64::total_cmp);
    list
}

/// The median; `None` of an empty list.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    quantile(&sorted(values), 0.5)
}

/// Median and median absolute deviation; `None` of an empty list.
pub fn median_and_mad(values: &[f64]) -> Option<(f64, f64)> {
    let centre = median(values.iter().copied())?;
    let mad = median(values.iter().map(|value| (value - centre).abs()))?;
    Some((centre, mad))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Expected values: numpy.quantile([1, 2, 4, 8], [0.25, 0.5, 0.9]) = [1.75, 3.0, 6.8].
    #[test]
    fn quantiles_interpolate_as_numpy_does() {
        let values = [1.0, 2.0, 4.0, 8.0];
        for (q, expected) in [(0.25, 1.75), (0.5, 3.0), (0.9, 6.8), (0.0, 1.0), (1.0, 8.0)] {
            assert!((quantile(&values, q).unwrap() - expected).abs() < 1e-12);
        }
        assert_eq!(quantile(&[], 0.5), None);
    }

    // Expected values: scipy.stats.median_abs_deviation([1, 1, 2, 2, 4, 6, 9]) = 1.0 around 2.0.
    #[test]
    fn the_mad_is_the_median_distance_to_the_median() {
        assert_eq!(median_and_mad(&[1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0]), Some((2.0, 1.0)));
    }
}
