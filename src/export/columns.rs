//! How a table is declared: one list of columns, each with how its cell follows from a row.
//!
//! ```text
//! Columns::of(lang)
//!     .text("Id", |card: &&Card| &card.example.id)
//!     .text(("Titel", "Title"), |card| &card.example.title)
//!     .number(("Bronnen", "Sources"), |card| card.sources.len())
//!     .released(edition)
//!     .table(("Voorbeelden", "Examples"), ("Een rij per voorbeeld.", "One row per example."), cards)
//! ```
//!
//! Read from top to bottom this is the table, in every form that it is written in. Columns that several tables share are a
//! list of their own about a part of the row ([`Columns::part`]); where a figure comes from is such a list, declared in
//! `provenance.rs`.

use super::cell::{Cell, IntoCell};
use super::table::{Both, Column, Kind, Table};
use crate::domain::Lang;

/// Appends the cells of one column, or of a part with several, to those of a row.
type Fill<'a, R> = Box<dyn Fn(&R, &mut Vec<Cell<'a>>) + 'a>;

impl<'a> Columns<'a, Vec<Cell<'a>>> {
    /// The columns of a table whose rows are cells already.
    pub fn finished(lang: Lang, heads: Vec<Column>) -> Self {
        Self { lang, heads, fills: vec![Box::new(|row, cells| cells.extend(row.iter().cloned()))] }
    }
}

/// The columns of a table whose rows are `R`.
pub struct Columns<'a, R> {
    lang: Lang,
    heads: Vec<Column>,
    fills: Vec<Fill<'a, R>>,
}

impl<'a, R> Columns<'a, R> {
    /// No columns yet.
    pub fn of(lang: Lang) -> Self {
        Self { lang, heads: Vec::new(), fills: Vec::new() }
    }

    /// Language of the headings and of words in both languages.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// A column of words.
    #[must_use]
    pub fn text<C: IntoCell<'a>>(self, label: impl Into<Both>, cell: impl Fn(&R) -> C + 'a) -> Self {
        let column = Column::new(self.lang, label, Kind::Text);
        self.column(column, cell)
    }

    /// A column of words that a workbook says on its sheet of sources.
    #[must_use]
    pub fn aside<C: IntoCell<'a>>(self, label: impl Into<Both>, cell: impl Fn(&R) -> C + 'a) -> Self {
        let column = Column { aside: true, ..Column::new(self.lang, label, Kind::Text) };
        self.column(column, cell)
    }

    /// A column of numbers that are never missing for a reason.
    #[must_use]
    pub fn number<C: IntoCell<'a>>(self, label: impl Into<Both>, cell: impl Fn(&R) -> C + 'a) -> Self {
        let column = Column::new(self.lang, label, Kind::Number);
        self.column(column, cell)
    }

    /// A column of figures with a heading that follows from the data; its key stays the same.
    #[must_use]
    pub fn figure<C: IntoCell<'a>>(
        self,
        key: impl Into<Both>,
        label: impl Into<String>,
        cell: impl Fn(&R) -> C + 'a,
    ) -> Self {
        let key = key.into();
        let column = Column { id: key.0.to_owned(), ..Column::headed(key.get(self.lang), label, Kind::Figure) };
        self.column(column, cell)
    }

    /// Any column.
    #[must_use]
    pub fn column<C: IntoCell<'a>>(mut self, column: Column, cell: impl Fn(&R) -> C + 'a) -> Self {
        let lang = self.lang;
        self.heads.push(column);
        self.fills.push(Box::new(move |row, cells| cells.push(cell(row).cell(lang))));
        self
    }

    /// Columns for each of several things: places, indicators, themes.
    #[must_use]
    pub fn each<T>(self, things: impl IntoIterator<Item = T>, add: impl Fn(Self, T) -> Self) -> Self {
        things.into_iter().fold(self, add)
    }

    /// Columns that stand only under a condition.
    #[must_use]
    pub fn when(self, holds: bool, add: impl FnOnce(Self) -> Self) -> Self {
        if holds { add(self) } else { self }
    }

    /// More columns about the same rows.
    #[must_use]
    pub fn with(mut self, more: Self) -> Self {
        self.heads.extend(more.heads);
        self.fills.extend(more.fills);
        self
    }

    /// The columns of a part of the row; the part is found once per row.
    #[must_use]
    pub fn part<P: 'a>(self, columns: Columns<'a, P>, part: impl Fn(&R) -> P + 'a) -> Self {
        self.part_if(columns, move |row| Some(part(row)))
    }

    /// The same for a part that a row may be without: its cells are then empty.
    #[must_use]
    pub fn part_if<P: 'a>(mut self, columns: Columns<'a, P>, part: impl Fn(&R) -> Option<P> + 'a) -> Self {
        let Columns { heads, fills, .. } = columns;
        let width = heads.len();
        self.heads.extend(heads);
        self.fills.push(Box::new(move |row, cells| match part(row) {
            Some(part) => fills.iter().for_each(|fill| fill(&part, cells)),
            None => cells.extend(std::iter::repeat_n(Cell::Empty, width)),
        }));
        self
    }

    /// Columns that say the same in every row; their cells are made once.
    #[must_use]
    pub fn same<P>(mut self, columns: Columns<'a, P>, of: &P) -> Self {
        let cells = columns.cells(of);
        self.heads.extend(columns.heads);
        self.fills.push(Box::new(move |_, row| row.extend(cells.iter().cloned())));
        self
    }

    /// These columns, none of them left out by a workbook: for tables that are themselves about sources.
    #[must_use]
    pub fn shown(mut self) -> Self {
        for head in &mut self.heads {
            head.aside = false;
        }
        self
    }

    /// The table. `name` is that of its sheet, at most 31 characters; `about` says what it holds in a sentence.
    pub fn table(self, name: impl Into<Both>, about: impl Into<Both>, rows: impl IntoIterator<Item = R>) -> Table<'a> {
        Table {
            name: name.into().get(self.lang),
            about: about.into().get(self.lang),
            rows: rows.into_iter().map(|row| self.cells(&row)).collect(),
            columns: self.heads,
        }
    }

    /// What the columns are called and hold.
    pub fn heads(&self) -> &[Column] {
        &self.heads
    }

    /// The cells of a row, one per column.
    pub fn cells(&self, row: &R) -> Vec<Cell<'a>> {
        let mut cells = Vec::with_capacity(self.heads.len());
        for fill in &self.fills {
            fill(row, &mut cells);
        }
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_cell_for_every_column_also_where_a_part_is_absent() {
        let half = Columns::of(Lang::En).number(("Helft", "Half"), |half: &u32| *half).text("Code", |_| "x");
        let table = Columns::of(Lang::En)
            .number(("Getal", "Number"), |number: &u32| *number)
            .part_if(half, |number| (number % 2 == 0).then_some(number / 2))
            .when(false, |columns| columns.text("Never", |_| ""))
            .each([("a", "A"), ("b", "B")], |columns, (key, label)| columns.figure(key, label, |_| Cell::Empty))
            .table(("Getallen", "Numbers"), "", [4, 5]);
        let keys: Vec<&str> = table.columns.iter().map(|column| column.key.as_str()).collect();
        assert_eq!(keys, ["number", "half", "code", "a", "b"]);
        assert_eq!((table.name, table.columns[1].id.as_str()), ("Numbers", "helft"));
        assert_eq!(table.rows[0][..3], [Cell::count(4), Cell::count(2), Cell::text("x")]);
        assert_eq!(table.rows[1][..3], [Cell::count(5), Cell::Empty, Cell::Empty]);
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }
}
