//! Series with breaks: which periods may be compared, and how fast a figure moves.
//!
//! Method: a series is cut where a period cannot be compared with the one before it. Within a run the change is the
//! last known figure minus the first; a period without a figure is skipped, for it says nothing about the others. The
//! pace is the slope of Theil (1950) and Sen (1968): the median of the slopes between all pairs of periods, which a
//! single odd year does not move (`scipy.stats.theilslopes`).

use super::robust::median;

/// One period of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Year.
    pub year: u16,
    /// The figure; `None` where it is missing.
    pub value: Option<f64>,
    /// Whether this period cannot be compared with the one before.
    pub break_before: bool,
}

/// Positions of the known figures of each run, oldest first.
pub fn runs(points: &[Point]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = vec![Vec::new()];
    for (at, point) in points.iter().enumerate() {
        if point.break_before {
            runs.push(Vec::new());
        }
        if let (Some(run), true) = (runs.last_mut(), point.value.is_some()) {
            run.push(at);
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The newest run with at least two known figures.
pub fn comparable(points: &[Point]) -> Option<Vec<usize>> {
    runs(points).into_iter().rev().find(|run| run.len() > 1)
}

/// Change per year over the points (year, figure); `None` with fewer than two different years.
pub fn slope(points: &[(u16, f64)]) -> Option<f64> {
    let pairs = points.iter().enumerate().flat_map(|(at, from)| points.iter().skip(at + 1).map(move |to| (from, to)));
    let slopes = pairs
        .filter(|(from, to)| from.0 != to.0)
        .map(|(from, to)| (to.1 - from.1) / (f64::from(to.0) - f64::from(from.0)));
    median(slopes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(year: u16, value: impl Into<Option<f64>>, break_before: bool) -> Point {
        Point { year, value: value.into(), break_before }
    }

    #[test]
    fn a_break_cuts_a_series_and_a_missing_period_does_not() {
        let points =
            [point(2012, 1.0, false), point(2016, None, false), point(2020, 3.0, false), point(2022, 9.0, true)];
        assert_eq!(runs(&points), [vec![0, 2], vec![3]]);
        assert_eq!(comparable(&points), Some(vec![0, 2]));
    }

    #[test]
    fn a_break_at_a_missing_period_still_cuts() {
        let points = [point(2012, 1.0, false), point(2016, None, true), point(2020, 3.0, false)];
        assert_eq!(runs(&points), [vec![0], vec![2]]);
        assert_eq!(comparable(&points), None);
    }

    // Expected value: scipy.stats.theilslopes([10, 11, 13, 40, 14], [2012, 2016, 2018, 2020, 2022]) has slope 0.5.
    #[test]
    fn one_odd_year_does_not_set_the_pace() {
        let points = [(2012, 10.0), (2016, 11.0), (2018, 13.0), (2020, 40.0), (2022, 14.0)];
        assert!((slope(&points).unwrap() - 0.5).abs() < 1e-6);
        assert_eq!(slope(&points[..1]), None);
    }
}
