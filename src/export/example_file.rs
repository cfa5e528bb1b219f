//! The file of one practice example: beside another place, the figures of its place, and the example itself.

use super::practice_file::{examples, reading};
use super::profile_tables::reference_column;
use super::provenance;
use super::table::{Cell, Column, Document, Mark, Table};
use crate::domain::{Indicator, Lang, Reference};
use crate::text;
use crate::views::edition::Edition;
use crate::views::practice::{ExampleView, FigureRow, PlaceFigures, Transfer, TransferRow};

/// What the page says in words of its own.
#[derive(Clone, Copy, Debug)]
pub struct ExampleWords<'w> {
    /// Name of the place of the example.
    pub there: &'w str,
    /// Whether two figures are about the same.
    pub verdict: fn(Lang, &TransferRow<'_>) -> &'static str,
    /// Up to where they are.
    pub tolerance: fn(Lang, &TransferRow<'_>) -> String,
}

/// The file of an example at the address `page`. Its first table is the comparison where the example is seen from another
/// place, else the figures of its place, else the example itself.
#[must_use]
pub fn example_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    view: &'a ExampleView<'a>,
    words: ExampleWords<'_>,
    page: &str,
) -> Document<'a> {
    let seen = view.seen.as_ref();
    let compared = seen.and_then(|from| Some((from.seen.name.as_ref(), from.transfer.as_ref()?)));
    let mut tables: Vec<Table<'a>> =
        compared.map(|(here, transfer)| beside(edition, lang, transfer, (words, here))).into_iter().collect();
    tables.extend(view.figures.as_ref().map(|figures| of_place(edition, lang, figures)));
    tables.push(examples(edition, lang, std::slice::from_ref(&view.card)));
    let rows = compared.into_iter().flat_map(|(_, transfer)| &transfer.rows).map(|row| (row.indicator, row.period));
    let figures = view.figures.iter().flat_map(|figures| &figures.rows).map(|row| (row.indicator, row.period));
    let sources = provenance::sources(edition, lang, rows.chain(figures));
    let title = view.card.example.title.get(lang);
    let mut document = Document::of(edition, lang, (title, page), tables, sources);
    document.notes.push(reading(lang));
    let source = lang.pick("Bron van het voorbeeld", "Source of the example").to_owned();
    document.notes.push((source, view.card.example.source_url.clone()));
    if compared.is_some() {
        document.notes.push((
            lang.pick("Naast elkaar", "Side by side").to_owned(),
            lang.pick(
                "Dit zet alleen de twee plekken naast elkaar. Of het voorbeeld past, hangt ook af van mensen, geld en timing.",
                "This only puts the two places side by side. Whether the example fits also depends on people, money and timing.",
            )
            .to_owned(),
        ));
    }
    document
}

/// The columns that say which figure a row is about.
fn about(lang: Lang) -> [Column; 4] {
    ["Indicator", lang.pick("Naam", "Name"), lang.pick("Periode", "Period"), lang.pick("Eenheid", "Unit")]
        .map(Column::text)
}

fn about_cells(lang: Lang, indicator: &Indicator, period: String) -> [Cell<'_>; 4] {
    [
        Cell::text(&indicator.id),
        Cell::text(indicator.name.get(lang)),
        Cell::text(period),
        Cell::text(indicator.unit_label.get(lang)),
    ]
}

fn beside<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    transfer: &'a Transfer<'a>,
    (words, here): (ExampleWords<'_>, &'a str),
) -> Table<'a> {
    let mut columns = vec![Column::text(lang.pick("Waarop", "On what"))];
    columns.extend(about(lang));
    // The headings name the places; the keys stay the same for every place.
    columns.push(Column::figure(lang.pick("voorbeeld", "example"), words.there));
    columns.push(Column::figure(lang.pick("deze_plaats", "this_place"), here));
    columns.extend([lang.pick("Verschil", "Difference"), lang.pick("Grens", "Threshold")].map(Column::text));
    columns.push(Column::text(lang.pick("Vergeleken met", "Compared with")));
    columns.extend(provenance::columns(lang));
    let row = |row: &'a TransferRow<'a>| {
        let mark = Mark::of(row.indicator.unit);
        let mut cells = vec![Cell::text(row.dimension.name.get(lang))];
        cells.extend(about_cells(lang, row.indicator, text::period(lang, row.period.period)));
        cells.extend([row.there, row.here].map(|side| Cell::shown(&side, mark)));
        cells.push(Cell::text((words.verdict)(lang, row)));
        cells.push(Cell::text((words.tolerance)(lang, row)));
        cells.push(Cell::text(here));
        cells.extend(provenance::cells(edition, lang, row.period));
        cells
    };
    Table {
        name: lang.pick("Naast elkaar", "Side by side"),
        about: lang
            .pick("De plek van het voorbeeld naast een andere plek.", "The place of the example beside another place."),
        rows: transfer.rows.iter().map(row).collect(),
        columns,
    }
}

fn of_place<'a>(edition: &Edition<'a>, lang: Lang, figures: &'a PlaceFigures<'a>) -> Table<'a> {
    let mut columns = vec![Column::text(lang.pick("Plaats", "Place"))];
    columns.extend(about(lang));
    let value = super::table::value_label(lang).to_lowercase();
    columns.push(Column::figure(&value, figures.name));
    columns.push(reference_column(lang, Reference::Nederland));
    columns.extend(provenance::columns(lang));
    let row = |row: &'a FigureRow<'a>| {
        let mark = Mark::of(row.indicator.unit);
        let mut cells = vec![Cell::text(figures.name)];
        cells.extend(about_cells(lang, row.indicator, text::period(lang, row.period.period)));
        cells.extend([row.figure, row.nederland].map(|figure| Cell::shown(&figure, mark)));
        cells.extend(provenance::cells(edition, lang, row.period));
        cells
    };
    Table {
        name: lang.pick("Cijfers van de plek", "Figures of the place"),
        about: lang.pick(
            "Cijfers van de plek op de thema's van het voorbeeld. Ze zeggen niet wat het voorbeeld heeft gedaan.",
            "Figures of the place on the themes of the example. They do not tell what the example did.",
        ),
        rows: figures.rows.iter().map(row).collect(),
        columns,
    }
}
