//! "Loopt de achterstand in?" as a table: a figure, its references and the differences, period by period.

use super::long::{quality, quality_columns};
use super::profile_tables::reference_column;
use super::provenance;
use super::table::{Cell, Column, Mark, Table, value_label};
use crate::domain::{Indicator, IndicatorPeriod, Lang, Missing, Unit, Value};
use crate::text;
use crate::views::edition::Edition;
use crate::views::gap::{GapPeriod, GapPoint, GapView};

/// One row per period, newest first, with the references that have any difference, as the page shows them.
pub(super) fn gap<'a>(edition: &Edition<'a>, lang: Lang, name: &'a str, view: &'a GapView<'a>) -> Table<'a> {
    let mut columns = vec![
        Column::text(lang.pick("Gebied", "Area")),
        Column::text("Indicator"),
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Periode", "Period")),
        Column::text(lang.pick("Eenheid", "Unit")),
        Column::figure(&value_label(lang).to_lowercase(), name),
    ];
    for line in view.shown_lines() {
        let figure = reference_column(lang, line.reference);
        let key = format!("{}_{}", lang.pick("verschil", "difference"), figure.key);
        let label = format!("{} {}", lang.pick("Verschil met", "Difference from"), figure.label);
        columns.extend([figure, Column::figure(&key, label)]);
    }
    columns.push(Column::text(lang.pick("Eenheid van het verschil", "Unit of the difference")));
    columns.push(Column::text(lang.pick("Breuk met eerder", "Break with earlier")));
    columns.extend(quality_columns(lang));
    columns.extend(provenance::columns(lang));
    let rows = view.periods.iter().enumerate().rev();
    Table {
        name: lang.pick("Verschil door de jaren", "Gap over the years"),
        about: lang.pick(
            "Eén cijfer in elke periode, met het verschil met elke vergelijking.",
            "One figure in every period, with the difference from each reference.",
        ),
        rows: rows.map(|(at, period)| cells(edition, (lang, name), view, at, period)).collect(),
        columns,
    }
}

/// Everything that the table is made of: the periods of the figure, and the features on which regions were matched.
pub(super) fn periods<'a>(view: &'a GapView<'a>) -> impl Iterator<Item = (&'a Indicator, &'a IndicatorPeriod)> {
    let own = view.periods.iter().rev().map(|period| (view.indicator, period.declared));
    own.chain(view.pool.features.iter().copied())
}

fn cells<'a>(
    edition: &Edition<'a>,
    (lang, name): (Lang, &'a str),
    view: &'a GapView<'a>,
    at: usize,
    period: &GapPeriod<'a>,
) -> Vec<Cell<'a>> {
    let indicator = view.indicator;
    let mark = Mark::of(indicator.unit);
    let mut cells = vec![
        Cell::text(name),
        Cell::text(&indicator.id),
        Cell::text(indicator.name.get(lang)),
        Cell::text(text::period(lang, period.declared.period)),
        Cell::text(indicator.unit_label.get(lang)),
        Cell::shown(&period.own, mark),
    ];
    for line in view.shown_lines() {
        match line.points.get(at) {
            Some(point) => {
                cells.extend([Cell::shown(&point.figure, mark), difference(lang, indicator, period, point)]);
            }
            None => cells.extend([Cell::Missing(Missing::NotInDelivery), Cell::Missing(Missing::NotInDelivery)]),
        }
    }
    cells.push(Cell::text(match indicator.unit {
        Unit::Procent => lang.pick("procentpunt", "percentage points"),
        _ => indicator.unit_label.get(lang),
    }));
    cells.push(period.declared.break_before.as_ref().map_or(Cell::Empty, |reason| Cell::text(reason.get(lang))));
    cells.extend(quality(lang, &period.own));
    cells.extend(provenance::cells(edition, lang, period.declared));
    cells
}

/// The difference, or the reason of the figure that is missing for it: first that of the place itself.
fn difference<'a>(lang: Lang, indicator: &Indicator, period: &GapPeriod<'_>, point: &GapPoint) -> Cell<'a> {
    // A difference of percentages is no percentage: the unit stands in a column of its own.
    let mark = if indicator.unit == Unit::Procent { Mark::None } else { Mark::of(indicator.unit) };
    match point.gap {
        Some(gap) => Cell::figure(Value::Known(gap.difference()), gap.decimals, mark),
        None => match period.own.value.missing().or_else(|| point.figure.value.missing()) {
            Some(reason) => Cell::Missing(reason),
            None => Cell::Absent(lang.pick("niet vergeleken", "not compared").into()),
        },
    }
}
