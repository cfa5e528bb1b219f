//! Words of a gap: what it is measured against, and a difference with its sign.

use crate::domain::{Lang, Unit};
use crate::text;
use crate::views::profile::ReferenceKind;

/// What a line is measured against.
pub(super) fn against(lang: Lang, kind: ReferenceKind<'_>) -> String {
    let name = match kind {
        ReferenceKind::Nederland => lang.pick("Nederland", "the Netherlands").to_owned(),
        ReferenceKind::Gemeente(name) => format!("{} {name}", lang.pick("gemeente", "municipality of")),
        ReferenceKind::Rest(name) => format!("{} {name}", lang.pick("rest van", "rest of")),
        ReferenceKind::Together => lang.pick("20 gebieden samen", "20 areas together").to_owned(),
        ReferenceKind::Matched(level) => text::matched_regions(lang, level),
    };
    format!("{} {name}", lang.pick("met", "with"))
}

/// A difference with its sign. The unit stands in the heading: percentages differ in percentage points.
pub(super) fn signed(lang: Lang, unit: Unit, value: f64, decimals: i8) -> String {
    let size = match unit {
        Unit::Euro => text::short_value(lang, unit, value.abs(), decimals),
        _ => text::number(lang, value.abs(), decimals),
    };
    let zero = size.bytes().all(|byte| !byte.is_ascii_digit() || byte == b'0');
    let sign = match (zero, value < 0.0) {
        (true, _) => "",
        (false, true) => "\u{2212}",
        (false, false) => "+",
    };
    format!("{sign}{size}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_carries_its_sign_and_zero_none() {
        assert_eq!(signed(Lang::Nl, Unit::Procent, -3.25, 1), "\u{2212}3,3");
        assert_eq!(signed(Lang::Nl, Unit::Procent, 3.0, 0), "+3");
        assert_eq!(signed(Lang::En, Unit::Euro, -0.2, 0), "€0");
    }
}
