//! The figures of a chart as a table: the same figures, for those who read rather than look.

use crate::domain::{Lang, ShownFigure, Unit};
use crate::stats::round::as_shown;
use crate::text;
use crate::views::chart::{AgesView, Chart, DistributionView, DotsView, GapChart, TrendView, drawable};
use crate::views::profile::MemberBasis;

use super::names::{owner, place_name};
use super::words::age_group;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartTable {
    /// Headings; the first column names the rows.
    pub head: Vec<String>,
    /// Rows, each as long as the heading.
    pub rows: Vec<Vec<ChartCell>>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartCell {
    /// Words.
    Text(String),
    /// A figure: as it is shown, its value at the published precision, and its decimals.
    Figure {
        /// As it is shown.
        shown: String,
        /// Its value, rounded as shown; `None` where it is missing.
        value: Option<f64>,
        /// Decimals.
        decimals: i8,
    },
}

impl ChartCell {
    fn of(lang: Lang, unit: Unit, figure: &ShownFigure) -> Self {
        let shown = text::short_figure(lang, unit, figure);
        Self::Figure { shown, value: as_shown(figure), decimals: figure.decimals }
    }

    fn number(lang: Lang, number: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "lists of regions stay far below 2^52")]
        let value = number as f64;
        Self::Figure { shown: text::count(lang, number), value: Some(value), decimals: 0 }
    }

    /// As it is shown.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Figure { shown, .. } => shown,
        }
    }
}

/// The table of a chart.
#[must_use]
pub fn table(chart: &Chart<'_>, lang: Lang) -> ChartTable {
    match chart {
        Chart::Trend(view) => trend(lang, view),
        Chart::Dots(view) => dots(lang, view),
        Chart::Gap(chart) => gap(lang, chart),
        Chart::Swarm(view) => marked(lang, view),
        Chart::Histogram(view) => histogram(lang, view),
        Chart::Ages(view) => ages(lang, view),
    }
}

fn trend(lang: Lang, view: &TrendView<'_>) -> ChartTable {
    let mut head = vec![lang.pick("Periode", "Period").to_owned()];
    head.extend(view.lines.iter().rev().map(|line| owner(lang, &line.owner)));
    head.push(lang.pick("Toelichting", "Explanation").to_owned());
    let row = |(at, declared): (usize, &&crate::domain::IndicatorPeriod)| {
        let mut cells = vec![ChartCell::Text(text::period(lang, declared.period))];
        let figures =
            || view.lines.iter().rev().filter_map(move |line| line.figures.get(at).map(|figure| (line, figure)));
        cells.extend(figures().map(|(_, figure)| ChartCell::of(lang, view.indicator.unit, figure)));
        let mut words: Vec<String> = Vec::new();
        for (line, figure) in figures().filter(|(line, _)| line.owner.place().is_some()) {
            if let (MemberBasis::Overlay { held, outside }, Some(_)) = (figure.members, drawable(figure)) {
                words.push(format!(
                    "{}: {}.",
                    owner(lang, &line.owner),
                    text::derived_membership(lang, declared.vintage, held, outside)
                ));
            }
        }
        words.extend(declared.break_before.as_ref().map(|reason| reason.get(lang).to_owned()));
        cells.push(ChartCell::Text(words.join(" ")));
        cells
    };
    ChartTable { head, rows: view.periods.iter().enumerate().rev().map(row).collect() }
}

fn gap(lang: Lang, chart: &GapChart<'_>) -> ChartTable {
    let view = &chart.view;
    let unit = view.indicator.unit;
    let lines: Vec<_> = view.shown_lines().collect();
    let mut head = vec![lang.pick("Periode", "Period").to_owned(), place_name(lang, &chart.place)];
    for line in &lines {
        head.push(text::capitalise(&text::reference(lang, line.reference)));
        let against = text::reference_against(lang, line.reference);
        head.push(format!("{} {against}", lang.pick("Verschil", "Difference")));
    }
    let row = |(at, period): (usize, &crate::views::gap::GapPeriod<'_>)| {
        let mut cells =
            vec![ChartCell::Text(text::period(lang, period.declared.period)), ChartCell::of(lang, unit, &period.own)];
        for point in lines.iter().filter_map(|line| line.points.get(at)) {
            cells.push(ChartCell::of(lang, unit, &point.figure));
            cells.push(point.gap.map_or_else(
                || ChartCell::Figure {
                    shown: String::new(),
                    value: None,
                    decimals: point.figure.decimals.min(period.own.decimals),
                },
                |gap| ChartCell::Figure {
                    shown: text::signed(lang, unit, gap.difference(), gap.decimals),
                    value: Some(text::round_to(gap.difference(), gap.decimals)),
                    decimals: gap.decimals,
                },
            ));
        }
        cells
    };
    ChartTable { head, rows: view.periods.iter().enumerate().rev().map(row).collect() }
}

