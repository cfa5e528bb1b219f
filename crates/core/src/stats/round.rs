//! Rounding to the published precision.

use crate::domain::ShownFigure;

/// Rounds `value` to `decimals` (negative: to tens, hundreds, thousands), halves away from zero, as CBS rounds.
///
/// A tiny relative nudge keeps decimal halves that binary numbers store just below (1.005) on the right side.
pub fn round_to(value: f64, decimals: i8) -> f64 {
    let factor = 10_f64.powi(i32::from(decimals));
    let scaled = value * factor;
    let nudged = scaled + scaled.signum() * scaled.abs() * 1e-12;
    let rounded = nudged.round() / factor;
    if rounded == 0.0 { 0.0 } else { rounded }
}

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
    fn halves_round_away_from_zero() {
        assert!((round_to(0.25, 1) - 0.3).abs() < 1e-12);
        assert!((round_to(-0.25, 1) + 0.3).abs() < 1e-12);
        assert!((round_to(1.005, 2) - 1.01).abs() < 1e-12);
        assert!((round_to(1500.0, -3) - 2000.0).abs() < 1e-9);
    }

    #[test]
    fn one_unit_apart_may_be_rounding_and_more_may_not() {
        assert!(within_rounding(45.4 - 45.3, 1) && within_rounding(-1000.0, -3));
        assert!(!within_rounding(45.5 - 45.3, 1) && !within_rounding(2000.0, -3));
    }

    #[test]
    fn a_rounded_zero_has_no_sign() {
        assert!(round_to(-0.04, 1).is_sign_positive());
    }
}
