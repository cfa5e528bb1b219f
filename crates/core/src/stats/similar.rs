//! Which places look alike: robust-scaled features, Euclidean distance.
//!
//! Method: each feature is centred on its median and divided by its median absolute deviation (Rousseeuw and Croux,
//! 1993, "Alternatives to the median absolute deviation"), so that a few extreme places do not set the scale. Features
//! that only grow by proportion (densities, values, distances) are compared by their logarithm. Between two places the
//! Euclidean distance runs over the features that both have, scaled up to all features (Dixon, 1979, "Pattern
//! recognition with partly missing data", as `sklearn.metrics.pairwise.nan_euclidean_distances` does); places that
//! share fewer than [`MIN_SHARED`] features are not compared.

use serde::{Deserialize, Serialize};

use super::robust::median_and_mad;

/// Fewest features that two places must both have.
pub const MIN_SHARED: u32 = 5;

/// Most features that are compared.
pub const MAX_FEATURES: usize = 16;

/// How one feature is put on a common scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// Median, of the logarithms where `log` holds.
    pub median: f64,
    /// Median absolute deviation; 0 when half of the places are equal, and the feature then tells nothing.
    pub mad: f64,
    /// Whether the natural logarithm is taken first.
    pub log: bool,
}

impl Scale {
    /// The scale of these values.
    pub fn of(values: impl IntoIterator<Item = f64>, log: bool) -> Self {
        let taken: Vec<f64> = values.into_iter().filter_map(|value| transform(value, log)).collect();
        let (median, mad) = median_and_mad(&taken).unwrap_or_default();
        Self { median, mad, log }
    }

    /// A value on this scale, in median absolute deviations from the median; not a number where it has no place on it.
    pub fn place(&self, value: Option<f64>) -> f32 {
        let scaled = value.and_then(|value| transform(value, self.log)).filter(|_| self.mad > 0.0);
        #[expect(clippy::cast_possible_truncation, reason = "a scaled feature needs no more than single precision")]
        scaled.map_or(f32::NAN, |value| ((value - self.median) / self.mad) as f32)
    }
}

fn transform(value: f64, log: bool) -> Option<f64> {
    if log { (value > 0.0).then(|| value.ln()) } else { Some(value) }
}

/// The distance between two rows of scaled features (not a number: unknown); `None` when they share too few.
pub fn distance(own: &[f32], other: &[f32]) -> Option<f64> {
    Gaps::between(own, other).without(0).map(f64::sqrt)
}

/// The `count` candidates nearest to `own`, nearest first; equal distances keep the order of the candidates.
pub fn nearest<'a, K: Copy>(
    own: &[f32],
    candidates: impl IntoIterator<Item = (K, &'a [f32])>,
    count: usize,
) -> Vec<(K, f64)> {
    nearest_without(own, candidates, count, &[0]).pop().unwrap_or_default()
}

/// The same once for each of `left_out`: bits of the features that do not count, in one pass over the candidates.
pub fn nearest_without<'a, K: Copy>(
    own: &[f32],
    candidates: impl IntoIterator<Item = (K, &'a [f32])>,
    count: usize,
    left_out: &[u32],
) -> Vec<Vec<(K, f64)>> {
    // Short lists, kept in order: most candidates are turned away by the last entry.
    let mut lists: Vec<Vec<(K, f64)>> = left_out.iter().map(|_| Vec::with_capacity(count + 1)).collect();
    for (key, row) in candidates {
        let gaps = Gaps::between(own, row);
        for (best, &left_out) in lists.iter_mut().zip(left_out) {
            keep(best, count, key, &gaps, left_out);
        }
    }
    for (_, far) in lists.iter_mut().flatten() {
        *far = far.sqrt();
    }
    lists
}

/// Puts a candidate in a list of the nearest, by squared distance, where it belongs among them.
pub(super) fn keep<K>(best: &mut Vec<(K, f64)>, count: usize, key: K, gaps: &Gaps, left_out: u32) {
    let Some(far) = gaps.without(left_out) else { return };
    if best.len() == count && best.last().is_none_or(|&(_, last)| far >= last) {
        return;
    }
    let at = best.partition_point(|&(_, near)| near <= far);
    best.insert(at, (key, far));
    best.truncate(count);
}

