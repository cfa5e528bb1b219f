//! The figures of a chart as a table: the same figures, for those who read rather than look.

use super::names::{owner, place_name};
use super::words::age_group;
use crate::domain::{IndicatorPeriod, Lang, ShownFigure, Unit, Value};
use crate::export::{Cell, Column, Columns, Kind, Table};
use crate::stats::bins::Bin;
use crate::text;
use crate::views::chart::{
    AgeBar, AgeGroup, AgesView, Chart, DistributionView, DotRow, DotsView, GapChart, TrendView, drawable,
};
use crate::views::gap::{GapPeriod, GapPoint};
use crate::views::profile::MemberBasis;

/// Name of the sheet, and what it holds.
const SHEET: [(&str, &str); 2] = [("Grafiek", "Chart"), ("De cijfers van de grafiek.", "The figures of the chart.")];

/// The table of a chart; its first column names the rows.
pub fn table<'a>(chart: &'a Chart<'a>, lang: Lang) -> Table<'a> {
    match chart {
        Chart::Trend(view) => trend(lang, view),
        Chart::Dots(view) => dots(lang, view),
        Chart::Gap(chart) => gap(lang, chart),
        Chart::Swarm(view) => marked(lang, view),
        Chart::Histogram(view) => histogram(lang, view),
        Chart::Ages(view) => ages(lang, view),
    }
}

/// A figure as the chart says it. The unit stands in a column of its own: a difference of percentages is no percentage.
fn figure<'a>(lang: Lang, unit: &Unit, figure: &ShownFigure) -> Cell<'a> {
    let words = text::short_figure(lang, unit, figure);
    match figure.value {
        Value::Known(_) => Cell::figure(figure.value, figure.decimals, None).said(words).within(figure.margin),
        Value::Missing(_) => Cell::Absent(words.into()),
    }
}

/// A value without more to say of it.
fn value<'a>(lang: Lang, unit: &Unit, value: f64, decimals: i8) -> Cell<'a> {
    Cell::figure(Value::Known(value), decimals, None).said(text::short_value(lang, unit, value, decimals))
}

/// A column of figures that the data names.
fn figures(label: impl AsRef<str>) -> Column {
    Column::labelled(label.as_ref(), Kind::Figure)
}

fn trend<'a>(lang: Lang, view: &'a TrendView<'a>) -> Table<'a> {
    let unit = &*view.indicator.unit;
    Columns::of(lang)
        .text(("Periode", "Period"), move |(_, declared): &(usize, &'a &'a IndicatorPeriod)| {
            text::period(lang, declared.period)
        })
        .each(view.lines.iter().rev(), |columns, line| {
            columns.column(figures(owner(lang, &line.owner)), move |(at, _)| {
                line.figures.get(*at).map(|shown| figure(lang, unit, shown))
            })
        })
        .text(("Toelichting", "Explanation"), move |(at, declared)| explanation(lang, view, *at, declared))
        .table(SHEET[0], SHEET[1], view.periods.iter().enumerate().rev())
}

/// What must be known of a period: members found by overlay, and a break with what came before.
fn explanation(lang: Lang, view: &TrendView<'_>, at: usize, declared: &IndicatorPeriod) -> String {
    let derived = view.lines.iter().rev().filter(|line| line.owner.place().is_some()).filter_map(|line| {
        let figure = line.figures.get(at)?;
        match (figure.members, drawable(figure)) {
            (MemberBasis::Overlay(found), Some(_)) => {
                let words = text::derived_membership(lang, declared.vintage, found);
                Some(format!("{}: {words}.", owner(lang, &line.owner)))
            }
            _ => None,
        }
    });
    let broken = declared.break_before.as_ref().map(|reason| reason.get(lang).to_owned());
    derived.chain(broken).collect::<Vec<_>>().join(" ")
}

fn gap<'a>(lang: Lang, chart: &'a GapChart<'a>) -> Table<'a> {
    let (view, unit) = (&chart.view, &*chart.view.indicator.unit);
    let difference = move |point: &GapPoint| match point.gap {
        Some(gap) => Cell::figure(Value::Known(gap.difference()), gap.decimals, None).said(text::signed(
            lang,
            unit,
            gap.difference(),
            gap.decimals,
        )),
        None => Cell::Absent("".into()),
    };
    Columns::of(lang)
        .text(("Periode", "Period"), move |(_, period): &(usize, &'a GapPeriod<'a>)| {
            text::period(lang, period.declared.period)
        })
        .column(figures(place_name(lang, &chart.place)), move |(_, period)| figure(lang, unit, &period.own))
        .each(view.shown_lines(), |columns, line| {
            let name = text::capitalise(&text::reference(lang, line.reference));
            let against = text::reference_against(lang, line.reference);
            columns
                .column(figures(name), move |(at, _)| {
                    line.points.get(*at).map(|point| figure(lang, unit, &point.figure))
                })
                .column(figures(format!("{} {against}", lang.pick("Verschil", "Difference"))), move |(at, _)| {
                    line.points.get(*at).map(difference)
                })
        })
        .table(SHEET[0], SHEET[1], view.periods.iter().enumerate().rev())
}

