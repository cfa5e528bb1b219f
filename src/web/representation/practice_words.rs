//! The sentences around practice examples: why one is suggested, how near it is, when it ran.

use crate::atlas::relevance::{Likeness, Reason};
use crate::atlas::standout::Standing;
use crate::atlas::{Atlas, FeatureValue, PeriodRef};
use crate::domain::{Lang, Level, PlacePrecision, Reference};
use crate::stats::difference::compare;
use crate::text;
use crate::views::practice::Nearness;

/// Up to this place among the similar areas an area "is like" another; further down it "is less like" it.
const LIKE_UP_TO: u32 = 6;

/// "Moeite met rondkomen: 38% in Tilburg-Noordwest (2020), 15 procentpunt hoger dan Nederland (23%)."
pub fn standing(lang: Lang, atlas: &Atlas, place: &str, standing: &Standing) -> Option<String> {
    let PeriodRef { indicator, period, .. } = atlas.at(standing.at)?;
    let nederland = text::reference_inline(lang, Reference::Nederland);
    let comparison = text::comparison(lang, &indicator.unit, &compare(&standing.own, &standing.nederland)?, &nederland);
    let value = text::figure(lang, indicator, &standing.own);
    let period = text::period(lang, period.period);
    Some(format!("{}: {value} in {place} ({period}), {comparison}.", indicator.name.get(lang)))
}

/// The label of the theme on which a place stands out.
pub fn theme<'a>(lang: Lang, atlas: &'a Atlas, standing: &Standing) -> &'a str {
    atlas.vocabulary.themes.get(standing.theme).map_or("", |theme| theme.label.get(lang))
}

/// "Arnhem-Oost lijkt op Tilburg-Noordwest (plaats 2 van 19 gebieden): koopwoningen 27% en 29%."
pub fn likeness(lang: Lang, atlas: &Atlas, place: &str, likeness: &Likeness, features: usize) -> Option<String> {
    let area = &atlas.areas.get(likeness.area as usize)?.area.name;
    let alike: Vec<String> =
        likeness.alike.iter().take(features).filter_map(|value| pair(lang, atlas, value)).collect();
    let through = match (&likeness.through, lang) {
        (None, _) => String::new(),
        (Some((Level::Gemeente, name)), Lang::Nl) => format!(", vergeleken is de gemeente {name}"),
        (Some((Level::Gemeente, name)), Lang::En) => format!(", compared is the municipality of {name}"),
        (Some((_, name)), Lang::Nl) => format!(", vergeleken met {name} daarin"),
        (Some((_, name)), Lang::En) => format!(", compared with {name} in it"),
    };
    let (rank, of) = (likeness.rank, likeness.of);
    let like = likeness.rank <= LIKE_UP_TO;
    let sentence = match lang {
        Lang::Nl => format!(
            "{area} lijkt {}op {place} (plaats {rank} van {of} gebieden{through}). Het dichtst bij elkaar, {place} eerst: {}.",
            if like { "" } else { "minder " },
            alike.join("; ")
        ),
        Lang::En => format!(
            "{area} is {}like {place} (rank {rank} of {of} areas{through}). Closest together, {place} first: {}.",
            if like { "" } else { "less " },
            alike.join("; ")
        ),
    };
    Some(sentence)
}

/// "Het verst uiteen: bevolkingsdichtheid 6.100 en 9.800 inwoners per km²."
pub fn differs(lang: Lang, atlas: &Atlas, likeness: &Likeness) -> Option<String> {
    let shown = pair(lang, atlas, &likeness.differs)?;
    Some(format!("{}: {shown}.", lang.pick("Het verst uiteen", "Furthest apart")))
}

/// The figures of both places, the one looked from first.
fn pair(lang: Lang, atlas: &Atlas, value: &FeatureValue) -> Option<String> {
    let indicator = atlas.indicator_at(value.indicator)?.indicator;
    let period = indicator.periods.iter().find(|period| atlas.is_base(period.vintage));
    let decimals = period.or_else(|| indicator.headline())?.decimals_of_area();
    let own = text::short_value(lang, &indicator.unit, value.own, decimals);
    let other = text::value_with_unit(lang, &indicator.unit, value.other, decimals);
    let name = text::lower_first(indicator.name.get(lang));
    Some(format!("{name} {own} {} {other}", lang.pick("en", "and")))
}