/// Squared differences of two places per feature.
pub(super) struct Gaps {
    squares: [f64; MAX_FEATURES],
    /// Features that both have, as bits.
    shared: u32,
    sum: f64,
    features: usize,
}

impl Gaps {
    pub(super) fn between(own: &[f32], other: &[f32]) -> Self {
        let mut gaps =
            Self { squares: [0.0; MAX_FEATURES], shared: 0, sum: 0.0, features: own.len().min(MAX_FEATURES) };
        // Without a branch per feature: this runs for every place there is. What is unknown on either side adds nothing.
        for (at, (square, (own, other))) in gaps.squares.iter_mut().zip(own.iter().zip(other)).enumerate() {
            let gap = f64::from(own - other);
            let known = gap.is_finite();
            *square = if known { gap * gap } else { 0.0 };
            gaps.shared |= u32::from(known) << at;
            gaps.sum += *square;
        }
        gaps
    }

    /// The squared distance, scaled up to all features.
    fn without(&self, left_out: u32) -> Option<f64> {
        let count = (self.shared & !left_out).count_ones();
        if count < MIN_SHARED {
            return None;
        }
        // Taken off the total, in double precision: few features are left out, and this runs for every place there is.
        let mut taken = left_out & self.shared;
        let mut sum = self.sum;
        while taken != 0 {
            sum -= self.squares.get(taken.trailing_zeros() as usize).copied().unwrap_or_default();
            taken &= taken - 1;
        }
        let sum = sum.max(0.0);
        let features = u32::try_from(self.features).unwrap_or(u32::MAX);
        Some(sum * f64::from(features) / f64::from(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_is_scaled_by_median_and_mad() {
        let scale = Scale::of([1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0], false);
        assert!((scale.place(Some(4.0)) - 2.0).abs() < 1e-6);
        assert!(scale.place(None).is_nan());
    }

    #[test]
    fn what_grows_by_proportion_is_compared_by_its_logarithm() {
        let scale = Scale::of([10.0, 100.0, 1000.0], true);
        assert!((scale.place(Some(10_000.0)) - 2.0).abs() < 1e-6);
        assert!(scale.place(Some(0.0)).is_nan());
    }

    #[test]
    fn a_feature_on_which_half_of_the_places_agree_tells_nothing() {
        assert!(Scale::of([3.0, 3.0, 3.0, 8.0], false).place(Some(8.0)).is_nan());
    }

    // Expected value: sklearn nan_euclidean_distances([[0,0,0,0,0,0]], [[1,2,nan,0,0,2]]) = sqrt(9 * 6 / 5).
    #[test]
    fn a_missing_feature_counts_as_the_others_do() {
        let other = [1.0, 2.0, f32::NAN, 0.0, 0.0, 2.0];
        assert!((distance(&[0.0; 6], &other).unwrap() - 10.8_f64.sqrt()).abs() < 1e-6);
    }

    #[test]
    fn places_that_share_few_features_are_not_compared() {
        let other = [1.0, f32::NAN, f32::NAN, 0.0, 0.0, 2.0];
        assert_eq!(distance(&[0.0; 6], &other), None);
    }

    #[test]
    fn a_feature_that_is_left_out_does_not_count() {
        let rows = [[0.0_f32, 9.0, 0.0, 0.0, 0.0, 0.1], [5.0, 0.0, 0.0, 0.0, 0.0, 0.0]];
        let candidates = || rows.iter().enumerate().map(|(at, row)| (at, row.as_slice()));
        let lists = nearest_without(&[0.0; 6], candidates(), 1, &[0, 0b10, 0b1]);
        assert_eq!(lists.iter().map(|list| list[0].0).collect::<Vec<_>>(), [1, 0, 1]);
    }

    #[test]
    fn equal_distances_keep_the_order_of_the_candidates() {
        let rows = [[3.0_f32; 5], [1.0; 5], [-1.0; 5], [2.0; 5], [1.0; 5]];
        let found = nearest(&[0.0; 5], rows.iter().enumerate().map(|(at, row)| (at, row.as_slice())), 3);
        assert_eq!(found.iter().map(|&(at, _)| at).collect::<Vec<_>>(), [1, 2, 4]);
    }
}
