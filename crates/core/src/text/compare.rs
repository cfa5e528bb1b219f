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
pub fn comparison(lang: Lang, unit: &Unit, comparison: &Comparison, name: &str) -> String {
    let shown = short_value(lang, unit, comparison.reference, comparison.decimals);
    let said = match comparison.direction {
        Direction::Similar => {
            let said = if comparison.within_margin {
                lang.pick("niet te onderscheiden van", "not distinguishable from")
            } else {
                lang.pick("vergelijkbaar met", "comparable with")
            };
            return format!("{said} {name} ({shown})");
        }
        Direction::Higher => unit.higher.get(lang),
        Direction::Lower => unit.lower.get(lang),
    };
    let apart = comparison.difference();
    let size = if unit.relative && comparison.reference > 0.0 {
        percent(lang, (apart / comparison.reference * 100.0).abs(), 0)
    } else {
        difference(lang, unit, apart, comparison.decimals)
    };
    format!("{size} {said} {name} ({shown})")
}

/// What part of a larger whole this is: "9,6% van het aantal in Utrecht", of a surface "9,6% van de oppervlakte van Utrecht".
pub fn part_of(lang: Lang, unit: &Unit, share: f64, name: &str) -> String {
    format!("{} {} {name}", percent(lang, share * 100.0, 1), unit.part.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str) -> Unit {
        Unit::built_in().iter().find(|unit| unit.id == id).unwrap().clone()
    }

    fn sentence(lang: Lang, id: &str, (own, reference): (f64, f64), decimals: i8, name: &str) -> String {
        let direction = if own > reference { Direction::Higher } else { Direction::Lower };
        let found = Comparison { own, reference, decimals, direction, within_margin: false };
        comparison(lang, &unit(id), &found, name)
    }

    #[test]
    fn a_difference_of_percentages_is_in_percentage_points() {
        assert_eq!(
            sentence(Lang::Nl, "procent", (27.2, 57.0), 1, "Nederland"),
            "29,8\u{a0}procentpunt lager dan Nederland (57,0%)"
        );
        assert_eq!(
            sentence(Lang::En, "procent", (27.2, 57.0), 1, "the Netherlands"),
            "29.8\u{a0}percentage points lower than the Netherlands (57.0%)"
        );
        assert_eq!(
            sentence(Lang::Nl, "procent", (21.0, 57.0), 0, "Nederland"),
            "36\u{a0}procentpunt lager dan Nederland (57%)"
        );
    }

    #[test]
    fn what_rounding_can_explain_is_comparable() {
        let found =
            Comparison { own: 45.4, reference: 45.3, decimals: 1, direction: Direction::Similar, within_margin: false };
        assert_eq!(comparison(Lang::Nl, &unit("procent"), &found, "Utrecht"), "vergelijkbaar met Utrecht (45,3%)");
        let found = Comparison { own: 49.0, within_margin: true, ..found };
        assert_eq!(
            comparison(Lang::Nl, &unit("procent"), &found, "Utrecht"),
            "niet te onderscheiden van Utrecht (45,3%)"
        );
        assert_eq!(
            comparison(Lang::En, &unit("procent"), &found, "Utrecht"),
            "not distinguishable from Utrecht (45.3%)"
        );
    }

    #[test]
    fn euros_are_grouped() {
        assert_eq!(
            sentence(Lang::Nl, "euro", (212_000.0, 379_000.0), -3, "Nederland"),
            "€\u{a0}167.000 lager dan Nederland (€\u{a0}379.000)"
        );
    }

    #[test]
    fn a_distance_is_longer_or_shorter_and_schools_are_more_or_fewer() {
        assert_eq!(
            sentence(Lang::Nl, "kilometer", (0.6, 1.1), 1, "Nederland"),
            "0,5\u{a0}km korter dan Nederland (1,1\u{a0}km)"
        );
        assert_eq!(
            sentence(Lang::En, "scholen", (19.6, 9.8), 1, "the Netherlands"),
            "9.8\u{a0}schools more than the Netherlands (9.8)"
        );
    }

    #[test]
    fn a_unit_says_how_a_difference_is_told() {
        assert_eq!(
            sentence(Lang::Nl, "rapportcijfer", (6.8, 7.1), 1, "Nederland"),
            "0,3\u{a0}punten lager dan Nederland (7,1)"
        );
        assert_eq!(
            sentence(Lang::En, "score", (-0.2, 0.1), 1, "the Netherlands"),
            "0.3\u{a0}points lower than the Netherlands (+0.1)"
        );
        let found = Comparison {
            own: 2200.0,
            reference: 2500.0,
            decimals: 0,
            direction: Direction::Lower,
            within_margin: false,
        };
        let relative = Unit { relative: true, ..unit("kilowattuur") };
        assert_eq!(comparison(Lang::Nl, &relative, &found, "Nederland"), "12% lager dan Nederland (2.500\u{a0}kWh)");
    }

    #[test]
    fn a_judgement_needs_a_polarity_and_a_difference() {
        assert_eq!(judgement(Lang::Nl, Polarity::HigherWorse, Direction::Higher), Some("ongunstiger"));
        assert_eq!(judgement(Lang::En, Polarity::HigherBetter, Direction::Higher), Some("more favourable"));
        assert_eq!(judgement(Lang::Nl, Polarity::Neutral, Direction::Higher), None);
        assert_eq!(judgement(Lang::Nl, Polarity::HigherWorse, Direction::Similar), None);
    }
}
