//! The file of sources: every publication that figures come from, and every file of the release.

use super::cell::Cell;
use super::columns::Columns;
use super::provenance;
use super::table::{Document, Table};
use crate::domain::{Lang, ManifestFile, Value};
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::overview::SourceRow;

/// The sources and the files of a release.
pub fn sources_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    sources: &[SourceRow<'a>],
    files: &'a [ManifestFile],
) -> Document<'a> {
    let title = lang.pick("Bronnen en licenties", "Sources and licences");
    let tables = vec![
        publications(edition, lang, sources),
        file_columns(lang).released(edition).table(
            ("Bestanden", "Files"),
            ("Een rij per bestand van deze uitgave.", "One row per file of this release."),
            files,
        ),
    ];
    Document::of(
        edition,
        lang,
        (title, urls::SOURCES.pattern()),
        tables,
        provenance::sources(edition, lang, edition.periods()),
    )
}

fn publications<'a>(edition: &Edition<'a>, lang: Lang, sources: &[SourceRow<'a>]) -> Table<'a> {
    Columns::of(lang)
        .text("Id", |row: &&SourceRow<'a>| &row.source.id)
        .text(("Naam", "Name"), |row| &row.source.name)
        .text(("Uitgever", "Publisher"), |row| &row.source.publisher)
        .text(("Tabel", "Table"), |row| &row.source.table)
        .text(("Jaar", "Year"), |row| &row.source.year)
        .text(("Licentie", "Licence"), move |row| text::licence(lang, &row.source.licence))
        .text(("Bronvermelding", "Attribution"), |row| &row.source.attribution)
        .text(("Adres", "Address"), |row| &row.source.url)
        .text(("Let op", "Note"), |row| row.source.note.as_ref())
        .number(("Aantal indicatoren", "Number of indicators"), |row| row.indicators)
        .released(edition)
        .table(
            ("Publicaties", "Publications"),
            ("Een rij per publicatie van cijfers.", "One row per publication of figures."),
            sources,
        )
}

/// What is known of a file of the release.
pub fn file_columns<'a>(lang: Lang) -> Columns<'a, &'a ManifestFile> {
    Columns::of(lang)
        .text(("Bestand", "File"), |file: &&'a ManifestFile| &file.path)
        .text(("Bron", "Source"), |file| &file.source)
        .text(("Jaar", "Year"), |file| &file.year)
        .text(("Licentie", "Licence"), move |file| text::licence(lang, &file.licence))
        .text(("Bronvermelding", "Attribution"), |file| &file.attribution)
        .text("SHA-256", |file| &file.sha256)
        .number("Bytes", |file| {
            #[expect(clippy::cast_precision_loss, reason = "files stay far below 2^52 bytes")]
            let bytes = file.bytes as f64;
            Cell::figure(Value::Known(bytes), 0, None)
        })
}
