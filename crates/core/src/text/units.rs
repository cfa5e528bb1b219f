//! Values with their unit, and differences in the unit that a difference has.

use super::numbers::{NBSP, number, percent};
use crate::domain::{Indicator, Lang, Level, Unit, round_to};

/// Nouns of the units that count something: one, more.
const fn nouns(lang: Lang, unit: Unit) -> Option<(&'static str, &'static str)> {
    Some(match unit {
        Unit::Personen => lang.pick(("persoon", "personen"), ("person", "persons")),
        Unit::Huishoudens => lang.pick(("huishouden", "huishoudens"), ("household", "households")),
        Unit::Woningen => lang.pick(("woning", "woningen"), ("dwelling", "dwellings")),
        Unit::Misdrijven => lang.pick(("misdrijf", "misdrijven"), ("crime", "crimes")),
        Unit::Scholen => lang.pick(("school", "scholen"), ("school", "schools")),
        _ => return None,
    })
}

/// What stands behind the number of the other units.
const fn suffix(lang: Lang, unit: Unit) -> &'static str {
    match unit {
        Unit::PersonenPerHuishouden => lang.pick("personen per huishouden", "persons per household"),
        Unit::InwonersPerKm2 => lang.pick("inwoners per km²", "residents per km²"),
        Unit::AdressenPerKm2 => lang.pick("adressen per km²", "addresses per km²"),
        Unit::Hectare => "ha",
        Unit::Kilometer => "km",
        Unit::Per1000Inwoners => lang.pick("per 1.000 inwoners", "per 1,000 residents"),
        _ => "",
    }
}

fn spaced(amount: &str, unit: &str) -> String {
    // Only the space at the number is unbreakable: a long unit may wrap on a phone.
    format!("{amount}{NBSP}{unit}")
}

fn euro(lang: Lang, value: f64, decimals: i8) -> String {
    let amount = number(lang, value.abs(), decimals);
    let sign = if value < 0.0 { "\u{2212}" } else { "" };
    match lang {
        Lang::Nl => format!("€{NBSP}{sign}{amount}"),
        Lang::En => format!("{sign}€{amount}"),
    }
}

/// The label of a class (from 1), where the catalogue names it.
pub fn class_label(lang: Lang, indicator: &Indicator, value: f64) -> Option<&str> {
    let wanted = value.round();
    indicator
        .class_labels
        .iter()
        .zip(1_u32..)
        .find(|(_, class)| (f64::from(*class) - wanted).abs() < 0.5)
        .map(|(label, _)| label.get(lang))
}

/// A value with its unit in full: `45,3%`, `€ 287.000`, `12.415 personen`, `klasse 2 (sterk stedelijk)`.
pub fn value_with_unit(lang: Lang, indicator: &Indicator, value: f64, decimals: i8) -> String {
    match indicator.unit {
        Unit::Procent => percent(lang, value, decimals),
        Unit::Euro => euro(lang, value, decimals),
        Unit::Klasse => {
            let class = spaced(lang.pick("klasse", "class"), &number(lang, value, 0));
            match class_label(lang, indicator, value) {
                Some(label) => format!("{class} ({label})"),
                None => class,
            }
        }
        unit => {
            let amount = number(lang, value, decimals);
            match nouns(lang, unit) {
                Some((one, _)) if amount == "1" => spaced(&amount, one),
                Some((_, more)) => spaced(&amount, more),
                None => spaced(&amount, suffix(lang, unit)),
            }
        }
    }
}

/// A value for a narrow column, where the unit stands in the heading: only %, €, km and ha are kept.
pub fn short_value(lang: Lang, unit: Unit, value: f64, decimals: i8) -> String {
    match unit {
        Unit::Procent => percent(lang, value, decimals),
        Unit::Euro => euro(lang, value, decimals),
        Unit::Kilometer | Unit::Hectare => spaced(&number(lang, value, decimals), suffix(lang, unit)),
        Unit::Klasse => number(lang, value, 0),
        _ => number(lang, value, decimals),
    }
}

