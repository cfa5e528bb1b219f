//! The long form of figures: one row per indicator, period and place, with everything that belongs to the figure.

use std::borrow::Cow;

use super::cell::Cell;
use super::columns::Columns;
use super::provenance::origin;
use super::table::{Column, Kind, VALUE};
use crate::domain::{Indicator, IndicatorPeriod, Lang, ShownFigure, Value};
use crate::text;
use crate::views::edition::Edition;
use crate::views::profile::{Figure, MemberBasis};

pub(super) struct LongRow<'a> {
    pub indicator: &'a Indicator,
    /// Label of its theme.
    pub theme: &'a str,
    pub declared: &'a IndicatorPeriod,
    /// Name of the place.
    pub place: Cow<'a, str>,
    /// What the place is.
    pub kind: &'a str,
    /// Its code or short name; empty for a place without one.
    pub code: Cow<'a, str>,
    pub figure: ShownFigure,
}

pub(super) fn columns<'a>(edition: &Edition<'a>, lang: Lang) -> Columns<'a, LongRow<'a>> {
    Columns::of(lang)
        .text(("Plaats", "Place"), |row: &LongRow<'a>| row.place.clone())
        .text(("Soort", "Kind"), |row| row.kind)
        .text("Code", |row| row.code.clone())
        .text("Indicator", |row| &row.indicator.id)
        .text(("Naam", "Name"), |row| &row.indicator.name)
        .text(("Thema", "Theme"), |row| row.theme)
        .text(("Periode", "Period"), move |row| text::period(lang, row.declared.period))
        .column(Column::new(lang, VALUE, Kind::Figure), |row| (row.figure, row.indicator))
        .text(("Eenheid", "Unit"), |row| &row.indicator.unit_label)
        .column(Column { aside: true, ..Column::new(lang, ("Decimalen", "Decimals"), Kind::Number) }, |row| {
            Cell::figure(Value::Known(f64::from(row.figure.decimals)), 0, None)
        })
        .part(quality(lang), |row| *row.figure)
        .text(("Onderdelen", "Members"), move |row| match row.figure.members {
            MemberBasis::Overlay(found) => Some(text::derived_membership(lang, row.declared.vintage, found)),
            MemberBasis::Listed => None,
        })
        .sourced(edition, |row| row.declared)
}

/// How good a figure is.
pub(super) fn quality<'a>(lang: Lang) -> Columns<'a, Figure> {
    Columns::of(lang)
        .text(("Ten minste", "At least"), |figure: &Figure| figure.at_least.then_some(("ja", "yes")))
        .text(("Herkomst", "Origin"), move |figure| figure.value.known().map(|_| origin(lang, figure.origin)))
        .number(("Dekking (%)", "Coverage (%)"), |figure| figure.coverage.map(|coverage| Cell::share(coverage.share)))
        .number(("Delen", "Parts"), |figure| figure.coverage.map(|coverage| coverage.members))
        .number(("Delen bekend", "Parts known"), |figure| figure.coverage.map(|coverage| coverage.known))
}
