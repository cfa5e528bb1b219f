//! Comparison sentences: higher, lower or comparable, never a cause.

use super::numbers::{percent, round_to};
use super::units::{difference, short_value};
use crate::domain::{Lang, Polarity, Unit};

/// How a place relates to a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Higher than the reference.
    Higher,
    /// Lower than the reference.
    Lower,
    /// Within one unit of the coarser rounding.
    Similar,
}

/// Compares two figures as they are shown. `decimals` and `reference_decimals` are their roundings; a difference of one
/// unit of the coarser rounding may come from rounding alone and counts as comparable.
#[must_use]
pub fn direction(value: f64, decimals: i8, reference: f64, reference_decimals: i8) -> Direction {
    let coarse = decimals.min(reference_decimals);
    let gap = round_to(value, coarse) - round_to(reference, coarse);
    // Half a percent of the unit absorbs the binary fraction of "45,4 - 45,3".
    let unit = 10_f64.powi(-i32::from(coarse)) * 1.005;
    if gap.abs() <= unit {
        Direction::Similar
    } else if gap > 0.0 {
        Direction::Higher
    } else {
        Direction::Lower
    }
}

/// The judgement that a polarity allows; `None` for a neutral indicator or no difference.
#[must_use]
pub const fn judgement(lang: Lang, polarity: Polarity, direction: Direction) -> Option<&'static str> {
    let good = lang.pick("gunstiger", "more favourable");
    let bad = lang.pick("ongunstiger", "less favourable");
    match (polarity, direction) {
        (Polarity::Neutral, _) | (_, Direction::Similar) => None,
        (Polarity::HigherBetter, Direction::Higher) | (Polarity::HigherWorse, Direction::Lower) => Some(good),
        (Polarity::HigherBetter, Direction::Lower) | (Polarity::HigherWorse, Direction::Higher) => Some(bad),
    }
}

/// "29,8 procentpunt lager dan Nederland (57,0%)". Both figures are first rounded to the coarser of their roundings; the
/// reference is shown in it, so that the sentence adds up for its reader.
#[must_use]
pub fn comparison(lang: Lang, unit: Unit, value: (f64, i8), reference: (f64, i8), name: &str) -> String {
    let ((value, decimals), (other, other_decimals)) = (value, reference);
    let coarse = decimals.min(other_decimals);
    let shown = short_value(lang, unit, other, coarse);
    let gap = round_to(value, coarse) - round_to(other, coarse);
    let size = difference(lang, unit, gap, coarse);
    match direction(value, decimals, other, other_decimals) {
        Direction::Similar => format!("{} {name} ({shown})", lang.pick("vergelijkbaar met", "comparable with")),
        Direction::Higher => format!("{size} {} {name} ({shown})", comparatives(lang, unit).0),
        Direction::Lower => format!("{size} {} {name} ({shown})", comparatives(lang, unit).1),
    }
}

/// What a higher and a lower figure is called: a distance is longer, schools are more, all else is higher.
const fn comparatives(lang: Lang, unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::Kilometer => lang.pick(("langer dan", "korter dan"), ("longer than", "shorter than")),
        Unit::Scholen => lang.pick(("meer dan", "minder dan"), ("more than", "fewer than")),
        _ => lang.pick(("hoger dan", "lager dan"), ("higher than", "lower than")),
    }
}

/// What part of a larger whole this is: "9,6% van het aantal in Utrecht", of a surface "9,6% van de oppervlakte van Utrecht".
#[must_use]
pub fn part_of(lang: Lang, unit: Unit, share: f64, name: &str) -> String {
    let share = percent(lang, share * 100.0, 1);
    let of = match unit {
        Unit::Hectare => lang.pick("van de oppervlakte van", "of the surface of"),
        _ => lang.pick("van het aantal in", "of the number in"),
    };
    format!("{share} {of} {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_of_percentages_is_in_percentage_points() {
        assert_eq!(
            comparison(Lang::Nl, Unit::Procent, (27.2, 1), (57.0, 1), "Nederland"),
            "29,8\u{a0}procentpunt lager dan Nederland (57,0%)"
        );
        assert_eq!(
            comparison(Lang::En, Unit::Procent, (27.2, 1), (57.0, 1), "the Netherlands"),
            "29.8\u{a0}percentage points lower than the Netherlands (57.0%)"
        );
    }

    #[test]
    fn figures_within_one_unit_of_the_coarser_rounding_are_comparable() {
        assert_eq!(direction(45.4, 1, 45.3, 1), Direction::Similar);
        assert_eq!(direction(45.5, 1, 45.3, 1), Direction::Higher);
        assert_eq!(direction(45.5, 1, 46.0, 0), Direction::Similar);
        assert_eq!(direction(287_000.0, -3, 288_000.0, -3), Direction::Similar);
        assert_eq!(direction(287_000.0, -3, 289_000.0, -3), Direction::Lower);
        assert_eq!(
            comparison(Lang::Nl, Unit::Procent, (45.4, 1), (45.3, 1), "Utrecht"),
            "vergelijkbaar met Utrecht (45,3%)"
        );
    }

    #[test]
    fn the_difference_is_that_of_the_figures_shown() {
        // 27,24 and 57,05 are shown as 27,2 and 57,1 (or 57,0): the sentence must add up for its reader.
        assert_eq!(
            comparison(Lang::Nl, Unit::Procent, (27.24, 1), (57.06, 1), "Nederland"),
            "29,9\u{a0}procentpunt lager dan Nederland (57,1%)"
        );
        assert_eq!(
            comparison(Lang::Nl, Unit::Euro, (212_000.0, -3), (379_000.0, -3), "Nederland"),
            "€\u{a0}167.000 lager dan Nederland (€\u{a0}379.000)"
        );
    }

    #[test]
    fn two_roundings_are_compared_in_the_coarser_one() {
        assert_eq!(
            comparison(Lang::Nl, Unit::Procent, (21.0, 0), (56.7, 1), "Nederland"),
            "36\u{a0}procentpunt lager dan Nederland (57%)"
        );
    }

    #[test]
    fn a_distance_is_longer_or_shorter_and_schools_are_more_or_fewer() {
        assert_eq!(
            comparison(Lang::Nl, Unit::Kilometer, (0.6, 1), (1.1, 1), "Nederland"),
            "0,5\u{a0}km korter dan Nederland (1,1\u{a0}km)"
        );
        assert_eq!(
            comparison(Lang::En, Unit::Scholen, (19.6, 1), (9.8, 1), "the Netherlands"),
            "9.8\u{a0}schools more than the Netherlands (9.8)"
        );
    }

    #[test]
    fn a_judgement_needs_a_polarity_and_a_difference() {
        assert_eq!(judgement(Lang::Nl, Polarity::HigherWorse, Direction::Higher), Some("ongunstiger"));
        assert_eq!(judgement(Lang::En, Polarity::HigherBetter, Direction::Higher), Some("more favourable"));
        assert_eq!(judgement(Lang::Nl, Polarity::Neutral, Direction::Higher), None);
        assert_eq!(judgement(Lang::Nl, Polarity::HigherWorse, Direction::Similar), None);
    }
}
