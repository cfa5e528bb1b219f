//! The file of sources: every publication that figures come from, and every file of the release.

use super::provenance::{self, release_cells, release_columns};
use super::table::{Cell, Column, Document, Kind, Mark, Table};
use crate::domain::{Lang, ManifestFile, Value};
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::overview::SourceRow;

/// The sources and the files of a release.
#[must_use]
pub fn sources_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    sources: &[SourceRow<'a>],
    files: &'a [ManifestFile],
) -> Document<'a> {
    let title = lang.pick("Bronnen en licenties", "Sources and licences");
    let tables = vec![publications(edition, lang, sources), delivered(edition, lang, files)];
    Document::of(
        edition,
        lang,
        (title, urls::SOURCES.pattern()),
        tables,
        provenance::sources(edition, lang, edition.periods()),
    )
}

fn publications<'a>(edition: &Edition<'a>, lang: Lang, sources: &[SourceRow<'a>]) -> Table<'a> {
    let mut columns: Vec<Column> = [
        "Id",
        lang.pick("Naam", "Name"),
        lang.pick("Uitgever", "Publisher"),
        lang.pick("Tabel", "Table"),
        lang.pick("Jaar", "Year"),
        lang.pick("Licentie", "Licence"),
        lang.pick("Bronvermelding", "Attribution"),
        lang.pick("Adres", "Address"),
        lang.pick("Let op", "Note"),
    ]
    .map(Column::text)
    .into();
    columns.push(Column::new(lang.pick("Aantal indicatoren", "Number of indicators"), Kind::Number));
    columns.extend(release_columns(lang));
    let row = |row: &SourceRow<'a>| {
        let source = row.source;
        let mut cells = vec![
            Cell::text(&source.id),
            Cell::text(source.name.get(lang)),
            Cell::text(&source.publisher),
            Cell::text(&source.table),
            Cell::text(&source.year),
            Cell::text(text::licence(lang, &source.licence)),
            Cell::text(source.attribution.get(lang)),
            Cell::text(&source.url),
            source.note.as_ref().map_or(Cell::Empty, |note| Cell::text(note.get(lang))),
            Cell::count_of(row.indicators),
        ];
        cells.extend(release_cells(edition));
        cells
    };
    Table {
        name: lang.pick("Publicaties", "Publications"),
        about: lang.pick("Een rij per publicatie van cijfers.", "One row per publication of figures."),
        rows: sources.iter().map(row).collect(),
        columns,
    }
}

fn delivered<'a>(edition: &Edition<'a>, lang: Lang, files: &'a [ManifestFile]) -> Table<'a> {
    let mut columns: Vec<Column> = [
        lang.pick("Bestand", "File"),
        lang.pick("Bron", "Source"),
        lang.pick("Jaar", "Year"),
        lang.pick("Licentie", "Licence"),
        lang.pick("Bronvermelding", "Attribution"),
        "SHA-256",
    ]
    .map(Column::text)
    .into();
    columns.push(Column::new("Bytes", Kind::Number));
    columns.extend(release_columns(lang));
    let row = |file: &'a ManifestFile| {
        #[expect(clippy::cast_precision_loss, reason = "files stay far below 2^52 bytes")]
        let bytes = file.bytes as f64;
        let mut cells = vec![
            Cell::text(&file.path),
            Cell::text(&file.source),
            Cell::text(&file.year),
            Cell::text(text::licence(lang, &file.licence)),
            Cell::text(&file.attribution),
            Cell::text(&file.sha256),
            Cell::figure(Value::Known(bytes), 0, Mark::None),
        ];
        cells.extend(release_cells(edition));
        cells
    };
    Table {
        name: lang.pick("Bestanden", "Files"),
        about: lang.pick("Een rij per bestand van deze uitgave.", "One row per file of this release."),
        rows: files.iter().map(row).collect(),
        columns,
    }
}
