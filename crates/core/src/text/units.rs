//! Values with their unit, and differences in the unit that a difference has.

use std::borrow::Cow;

use super::numbers::{NBSP, number};
use crate::domain::{Indicator, Lang, Level, Unit, Words, round_to};

fn spaced(amount: &str, unit: &str) -> String {
    // Only the space at the number is unbreakable: a long unit may wrap on a phone.
    format!("{amount}{NBSP}{unit}")
}

/// A number with its words, in the form that the number asks for.
fn counted(lang: Lang, words: &Words, amount: String) -> String {
    match if amount == "1" { words.one(lang) } else { words.more(lang) } {
        "" => amount,
        word => spaced(&amount, word),
    }
}

/// A number with the sign of its unit, and with its plus where it is asked for.
fn with_sign(lang: Lang, unit: &Unit, value: f64, decimals: i8, plus: bool) -> String {
    let number = number(lang, value, decimals);
    let plus = if plus { sign(value, decimals).trim_start_matches('\u{2212}') } else { "" };
    if !unit.has_sign() && plus.is_empty() {
        return number;
    }
    let (before, after) = (unit.before.get(lang), unit.after.get(lang));
    let (minus, digits) = number.strip_prefix('\u{2212}').map_or((plus, &*number), |digits| ("\u{2212}", digits));
    let after = match after.strip_prefix(' ') {
        Some(sign) => spaced("", sign).into(),
        None => Cow::Borrowed(after),
    };
    // A minus stands at the number where a space parts it from the sign: "€ −5", "−€5".
    match before.strip_suffix(' ') {
        Some(sign) => format!("{sign}{NBSP}{minus}{digits}{after}"),
        None => format!("{minus}{before}{digits}{after}"),
    }
}

/// What a value is called as it is shown: its class, or the stretch of the score that it lies in.
pub fn class_label(lang: Lang, unit: &Unit, value: f64, decimals: i8) -> Option<&str> {
    unit.class_label(round_to(value, unit.decimals.unwrap_or(decimals))).map(|label| label.get(lang))
}

/// A class of a map in words: its bounds, or of a figure that is a class itself (in `unit`) what it is called.
pub fn class_bounds(
    lang: Lang,
    unit: Option<&Unit>,
    bounds: (Option<f64>, Option<f64>),
    number: &dyn Fn(f64) -> String,
) -> String {
    if let (Some(unit), (from, to)) = (unit.filter(|unit| unit.ordinal), bounds) {
        let value = from.unwrap_or_else(|| to.map_or(1.0, |to| to - 1.0));
        let label = class_label(lang, unit, value, 0);
        return label.map_or_else(|| number(value), |label| format!("{} {label}", number(value)));
    }
    match bounds {
        (None, Some(to)) => format!("{} {}", lang.pick("minder dan", "less than"), number(to)),
        (Some(from), Some(to)) => format!("{} {} {}", number(from), lang.pick("tot", "to"), number(to)),
        (Some(from), None) => format!("{} {}", number(from), lang.pick("of meer", "or more")),
        (None, None) => lang.pick("alle waarden", "all values").to_owned(),
    }
}

/// A value with its unit in full: `45,3%`, `€ 287.000`, `12.415 personen`, `klasse 2 (sterk stedelijk)`.
pub fn value_with_unit(lang: Lang, unit: &Unit, value: f64, decimals: i8) -> String {
    let full = value_in_unit(lang, unit, value, decimals, unit.signed);
    match class_label(lang, unit, value, decimals) {
        Some(label) => format!("{full} ({label})"),
        None => full,
    }
}

/// The same without what the value is called; a plus only where it is asked for.
pub fn value_in_unit(lang: Lang, unit: &Unit, value: f64, decimals: i8, plus: bool) -> String {
    let amount = with_sign(lang, unit, value, unit.decimals.unwrap_or(decimals), plus);
    if unit.ordinal {
        spaced(unit.words.one(lang), &amount)
    } else if unit.has_sign() {
        amount
    } else {
        counted(lang, &unit.words, amount)
    }
}

/// A value for a narrow column, where the unit stands in the heading: only its sign is kept.
pub fn short_value(lang: Lang, unit: &Unit, value: f64, decimals: i8) -> String {
    with_sign(lang, unit, value, unit.decimals.unwrap_or(decimals), unit.signed)
}

