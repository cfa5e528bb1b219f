//! "Loopt de achterstand in?" as a table: a figure, its references and the differences, period by period.

use super::cell::{Cell, IntoCell as _};
use super::columns::Columns;
use super::long::quality;
use super::profile_tables::reference_column;
use super::table::{Column, Kind, Table};
use crate::domain::{Indicator, IndicatorPeriod, Lang, Missing, Value};
use crate::text;
use crate::views::edition::Edition;
use crate::views::gap::{GapLine, GapPeriod, GapPoint, GapView};

/// What the id of a column of differences begins with; that of the reference follows.
pub const DIFFERENCE: &str = "verschil_";

type NumberedPeriod<'a> = (usize, &'a GapPeriod<'a>);

/// The periods, newest first.
pub fn gap_rows<'a>(view: &'a GapView<'a>) -> impl Iterator<Item = NumberedPeriod<'a>> {
    view.periods.iter().enumerate().rev()
}

/// The figure of a period, with the references that have any difference, and the differences from them.
pub fn gap_columns<'a>(lang: Lang, name: &'a str, view: &'a GapView<'a>) -> Columns<'a, NumberedPeriod<'a>> {
    let indicator = view.indicator;
    Columns::of(lang)
        .text(("Gebied", "Area"), move |_: &NumberedPeriod<'a>| name)
        .text("Indicator", |_| &indicator.id)
        .text(("Naam", "Name"), |_| &indicator.name)
        .text(("Periode", "Period"), move |(_, period)| text::period(lang, period.declared.period))
        .text(("Eenheid", "Unit"), |_| &indicator.unit_label)
        .figure(("waarde", "value"), name, move |(_, period)| (period.own, indicator))
        .each(view.shown_lines(), |columns, line| against(columns, indicator, line))
}

/// One row per period.
pub(super) fn gap<'a>(edition: &Edition<'a>, lang: Lang, name: &'a str, view: &'a GapView<'a>) -> Table<'a> {
    let indicator = view.indicator;
    gap_columns(lang, name, view)
        .text(("Eenheid van het verschil", "Unit of the difference"), move |_| {
            text::unit_of_difference(lang, indicator)
        })
        .text(("Breuk met eerder", "Break with earlier"), |(_, period)| period.declared.break_before.as_ref())
        .part(quality(lang), |(_, period)| *period.own)
        .sourced(edition, |(_, period)| period.declared)
        .table(
            ("Verschil door de jaren", "Gap over the years"),
            (
                "Eén cijfer in elke periode, met het verschil met elke vergelijking.",
                "One figure in every period, with the difference from each reference.",
            ),
            gap_rows(view),
        )
}

/// The figure of a reference and the difference from it.
fn against<'a>(
    columns: Columns<'a, NumberedPeriod<'a>>,
    indicator: &'a Indicator,
    line: &'a GapLine<'a>,
) -> Columns<'a, NumberedPeriod<'a>> {
    let lang = columns.lang();
    let figure = reference_column(lang, line.reference);
    let key = format!("{}_{}", lang.pick("verschil", "difference"), figure.key);
    let label = format!("{} {}", lang.pick("Verschil met", "Difference from"), figure.label);
    let column = Column { id: format!("{DIFFERENCE}{}", figure.id), ..Column::headed(&key, label, Kind::Figure) };
    let absent = || Cell::Missing(Missing::NotInDelivery);
    columns
        .column(figure, move |(at, _)| {
            line.points.get(*at).map_or_else(absent, |point| (point.figure, indicator).cell(lang))
        })
        .column(column, move |(at, period)| {
            line.points.get(*at).map_or_else(absent, |point| difference(lang, indicator, period, point))
        })
}

/// Everything that the table is made of: the periods of the figure, and the features on which regions were matched.
pub(super) fn periods<'a>(view: &'a GapView<'a>) -> impl Iterator<Item = (&'a Indicator, &'a IndicatorPeriod)> {
    let own = view.periods.iter().rev().map(|period| (view.indicator, period.declared));
    own.chain(view.pool.features.iter().copied())
}

/// The difference, or the reason of the figure that is missing for it: first that of the place itself.
fn difference<'a>(lang: Lang, indicator: &'a Indicator, period: &GapPeriod<'_>, point: &GapPoint) -> Cell<'a> {
    // A difference of percentages is no percentage: the unit stands in a column of its own.
    let unit = indicator.unit.of_difference();
    match point.gap {
        Some(gap) => Cell::figure(Value::Known(gap.difference()), gap.decimals, unit).said(text::signed(
            lang,
            &indicator.unit,
            gap.difference(),
            gap.decimals,
        )),
        None => match period.own.value.missing().or_else(|| point.figure.value.missing()) {
            Some(reason) => Cell::Missing(reason),
            None => Cell::Absent(lang.pick("niet vergeleken", "not compared").into()),
        },
    }
}
