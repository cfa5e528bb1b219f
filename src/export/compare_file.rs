//! The file of a comparison: places side by side, and one row per indicator and place.

use super::explain;
use super::long::{self, LongRow};
use super::provenance::{self, heading, release_cells, release_columns};
use super::table::{Cell, Column, Document, Mark, Table};
use crate::domain::{Lang, Reference};
use crate::text;
use crate::views::compare::{CompareRow, CompareView};
use crate::views::edition::Edition;
use crate::views::place::NamedPlace;

/// What of a comparison a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparePart {
    /// Both tables: what a workbook holds.
    Everything,
    /// One row per indicator and place, Nederland included.
    Rows,
    /// One row per place with a column per indicator: what belongs to outlines.
    Outlines,
}

/// The file of a comparison. Names in the language of the view.
#[must_use]
pub fn compare_file<'a>(view: &'a CompareView<'a>, page: &str, part: ComparePart) -> Document<'a> {
    let edition = Edition::of(view.atlas);
    let lang = view.lang;
    let names: Vec<&str> = view.places.iter().map(|place| place.name.as_ref()).collect();
    Document {
        lang,
        title: names.join(lang.pick(" naast ", " beside ")),
        tables: match part {
            ComparePart::Everything => vec![beside(&edition, view), rows(&edition, view)],
            ComparePart::Rows => vec![rows(&edition, view)],
            ComparePart::Outlines => vec![outlines(&edition, view)],
        },
        sources: provenance::sources(&edition, lang, view.rows().map(|row| (row.indicator, row.period))),
        notes: std::iter::once((
            lang.pick("Eén periode per rij", "One period per row").to_owned(),
            lang.pick(
                "Alle cijfers van een rij zijn van dezelfde periode: de periode waarvan de meeste van deze plaatsen een cijfer hebben.",
                "All figures in a row are of the same period: the one of which most of these places have a figure.",
            )
            .to_owned(),
        ))
        .chain(explain::of_figures(lang))
        .collect(),
        page: page.to_owned(),
        release: edition.release,
        imported_at: edition.imported_at,
    }
}

/// What a place is.
fn kind(lang: Lang, place: &NamedPlace<'_>) -> &'static str {
    match place.level {
        Some(level) => text::level_name(lang, level, false),
        None if place.is_own() => lang.pick("eigen gebied", "area of your own"),
        None => lang.pick("focusgebied", "focus area"),
    }
}

fn beside<'a>(edition: &Edition<'a>, view: &'a CompareView<'a>) -> Table<'a> {
    let lang = view.lang;
    let mut columns = vec![
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Thema", "Theme")),
        Column::text("Indicator"),
        Column::text(lang.pick("Periode", "Period")),
        Column::text(lang.pick("Eenheid", "Unit")),
    ];
    columns.extend(
        view.places.iter().map(|place| Column::figure(&place.key, format!("{} ({})", place.name, kind(lang, place)))),
    );
    columns.push(Column::figure("NL01", text::reference(lang, Reference::Nederland)));
    columns.extend(provenance::columns(lang));
    let row = |theme: &'a str, row: &'a CompareRow<'a>| {
        let mark = Mark::of(row.indicator.unit);
        let mut cells = vec![
            Cell::text(row.indicator.name.get(lang)),
            Cell::text(theme),
            Cell::text(&row.indicator.id),
            Cell::text(text::period(lang, row.period.period)),
            Cell::text(row.indicator.unit_label.get(lang)),
        ];
        let figures = row.figures.iter().chain([&row.nederland]);
        cells.extend(figures.map(|one| Cell::shown(one, mark)));
        cells.extend(provenance::cells(edition, lang, row.period));
        cells
    };
    Table {
        name: lang.pick("Naast elkaar", "Side by side"),
        about: lang.pick("Een kolom per plaats, en Nederland.", "One column per place, and the Netherlands."),
        rows: view.themes.iter().flat_map(|theme| theme.rows.iter().map(|one| row(theme.label, one))).collect(),
        columns,
    }
}

fn rows<'a>(edition: &Edition<'a>, view: &'a CompareView<'a>) -> Table<'a> {
    let lang = view.lang;
    let mut rows = Vec::new();
    for theme in &view.themes {
        for row in &theme.rows {
            let line = |place: std::borrow::Cow<'a, str>, kind: &'a str, code: &'a str, figure| {
                let (indicator, declared) = (row.indicator, row.period);
                let code = code.into();
                long::cells(
                    edition,
                    lang,
                    LongRow { indicator, theme: theme.label, declared, place, kind, code, figure },
                )
            };
            for (place, compared) in view.places.iter().zip(&row.figures) {
                rows.push(line(place.name.as_ref().into(), kind(lang, place), &place.key, *compared));
            }
            let nederland = text::reference(lang, Reference::Nederland).into();
            rows.push(line(nederland, lang.pick("land", "country"), "NL01", row.nederland));
        }
    }
    Table {
        name: lang.pick("Alle gegevens", "All data"),
        about: lang.pick(
            "Een rij per cijfer en plaats, met herkomst, dekking en bron.",
            "One row per figure and place, with origin, coverage and source.",
        ),
        columns: long::columns(lang),
        rows,
    }
}

fn outlines<'a>(edition: &Edition<'a>, view: &'a CompareView<'a>) -> Table<'a> {
    let lang = view.lang;
    let mut columns = vec![
        Column::text("Code"),
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Soort", "Kind")),
        Column::text(lang.pick("Gemeente", "Municipality")),
    ];
    for row in view.rows() {
        columns.push(Column::figure(&row.indicator.id, heading(lang, row.indicator, row.period)));
        let period = format!("{}_{}", row.indicator.id, lang.pick("periode", "period"));
        columns.push(Column { key: period, ..Column::text("") });
    }
    columns.extend(release_columns(lang));
    let place = |(position, place): (usize, &'a NamedPlace<'a>)| {
        let mut cells = vec![
            Cell::text(&place.key),
            Cell::text(place.name.as_ref()),
            Cell::text(kind(lang, place)),
            Cell::text(place.gemeente.unwrap_or_default()),
        ];
        for row in view.rows() {
            let figure = row.figures.get(position);
            let mark = Mark::of(row.indicator.unit);
            cells.push(figure.map_or(Cell::Empty, |one| Cell::shown(one, mark)));
            cells.push(Cell::text(text::period(lang, row.period.period)));
        }
        cells.extend(release_cells(edition));
        cells
    };
    Table {
        name: lang.pick("Omtrek", "Outline"),
        about: "",
        rows: view.places.iter().enumerate().map(place).collect(),
        columns,
    }
}
