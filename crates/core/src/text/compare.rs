//! Comparison sentences: higher, lower or comparable, never a cause.

use super::numbers::percent;
use super::units::{difference, short_value};
use crate::domain::{Comparison, Direction, Lang, Polarity, Unit};

/// The judgement that a polarity allows; `None` for a neutral indicator or no difference.
pub const fn judgement(lang: Lang, polarity: Polarity, direction: Direction) -> Option<&'static str> {
    let good = lang.pick("gunstiger", "more favourable");
    let bad = lang.pick("ongunstiger", "less favourable");
    match (polarity, direction) {
        (Polarity::Neutral, _) | (_, Direction::Similar) => None,
        (Polarity::HigherBetter, Direction::Higher) | (Polarity::HigherWorse, Direction::Lower) => Some(good),
        (Polarity::HigherBetter, Direction::Lower) | (Polarity::HigherWorse, Direction::Higher) => Some(bad),
    }
}

/// "29,8 procentpunt lager dan Nederland (57,0%)". The reference is shown in the rounding in which both were compared, so
/// that the sentence adds up for its reader.
pub fn comparison(lang: Lang, unit: Unit, comparison: &Comparison, name: &str) -> String {
    let shown = short_value(lang, unit, comparison.reference, comparison.decimals);
    let size = difference(lang, unit, comparison.difference(), comparison.decimals);
    match comparison.direction {
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

    fn sentence(lang: Lang, unit: Unit, (own, reference): (f64, f64), decimals: i8, name: &str) -> String {
        let direction = if own > reference { Direction::Higher } else { Direction::Lower };
        comparison(lang, unit, &Comparison { own, reference, decimals, direction }, name)
    }

    #[test]
    fn a_difference_of_percentages_is_in_percentage_points() {
        assert_eq!(
            sentence(Lang::Nl, Unit::Procent, (27.2, 57.0), 1, "Nederland"),
            "29,8\u{a0}procentpunt lager dan Nederland (57,0%)"
        );
        assert_eq!(
            sentence(Lang::En, Unit::Procent, (27.2, 57.0), 1, "the Netherlands"),
            "29.8\u{a0}percentage points lower than the Netherlands (57.0%)"
        );
        assert_eq!(
            sentence(Lang::Nl, Unit::Procent, (21.0, 57.0), 0, "Nederland"),
            "36\u{a0}procentpunt lager dan Nederland (57%)"
        );
    }

    #[test]
    fn what_rounding_can_explain_is_comparable() {
        let found = Comparison { own: 45.4, reference: 45.3, decimals: 1, direction: Direction::Similar };
        assert_eq!(comparison(Lang::Nl, Unit::Procent, &found, "Utrecht"), "vergelijkbaar met Utrecht (45,3%)");
    }

    #[test]
    fn euros_are_grouped() {
        assert_eq!(
            sentence(Lang::Nl, Unit::Euro, (212_000.0, 379_000.0), -3, "Nederland"),
            "€\u{a0}167.000 lager dan Nederland (€\u{a0}379.000)"
        );
    }

    #[test]
    fn a_distance_is_longer_or_shorter_and_schools_are_more_or_fewer() {
        assert_eq!(
            sentence(Lang::Nl, Unit::Kilometer, (0.6, 1.1), 1, "Nederland"),
            "0,5\u{a0}km korter dan Nederland (1,1\u{a0}km)"
        );
        assert_eq!(
            sentence(Lang::En, Unit::Scholen, (19.6, 9.8), 1, "the Netherlands"),
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
