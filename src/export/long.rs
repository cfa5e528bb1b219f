//! The long form of figures: one row per indicator, period and place, with everything that belongs to the figure.

use std::borrow::Cow;

use super::provenance::{self, origin};
use super::table::{Cell, Column, Kind, Mark, value_label};
use crate::domain::{Indicator, IndicatorPeriod, Lang, ShownFigure};
use crate::text;
use crate::views::edition::Edition;
use crate::views::profile::{Figure, MemberBasis};

/// A row.
pub(super) struct LongRow<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// Label of its theme.
    pub theme: &'a str,
    /// The period.
    pub declared: &'a IndicatorPeriod,
    /// Name of the place.
    pub place: Cow<'a, str>,
    /// What the place is.
    pub kind: &'a str,
    /// Its code or short name; empty for a place without one.
    pub code: Cow<'a, str>,
    /// The figure.
    pub figure: ShownFigure,
}

/// The columns.
pub(super) fn columns(lang: Lang) -> Vec<Column> {
    let mut columns = vec![
        Column::text(lang.pick("Plaats", "Place")),
        Column::text(lang.pick("Soort", "Kind")),
        Column::text("Code"),
        Column::text("Indicator"),
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Thema", "Theme")),
        Column::text(lang.pick("Periode", "Period")),
        Column::new(value_label(lang), Kind::Figure),
        Column::text(lang.pick("Eenheid", "Unit")),
        Column { aside: true, ..Column::new(lang.pick("Decimalen", "Decimals"), Kind::Number) },
    ];
    columns.extend(quality_columns(lang));
    columns.push(Column::text(lang.pick("Onderdelen", "Members")));
    columns.extend(provenance::columns(lang));
    columns
}

/// The cells of [`columns`].
pub(super) fn cells<'a>(edition: &Edition<'a>, lang: Lang, row: LongRow<'a>) -> Vec<Cell<'a>> {
    let LongRow { indicator, declared, figure, .. } = row;
    let mut cells = vec![
        Cell::text(row.place),
        Cell::text(row.kind),
        Cell::text(row.code),
        Cell::text(&indicator.id),
        Cell::text(indicator.name.get(lang)),
        Cell::text(row.theme),
        Cell::text(text::period(lang, declared.period)),
        Cell::shown(&figure, Mark::of(indicator.unit)),
        Cell::text(indicator.unit_label.get(lang)),
        Cell::figure(crate::domain::Value::Known(f64::from(figure.decimals)), 0, Mark::None),
    ];
    cells.extend(quality(lang, &figure));
    cells.push(match figure.members {
        MemberBasis::Overlay { held, outside } => {
            Cell::text(text::derived_membership(lang, declared.vintage, held, outside))
        }
        MemberBasis::Listed => Cell::Empty,
    });
    cells.extend(provenance::cells(edition, lang, declared));
    cells
}

/// Columns that say how good a figure is.
pub(super) fn quality_columns(lang: Lang) -> [Column; 5] {
    [
        Column::text(lang.pick("Ten minste", "At least")),
        Column::text(lang.pick("Herkomst", "Origin")),
        Column::new(lang.pick("Dekking (%)", "Coverage (%)"), Kind::Number),
        Column::new(lang.pick("Delen", "Parts"), Kind::Number),
        Column::new(lang.pick("Delen bekend", "Parts known"), Kind::Number),
    ]
}

/// The cells of [`quality_columns`].
pub(super) fn quality<'a>(lang: Lang, figure: &Figure) -> [Cell<'a>; 5] {
    let coverage = figure.coverage;
    let known = figure.value.known().is_some();
    [
        if figure.at_least { Cell::text(lang.pick("ja", "yes")) } else { Cell::Empty },
        if known { Cell::text(origin(lang, figure.origin)) } else { Cell::Empty },
        coverage.map_or(Cell::Empty, |coverage| Cell::share(coverage.share)),
        coverage.map_or(Cell::Empty, |coverage| Cell::count(coverage.members)),
        coverage.map_or(Cell::Empty, |coverage| Cell::count(coverage.known)),
    ]
}
