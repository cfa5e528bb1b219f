//! The notes under a chart: breaks, designations, missing and derived figures.

use crate::domain::{Designated, IndicatorPeriod, Lang, Reference, ReferenceKind, ShownFigure};
use crate::text;
use crate::views::chart::{DistributionView, DotsView, GapChart, TrendView, drawable};
use crate::views::profile::{MemberBasis, Origin};

use super::ends::ends;
use super::names::{owner, place_name};

/// The year of a designation as a position on a time axis, with the fraction of the year that its source gives.
pub(super) fn year_of(designated: &Designated<'_>) -> Option<f64> {
    let month = designated.from.get(5..7).and_then(|month| month.parse::<u8>().ok());
    let month = month.filter(|month| (1..=12).contains(month)).unwrap_or(1);
    Some(f64::from(designated.year()?) + f64::from(month - 1) / 12.0)
}

/// The short name of a designation on an axis.
pub(super) fn short_name(lang: Lang, designated: &Designated<'_>) -> String {
    let year = designated.from.get(..4).unwrap_or_default();
    let what = if designated.is_later() {
        designated.area.name.clone()
    } else {
        text::areas_counted(lang, designated.designation)
    };
    format!("{year}: {what}")
}

/// The sentence about a designation; `inside` tells whether its date falls within the years shown.
fn designation(lang: Lang, designated: &Designated<'_>, inside: bool) -> String {
    let since = text::date(lang, designated.from);
    let name = text::lower_first(designated.designation.name.get(lang));
    // An area with a date of its own is named: the others were designated earlier.
    let whose = if designated.is_later() {
        format!("{} {}", lang.pick(" van", " of"), designated.area.name)
    } else {
        String::new()
    };
    let what = lang.pick("Aanwijzing", "Designation");
    let then = if inside {
        lang.pick("De lijn zegt niet waardoor iets verandert.", "The line does not say why anything changes.")
    } else {
        lang.pick("Die datum valt buiten de jaren van deze grafiek.", "That date lies outside the years of this chart.")
    };
    format!("{what}{whose} ({since}): {name}. {then}")
}

pub(super) fn trend(lang: Lang, view: &TrendView<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(breaks(lang, &view.periods));
    for line in view.lines.iter().filter(|line| line.owner.place().is_some()) {
        notes.extend(gaps(lang, view, line));
    }
    let places = view.lines.iter().filter(|line| line.owner.place().is_some());
    notes.extend(margins(lang, places.flat_map(|line| &line.figures)));
    let derived = |shown: &ShownFigure| matches!(shown.members, MemberBasis::Overlay(_)) && drawable(shown).is_some();
    let years: Vec<String> = view
        .periods
        .iter()
        .enumerate()
        .filter(|(at, _)| {
            view.lines.iter().any(|line| line.owner.place().is_some() && line.figures.get(*at).is_some_and(derived))
        })
        .map(|(_, declared)| text::period(lang, declared.period))
        .collect();
    if !years.is_empty() {
        notes.push(format!(
            "{} {}.",
            lang.pick(
                "Afgeleid uit de wijken en buurten van toen:",
                "Derived from the districts and neighbourhoods of that time:"
            ),
            years.join(", ")
        ));
    }
    notes.extend(designations(lang, &view.periods, &view.designations));
    notes
}

/// The sentences about designations.
fn designations(lang: Lang, periods: &[&IndicatorPeriod], found: &[Designated<'_>]) -> Vec<String> {
    let (first, last) = ends(periods);
    let sentence = |one: &Designated<'_>| {
        let inside = year_of(one).is_some_and(|year| year >= first && year <= last);
        designation(lang, one, inside)
    };
    found.iter().map(sentence).collect()
}

/// Why periods cannot be compared with the one before.
fn breaks<'a>(lang: Lang, periods: &'a [&IndicatorPeriod]) -> impl Iterator<Item = String> + 'a {
    periods.iter().skip(1).filter_map(move |declared| {
        let reason = declared.break_before.as_ref()?;
        Some(format!("{}: {}", text::period(lang, declared.period), reason.get(lang)))
    })
}

pub(super) fn gap(lang: Lang, chart: &GapChart<'_>) -> Vec<String> {
    let periods = chart.periods();
    let mut notes = vec![
        lang.pick(
            "De lijn bij 0 is het cijfer waarmee is vergeleken. Boven 0 is het cijfer van de plaats hoger, onder 0 lager.",
            "The line at 0 is the figure compared with. Above 0 the figure of the place is higher, below 0 lower.",
        )
        .to_owned(),
    ];
    notes.extend(breaks(lang, &periods));
    let missing = chart.view.periods.iter().filter_map(|period| {
        let reason = period.own.value.missing()?;
        Some(format!("{} ({})", text::period(lang, period.declared.period), text::missing(lang, reason)))
    });
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        let name = place_name(lang, &chart.place);
        notes.push(format!("{name}: {} {}.", lang.pick("geen cijfer over", "no figure for"), missing.join(", ")));
    }
    let pool = &chart.view.pool;
    if chart.view.lines.iter().any(|line| matches!(line.reference, Reference::Matched(_)) && line.has_points()) {
        let (number, noun) = (text::count(lang, pool.regions), text::level_name(lang, pool.level, pool.regions != 1));
        notes.push(match lang {
            Lang::Nl => format!("Vergelijkbaar: {number} {noun} buiten het programma, gekozen op kenmerken die niet het cijfer zelf zijn."),
            Lang::En => format!("Comparable: {number} {noun} outside the programme, chosen on features other than the figure itself."),
        });
    }
    notes.extend(designations(lang, &periods, &chart.view.designations));
    notes
}