/// Why an example is put forward, in one or two sentences: the figure, then the likeness.
pub fn reason(lang: Lang, atlas: &Atlas, place: &str, reason: &Reason) -> Vec<String> {
    let figure = reason.standing.as_ref().and_then(|found| standing(lang, atlas, place, found));
    let alike = reason.likeness.as_ref().and_then(|found| likeness(lang, atlas, place, found, 2));
    figure.into_iter().chain(alike).collect()
}

/// How near an example is; nothing where that is not known.
pub fn nearness(lang: Lang, place: &str, nearness: Nearness) -> Option<String> {
    match nearness {
        Nearness::Inside => Some(format!("in {place}")),
        Nearness::SameArea => Some(lang.pick("in hetzelfde gebied", "in the same area").to_owned()),
        Nearness::Kilometres(distance) if distance < 1.0 => {
            Some(lang.pick("minder dan 1\u{a0}km hemelsbreed", "less than 1\u{a0}km as the crow flies").to_owned())
        }
        Nearness::Kilometres(distance) => {
            let shown = text::number(lang, distance, 0);
            Some(match lang {
                Lang::Nl => format!("ongeveer {shown}\u{a0}km hemelsbreed"),
                Lang::En => format!("about {shown}\u{a0}km as the crow flies"),
            })
        }
        Nearness::Unknown => None,
    }
}

/// When it ran; empty where the source does not say.
pub fn period(lang: Lang, from: &str, until: &str) -> String {
    match (from.is_empty(), until.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("{} {}", lang.pick("vanaf", "from"), text::date(lang, from)),
        (true, false) => format!("{} {}", lang.pick("tot", "until"), text::date(lang, until)),
        (false, false) => {
            format!("{} {} {}", text::date(lang, from), lang.pick("tot", "to"), text::date(lang, until))
        }
    }
}

/// What a field is called where it is said to be an editor's reading.
pub fn inferred(lang: Lang, field: &str) -> &str {
    match field {
        "themes" => lang.pick("thema's", "themes"),
        "audience" => lang.pick("doelgroep", "audience"),
        "phase" => lang.pick("fase", "phase"),
        "published" => lang.pick("datum", "date"),
        "focus_area" => lang.pick("gebied", "area"),
        other => other,
    }
}

/// "a, b en c".
pub fn and(lang: Lang, words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), lang.pick("en", "and")),
    }
}

/// How precisely the place of an example is known.
pub const fn precision(lang: Lang, precision: PlacePrecision) -> &'static str {
    match precision {
        PlacePrecision::Punt => lang.pick("precies bekend", "known exactly"),
        PlacePrecision::Buurt => lang.pick("op de buurt geplaatst", "placed on the neighbourhood"),
        PlacePrecision::Wijk => lang.pick("op de wijk geplaatst", "placed on the district"),
        PlacePrecision::Gebied => lang.pick("alleen het gebied is bekend", "only the area is known"),
        PlacePrecision::Gemeente => lang.pick("alleen de gemeente is bekend", "only the municipality is known"),
        PlacePrecision::Onbekend => lang.pick("plaats onbekend", "place unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_whole_kilometres_and_never_zero() {
        let nl = |kilometres| nearness(Lang::Nl, "X", Nearness::Kilometres(kilometres)).unwrap();
        assert_eq!(nl(0.2), "minder dan 1\u{a0}km hemelsbreed");
        assert_eq!(nl(12.4), "ongeveer 12\u{a0}km hemelsbreed");
        assert_eq!(nearness(Lang::Nl, "X", Nearness::Unknown), None);
        assert_eq!(nearness(Lang::En, "X", Nearness::SameArea).unwrap(), "in the same area");
    }

    #[test]
    fn a_period_says_only_what_is_known() {
        assert_eq!(period(Lang::Nl, "2019", "2023"), "2019 tot 2023");
        assert_eq!(period(Lang::Nl, "", "2030"), "tot 2030");
        assert_eq!(period(Lang::En, "2012", ""), "from 2012");
        assert_eq!(period(Lang::En, "", ""), "");
    }

    #[test]
    fn names_are_joined_as_a_sentence_does() {
        assert_eq!(and(Lang::Nl, &["a", "b", "c"]), "a, b en c");
        assert_eq!(and(Lang::En, &["a", "b"]), "a and b");
        assert_eq!(and(Lang::En, &["a"]), "a");
    }
}