fn dots<'a>(lang: Lang, view: &'a DotsView<'a>) -> Table<'a> {
    let (unit, decimals) = (&*view.indicator.unit, view.period.decimals);
    let part = move |one: Option<&f64>| one.map(|&one| value(lang, unit, one, decimals));
    Columns::of(lang)
        .text(("Plaats", "Place"), move |row: &&'a DotRow<'a>| owner(lang, &row.owner))
        .column(figures(text::period(lang, view.period.period)), move |row| figure(lang, unit, &row.shown))
        .column(Column::new(lang, ("Laagste deel", "Lowest part"), Kind::Figure), move |row| part(row.members.first()))
        .column(Column::new(lang, ("Hoogste deel", "Highest part"), Kind::Figure), move |row| part(row.members.last()))
        .text(("Delen met een cijfer", "Parts with a figure"), move |row| {
            let parts = row.members.len();
            row.level.map(|level| format!("{} {}", text::count(lang, parts), text::level_name(lang, level, parts != 1)))
        })
        .table(SHEET[0], SHEET[1], &view.rows)
}

/// Every region with its value, the highest first; those of the places before all others.
fn marked<'a>(lang: Lang, view: &'a DistributionView<'a>) -> Table<'a> {
    let (unit, decimals) = (&*view.indicator.unit, view.period.decimals);
    let place_of = |position: u32| {
        let place = view.marked.iter().find(|marked| marked.positions.binary_search(&position).is_ok());
        place.map(|marked| place_name(lang, &marked.place))
    };
    let values = view.values.iter().rev();
    let mut rows: Vec<(u32, f64, Option<String>)> =
        values.map(|&(position, value)| (position, value, place_of(position))).collect();
    rows.sort_by_key(|(.., owner)| owner.is_none());
    Columns::of(lang)
        .column(
            Column::labelled(&text::capitalise(text::level_name(lang, view.level, false)), Kind::Text),
            |(position, ..): &(u32, f64, Option<String>)| view.name(*position),
        )
        .text("Code", |(position, ..)| view.code(*position).to_owned())
        .column(figures(text::period(lang, view.period.period)), move |(_, one, _)| value(lang, unit, *one, decimals))
        .text(("Gemarkeerd", "Marked"), |(.., owner)| owner.clone())
        .table(SHEET[0], SHEET[1], rows)
}

fn histogram<'a>(lang: Lang, view: &'a DistributionView<'a>) -> Table<'a> {
    let (indicator, unit, decimals) = (view.indicator, &*view.indicator.unit, view.period.decimals);
    let regions = format!("{} {}", lang.pick("aantal", "number of"), text::level_name(lang, view.level, true));
    let number = figures(text::capitalise(&regions));
    let how_many = move |bin: &&'a Bin| Cell::count_of(bin.count);
    if unit.ordinal {
        return Columns::of(lang)
            .text(("Klasse", "Class"), move |bin: &&'a Bin| text::value_with_unit(lang, &indicator.unit, bin.from, 0))
            .column(number, how_many)
            .table(SHEET[0], SHEET[1], &view.bins);
    }
    Columns::of(lang)
        .column(Column::new(lang, ("Van", "From"), Kind::Figure), move |bin: &&'a Bin| {
            value(lang, unit, bin.from, decimals)
        })
        .column(Column::new(lang, ("Tot", "Up to"), Kind::Figure), move |bin| {
            if bin.open { Cell::text(lang.pick("en hoger", "and above")) } else { value(lang, unit, bin.to, decimals) }
        })
        .column(number, how_many)
        .table(SHEET[0], SHEET[1], &view.bins)
}

fn ages<'a>(lang: Lang, view: &'a AgesView<'a>) -> Table<'a> {
    // The finest division gives the columns; a coarser one fills those that it has.
    let mut groups: Vec<AgeGroup> = Vec::new();
    for (group, _) in view.bars.iter().flat_map(|bar| &bar.groups) {
        if !groups.contains(group) {
            groups.push(*group);
        }
    }
    groups.sort_by_key(|group| (group.from, group.to));
    Columns::of(lang)
        .text(("Plaats", "Place"), move |bar: &&'a AgeBar<'a>| owner(lang, &bar.owner))
        .text(("Periode", "Period"), move |bar| text::period(lang, bar.period))
        .each(groups, |columns, wanted| {
            columns.column(figures(age_group(lang, &wanted)), move |bar| {
                let found = bar.groups.iter().find(|(group, _)| *group == wanted);
                found.map(|(_, shown)| figure(lang, Unit::percent(), shown))
            })
        })
        .table(SHEET[0], SHEET[1], &view.bars)
}