/// The years in which a place has no figure, with the reason.
fn gaps(lang: Lang, view: &TrendView<'_>, line: &crate::views::chart::TrendLine<'_>) -> Option<String> {
    let missing = |(declared, shown): (&&IndicatorPeriod, &ShownFigure)| {
        let reason = shown.value.missing()?;
        Some(format!("{} ({})", text::period(lang, declared.period), text::missing(lang, reason)))
    };
    let years: Vec<String> = view.periods.iter().zip(&line.figures).filter_map(missing).collect();
    if years.is_empty() {
        return None;
    }
    Some(format!(
        "{}: {} {}.",
        owner(lang, &line.owner),
        lang.pick("geen cijfer over", "no figure for"),
        years.join(", ")
    ))
}

pub(super) fn dots(lang: Lang, view: &DotsView<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for row in &view.rows {
        let (Some(place), Some(level)) = (row.owner.place(), row.level) else { continue };
        if row.members.len() < 2 {
            continue;
        }
        let (number, noun) = (text::count(lang, row.members.len()), text::level_name(lang, level, true));
        let name = place_name(lang, &place.named);
        notes.push(match lang {
            Lang::Nl => format!("Streepjes bij {name}: de {number} {noun} met een cijfer."),
            Lang::En => format!("Ticks at {name}: its {number} {noun} with a figure."),
        });
    }
    notes.extend(margins(lang, view.rows.iter().map(|row| &row.shown)));
    let nederland = view.rows.iter().filter(|row| row.owner.is(ReferenceKind::Nederland)).map(|row| &row.shown);
    notes.extend(computed_netherlands(lang, nederland));
    if let Some(reason) = &view.period.break_before {
        notes.push(reason.get(lang).to_owned());
    }
    notes
}

/// What the strokes through dots are, where there are any.
fn margins<'a>(lang: Lang, mut shown: impl Iterator<Item = &'a ShownFigure>) -> Option<String> {
    let strokes = lang.pick("Streep bij een stip", "Stroke at a dot");
    let drawn = shown.any(|shown| drawable(shown).is_some() && shown.margin.is_some());
    drawn.then(|| format!("{strokes}: {}.", text::margin_explained(lang)))
}

fn computed_netherlands<'a>(lang: Lang, mut shown: impl Iterator<Item = &'a ShownFigure>) -> Option<String> {
    shown.any(|shown| shown.origin == Origin::Aggregated && drawable(shown).is_some()).then(|| {
        lang.pick("Nederland is berekend uit de gemeenten.", "The Netherlands is computed from the municipalities.")
            .to_owned()
    })
}

pub(super) fn distribution(lang: Lang, view: &DistributionView<'_>, dots: bool) -> Vec<String> {
    let mut notes = Vec::new();
    let one = text::level_name(lang, view.level, false);
    let known = text::count(lang, view.values.len());
    let many = text::level_name(lang, view.level, view.values.len() != 1);
    let unknown = text::count(lang, view.unknown());
    let first =
        if dots { format!("{} {one}. ", lang.pick("Elke stip is een", "Each dot is a")) } else { String::new() };
    notes.push(match lang {
        Lang::Nl => format!("{first}{known} {many} met een cijfer; {unknown} zonder."),
        Lang::En => format!("{first}{known} {many} with a figure; {unknown} without."),
    });
    for marked in &view.marked {
        let name = place_name(lang, &marked.place);
        if let Some(reason) = marked.shown.value.missing() {
            notes.push(format!("{name}: {}.", text::missing(lang, reason)));
        }
        if dots && marked.positions.len() > 1 {
            let many = text::level_name(lang, view.level, true);
            notes.push(format!(
                "{} {many} {} {name}.",
                lang.pick("In kleur: de", "In colour: the"),
                lang.pick("in", "in")
            ));
        }
    }
    if let Some(last) = view.bins.last().filter(|last| last.open && !dots) {
        let from = text::short_value(lang, &view.indicator.unit, last.from, view.period.decimals);
        notes.push(match lang {
            Lang::Nl => format!("De laatste staaf telt alle waarden vanaf {from}."),
            Lang::En => format!("The last bar counts all values from {from} up."),
        });
    }
    notes.extend(computed_netherlands(lang, view.nederland.iter()));
    notes
}

pub(super) fn ages(lang: Lang) -> Vec<String> {
    vec![
        lang.pick(
            "De percentages tellen door afronding niet altijd op tot 100. Een andere indeling in leeftijden komt doordat de \
             bron die voor dat jaar zo levert.",
            "Percentages do not always add up to 100 because of rounding. Where the division into ages differs, the source \
             delivers that year so.",
        )
        .to_owned(),
    ]
}
