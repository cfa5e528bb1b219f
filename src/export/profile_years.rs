//! The long tables of a profile: every figure in every period, of all indicators or of one.

use std::borrow::Cow;

use super::columns::Columns;
use super::long::{self, LongRow};
use super::table::Table;
use crate::domain::{IndicatorPeriod, Lang};
use crate::text;
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
    let rows = view.themes.iter().flat_map(|theme| theme.rows.iter().map(|row| (theme.label, row)));
    columns(edition, view).table(
        ("Alle jaren", "All years"),
        (
            "Elk cijfer in elke periode, van de plaats zelf, van Nederland en, in de periode waarmee de pagina opent, van de andere vergelijkingen.",
            "Every figure in every period, of the place itself, of the Netherlands and, in the period that the page leads with, of the other references.",
        ),
        rows.flat_map(|(theme, row)| series(view, theme, row)),
    )
}

fn columns<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Columns<'a, LongRow<'a>> {
    let long = long::columns(edition, view.lang);
    Columns::of(view.lang).text(("Gebied", "Area"), |_| view.name).with(long)
}

/// All periods of a row, newest first: the place, Nederland, and the other references in the period of the row.
fn series<'a>(view: &'a ProfileView<'a>, theme: &'a str, row: &'a Row<'a>) -> Vec<LongRow<'a>> {
    let lang = view.lang;
    let line = |declared: &'a IndicatorPeriod, place: Cow<'a, str>, kind: Role, code: &'a str, figure: Figure| {
        let (indicator, kind, code) = (row.indicator, role(lang, kind), code.into());
        LongRow { indicator, theme, declared, place, kind, code, figure }
    };
    let gemeente = view.trail.iter().find_map(|crumb| crumb.href.strip_prefix("/gemeenten/")).unwrap_or_default();
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
        vec![LongRow { indicator, theme, declared, place, kind, code, figure: row.figure }]
    } else {
        series(view, theme, row)
    };
    rows.extend(parts.iter().map(|part| LongRow {
        indicator: row.indicator,
        theme,
        declared: part.declared,
        place: part.name.into(),
        kind: role(lang, Role::Part),
        code: part.code.to_string().into(),
        figure: Figure { origin: part.origin, members: MemberBasis::Listed, ..Figure::published(part.value) },
    }));
    columns(edition, view).table(
        ("Cijfer", "Figure"),
        (
            "Dit cijfer in elke periode: van de plaats zelf, van de vergelijkingen en van de wijken of buurten erin. De codes zijn die van de indeling die ernaast staat.",
            "This figure in every period: of the place itself, of the references and of the districts or neighbourhoods inside it. The codes are those of the boundaries named beside them.",
        ),
        rows,
    )
}
