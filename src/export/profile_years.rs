//! The long tables of a profile: every figure in every period, of all indicators or of one.

use super::columns::Columns;
use super::long::{self, LongRow};
use super::table::Table;
use crate::domain::{IndicatorPeriod, Lang, Owner, Reference, ShownFigure};
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::profile::{PartFigure, ProfileView, Row};

/// Slug or code of the place; nothing for a reader's own.
pub(super) fn key<'a>(view: &'a ProfileView<'_>) -> &'a str {
    let key = view.address.rsplit('/').next().unwrap_or_default();
    if view.own.is_some() { "" } else { key }
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
    let gemeente =
        view.trail.iter().find_map(|crumb| crumb.href.strip_prefix(urls::GEMEENTE.folder())).unwrap_or_default();
    let line = |declared: &'a IndicatorPeriod, owner: Owner<'a, ()>, figure: ShownFigure| {
        let (place, kind, code) = match owner {
            Owner::Place(()) => (view.name.into(), this_place(lang), key(view)),
            Owner::Reference(reference) => {
                let code = match reference {
                    Reference::Nederland => "NL01",
                    Reference::Gemeente(_) => gemeente,
                    _ => "",
                };
                (text::reference(lang, reference).into(), lang.pick("vergelijking", "reference"), code)
            }
        };
        LongRow { indicator: row.indicator, theme, declared, place, kind, code: code.into(), figure }
    };
    let mut rows = Vec::new();
    for point in row.series.iter().rev() {
        let declared = point.declared;
        rows.push(line(declared, Owner::Place(()), point.figure));
        if !row.indicator.is_local() {
            rows.push(line(declared, Owner::Reference(Reference::Nederland), point.nederland));
        }
        if declared.period != row.period.period {
            continue;
        }
        for found in row.references.iter().filter(|found| found.reference != Reference::Nederland) {
            rows.push(line(declared, Owner::Reference(found.reference), found.figure));
        }
    }
    rows
}

/// What a row about the place itself is called.
const fn this_place(lang: Lang) -> &'static str {
    lang.pick("deze plaats", "this place")
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
        let (indicator, declared, kind) = (row.indicator, row.period, this_place(lang));
        vec![LongRow { indicator, theme, declared, place, kind, code, figure: row.figure }]
    } else {
        series(view, theme, row)
    };
    rows.extend(parts.iter().map(|part| LongRow {
        indicator: row.indicator,
        theme,
        declared: part.declared,
        place: part.name.into(),
        kind: lang.pick("onderdeel", "part"),
        code: part.code.to_string().into(),
        figure: ShownFigure::of(part.figure, part.declared),
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