/// The unit in words that goes behind [`short_value`], without the sign that the value already carries: "van de
/// woningen" behind "27,2%". Empty when nothing is left to say.
pub fn unit_tail(lang: Lang, indicator: &Indicator) -> &str {
    let (unit, label) = (&indicator.unit, indicator.unit_label.get(lang));
    if unit.ordinal {
        return "";
    }
    let words = [unit.words.more(lang), unit.words.one(lang)].into_iter().filter(|_| unit.has_sign());
    let signs = [unit.after.get(lang).trim(), unit.before.get(lang).trim()];
    let rest = |sign: &str| label.strip_prefix(sign).filter(|rest| rest.is_empty() || rest.starts_with([',', ' ']));
    let rest = words.chain(signs).filter(|sign| !sign.is_empty()).find_map(rest);
    rest.map_or(label, |rest| rest.trim_start_matches([',', ' ']))
}

/// The unit of a change in words, as it stands in headings: percentages change in percentage points.
pub fn unit_of_change(lang: Lang, indicator: &Indicator) -> String {
    let change = lang.pick("verandering", "change");
    let (change, tail) = if indicator.unit.difference.is_empty() {
        (change.to_owned(), indicator.unit_label.get(lang))
    } else {
        (format!("{change} in {}", indicator.unit.difference.more(lang)), unit_tail(lang, indicator))
    };
    if tail.is_empty() { change } else { format!("{change}, {tail}") }
}

/// The unit of a difference in words: percentages differ in percentage points.
pub fn unit_of_difference(lang: Lang, indicator: &Indicator) -> &str {
    match indicator.unit.difference.more(lang) {
        "" => indicator.unit_label.get(lang),
        points => points,
    }
}

/// What goes behind a difference, or a heading of them, where they count in something else: "procentpunt".
pub fn points(lang: Lang, unit: &Unit) -> Option<&str> {
    Some(unit.difference.more(lang)).filter(|points| !points.is_empty())
}

/// The size of a difference, without a sign: percentages differ in percentage points.
pub fn difference(lang: Lang, unit: &Unit, value: f64, decimals: i8) -> String {
    let size = value.abs();
    if unit.of_difference().is_none() {
        counted(lang, &unit.difference, number(lang, size, decimals))
    } else if unit.has_sign() {
        with_sign(lang, unit, size, decimals, false)
    } else {
        counted(lang, &unit.words, number(lang, size, decimals))
    }
}

/// A change with its sign: "+2,3 procentpunt", "−€ 12.000", "0,0 procentpunt".
pub fn signed_difference(lang: Lang, unit: &Unit, value: f64, decimals: i8) -> String {
    format!("{}{}", sign(value, decimals), difference(lang, unit, value, decimals))
}

/// A change where the unit stands in the heading: the sign and the number, with € and km only.
pub fn signed_short(lang: Lang, unit: &Unit, value: f64, decimals: i8) -> String {
    let size = match unit.of_difference() {
        Some(unit) => with_sign(lang, unit, value.abs(), decimals, false),
        None => number(lang, value.abs(), decimals),
    };
    format!("{}{size}", sign(value, decimals))
}

/// A difference as a bare number with its sign, where the unit stands elsewhere: "+3,2", "−€ 12.000".
pub fn signed(lang: Lang, unit: &Unit, value: f64, decimals: i8) -> String {
    let size = if unit.before.get(lang).is_empty() {
        number(lang, value.abs(), decimals)
    } else {
        with_sign(lang, unit, value.abs(), decimals, false)
    };
    format!("{}{size}", sign(value, decimals))
}

/// The sign of a change as it is shown: none where it rounds to nothing.
fn sign(value: f64, decimals: i8) -> &'static str {
    let rounded = round_to(value, decimals);
    if rounded > 0.0 {
        "+"
    } else if rounded < 0.0 {
        "\u{2212}"
    } else {
        ""
    }
}

/// The name of a level; Dutch words are kept in English, where they are the terms of CBS.
pub const fn level_name(lang: Lang, level: Level, plural: bool) -> &'static str {
    match (level, plural) {
        (Level::Land, false) => lang.pick("land", "country"),
        (Level::Land, true) => lang.pick("landen", "countries"),
        (Level::Gemeente, false) => lang.pick("gemeente", "municipality"),
        (Level::Gemeente, true) => lang.pick("gemeenten", "municipalities"),
        (Level::Wijk, false) => lang.pick("wijk", "district"),
        (Level::Wijk, true) => lang.pick("wijken", "districts"),
        (Level::Buurt, false) => lang.pick("buurt", "neighbourhood"),
        (Level::Buurt, true) => lang.pick("buurten", "neighbourhoods"),
    }
}

