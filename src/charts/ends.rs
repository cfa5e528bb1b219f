//! The years between which a chart is drawn.

use crate::domain::IndicatorPeriod;

/// First and last year of periods, oldest first.
pub(super) fn ends(periods: &[&IndicatorPeriod]) -> (f64, f64) {
    let year = |declared: &&IndicatorPeriod| f64::from(declared.period.end());
    (periods.first().map_or(0.0, year), periods.last().map_or(0.0, year))
}
