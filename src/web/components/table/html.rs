//! A table of a page in HTML.

use maud::{Markup, html};

use super::{Groups, Named, PageTable, Shown};
use crate::export::{Cell, Kind};
use crate::web::components::run::run;

impl<'p, 'a, R> PageTable<'p, 'a, R> {
    /// The table in HTML.
    pub fn render(&self, class: &str, rows: impl IntoIterator<Item = R>) -> Markup {
        let table = self.table(class, &rows.into_iter().collect::<Vec<_>>());
        html! {
            @match self.named {
                None => (table),
                Some(Named::By(id)) => div class="table-scroll" tabindex="0" role="group" aria-labelledby=(id) { (table) },
                Some(Named::As(name)) => div class="table-scroll" tabindex="0" role="group" aria-label=(name) { (table) },
            }
        }
    }

    fn table(&self, class: &str, rows: &[R]) -> Markup {
        let by = match self.named {
            Some(Named::By(id)) if self.blocks => Some(id),
            _ => None,
        };
        html! {
            table class=(class) role=[self.role("table")] aria-labelledby=[by] {
                @if let Some((caption, class)) = &self.caption { caption class=[class] { (caption) } }
                thead role=[self.role("rowgroup")] { tr role=[self.role("row")] {
                    @for shown in &self.shown {
                        th scope="col" role=[self.role("columnheader")] class=[head_class(shown)] { (shown.head) }
                    }
                } }
                @match &self.groups {
                    None => tbody role=[self.role("rowgroup")] { @for row in rows { (self.row(row, Some(1))) } },
                    Some(groups) => {
                        @for group in rows.chunk_by(|one, next| (groups.id)(one) == (groups.id)(next)) { (self.group(groups, group)) }
                    }
                }
                @if let Some(foot) = &self.foot { tfoot { (foot) } }
            }
        }
    }

    fn group(&self, groups: &Groups<'p, R>, rows: &[R]) -> Markup {
        html! {
            tbody id=[rows.first().map(|row| format!("{}{}", groups.prefix, (groups.id)(row)))] role=[self.role("rowgroup")] {
                @if let Some((class, head)) = &groups.head {
                    tr class=(class) role=[self.role("row")] {
                        th scope="rowgroup" role=[self.role("rowheader")] colspan=(self.shown.len()) { @if let Some(row) = rows.first() { (head(row)) } }
                    }
                }
                @for (at, row) in rows.iter().enumerate() { (self.row(row, (at == 0).then_some(rows.len()))) }
            }
        }
    }

    /// A row; `group` is how many rows the group has that it is the first of.
    fn row(&self, row: &R, group: Option<usize>) -> Markup {
        let cells = self.columns.cells(row);
        html! {
            tr role=[self.role("row")] class=[self.row_class.as_ref().and_then(|class| class(row))] {
                @for (position, shown) in self.shown.iter().enumerate() {
                    @if !shown.once || group.is_some() {
                        @let cell = shown.at.and_then(|at| cells.get(at)).unwrap_or(&Cell::Empty);
                        @let span = if shown.once { group.filter(|&rows| rows > 1) } else { None };
                        @if position == self.names_rows {
                            th scope=(if shown.once { "rowgroup" } else { "row" }) rowspan=[span] role=[self.role("rowheader")] class=[classes(None, shown.class)]
                                id=[self.row_id.as_ref().and_then(|id| id(row))] { (self.content(shown, row, cell)) }
                        } @else {
                            td rowspan=[span] role=[self.role("cell")] data-label=[&shown.label] class=[cell_class(shown, row, cell)] {
                                // A figure and its mark are one piece beside the name of the column.
                                @if shown.label.is_some() && is_number(shown.kind) { span { (self.content(shown, row, cell)) } }
                                @else { (self.content(shown, row, cell)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn content(&self, shown: &Shown<'p, 'a, R>, row: &R, cell: &Cell<'a>) -> Markup {
        let link = shown.link.as_ref().and_then(|link| link(row));
        html! {
            @match (&shown.write, link) {
                (Some(write), None) => (write(row, cell)),
                (Some(write), Some(href)) => a href=(href) { (write(row, cell)) },
                (None, None) => (run(&cell.shown(self.lang))),
                (None, Some(href)) => a href=(href) { (run(&cell.shown(self.lang))) },
            }
            @if let Some(mark) = &shown.mark { (mark(row, cell)) }
        }
    }

    fn role(&self, role: &'static str) -> Option<&'static str> {
        self.blocks.then_some(role)
    }
}

fn is_number(kind: Kind) -> bool {
    kind != Kind::Text
}

/// Two classes as one attribute, or none.
fn classes(first: Option<&str>, second: &str) -> Option<String> {
    match (first, second) {
        (None, "") => None,
        (Some(one), "") | (None, one) => Some(one.to_owned()),
        (Some(one), other) => Some(format!("{one} {other}")),
    }
}

fn head_class<R>(shown: &Shown<'_, '_, R>) -> Option<String> {
    let found = classes(is_number(shown.kind).then_some("num"), shown.class);
    shown.head_class.map(str::to_owned).or(found)
}

fn cell_class<R>(shown: &Shown<'_, '_, R>, row: &R, cell: &Cell<'_>) -> Option<String> {
    if let Some(class) = &shown.cell_class {
        return class(row).map(str::to_owned);
    }
    let found = match cell {
        Cell::Missing(_) | Cell::Absent(_) => Some("num missing"),
        Cell::Number { .. } => Some("num"),
        Cell::Empty => is_number(shown.kind).then_some("num"),
        // Words among figures ("en hoger") are read as words, words for a count (a dash) as the count.
        Cell::Text(_) => (shown.kind == Kind::Number).then_some("num"),
    };
    classes(found, shown.class)
}