/// The name of a level that is written as a word; the word itself where it is none.
pub fn level_word(lang: Lang, level: &str) -> &str {
    level.parse::<Level>().map_or(level, |level| level_name(lang, level, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Class, Text};

    fn unit(id: &str) -> Unit {
        Unit::built_in().iter().find(|unit| unit.id == id).unwrap().clone()
    }

    fn label(nl: &str, en: &str) -> Text {
        Text { nl: nl.to_owned(), en: en.to_owned() }
    }

    fn classes() -> Unit {
        let labels = [("zeer sterk stedelijk", "very highly urban"), ("sterk stedelijk", "highly urban")];
        let classes = labels.map(|(nl, en)| Class { from: None, label: label(nl, en) }).to_vec();
        Unit { classes, ..unit("klasse") }
    }

    #[test]
    fn a_value_carries_its_unit_in_dutch() {
        let nl = |id, value, decimals| value_with_unit(Lang::Nl, &unit(id), value, decimals);
        assert_eq!(nl("procent", 45.31, 1), "45,3%");
        assert_eq!(nl("euro", 1234.5, 2), "€\u{a0}1.234,50");
        assert_eq!(nl("euro", 287_400.0, -3), "€\u{a0}287.000");
        assert_eq!(nl("euro", -5.0, 0), "€\u{a0}\u{2212}5");
        assert_eq!(nl("personen", 12_415.0, 0), "12.415\u{a0}personen");
        assert_eq!(nl("scholen", 1.0, 0), "1\u{a0}school");
        assert_eq!(nl("scholen", 1.0, 1), "1,0\u{a0}scholen");
        assert_eq!(nl("kilometer", 0.84, 1), "0,8\u{a0}km");
        assert_eq!(nl("per1000_inwoners", 44.7, 1), "44,7\u{a0}per 1.000 inwoners");
        assert_eq!(value_with_unit(Lang::Nl, &classes(), 2.0, 0), "klasse\u{a0}2 (sterk stedelijk)");
        assert_eq!(value_with_unit(Lang::Nl, &classes(), 9.0, 0), "klasse\u{a0}9");
    }

    #[test]
    fn a_value_carries_its_unit_in_english() {
        let en = |id, value, decimals| value_with_unit(Lang::En, &unit(id), value, decimals);
        assert_eq!(en("procent", 45.31, 1), "45.3%");
        assert_eq!(en("euro", 287_400.0, -3), "€287,000");
        assert_eq!(en("euro", -5.0, 0), "\u{2212}€5");
        assert_eq!(en("inwoners_per_km2", 5432.0, 0), "5,432\u{a0}residents per km²");
        assert_eq!(value_with_unit(Lang::En, &classes(), 1.0, 0), "class\u{a0}1 (very highly urban)");
    }

    #[test]
    fn marks_years_energy_and_rare_events_are_written_as_people_do() {
        let both = |id, value, decimals| {
            let (nl, en) = (Lang::Nl, Lang::En);
            [nl, en].map(|lang| value_with_unit(lang, &unit(id), value, decimals).replace(NBSP, " "))
        };
        // A mark has one decimal, whatever the period says.
        assert_eq!(both("rapportcijfer", 7.0, 0), ["7,0", "7.0"]);
        assert_eq!(both("index", 104.0, 0), ["104", "104"]);
        assert_eq!(both("per10000_inwoners", 3.25, 1), ["3,3 per 10.000 inwoners", "3.3 per 10,000 residents"]);
        assert_eq!(both("jaar", 1.0, 0), ["1 jaar", "1 year"]);
        assert_eq!(both("jaar", 81.4, 1), ["81,4 jaar", "81.4 years"]);
        assert_eq!(both("kilowattuur", 2460.0, -1), ["2.460 kWh", "2,460 kWh"]);
        let apart = |id, value| difference(Lang::Nl, &unit(id), value, 1).replace(NBSP, " ");
        assert_eq!(apart("rapportcijfer", -0.3), "0,3 punten");
        assert_eq!(apart("jaar", 2.0), "2,0 jaar");
        assert_eq!(apart("kilowattuur", 12.5), "12,5 kWh");
        assert_eq!(signed_short(Lang::En, &unit("rapportcijfer"), 0.3, 1), "+0.3");
    }

    #[test]
    fn a_score_has_a_plus_and_the_name_of_its_stretch() {
        let stretch = |from, nl: &str, en: &str| Class { from, label: label(nl, en) };
        let score = Unit {
            classes: vec![
                stretch(None, "onder het gemiddelde", "below average"),
                stretch(Some(-0.1), "rond het gemiddelde", "about average"),
                stretch(Some(0.1), "boven het gemiddelde", "above average"),
            ],
            ..unit("score")
        };
        let nl = |value| value_with_unit(Lang::Nl, &score, value, 2);
        assert_eq!(nl(0.123), "+0,12 (boven het gemiddelde)");
        assert_eq!(nl(0.0), "0,00 (rond het gemiddelde)");
        // As it is shown, it lies in the stretch that begins there.
        assert_eq!(nl(0.096), "+0,10 (boven het gemiddelde)");
        assert_eq!(value_with_unit(Lang::En, &score, -0.5, 2), "\u{2212}0.50 (below average)");
        assert_eq!(short_value(Lang::Nl, &score, 0.123, 2), "+0,12");
        assert_eq!(signed_short(Lang::Nl, &score, 0.2, 2), "+0,20", "one plus");
        assert_eq!(difference(Lang::Nl, &score, -0.2, 2), "0,20\u{a0}punten");
    }

    #[test]
    fn percentages_differ_in_percentage_points() {
        assert_eq!(difference(Lang::Nl, &unit("procent"), -29.8, 1), "29,8\u{a0}procentpunt");
        assert_eq!(difference(Lang::En, &unit("procent"), 1.0, 0), "1\u{a0}percentage point");
        assert_eq!(difference(Lang::En, &unit("procent"), 2.0, 0), "2\u{a0}percentage points");
        assert_eq!(difference(Lang::Nl, &unit("euro"), -120_000.0, -3), "€\u{a0}120.000");
        assert_eq!(difference(Lang::Nl, &unit("klasse"), 1.0, 0), "1\u{a0}klasse");
    }

    #[test]
    fn a_change_carries_its_sign_and_nothing_has_none() {
        assert_eq!(signed_difference(Lang::Nl, &unit("procent"), 2.34, 1), "+2,3\u{a0}procentpunt");
        assert_eq!(signed_difference(Lang::Nl, &unit("euro"), -12_000.0, -3), "\u{2212}€\u{a0}12.000");
        assert_eq!(signed_difference(Lang::En, &unit("procent"), -0.04, 1), "0.0\u{a0}percentage points");
        assert_eq!(signed_short(Lang::Nl, &unit("procent"), -2.0, 1), "\u{2212}2,0");
        assert_eq!(signed_short(Lang::Nl, &unit("kilometer"), 0.4, 1), "+0,4\u{a0}km");
    }

    #[test]
    fn a_short_value_keeps_only_short_units() {
        assert_eq!(short_value(Lang::Nl, &unit("personen"), 12_415.0, 0), "12.415");
        assert_eq!(short_value(Lang::Nl, &unit("procent"), 27.0, 0), "27%");
        assert_eq!(short_value(Lang::En, &unit("hectare"), 1200.0, 0), "1,200\u{a0}ha");
    }

    #[test]
    fn the_unit_behind_a_value_does_not_repeat_its_sign() {
        let with_label = |id, nl: &str| {
            let indicator = Indicator { unit: unit(id).into(), unit_label: label(nl, ""), ..Indicator::default() };
            unit_tail(Lang::Nl, &indicator).to_owned()
        };
        assert_eq!(with_label("procent", "% van de woningen"), "van de woningen");
        assert_eq!(with_label("euro", "euro, in hele duizendtallen"), "in hele duizendtallen");
        assert_eq!(with_label("kilometer", "km"), "");
        assert_eq!(with_label("hectare", "hectare land"), "land");
        assert_eq!(with_label("personen", "inwoners"), "inwoners");
    }

    #[test]
    fn levels_have_a_singular_and_a_plural() {
        assert_eq!(level_name(Lang::Nl, Level::Buurt, true), "buurten");
        assert_eq!(level_name(Lang::En, Level::Gemeente, false), "municipality");
    }
}
