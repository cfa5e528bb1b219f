//! From members to a place: sums, weighted averages and ratios, with the coverage they rest on.
//!
//! Method: the aggregation rules of the house plan. A figure is published only when members with a known value
//! cover at least 80 % of the denominator, and never on fewer than 50 persons or households.

use crate::domain::Missing;

/// Least share of the denominator that known members must cover.
pub const MIN_COVERAGE: f64 = 0.8;

/// Least number of persons or households under a rate, share or mean that we compute.
pub const MIN_DENOMINATOR: f64 = 50.0;

/// One member: its value, and its weight in the denominator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The value (for a ratio: the numerator); `None` when unknown.
    pub value: Option<f64>,
    /// The weight (for a ratio: the denominator; for a sum: the inhabitants); `None` when unknown.
    pub weight: Option<f64>,
}

/// The result for a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aggregate {
    /// The figure, or why there is none.
    pub value: Result<f64, Missing>,
    /// Share of the weight that members with a known value hold (0-1).
    pub share: f64,
    /// Number of members.
    pub members: u32,
    /// Members with a known value.
    pub known: u32,
    /// Whether a sum misses members that hold weight: it reads "ten minste".
    pub at_least: bool,
}

/// Adds counts. The weight of a part is its inhabitants.
pub fn sum(parts: &[Part]) -> Aggregate {
    finish(parts, |known| Ok(known.iter().filter_map(|part| part.value).sum()), true)
}

/// Averages published shares or means by their weights.
pub fn weighted_mean(parts: &[Part]) -> Aggregate {
    finish(
        parts,
        |known| {
            let (weighted, weight) = totals(known, |value, weight| value * weight);
            if weight < MIN_DENOMINATOR { Err(Missing::DenominatorTooSmall) } else { Ok(weighted / weight) }
        },
        false,
    )
}

/// Recomputes a ratio: numerators over denominators **of the same members**, times `factor`.
pub fn ratio(parts: &[Part], factor: f64, min_denominator: f64) -> Aggregate {
    finish(
        parts,
        |known| {
            let (numerator, denominator) = totals(known, |value, _| value);
            if denominator <= 0.0 || denominator < min_denominator {
                Err(Missing::DenominatorTooSmall)
            } else {
                Ok(numerator / denominator * factor)
            }
        },
        false,
    )
}

/// Sums over parts whose value and weight are both known.
fn totals(known: &[Part], term: impl Fn(f64, f64) -> f64) -> (f64, f64) {
    known
        .iter()
        .filter_map(|part| part.value.zip(part.weight))
        .fold((0.0, 0.0), |(total, weights), (value, weight)| (total + term(value, weight), weights + weight))
}

fn finish(parts: &[Part], compute: impl Fn(&[Part]) -> Result<f64, Missing>, is_sum: bool) -> Aggregate {
    let known: Vec<Part> = parts.iter().copied().filter(|part| part.value.is_some()).collect();
    let weight_of = |parts: &[Part]| parts.iter().filter_map(|part| part.weight).sum::<f64>();
    let all = weight_of(parts);
    // Without any weight the coverage is counted in members.
    let share = if all > 0.0 { weight_of(&known) / all } else { fraction(known.len(), parts.len()) };
    let value = if known.is_empty() {
        Err(Missing::NotInDelivery)
    } else if share < MIN_COVERAGE {
        Err(Missing::TooLittleCoverage)
    } else {
        compute(&known)
    };
    Aggregate {
        value,
        share,
        members: u32::try_from(parts.len()).unwrap_or(u32::MAX),
        known: u32::try_from(known.len()).unwrap_or(u32::MAX),
        at_least: is_sum && value.is_ok() && share < 1.0,
    }
}

fn fraction(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "numbers of members stay far below 2^52")]
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(value: impl Into<Option<f64>>, weight: impl Into<Option<f64>>) -> Part {
        Part { value: value.into(), weight: weight.into() }
    }

    #[test]
    fn a_sum_over_all_members_is_exact() {
        let result = sum(&[part(10.0, 100.0), part(0.0, 50.0)]);
        assert_eq!(result.value, Ok(10.0));
        assert!(!result.at_least);
        assert_eq!((result.members, result.known), (2, 2));
    }

    #[test]
    fn a_sum_that_misses_inhabitants_reads_ten_minste() {
        let result = sum(&[part(10.0, 900.0), part(None, 100.0)]);
        assert_eq!(result.value, Ok(10.0));
        assert!(result.at_least);
        assert!((result.share - 0.9).abs() < 1e-12);
    }

    #[test]
    fn below_eighty_percent_coverage_there_is_no_figure() {
        let parts = [part(10.0, 79.0), part(None, 21.0)];
        assert_eq!(sum(&parts).value, Err(Missing::TooLittleCoverage));
        assert_eq!(weighted_mean(&parts).value, Err(Missing::TooLittleCoverage));
        assert_eq!(ratio(&parts, 100.0, 0.0).value, Err(Missing::TooLittleCoverage));
    }

    #[test]
    fn a_share_is_weighted_by_its_denominator() {
        let result = weighted_mean(&[part(20.0, 300.0), part(40.0, 100.0)]);
        assert_eq!(result.value, Ok(25.0));
    }

    #[test]
    fn a_ratio_takes_numerator_and_denominator_from_the_same_members() {
        let result = ratio(&[part(50.0, 500.0), part(None, 100.0)], 100.0, 50.0);
        assert_eq!(result.value, Ok(10.0));
    }

    #[test]
    fn no_rate_is_computed_on_fewer_than_fifty_persons() {
        assert_eq!(ratio(&[part(3.0, 49.0)], 1000.0, 50.0).value, Err(Missing::DenominatorTooSmall));
        assert_eq!(weighted_mean(&[part(3.0, 49.0)]).value, Err(Missing::DenominatorTooSmall));
    }

    #[test]
    fn without_any_known_member_the_reason_is_the_delivery() {
        assert_eq!(sum(&[part(None, 10.0)]).value, Err(Missing::NotInDelivery));
        assert_eq!(sum(&[]).value, Err(Missing::NotInDelivery));
    }
}
