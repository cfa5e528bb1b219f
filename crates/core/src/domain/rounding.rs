//! Rounding to the published precision.

/// Rounds `value` to `decimals` (negative: to tens, hundreds, thousands), halves away from zero, as CBS rounds.
///
/// A tiny relative nudge keeps decimal halves that binary numbers store just below (1.005) on the right side. Zero has no
/// sign.
pub fn round_to(value: f64, decimals: i8) -> f64 {
    let factor = 10_f64.powi(i32::from(decimals.unsigned_abs()));
    let scaled = if decimals < 0 { value / factor } else { value * factor };
    let rounded = (scaled + scaled.signum() * scaled.abs() * 1e-12).round();
    // A multiple of a power of ten is whole, a quotient of one is the nearest number to what is written.
    let back = if decimals < 0 { rounded * factor } else { rounded / factor };
    back + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(round_to(0.25, 1).to_bits(), 0.3_f64.to_bits());
        assert_eq!(round_to(-0.25, 1).to_bits(), (-0.3_f64).to_bits());
        assert_eq!(round_to(1.005, 2).to_bits(), 1.01_f64.to_bits());
        assert_eq!(round_to(1500.0, -3).to_bits(), 2000.0_f64.to_bits());
    }

    #[test]
    fn a_rounded_zero_has_no_sign() {
        assert!(round_to(-0.04, 1).is_sign_positive());
    }
}
