//! The file of releases: how many values each holds, over how many regions, and what it changed.

use super::provenance::{self, origin_cells, origin_columns};
use super::table::{Cell, Column, Document, Kind, Table, day_of};
use crate::domain::Lang;
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::overview::{CatalogueChange, ReleaseChange, ReleaseSummary};

/// What each release holds and changed; `words` says a change as the page does.
#[must_use]
pub fn changes_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    releases: &'a [ReleaseChange],
    words: impl Fn(&CatalogueChange) -> String,
) -> Document<'a> {
    let tables = vec![values(edition, lang, releases), regions(lang, releases), changes(lang, releases, words)];
    let sources = provenance::sources(edition, lang, edition.periods());
    let title = (lang.pick("Wijzigingen per uitgave", "Changes by release"), urls::CHANGES.pattern());
    let mut document = Document::of(edition, lang, title, tables, sources);
    document.notes.push((
        lang.pick("Bronnen van eerdere uitgaven", "Sources of earlier releases").to_owned(),
        lang.pick(
            "Bron en regel staan bij de cijfers van de uitgave die nu wordt getoond. Van eerdere uitgaven zijn alleen de aantallen bewaard.",
            "Source and rule stand with the figures of the release that is shown now. Of earlier releases only the counts were kept.",
        )
        .to_owned(),
    ));
    document
}

/// The release that a row is about. It is what the row says, so a workbook shows it too.
fn columns_of_release(lang: Lang) -> [Column; 2] {
    [lang.pick("Uitgave", "Release"), lang.pick("Uitgavedatum", "Release date")].map(Column::text)
}

fn cells_of_release(summary: &ReleaseSummary) -> [Cell<'_>; 2] {
    [Cell::text(&summary.release), Cell::text(day_of(&summary.imported_at))]
}

/// One row per release, indicator and period.
fn values<'a>(edition: &Edition<'a>, lang: Lang, releases: &'a [ReleaseChange]) -> Table<'a> {
    let mut columns: Vec<Column> = columns_of_release(lang).into();
    columns.extend(["Indicator", lang.pick("Naam", "Name"), lang.pick("Periode", "Period")].map(Column::text));
    columns.push(Column::new(lang.pick("Bekende waarden", "Known values"), Kind::Number));
    columns.extend(origin_columns(lang));
    let width = columns.len();
    let row = |summary: &'a ReleaseSummary, (id, period, known): &'a (String, String, u32)| {
        let indicator = edition.catalogue.indicator(id);
        let mut cells: Vec<Cell<'a>> = cells_of_release(summary).into();
        cells.extend([
            Cell::text(id),
            indicator.map_or(Cell::Empty, |indicator| Cell::text(indicator.name.get(lang))),
            Cell::text(period),
            Cell::count(*known),
        ]);
        let declared = indicator
            .filter(|_| summary.release == edition.release)
            .and_then(|indicator| indicator.periods.iter().find(|declared| declared.period.to_string() == *period));
        match declared {
            Some(declared) => cells.extend(origin_cells(edition, lang, declared)),
            None => cells.resize(width, Cell::Empty),
        }
        cells
    };
    let rows = releases.iter().flat_map(|one| one.summary.columns.iter().map(move |column| row(&one.summary, column)));
    Table {
        name: lang.pick("Bekende waarden", "Known values"),
        about: lang.pick(
            "Een rij per uitgave, cijfer en periode: hoeveel waarden er bekend zijn, over alle niveaus.",
            "One row per release, figure and period: how many values are known, over all levels.",
        ),
        rows: rows.collect(),
        columns,
    }
}

/// One row per release, division and level.
fn regions<'a>(lang: Lang, releases: &'a [ReleaseChange]) -> Table<'a> {
    let mut columns: Vec<Column> = columns_of_release(lang).into();
    columns.extend([lang.pick("Indeling", "Division"), lang.pick("Niveau", "Level")].map(Column::text));
    columns.push(Column::new(lang.pick("Plekken", "Places"), Kind::Number));
    let row = |summary: &'a ReleaseSummary, (vintage, level, count): &'a (u16, String, u32)| {
        let mut cells: Vec<Cell<'a>> = cells_of_release(summary).into();
        cells.extend([Cell::text(vintage.to_string()), Cell::text(text::level_word(lang, level)), Cell::count(*count)]);
        cells
    };
    let rows = releases.iter().flat_map(|one| one.summary.regions.iter().map(move |region| row(&one.summary, region)));
    Table {
        name: lang.pick("Plekken", "Places"),
        about: lang.pick(
            "Een rij per uitgave, indeling en niveau: hoeveel gemeenten, wijken en buurten er zijn.",
            "One row per release, division and level: how many municipalities, districts and neighbourhoods there are.",
        ),
        rows: rows.collect(),
        columns,
    }
}

/// One row per change, in words.
fn changes<'a>(lang: Lang, releases: &'a [ReleaseChange], words: impl Fn(&CatalogueChange) -> String) -> Table<'a> {
    let mut columns: Vec<Column> = columns_of_release(lang).into();
    columns
        .extend([lang.pick("Vorige uitgave", "Previous release"), lang.pick("Wijziging", "Change")].map(Column::text));
    let mut rows = Vec::new();
    for one in releases {
        let mut add = |change: String| {
            let mut cells: Vec<Cell<'a>> = cells_of_release(&one.summary).into();
            cells.push(one.previous.as_ref().map_or(Cell::Empty, Cell::text));
            cells.push(Cell::text(change));
            rows.push(cells);
        };
        match &one.previous {
            None => add(lang.pick("Eerste uitgave.", "First release.").to_owned()),
            Some(_) if one.changes.is_empty() => {
                add(lang
                    .pick("Geen verschil in cijfers, jaren of codes.", "No difference in figures, years or codes.")
                    .to_owned());
            }
            Some(_) => one.changes.iter().for_each(|change| add(words(change))),
        }
    }
    Table {
        name: lang.pick("Wijzigingen", "Changes"),
        about: lang.pick(
            "Een rij per wijziging ten opzichte van de vorige uitgave.",
            "One row per change from the previous release.",
        ),
        columns,
        rows,
    }
}
