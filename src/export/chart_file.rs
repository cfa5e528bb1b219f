//! The file of a chart: its table, and in every row what it is about, its rule and its source.

use super::provenance::{release_cells, release_columns, sheet};
use super::table::{Cell, Column, Document, Kind, Table};
use crate::domain::Lang;
use crate::views::edition::Edition;

/// The table of a chart. `head` names the columns; `constant` is said of every row: column and words.
#[must_use]
pub fn chart_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    (title, page): (&str, &str),
    (head, rows): (&[String], Vec<Vec<Cell<'a>>>),
    constant: &[(Column, &'a str)],
) -> Document<'a> {
    let figures = |at: usize| {
        let holds = |cell: &Cell<'_>| matches!(cell, Cell::Number { .. } | Cell::Missing(_) | Cell::Absent(_));
        rows.iter().filter_map(|row| row.get(at)).any(holds)
    };
    let kind = |at: usize| if figures(at) { Kind::Figure } else { Kind::Text };
    let mut columns: Vec<Column> = head.iter().enumerate().map(|(at, label)| Column::new(label, kind(at))).collect();
    columns.extend(constant.iter().map(|(column, _)| column.clone()));
    columns.extend(release_columns(lang));
    let behind: Vec<Cell<'a>> =
        constant.iter().map(|(_, words)| Cell::text(*words)).chain(release_cells(edition)).collect();
    let subjects = [lang.pick("Onderwerp", "Subject"), lang.pick("Uitleg", "Explanation")].map(Column::text);
    let said = constant.iter().map(|(column, words)| vec![Cell::text(column.label.clone()), Cell::text(*words)]);
    Document {
        lang,
        title: title.to_owned(),
        sources: Table {
            about: lang.pick(
                "De eenheid, de regel en de bron van de grafiek.",
                "The unit, the rule and the source of the chart.",
            ),
            ..sheet(lang, subjects.into(), said.collect())
        },
        tables: vec![Table {
            name: lang.pick("Grafiek", "Chart"),
            about: lang.pick("De cijfers van de grafiek.", "The figures of the chart."),
            rows: rows.into_iter().map(|row| row.into_iter().chain(behind.iter().cloned()).collect()).collect(),
            columns,
        }],
        notes: Vec::new(),
        page: page.to_owned(),
        release: edition.release,
        imported_at: edition.imported_at,
    }
}
