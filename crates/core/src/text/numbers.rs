//! Numbers: `1.234,5` in Dutch, `1,234.5` in English.

use crate::domain::{Lang, round_to};

/// The space that never breaks: between a number and its unit.
pub const NBSP: char = '\u{a0}';

/// A number with the grouping and the decimal mark of the language. The minus sign is U+2212, and a number that
/// rounds to zero carries none.
pub fn number(lang: Lang, value: f64, decimals: i8) -> String {
    let (group, mark) = lang.pick(('.', ','), (',', '.'));
    let digits = usize::from(u8::try_from(decimals).unwrap_or(0));
    let rounded = round_to(value, decimals).abs();
    if let Some(units) = units(rounded, digits) {
        return from_units(units, digits, (group, mark), value < 0.0);
    }
    let plain = format!("{rounded:.digits$}").replace('.', "");
    let (whole, fraction) = plain.split_at_checked(plain.len().saturating_sub(digits)).unwrap_or((&plain, ""));
    let negative = value < 0.0 && plain.bytes().any(|b| b.is_ascii_digit() && b != b'0');
    let mut text = String::with_capacity(plain.len() + 6);
    if negative {
        text.push('\u{2212}');
    }
    let first = whole.len() % 3;
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && position % 3 == first {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(mark);
        text.push_str(fraction);
    }
    text
}

/// How many there are of something, grouped: `12.415`.
pub fn count(lang: Lang, count: usize) -> String {
    from_units(count as u64, 0, lang.pick(('.', ','), (',', '.')), false)
}

/// A rounded number as a count of its last decimal, and so as a whole number: several times as fast to write as a
/// decimal, and a profile writes a thousand. `None` where whole numbers are not exact any more.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held under the largest exact whole number"
)]
fn units(rounded: f64, digits: usize) -> Option<u64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let units = (rounded * 10_f64.powi(i32::try_from(digits).ok()?)).round();
    (units < EXACT).then_some(units as u64)
}

/// Writes `units` of the last of `digits` decimals, from the last digit to the first.
fn from_units(units: u64, digits: usize, (group, mark): (char, char), negative: bool) -> String {
    let mut backwards = String::with_capacity(32);
    let mut rest = units;
    let mut position = 0;
    while rest > 0 || position <= digits {
        if position == digits && digits > 0 {
            backwards.push(mark);
        } else if position > digits && (position - digits).is_multiple_of(3) {
            backwards.push(group);
        }
        let digit = u32::try_from(rest % 10).ok().and_then(|digit| char::from_digit(digit, 10));
        backwards.extend(digit);
        rest /= 10;
        position += 1;
    }
    if negative && units > 0 {
        backwards.push('\u{2212}');
    }
    backwards.chars().rev().collect()
}

/// A percentage: `45,3%`.
pub fn percent(lang: Lang, value: f64, decimals: i8) -> String {
    let mut text = number(lang, value, decimals);
    text.push('%');
    text
}

/// A share (0-1) in whole percents that never claims more than is true: less than all never reads "100%", more than
/// nothing never reads "0%".
pub fn share_in_words(lang: Lang, share: f64) -> String {
    let hundredths = (share * 100.0).round();
    if share < 1.0 && hundredths >= 100.0 {
        lang.pick("meer dan 99%", "more than 99%").to_owned()
    } else if share > 0.0 && hundredths < 1.0 {
        lang.pick("minder dan 1%", "less than 1%").to_owned()
    } else {
        percent(lang, share * 100.0, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dutch_numbers_group_with_a_point_and_have_a_decimal_comma() {
        assert_eq!(number(Lang::Nl, 1234.5, 1), "1.234,5");
        assert_eq!(number(Lang::Nl, 1_181_645.0, 0), "1.181.645");
        assert_eq!(number(Lang::Nl, 999.95, 1), "1.000,0");
        assert_eq!(number(Lang::Nl, 0.0, 0), "0");
    }

    #[test]
    fn english_numbers_group_with_a_comma_and_have_a_decimal_point() {
        assert_eq!(number(Lang::En, 1234.5, 1), "1,234.5");
        assert_eq!(number(Lang::En, 1_181_645.0, 0), "1,181,645");
    }

    #[test]
    fn negative_decimals_round_to_hundreds_and_thousands() {
        assert_eq!(number(Lang::Nl, 287_499.0, -3), "287.000");
        assert_eq!(number(Lang::Nl, 28_750.0, -2), "28.800");
        assert_eq!(number(Lang::En, 499.0, -3), "0");
    }

    #[test]
    fn halves_go_away_from_zero_and_agree_with_the_rounding_of_ranks() {
        let cases =
            [(1.005, 2, 1.01), (-0.25, 1, -0.3), (287_500.0, -3, 288_000.0), (44.45, 1, 44.5), (0.285, 2, 0.29)];
        for (value, decimals, expected) in cases {
            assert!((round_to(value, decimals) - expected).abs() < 1e-9, "{value}");
        }
        assert_eq!(number(Lang::Nl, 1.005, 2), "1,01");
    }

    #[test]
    fn whole_numbers_write_the_same_digits_as_decimals() {
        for step in 0..20_000_u32 {
            let value = f64::from(step) * 0.0373;
            for decimals in 0..4_i8 {
                let digits = usize::try_from(decimals).unwrap();
                let rounded = round_to(value, decimals);
                let decimal = format!("{rounded:.digits$}");
                let written = number(Lang::En, value, decimals).replace(',', "");
                assert_eq!(written, decimal, "{value} at {decimals}");
            }
        }
        assert_eq!(number(Lang::Nl, 0.05, 2), "0,05");
        assert_eq!(units(1e17, 1), None, "too large to be exact");
    }

    #[test]
    fn a_count_is_grouped() {
        assert_eq!((count(Lang::Nl, 0).as_str(), count(Lang::Nl, 999).as_str()), ("0", "999"));
        assert_eq!((count(Lang::Nl, 12_415).as_str(), count(Lang::En, 1_181_645).as_str()), ("12.415", "1,181,645"));
    }

    #[test]
    fn a_negative_number_carries_a_true_minus_and_zero_none() {
        assert_eq!(number(Lang::Nl, -1234.5, 1), "\u{2212}1.234,5");
        assert_eq!(number(Lang::Nl, -0.04, 1), "0,0");
    }

    #[test]
    fn a_share_never_claims_all_when_something_lacks() {
        assert_eq!(share_in_words(Lang::Nl, 1.0), "100%");
        assert_eq!(share_in_words(Lang::Nl, 0.9993), "meer dan 99%");
        assert_eq!(share_in_words(Lang::En, 0.002), "less than 1%");
        assert_eq!(share_in_words(Lang::Nl, 0.923), "92%");
    }
}
