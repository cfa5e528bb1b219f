//! The long tables of a profile: every figure in every period, of all indicators or of one.

use std::borrow::Cow;

use super::long::{self, LongRow};
use super::table::{Cell, Column, Table};
use crate::domain::{IndicatorPeriod, Lang};
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::profile::{Figure, MemberBasis, PartFigure, ProfileView, ReferenceKind, Row};

/// Slug or code of the place; nothing for a reader's own.
pub(super) fn key<'a>(view: &'a ProfileView<'_>) -> &'a str {
    let key = view.address.rsplit('/').next().unwrap_or_default();
    if view.own.is_some() { "" } else { key }
}

/// What a row of the long form is about.
#[derive(Clone, Copy)]
enum Role {
    Own,
    Reference,
    Part,
}

const fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Own => lang.pick("deze plaats", "this place"),
        Role::Reference => lang.pick("vergelijking", "reference"),
        Role::Part => lang.pick("onderdeel", "part"),
    }
}

/// Name of a reference as it stands on its own.
pub(super) fn reference_name(lang: Lang, kind: ReferenceKind<'_>) -> String {
    match kind {
        ReferenceKind::Nederland => lang.pick("Nederland", "Netherlands").to_owned(),
        ReferenceKind::Gemeente(name) => format!("{} {name}", lang.pick("gemeente", "municipality of")),
        ReferenceKind::Rest(name) => format!("{} {name}", lang.pick("rest van", "rest of")),
        ReferenceKind::Together => lang.pick("20 gebieden samen", "20 areas together").to_owned(),
        ReferenceKind::Matched(level) => text::matched_regions(lang, level),
    }
}

/// Every figure in every period.
pub(super) fn years<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
    let themes = view.themes.iter();
    let rows = themes.flat_map(|theme| theme.rows.iter().map(|row| (theme.label, row)));
    let rows = rows.flat_map(|(theme, row)| series(edition, view, theme, row)).collect();
    long_table(view, rows)
}

fn long_table<'a>(view: &'a ProfileView<'a>, rows: Vec<Vec<Cell<'a>>>) -> Table<'a> {
    let lang = view.lang;
    let mut columns = vec![Column::text(lang.pick("Gebied", "Area"))];
    columns.extend(long::columns(lang));
    Table {
        name: lang.pick("Alle jaren", "All years"),
        about: lang.pick(
            "Elk cijfer in elke periode, van de plaats zelf, van Nederland en, in de periode waarmee de pagina opent, van de andere vergelijkingen.",
            "Every figure in every period, of the place itself, of the Netherlands and, in the period that the page leads with, of the other references.",
        ),
        columns,
        rows,
    }
}

/// All periods of a row, newest first: the place, Nederland, and the other references in the period of the row.
fn series<'a>(
    edition: &Edition<'a>,
    view: &'a ProfileView<'a>,
    theme: &'a str,
    row: &'a Row<'a>,
) -> Vec<Vec<Cell<'a>>> {
    let lang = view.lang;
    let line = |declared: &'a IndicatorPeriod, place: Cow<'a, str>, kind: Role, code: &'a str, figure: Figure| {
        let mut cells = vec![Cell::text(view.name)];
        let code = Cow::Borrowed(code);
        let kind = role(lang, kind);
        let row = LongRow { indicator: row.indicator, theme, declared, place, kind, code, figure };
        cells.extend(long::cells(edition, lang, row));
        cells
    };
    let gemeente =
        view.trail.iter().find_map(|crumb| crumb.href.strip_prefix(urls::GEMEENTE.folder())).unwrap_or_default();
    let mut rows = Vec::new();
    for point in row.series.iter().rev() {
        let declared = point.declared;
        rows.push(line(declared, view.name.into(), Role::Own, key(view), point.figure));
        let nederland = reference_name(lang, ReferenceKind::Nederland).into();
        rows.push(line(declared, nederland, Role::Reference, "NL01", point.nederland));
        if declared.period != row.period.period {
            continue;
        }
        for reference in row.references.iter().filter(|reference| reference.kind != ReferenceKind::Nederland) {
            let name = reference_name(lang, reference.kind).into();
            let code = if matches!(reference.kind, ReferenceKind::Gemeente(_)) { gemeente } else { "" };
            rows.push(line(declared, name, Role::Reference, code, reference.figure));
        }
    }
    rows
}

/// One indicator: its periods, and behind them the regions inside the place.
pub(super) fn one_row<'a>(
    edition: &Edition<'a>,
    view: &'a ProfileView<'a>,
    row: &'a Row<'a>,
    parts: &[PartFigure<'a>],
    outlines: bool,
) -> Table<'a> {
    let lang = view.lang;
    let theme = view.themes.iter().find(|theme| theme.id == row.indicator.theme).map_or("", |theme| theme.label);
    let mut rows = if outlines {
        let (place, code) = (view.name.into(), key(view).into());
        let (indicator, declared, kind) = (row.indicator, row.period, role(lang, Role::Own));
        let own = LongRow { indicator, theme, declared, place, kind, code, figure: row.figure };
        let mut cells = vec![Cell::text(view.name)];
        cells.extend(long::cells(edition, lang, own));
        vec![cells]
    } else {
        series(edition, view, theme, row)
    };
    rows.extend(parts.iter().map(|part| {
        let figure = Figure { origin: part.origin, ..Figure::published(part.value) };
        let mut cells = vec![Cell::text(view.name)];
        let row = LongRow {
            indicator: row.indicator,
            theme,
            declared: part.declared,
            place: part.name.into(),
            kind: role(lang, Role::Part),
            code: part.code.to_string().into(),
            figure: Figure { members: MemberBasis::Listed, ..figure },
        };
        cells.extend(long::cells(edition, lang, row));
        cells
    }));
    Table {
        name: lang.pick("Cijfer", "Figure"),
        about: lang.pick(
            "Dit cijfer in elke periode: van de plaats zelf, van de vergelijkingen en van de wijken of buurten erin. De codes zijn die van de indeling die ernaast staat.",
            "This figure in every period: of the place itself, of the references and of the districts or neighbourhoods inside it. The codes are those of the boundaries named beside them.",
        ),
        ..long_table(view, rows)
    }
}
