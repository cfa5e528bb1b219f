//! What rounding to the published precision means for comparing.

use crate::domain::{ShownFigure, round_to};

/// The unit of the last published digit: 0.1 for one decimal, 1000 for minus three.
pub fn rounding_unit(decimals: i8) -> f64 {
    10_f64.powi(-i32::from(decimals))
}

/// The value of a figure as it is shown; `None` where it is missing.
pub fn as_shown(figure: &ShownFigure) -> Option<f64> {
    figure.known().map(|value| round_to(value, figure.decimals))
}

/// Whether a difference of two figures that are rounded to `decimals` may come from rounding alone: at most one unit of
/// the last published digit. The tolerance of every comparison.
pub fn within_rounding(difference: f64, decimals: i8) -> bool {
    // Half a percent of the unit absorbs the binary fraction of "45,4 - 45,3".
    difference.abs() <= rounding_unit(decimals) * 1.005
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unit_apart_may_be_rounding_and_more_may_not() {
        assert!(within_rounding(45.4 - 45.3, 1) && within_rounding(-1000.0, -3));
        assert!(!within_rounding(45.5 - 45.3, 1) && !within_rounding(2000.0, -3));
    }
}
