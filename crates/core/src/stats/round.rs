//! Rounding to the published precision.

/// Rounds `value` to `decimals` (negative: to tens, hundreds, thousands), halves away from zero, as CBS rounds.
///
/// A tiny relative nudge keeps decimal halves that binary numbers store just below (1.005) on the right side.
#[must_use]
pub fn round_to(value: f64, decimals: i8) -> f64 {
    let factor = 10_f64.powi(i32::from(decimals));
    let scaled = value * factor;
    let nudged = scaled + scaled.signum() * scaled.abs() * 1e-12;
    let rounded = nudged.round() / factor;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// The unit of the last published digit: 0.1 for one decimal, 1000 for minus three.
#[must_use]
pub fn rounding_unit(decimals: i8) -> f64 {
    10_f64.powi(-i32::from(decimals))
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
    fn a_rounded_zero_has_no_sign() {
        assert!(round_to(-0.04, 1).is_sign_positive());
    }
}