fn dots(lang: Lang, view: &DotsView<'_>) -> ChartTable {
    let head = vec![
        lang.pick("Plaats", "Place").to_owned(),
        text::period(lang, view.period.period),
        lang.pick("Laagste deel", "Lowest part").to_owned(),
        lang.pick("Hoogste deel", "Highest part").to_owned(),
        lang.pick("Delen met een cijfer", "Parts with a figure").to_owned(),
    ];
    let part = |value: Option<&f64>| match value {
        None => ChartCell::Text(String::new()),
        Some(&value) => ChartCell::Figure {
            shown: text::short_value(lang, view.indicator.unit, value, view.period.decimals),
            value: Some(text::round_to(value, view.period.decimals)),
            decimals: view.period.decimals,
        },
    };
    let rows = view.rows.iter().map(|row| {
        let parts = match row.level {
            Some(level) => ChartCell::Text(format!(
                "{} {}",
                text::count(lang, row.members.len()),
                text::level_name(lang, level, row.members.len() != 1)
            )),
            None => ChartCell::Text(String::new()),
        };
        vec![
            ChartCell::Text(owner(lang, &row.owner)),
            ChartCell::of(lang, view.indicator.unit, &row.shown),
            part(row.members.first()),
            part(row.members.last()),
            parts,
        ]
    });
    ChartTable { head, rows: rows.collect() }
}

/// Every region with its value; those of the places first.
fn marked(lang: Lang, view: &DistributionView<'_>) -> ChartTable {
    let head = vec![
        text::capitalise(text::level_name(lang, view.level, false)),
        lang.pick("Code", "Code").to_owned(),
        text::period(lang, view.period.period),
        lang.pick("Gemarkeerd", "Marked").to_owned(),
    ];
    let owner = |position: u32| {
        let place = view.marked.iter().find(|marked| marked.positions.binary_search(&position).is_ok());
        place.map(|marked| place_name(lang, &marked.place)).unwrap_or_default()
    };
    let mut rows: Vec<Vec<ChartCell>> = view
        .values
        .iter()
        .rev()
        .map(|&(position, value)| {
            vec![
                ChartCell::Text(view.name(position).to_owned()),
                ChartCell::Text(view.code(position).to_owned()),
                ChartCell::Figure {
                    shown: text::short_value(lang, view.indicator.unit, value, view.period.decimals),
                    value: Some(value),
                    decimals: view.period.decimals,
                },
                ChartCell::Text(owner(position)),
            ]
        })
        .collect();
    rows.sort_by_key(|row| row.last().is_none_or(|cell| cell.shown().is_empty()));
    ChartTable { head, rows }
}

fn histogram(lang: Lang, view: &DistributionView<'_>) -> ChartTable {
    let (from, to, number) = (
        lang.pick("Van", "From").to_owned(),
        lang.pick("Tot", "Up to").to_owned(),
        text::capitalise(&format!("{} {}", lang.pick("aantal", "number of"), text::level_name(lang, view.level, true))),
    );
    if view.indicator.unit == Unit::Klasse {
        let head = vec![lang.pick("Klasse", "Class").to_owned(), number];
        let row = |bin: &crate::stats::bins::Bin| {
            let name = text::value_with_unit(lang, view.indicator, bin.from, 0);
            vec![ChartCell::Text(name), ChartCell::number(lang, bin.count)]
        };
        return ChartTable { head, rows: view.bins.iter().map(row).collect() };
    }
    let decimals = view.period.decimals;
    let bound = |value: f64| ChartCell::Figure {
        shown: text::short_value(lang, view.indicator.unit, value, decimals),
        value: Some(text::round_to(value, decimals)),
        decimals,
    };
    let row = |bin: &crate::stats::bins::Bin| {
        let to = if bin.open { ChartCell::Text(lang.pick("en hoger", "and above").to_owned()) } else { bound(bin.to) };
        vec![bound(bin.from), to, ChartCell::number(lang, bin.count)]
    };
    ChartTable { head: vec![from, to, number], rows: view.bins.iter().map(row).collect() }
}

fn ages(lang: Lang, view: &AgesView<'_>) -> ChartTable {
    // The finest division gives the columns; a coarser one fills those that it has.
    let mut groups: Vec<crate::views::chart::AgeGroup> = Vec::new();
    for (group, _) in view.bars.iter().flat_map(|bar| &bar.groups) {
        if !groups.contains(group) {
            groups.push(*group);
        }
    }
    groups.sort_by_key(|group| (group.from, group.to));
    let mut head = vec![lang.pick("Plaats", "Place").to_owned(), lang.pick("Periode", "Period").to_owned()];
    head.extend(groups.iter().map(|group| age_group(lang, group)));
    let rows = view.bars.iter().map(|bar| {
        let mut cells = vec![ChartCell::Text(owner(lang, &bar.owner)), ChartCell::Text(text::period(lang, bar.period))];
        cells.extend(groups.iter().map(|wanted| match bar.groups.iter().find(|(group, _)| group == wanted) {
            Some((_, figure)) => ChartCell::of(lang, Unit::Procent, figure),
            None => ChartCell::Text(String::new()),
        }));
        cells
    });
    ChartTable { head, rows: rows.collect() }
}
