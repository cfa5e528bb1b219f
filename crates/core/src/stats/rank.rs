//! Competition rank (1, 2, 2, 4) on published precision.
//!
//! Method: standard competition ranking, as `scipy.stats.rankdata(method="min")` does on the negated values.

use crate::domain::round_to;
use serde::{Deserialize, Serialize};

use super::robust::sorted;

/// Fewer known values than this have no rank.
pub const MIN_RANKED: usize = 5;

/// The place of a value among others, highest first; equal values share a place and leave a gap behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank {
    /// Place from the highest value, from 1.
    pub place: u32,
    /// Known values.
    pub of: u32,
    /// Unknown values.
    pub unknown: u32,
}

/// The rank of `value` among `sorted` known values (ascending, each rounded as it is published) beside `unknown` others;
/// `None` with fewer than [`MIN_RANKED`] known.
pub fn rank_among(sorted: &[f64], unknown: usize, value: f64) -> Option<Rank> {
    if sorted.len() < MIN_RANKED {
        return None;
    }
    let above = sorted.len() - sorted.partition_point(|&other| other <= value);
    let count = |number: usize| u32::try_from(number).ok();
    Some(Rank { place: count(above + 1)?, of: count(sorted.len())?, unknown: count(unknown)? })
}

/// The rank of every value at `decimals`; `None` for unknown values, and for all when too few are known.
pub fn competition_rank(values: &[Option<f64>], decimals: i8) -> Vec<Option<Rank>> {
    let rounded: Vec<Option<f64>> = values.iter().map(|value| value.map(|number| round_to(number, decimals))).collect();
    let known = sorted(rounded.iter().copied().flatten());
    rounded.iter().map(|value| rank_among(&known, values.len() - known.len(), (*value)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(values: &[Option<f64>]) -> Vec<Option<u32>> {
        competition_rank(values, 0).into_iter().map(|rank| rank.map(|rank| rank.place)).collect()
    }

    #[test]
    fn ties_on_published_precision_share_a_rank_and_leave_a_gap() {
        let values = [Some(10.04), Some(9.96), Some(8.0), Some(12.0), None, Some(1.0)];
        assert_eq!(places(&values), [Some(2), Some(2), Some(4), Some(1), None, Some(5)]);
        assert_eq!(competition_rank(&values, 0)[3], Some(Rank { place: 1, of: 5, unknown: 1 }));
    }

    #[test]
    fn fewer_than_five_known_values_have_no_rank() {
        assert_eq!(places(&[Some(1.0), Some(2.0), None, Some(3.0), Some(4.0)]), [None; 5]);
    }

    #[test]
    fn a_rank_counts_the_values_above_and_ties_share_it() {
        let sorted = [1.0, 2.0, 3.0, 3.0, 5.0];
        assert_eq!(rank_among(&sorted, 2, 3.0), Some(Rank { place: 2, of: 5, unknown: 2 }));
        assert_eq!(rank_among(&sorted, 0, 5.0).map(|rank| rank.place), Some(1));
        assert_eq!(rank_among(&sorted[..4], 0, 1.0), None, "no rank among fewer than five");
    }
}
