//! Competition rank (1, 2, 2, 4) on published precision.
//!
//! Method: standard competition ranking, as `scipy.stats.rankdata(method="min")` does on the negated values.

use super::round::round_to;

/// Fewer known values than this have no rank.
pub const MIN_RANKED: usize = 5;

/// Ranks from the highest value down; `None` for unknown values, and for all when fewer than five are known.
#[must_use]
pub fn competition_rank(values: &[Option<f64>], decimals: i8) -> Vec<Option<u32>> {
    let rounded: Vec<Option<f64>> = values.iter().map(|value| value.map(|number| round_to(number, decimals))).collect();
    let known = rounded.iter().flatten().count();
    rounded
        .iter()
        .map(|value| {
            let own = (*value).filter(|_| known >= MIN_RANKED)?;
            let above = rounded.iter().flatten().filter(|&&other| other > own).count();
            u32::try_from(above + 1).ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_on_published_precision_share_a_rank_and_leave_a_gap() {
        let values = [Some(10.04), Some(9.96), Some(8.0), Some(12.0), None, Some(1.0)];
        assert_eq!(competition_rank(&values, 0), [Some(2), Some(2), Some(4), Some(1), None, Some(5)]);
    }

    #[test]
    fn fewer_than_five_known_values_have_no_rank() {
        assert_eq!(competition_rank(&[Some(1.0), Some(2.0), None, Some(3.0), Some(4.0)], 0), [None; 5]);
    }
}
