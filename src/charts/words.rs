//! What a chart says in words: title with the unit, description for those who do not see it, notes, source line.

use std::fmt::Write as _;

use crate::domain::{IndicatorPeriod, Lang, Reference, Source, Unit};
use crate::text;
use crate::views::chart::{
    AgeBar, AgeGroup, AgesView, Chart, DistributionView, DotRow, DotsView, GapChart, SeriesOwner, TrendLine, TrendView,
};
use crate::views::place::NamedPlace;

use super::ink::Ink;
use super::names::{owner, place_name};
use super::notes;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartWords {
    /// Indicator and places.
    pub title: String,
    /// Unit and period.
    pub unit: String,
    /// What is seen, with the figures.
    pub description: String,
    /// What a careful reader must know.
    pub notes: Vec<String>,
    pub source: String,
}

/// What stands under every chart besides its own notes.
#[derive(Clone, Copy, Debug)]
pub struct Imprint<'a> {
    /// Language.
    pub lang: Lang,
    /// Sources of the figures.
    pub sources: &'a [&'a Source],
    /// Id of the release.
    pub release: &'a str,
}

pub fn words(chart: &Chart<'_>, imprint: &Imprint<'_>) -> ChartWords {
    let lang = imprint.lang;
    let (title, unit, description, notes) = match chart {
        Chart::Trend(view) => {
            (trend_title(lang, view), trend_unit(lang, view), trend(lang, view), notes::trend(lang, view))
        }
        Chart::Dots(view) => {
            (dots_title(lang, view), unit_line(lang, chart, view.period), dots(lang, view), notes::dots(lang, view))
        }
        Chart::Gap(chart) => (gap_title(lang, chart), gap_unit(lang, chart), gap(lang, chart), notes::gap(lang, chart)),
        Chart::Swarm(view) => (
            distribution_title(lang, view),
            unit_line(lang, chart, view.period),
            distribution(lang, view),
            notes::distribution(lang, view, true),
        ),
        Chart::Histogram(view) => (
            distribution_title(lang, view),
            unit_line(lang, chart, view.period),
            distribution(lang, view),
            notes::distribution(lang, view, false),
        ),
        Chart::Ages(view) => (
            ages_title(lang, view),
            lang.pick("% van de inwoners", "% of the residents").to_owned(),
            ages(lang, view),
            notes::ages(lang),
        ),
    };
    ChartWords { title, unit, description, notes, source: source(imprint) }
}

fn source(imprint: &Imprint<'_>) -> String {
    let lang = imprint.lang;
    let named = |source: &&Source| {
        let mut line = source.attribution.get(lang).to_owned();
        if !source.table.is_empty() {
            _ = write!(line, ", {} {}", lang.pick("tabel", "table"), source.table);
        }
        if source.licence.starts_with("CC") {
            _ = write!(line, ", {}", source.licence);
        }
        line
    };
    let list: Vec<String> = imprint.sources.iter().map(named).collect();
    let sources =
        if list.is_empty() { lang.pick("niet vastgesteld", "not established").to_owned() } else { list.join("; ") };
    format!(
        "{}: {sources}. {} wijkwijzer, {} {}.",
        lang.pick("Bron", "Source"),
        lang.pick("Grafiek:", "Chart:"),
        lang.pick("uitgave", "release"),
        imprint.release
    )
}

fn names(lang: Lang, places: &[&NamedPlace<'_>]) -> String {
    let named: Vec<String> = places.iter().map(|place| place_name(lang, place)).collect();
    match named.as_slice() {
        [] => text::reference_inline(lang, Reference::Nederland),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), lang.pick("en", "and")),
    }
}

fn trend_title(lang: Lang, view: &TrendView<'_>) -> String {
    let places: Vec<_> = view.lines.iter().filter_map(|line| line.owner.place()).map(|place| &place.named).collect();
    format!("{}: {}", view.indicator.name.get(lang), names(lang, &places))
}

/// The ink of a line, dot or bar, and of its name.
pub(super) fn inks(owner: &SeriesOwner<'_>) -> (Ink, Ink) {
    match owner {
        SeriesOwner::Place(place) => (Ink::place(place.position), Ink::place_label(place.position)),
        SeriesOwner::Reference(reference) => (Ink::Reference(reference.kind()), Ink::Label),
    }
}

fn gap_title(lang: Lang, chart: &GapChart<'_>) -> String {
    let (name, place) = (chart.view.indicator.name.get(lang), place_name(lang, &chart.place));
    match lang {
        Lang::Nl => format!("{name}: verschil van {place} met andere gebieden"),
        Lang::En => format!("{name}: difference between {place} and other areas"),
    }
}

fn gap_unit(lang: Lang, chart: &GapChart<'_>) -> String {
    let indicator = chart.view.indicator;
    let unit = match text::points(lang, &indicator.unit) {
        Some(points) => format!("in {points}"),
        None => indicator.unit_label.get(lang).to_owned(),
    };
    format!("{} {unit}, {}", lang.pick("verschil,", "difference,"), years(lang, &chart.periods()))
}

fn gap(lang: Lang, chart: &GapChart<'_>) -> String {
    let line = |line: &crate::views::gap::GapLine<'_>| {
        let points = chart.view.periods.iter().zip(&line.points).map(|(period, point)| {
            let gap =
                point.gap.map(|gap| text::signed(lang, &chart.view.indicator.unit, gap.difference(), gap.decimals));
            let gap = gap.unwrap_or_else(|| lang.pick("niet bekend", "not known").to_owned());
            format!("{} {gap}", text::period(lang, period.declared.period))
        });
        let name = text::reference_against(lang, line.reference);
        format!("{} {name}: {}.", lang.pick("Verschil", "Difference"), points.collect::<Vec<_>>().join("; "))
    };
    chart.view.lines.iter().filter(|line| line.has_points()).map(line).collect::<Vec<_>>().join(" ")
}

