//! The file of a chart: its table, and in every row what it is about, its rule and its source.

use super::cell::Cell;
use super::columns::Columns;
use super::provenance::sheet;
use super::table::{Column, Document, Kind, Table};
use crate::domain::Lang;
use crate::views::edition::Edition;

/// What is said of a chart as a whole.
#[derive(Clone, Copy, Debug)]
pub struct ChartAbout<'a> {
    /// Its heading.
    pub title: &'a str,
    /// The unit of its figures.
    pub unit: &'a str,
    /// The rule of its newest period.
    pub rule: &'a str,
    /// What must be known to read it.
    pub notes: &'a str,
    /// Where its figures come from.
    pub source: &'a str,
}

/// The file of a chart with this table; `page` is its address.
pub fn chart_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    page: &str,
    table: Table<'a>,
    about: ChartAbout<'a>,
) -> Document<'a> {
    let of_chart = Columns::of(lang)
        .text(("Eenheid", "Unit"), |about: &ChartAbout<'a>| about.unit)
        .aside(("Grafiek", "Chart"), |about| about.title)
        .aside(("Regel", "Rule"), |about| about.rule)
        .aside(("Toelichting", "Notes"), |about| about.notes)
        .aside(("Bron", "Source"), |about| about.source);
    let said = Columns::of(lang).same(of_chart, &about).table("", "", [()]);
    let sources = Columns::of(lang)
        .text(("Onderwerp", "Subject"), |(column, _): &(&Column, &Cell<'a>)| column.label.clone())
        .text(("Uitleg", "Explanation"), |(_, words)| (*words).clone());
    let sources = sheet(
        sources,
        ("De eenheid, de regel en de bron van de grafiek.", "The unit, the rule and the source of the chart."),
        said.columns.iter().zip(said.rows.iter().flatten()),
    );
    let release = Columns::of(lang).released(edition).table("", "", [()]);
    let table = with_figures(table).beside(said).beside(release);
    Document::of(edition, lang, (about.title, page), vec![table], sources)
}

/// A column in which nothing can be a figure is one of words: it needs no column for reasons.
fn with_figures(mut table: Table<'_>) -> Table<'_> {
    for (at, column) in table.columns.iter_mut().enumerate() {
        let holds = |cell: &Cell<'_>| matches!(cell, Cell::Number { .. } | Cell::Missing(_) | Cell::Absent(_));
        if !table.rows.iter().filter_map(|row| row.get(at)).any(holds) {
            column.kind = Kind::Text;
        }
    }
    table
}
