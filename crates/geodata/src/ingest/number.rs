//! Numbers as deliveries write them: digits and a point, nothing else.

use std::borrow::Cow;

/// What a field of a number column must look like.
pub const EXPECTED: &str = "a number with digits and a point as decimal mark";

/// The number that `text` writes, or `None` when it is anything but digits with an optional sign and point.
///
/// Stricter than Rust's own parser, which also takes `inf`, `1e5` and `+5`.
pub fn parse(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    // Hundreds of digits make a number that no figure is.
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A number as it is written with `decimal` before its decimals, with a point instead; `None` where it has another mark.
pub fn pointed(text: &str, decimal: char) -> Option<Cow<'_, str>> {
    if decimal == '.' {
        return Some(Cow::Borrowed(text));
    }
    (!text.contains('.')).then(|| Cow::Owned(text.replacen(decimal, ".", 1)))
}

/// The same for the output of a model, which may have an exponent (`-7.70874e-05`).
pub fn parse_of_model(text: &str) -> Option<f64> {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let power: i32 = exponent.parse().ok().filter(|power| (-30..=30).contains(power))?;
    parse(digits).map(|number| number * 10_f64.powi(power))
}

/// How many decimals `text` states; trailing zeros do not count, `278.0` has none.
pub fn decimals(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len())
}

/// `number` to `decimals` decimals, so that sums and products of decimal figures carry no binary dust.
pub fn round_to(number: f64, decimals: u8) -> f64 {
    let scale = 10_f64.powi(i32::from(decimals));
    let rounded = (number * scale).round() / scale;
    // Minus zero and zero are the same figure; only one of them may be written.
    rounded + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_with_a_point_are_a_number() {
        assert_eq!(parse("12.50"), Some(12.5));
        assert_eq!(parse("-3"), Some(-3.0));
        assert_eq!(parse("0"), Some(0.0));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "12,5", "1e5", "inf", "NaN", "+5", ".5", "5.", "1 000", "1.2.3", "x", "--1"] {
            assert_eq!(parse(text), None, "{text} should be refused");
        }
        assert_eq!(parse(&"9".repeat(400)), None, "digits beyond any number");
    }

    #[test]
    fn the_output_of_a_model_may_have_an_exponent() {
        let close = |text: &str, number: f64| parse_of_model(text).is_some_and(|found| (found - number).abs() < 1e-12);
        assert!(close("-7.70874e-05", -0.000_077_087_4) && close("0.25", 0.25) && close("1E3", 1000.0));
        for text in ["e5", "1e", "1e400", "inf", "1e5.0", "1,2e3"] {
            assert_eq!(parse_of_model(text), None, "{text} should be refused");
        }
    }

    #[test]
    fn rounding_takes_away_binary_dust_and_the_sign_of_zero() {
        assert_eq!(round_to(0.1 + 0.2, 1).to_bits(), 0.3_f64.to_bits());
        assert_eq!(round_to(-0.2, 0).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn trailing_zeros_are_no_decimals() {
        assert_eq!(decimals("278.0"), 0);
        assert_eq!(decimals("1.75"), 2);
    }
}