/// The unit in words that goes behind [`short_value`], without the sign that the value already carries: "van de
/// woningen" behind "27,2%". Empty when nothing is left to say.
pub fn unit_tail(lang: Lang, indicator: &Indicator) -> &str {
    let label = indicator.unit_label.get(lang);
    let carried: &[&str] = match indicator.unit {
        Unit::Procent => &["%"],
        Unit::Euro => &["euro"],
        Unit::Kilometer => &["km"],
        Unit::Hectare => &["hectares", "hectare"],
        Unit::Klasse => return "",
        _ => &[],
    };
    let rest = carried.iter().find_map(|sign| label.strip_prefix(sign)).unwrap_or(label);
    rest.trim_start_matches([',', ' '])
}

/// The unit of a change in words, as it stands in headings: percentages change in percentage points.
pub fn unit_of_change(lang: Lang, indicator: &Indicator) -> String {
    let (change, tail) = match indicator.unit {
        Unit::Procent => {
            (lang.pick("verandering in procentpunt", "change in percentage points"), unit_tail(lang, indicator))
        }
        _ => (lang.pick("verandering", "change"), indicator.unit_label.get(lang)),
    };
    if tail.is_empty() { change.to_owned() } else { format!("{change}, {tail}") }
}

/// The size of a difference, without a sign: percentages differ in percentage points.
pub fn difference(lang: Lang, unit: Unit, value: f64, decimals: i8) -> String {
    let size = value.abs();
    let amount = number(lang, size, decimals);
    match unit {
        Unit::Procent => spaced(
            &amount,
            lang.pick("procentpunt", if amount == "1" { "percentage point" } else { "percentage points" }),
        ),
        Unit::Euro => euro(lang, size, decimals),
        Unit::Klasse => {
            let word = if amount == "1" { lang.pick("klasse", "class") } else { lang.pick("klassen", "classes") };
            spaced(&amount, word)
        }
        unit => match nouns(lang, unit) {
            Some((one, _)) if amount == "1" => spaced(&amount, one),
            Some((_, more)) => spaced(&amount, more),
            None => spaced(&amount, suffix(lang, unit)),
        },
    }
}

/// A change with its sign: "+2,3 procentpunt", "−€ 12.000", "0,0 procentpunt".
pub fn signed_difference(lang: Lang, unit: Unit, value: f64, decimals: i8) -> String {
    format!("{}{}", sign(value, decimals), difference(lang, unit, value, decimals))
}

/// A change where the unit stands in the heading: the sign and the number, with € and km only.
pub fn signed_short(lang: Lang, unit: Unit, value: f64, decimals: i8) -> String {
    let size = match unit {
        Unit::Procent | Unit::Klasse => number(lang, value.abs(), decimals),
        unit => short_value(lang, unit, value.abs(), decimals),
    };
    format!("{}{size}", sign(value, decimals))
}

