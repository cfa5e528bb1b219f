//! The table of a page that is also a file, written from the same declaration (`export::Columns`).
//!
//! The page names the columns that it shows, by what the program calls them ([`Column::id`]); a cell that holds more than
//! text (a link, a mark) is written by the page. Everything else, words and figures, is that of the file.

use maud::{Markup, html};

use crate::domain::Lang;
use crate::export::{Cell, Column, Kind, Table};

/// How a page writes a cell: by the number of its row, and the cell.
type Write<'t> = Box<dyn Fn(usize, &'t Cell<'t>) -> Markup + 't>;

/// A column of a page.
struct Shown<'t> {
    at: usize,
    column: &'t Column,
    head: Option<Markup>,
    write: Option<Write<'t>>,
}

/// A table of a page.
pub struct PageTable<'t> {
    lang: Lang,
    table: &'t Table<'t>,
    caption: Option<Markup>,
    columns: Vec<Shown<'t>>,
    rows: usize,
}

impl<'t> PageTable<'t> {
    /// A page table of a table, without columns yet.
    pub fn of(lang: Lang, table: &'t Table<'t>) -> Self {
        Self { lang, table, caption: None, columns: Vec::new(), rows: usize::MAX }
    }

    /// With a caption.
    #[must_use]
    pub fn caption(self, caption: Markup) -> Self {
        Self { caption: Some(caption), ..self }
    }

    /// With the first rows only.
    #[must_use]
    pub fn first(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    /// Every column of the declaration.
    #[must_use]
    pub fn all(mut self) -> Self {
        let columns = self.table.columns.iter().enumerate();
        self.columns.extend(columns.map(|(at, column)| Shown { at, column, head: None, write: None }));
        self
    }

    /// A column of the declaration.
    #[must_use]
    pub fn show(mut self, id: &str) -> Self {
        let found = self.table.columns.iter().enumerate().find(|(_, column)| column.id == id);
        debug_assert!(found.is_some(), "{} has no column {id}", self.table.name);
        self.columns.extend(found.map(|(at, column)| Shown { at, column, head: None, write: None }));
        self
    }

    /// The column named last under a heading of the page.
    #[must_use]
    pub fn headed(mut self, head: Markup) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.head = Some(head);
        }
        self
    }

    /// The column named last with cells of the page.
    #[must_use]
    pub fn written(mut self, write: impl Fn(usize, &'t Cell<'t>) -> Markup + 't) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.write = Some(Box::new(write));
        }
        self
    }

    /// The table in HTML; the first column names the rows.
    pub fn render(&self, class: &str) -> Markup {
        html! {
            table class=(class) {
                @if let Some(caption) = &self.caption { (caption) }
                thead { tr {
                    @for shown in &self.columns {
                        th scope="col" class=[is_number(shown.column).then_some("num")] {
                            @match &shown.head { Some(head) => (head), None => (shown.column.label) }
                        }
                    }
                } }
                tbody {
                    @for (at, row) in self.table.rows.iter().enumerate().take(self.rows) {
                        tr {
                            @for (position, shown) in self.columns.iter().enumerate() {
                                @if let Some(cell) = row.get(shown.at) {
                                    @if position == 0 { th scope="row" { (self.content(shown, at, cell)) } }
                                    @else { td class=[class_of(shown.column, cell)] { (self.content(shown, at, cell)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn content(&self, shown: &Shown<'t>, at: usize, cell: &'t Cell<'t>) -> Markup {
        if let Some(write) = &shown.write {
            write(at, cell)
        } else {
            html! { (cell.shown(self.lang)) }
        }
    }
}

fn is_number(column: &Column) -> bool {
    column.kind != Kind::Text
}

fn class_of(column: &Column, cell: &Cell<'_>) -> Option<&'static str> {
    match cell {
        Cell::Missing(_) | Cell::Absent(_) => Some("num missing"),
        Cell::Number { .. } => Some("num"),
        Cell::Empty => is_number(column).then_some("num"),
        // Words among figures ("en hoger") are read as words, words for a count (a dash) as the count.
        Cell::Text(_) => (column.kind == Kind::Number).then_some("num"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Missing;
    use crate::export::Columns;

    #[test]
    fn a_page_shows_the_columns_it_names_with_words_and_figures_of_the_file() {
        let table = Columns::of(Lang::Nl)
            .text(("Naam", "Name"), |(name, _): &(&'static str, Cell<'static>)| *name)
            .text("Code", |_| "GM0344")
            .figure(("inwoners", "residents"), "Inwoners, 2024", |(_, cell)| cell.clone())
            .table(
                "Plaatsen",
                "",
                [
                    ("Utrecht", Cell::figure(crate::domain::Value::Known(374_238.0), 0, None)),
                    ("Zuid", Cell::Missing(Missing::Suppressed)),
                ],
            );
        let html = PageTable::of(Lang::Nl, &table)
            .show("naam")
            .written(|at, cell| html! { a href=(at) { (cell.shown(Lang::Nl)) } })
            .show("inwoners")
            .headed(html! { "Inwoners" })
            .render("table")
            .into_string();
        assert!(html.contains("<th scope=\"col\" class=\"num\">Inwoners</th>"), "{html}");
        assert!(
            html.contains("<th scope=\"row\"><a href=\"0\">Utrecht</a></th><td class=\"num\">374.238</td>"),
            "{html}"
        );
        assert!(html.contains("<td class=\"num missing\">afgeschermd</td>"), "{html}");
        assert!(!html.contains("GM0344"));
    }
}