/// "2012–2020".
fn years(lang: Lang, periods: &[&IndicatorPeriod]) -> String {
    let period = |declared: Option<&&IndicatorPeriod>| declared.map(|found| text::period(lang, found.period));
    let (first, last) = (period(periods.first()), period(periods.last()));
    format!("{}\u{2013}{}", first.unwrap_or_default(), last.unwrap_or_default())
}

fn trend_unit(lang: Lang, view: &TrendView<'_>) -> String {
    let years = years(lang, &view.periods);
    let unit = view.indicator.unit_label.get(lang);
    if unit.is_empty() { years } else { format!("{unit}, {years}") }
}

fn dots_title(lang: Lang, view: &DotsView<'_>) -> String {
    let places: Vec<_> = view.rows.iter().filter_map(|row| row.owner.place()).map(|place| &place.named).collect();
    format!("{}: {}", view.indicator.name.get(lang), names(lang, &places))
}

fn unit_line(lang: Lang, chart: &Chart<'_>, period: &IndicatorPeriod) -> String {
    let period = text::period(lang, period.period);
    let unit = chart.indicator().map_or("", |indicator| indicator.unit_label.get(lang));
    if unit.is_empty() { period } else { format!("{unit}, {period}") }
}

fn distribution_title(lang: Lang, view: &DistributionView<'_>) -> String {
    let level = text::level_name(lang, view.level, true);
    let name = view.indicator.name.get(lang);
    let within = view.within.map_or_else(|| text::reference_inline(lang, Reference::Nederland), str::to_owned);
    let marked: Vec<_> = view.marked.iter().map(|marked| &marked.place).collect();
    let all = format!("{name}: {level} {} {within}", lang.pick("in", "in"));
    if marked.is_empty() { all } else { format!("{all}, {} {}", lang.pick("met", "with"), names(lang, &marked)) }
}

fn ages_title(lang: Lang, view: &AgesView<'_>) -> String {
    let places: Vec<_> = view.place.iter().collect();
    format!("{}: {}", lang.pick("Inwoners naar leeftijd", "Residents by age"), names(lang, &places))
}

fn trend(lang: Lang, view: &TrendView<'_>) -> String {
    let line = |line: &TrendLine<'_>| {
        let points: Vec<String> = view
            .periods
            .iter()
            .zip(&line.figures)
            .map(|(declared, figure)| {
                format!(
                    "{} {}",
                    text::period(lang, declared.period),
                    text::short_figure_with_margin(lang, &view.indicator.unit, figure)
                )
            })
            .collect();
        format!("{}: {}.", owner(lang, &line.owner), points.join("; "))
    };
    view.lines.iter().rev().map(line).collect::<Vec<_>>().join(" ")
}

fn dots(lang: Lang, view: &DotsView<'_>) -> String {
    let row = |row: &DotRow<'_>| {
        let figure = text::short_figure_with_margin(lang, &view.indicator.unit, &row.shown);
        format!("{}: {figure}.", owner(lang, &row.owner))
    };
    view.rows.iter().map(row).collect::<Vec<_>>().join(" ")
}

fn distribution(lang: Lang, view: &DistributionView<'_>) -> String {
    let noun = text::level_name(lang, view.level, view.values.len() != 1);
    let count = text::count(lang, view.values.len());
    let value = |at: Option<&(u32, f64)>| {
        at.map(|&(_, value)| text::short_value(lang, &view.indicator.unit, value, view.period.decimals))
            .unwrap_or_default()
    };
    let (low, high) = (value(view.values.first()), value(view.values.last()));
    let mut sentence = match lang {
        Lang::Nl => format!("{count} {noun}, van {low} tot {high}."),
        Lang::En => format!("{count} {noun}, from {low} to {high}."),
    };
    for marked in &view.marked {
        let figure = text::short_figure(lang, &view.indicator.unit, &marked.shown);
        _ = write!(sentence, " {}: {figure}.", place_name(lang, &marked.place));
    }
    if let Some(nederland) = &view.nederland {
        let figure = text::short_figure(lang, &view.indicator.unit, nederland);
        _ = write!(sentence, " {}: {figure}.", text::reference(lang, Reference::Nederland));
    }
    sentence
}

fn ages(lang: Lang, view: &AgesView<'_>) -> String {
    let bar = |bar: &AgeBar<'_>| {
        let groups: Vec<String> = bar
            .groups
            .iter()
            .map(|(group, figure)| {
                format!("{} {}", age_group(lang, group), text::short_figure(lang, Unit::percent(), figure))
            })
            .collect();
        format!("{}, {}: {}.", owner(lang, &bar.owner), text::period(lang, bar.period), groups.join("; "))
    };
    view.bars.iter().map(bar).collect::<Vec<_>>().join(" ")
}

/// "15–24 jaar".
pub fn age_group(lang: Lang, group: &AgeGroup) -> String {
    format!("{} {}", ages_short(*group), lang.pick("jaar", "years"))
}

/// "15–24".
pub(super) fn ages_short(group: AgeGroup) -> String {
    match group.to {
        Some(to) => format!("{}\u{2013}{to}", group.from),
        None => format!("{}+", group.from),
    }
}