/// A difference as a bare number with its sign, where the unit stands elsewhere: "+3,2", "−€ 12.000".
pub fn signed(lang: Lang, unit: Unit, value: f64, decimals: i8) -> String {
    let size = match unit {
        Unit::Euro => euro(lang, value.abs(), decimals),
        _ => number(lang, value.abs(), decimals),
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
    use crate::domain::{Polarity, Text};

    fn indicator(unit: Unit) -> Indicator {
        let label = |nl: &str, en: &str| Text { nl: nl.to_owned(), en: en.to_owned() };
        Indicator {
            id: "x".to_owned(),
            theme: "wonen".to_owned(),
            name: label("Naam", "Name"),
            definition: label("", ""),
            unit,
            unit_label: label("", ""),
            polarity: Polarity::Neutral,
            denominator: None,
            choropleth: true,
            caveat: None,
            family: None,
            roles: Vec::new(),
            headline: None,
            class_labels: vec![
                label("zeer sterk stedelijk", "very highly urban"),
                label("sterk stedelijk", "highly urban"),
            ],
            periods: Vec::new(),
        }
    }

    #[test]
    fn a_value_carries_its_unit_in_dutch() {
        let nl = |unit, value, decimals| value_with_unit(Lang::Nl, &indicator(unit), value, decimals);
        assert_eq!(nl(Unit::Procent, 45.31, 1), "45,3%");
        assert_eq!(nl(Unit::Euro, 1234.5, 2), "€\u{a0}1.234,50");
        assert_eq!(nl(Unit::Euro, 287_400.0, -3), "€\u{a0}287.000");
        assert_eq!(nl(Unit::Personen, 12_415.0, 0), "12.415\u{a0}personen");
        assert_eq!(nl(Unit::Scholen, 1.0, 0), "1\u{a0}school");
        assert_eq!(nl(Unit::Scholen, 1.0, 1), "1,0\u{a0}scholen");
        assert_eq!(nl(Unit::Kilometer, 0.84, 1), "0,8\u{a0}km");
        assert_eq!(nl(Unit::Per1000Inwoners, 44.7, 1), "44,7\u{a0}per 1.000 inwoners");
        assert_eq!(nl(Unit::Klasse, 2.0, 0), "klasse\u{a0}2 (sterk stedelijk)");
        assert_eq!(nl(Unit::Klasse, 9.0, 0), "klasse\u{a0}9");
    }

    #[test]
    fn a_value_carries_its_unit_in_english() {
        let en = |unit, value, decimals| value_with_unit(Lang::En, &indicator(unit), value, decimals);
        assert_eq!(en(Unit::Procent, 45.31, 1), "45.3%");
        assert_eq!(en(Unit::Euro, 287_400.0, -3), "€287,000");
        assert_eq!(en(Unit::InwonersPerKm2, 5432.0, 0), "5,432\u{a0}residents per km²");
        assert_eq!(en(Unit::Klasse, 1.0, 0), "class\u{a0}1 (very highly urban)");
    }

    #[test]
    fn percentages_differ_in_percentage_points() {
        assert_eq!(difference(Lang::Nl, Unit::Procent, -29.8, 1), "29,8\u{a0}procentpunt");
        assert_eq!(difference(Lang::En, Unit::Procent, 1.0, 0), "1\u{a0}percentage point");
        assert_eq!(difference(Lang::En, Unit::Procent, 2.0, 0), "2\u{a0}percentage points");
        assert_eq!(difference(Lang::Nl, Unit::Euro, -120_000.0, -3), "€\u{a0}120.000");
        assert_eq!(difference(Lang::Nl, Unit::Klasse, 1.0, 0), "1\u{a0}klasse");
    }

    #[test]
    fn a_change_carries_its_sign_and_nothing_has_none() {
        assert_eq!(signed_difference(Lang::Nl, Unit::Procent, 2.34, 1), "+2,3\u{a0}procentpunt");
        assert_eq!(signed_difference(Lang::Nl, Unit::Euro, -12_000.0, -3), "\u{2212}€\u{a0}12.000");
        assert_eq!(signed_difference(Lang::En, Unit::Procent, -0.04, 1), "0.0\u{a0}percentage points");
        assert_eq!(signed_short(Lang::Nl, Unit::Procent, -2.0, 1), "\u{2212}2,0");
        assert_eq!(signed_short(Lang::Nl, Unit::Kilometer, 0.4, 1), "+0,4\u{a0}km");
    }

    #[test]
    fn a_short_value_keeps_only_short_units() {
        assert_eq!(short_value(Lang::Nl, Unit::Personen, 12_415.0, 0), "12.415");
        assert_eq!(short_value(Lang::Nl, Unit::Procent, 27.0, 0), "27%");
        assert_eq!(short_value(Lang::En, Unit::Hectare, 1200.0, 0), "1,200\u{a0}ha");
    }

    #[test]
    fn the_unit_behind_a_value_does_not_repeat_its_sign() {
        let with_label = |unit, nl: &str| {
            let mut indicator = indicator(unit);
            indicator.unit_label.nl = nl.to_owned();
            unit_tail(Lang::Nl, &indicator).to_owned()
        };
        assert_eq!(with_label(Unit::Procent, "% van de woningen"), "van de woningen");
        assert_eq!(with_label(Unit::Euro, "euro, in hele duizendtallen"), "in hele duizendtallen");
        assert_eq!(with_label(Unit::Kilometer, "km"), "");
        assert_eq!(with_label(Unit::Personen, "inwoners"), "inwoners");
    }

    #[test]
    fn levels_have_a_singular_and_a_plural() {
        assert_eq!(level_name(Lang::Nl, Level::Buurt, true), "buurten");
        assert_eq!(level_name(Lang::En, Level::Gemeente, false), "municipality");
    }
}
