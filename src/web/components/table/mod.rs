//! Every table of a page, written from its declaration (`export::Columns`): the one that its files are written from, or one
//! of the page alone.
//!
//! A page names the columns that it shows by what the program calls them (`Column::id`). Words, figures and the reasons of
//! what is missing are those of the declaration; what only a page has (links, marks, drawings) is added by column. Which cell
//! is a heading, of what, what stands to the right, and how rows stay a table where a telephone lays them out as blocks, is
//! decided here.
//!
//! ```text
//! PageTable::of(areas_columns(lang, view))
//!     .boxed_by("gebieden")
//!     .show("gebied").linked(|row| ctx.href(urls::area(&row.area.slug)))
//!     .show("inwoners").headed("Inwoners")
//!     .render("table", &view.rows)
//! ```

mod html;

use maud::{Markup, Render, html};

use super::run::run;
use crate::domain::Lang;
use crate::export::{Cell, Columns, Kind, Table};

/// What a page adds to a cell: from its row, and from the cell as it was declared.
type Write<'p, 'a, R> = Box<dyn Fn(&R, &Cell<'a>) -> Markup + 'p>;

/// What a page says of a row by itself: where it leads, what heads it.
type Of<'p, R, T> = Box<dyn Fn(&R) -> T + 'p>;

/// What a page says of a row in a word.
type Word<'p, R> = Of<'p, R, Option<&'p str>>;

/// A column of a page.
struct Shown<'p, 'a, R> {
    /// Its number in the declaration; nothing where only the page has it.
    at: Option<usize>,
    kind: Kind,
    head: Markup,
    class: &'p str,
    /// Class of its heading instead of what follows from the column.
    head_class: Option<&'p str>,
    /// Class of its cells, by row, instead of what follows from the cell.
    cell_class: Option<Word<'p, R>>,
    /// Its name beside a cell where the rows are blocks.
    label: Option<String>,
    link: Option<Of<'p, R, Option<String>>>,
    write: Option<Write<'p, 'a, R>>,
    mark: Option<Write<'p, 'a, R>>,
    /// Whether it is said once for all rows of a group.
    once: bool,
}

/// What a scrolling box around the table is called.
enum Named<'p> {
    By(&'p str),
    As(&'p str),
}

/// Rows that belong together: their id, and the row that heads them.
struct Groups<'p, R> {
    prefix: &'p str,
    id: Of<'p, R, &'p str>,
    head: Option<(&'p str, Of<'p, R, Markup>)>,
}

pub struct PageTable<'p, 'a, R> {
    lang: Lang,
    columns: Columns<'a, R>,
    shown: Vec<Shown<'p, 'a, R>>,
    names_rows: usize,
    caption: Option<(Markup, Option<&'static str>)>,
    named: Option<Named<'p>>,
    blocks: bool,
    row_class: Option<Word<'p, R>>,
    row_id: Option<Word<'p, R>>,
    groups: Option<Groups<'p, R>>,
    foot: Option<Markup>,
}

impl<'a> PageTable<'_, 'a, Vec<Cell<'a>>> {
    /// A page table of a finished table, with all its columns.
    pub fn finished(lang: Lang, table: &Table<'a>) -> Self {
        Self::of(Columns::finished(lang, table.columns.clone())).show_all()
    }
}

impl<'p, 'a, R> PageTable<'p, 'a, R> {
    /// A page table of these columns, of which none is shown yet; the first that is shown names the rows.
    pub fn of(columns: Columns<'a, R>) -> Self {
        Self {
            lang: columns.lang(),
            columns,
            shown: Vec::new(),
            names_rows: 0,
            caption: None,
            named: None,
            blocks: false,
            row_class: None,
            row_id: None,
            groups: None,
            foot: None,
        }
    }

    /// Every column of the declaration.
    #[must_use]
    pub fn show_all(self) -> Self {
        (0..self.columns.heads().len()).fold(self, Self::show_at)
    }

    /// A column of the declaration.
    #[must_use]
    pub fn show(self, id: &str) -> Self {
        let found = self.columns.heads().iter().position(|column| column.id == id);
        debug_assert!(found.is_some(), "there is no column {id}");
        match found {
            Some(at) => self.show_at(at),
            None => self,
        }
    }

    fn show_at(mut self, at: usize) -> Self {
        if let Some(column) = self.columns.heads().get(at) {
            let (kind, head) = (column.kind, html! { (run(&column.label)) });
            self.push(Some(at), kind, head);
        }
        self
    }

    /// A column that only the page has: a drawing.
    #[must_use]
    pub fn drawn(mut self, head: impl Render, write: impl Fn(&R) -> Markup + 'p) -> Self {
        self.push(None, Kind::Text, html! { (head) });
        self.last(|column| column.write = Some(Box::new(move |row, _| write(row))))
    }

    fn push(&mut self, at: Option<usize>, kind: Kind, head: Markup) {
        self.shown.push(Shown {
            at,
            kind,
            head,
            class: "",
            head_class: None,
            cell_class: None,
            label: None,
            link: None,
            write: None,
            mark: None,
            once: false,
        });
    }

    fn last(mut self, change: impl FnOnce(&mut Shown<'p, 'a, R>)) -> Self {
        if let Some(last) = self.shown.last_mut() {
            change(last);
        }
        self
    }

    /// The last column under a heading of the page.
    #[must_use]
    pub fn headed(self, head: impl Render) -> Self {
        self.last(|column| column.head = html! { (head) })
    }

    /// The last column with a class of its own.
    #[must_use]
    pub fn classed(self, class: &'p str) -> Self {
        self.last(|column| column.class = class)
    }

    /// The heading of the last column with this class only.
    #[must_use]
    pub fn head_classed(self, class: &'p str) -> Self {
        self.last(|column| column.head_class = Some(class))
    }

    /// The cells of the last column with a class that follows from the row.
    #[must_use]
    pub fn cells_classed(self, class: impl Fn(&R) -> Option<&'p str> + 'p) -> Self {
        self.last(|column| column.cell_class = Some(Box::new(class)))
    }

    /// The last column with its name beside every cell where the rows are blocks.
    #[must_use]
    pub fn labelled(self, label: impl Into<String>) -> Self {
        self.last(|column| column.label = Some(label.into()))
    }

    /// The last column with its declared name beside every cell where the rows are blocks.
    #[must_use]
    pub fn with_label(self) -> Self {
        let at = self.shown.last().and_then(|column| column.at);
        let label = at.and_then(|at| self.columns.heads().get(at)).map(|column| column.label.clone());
        self.last(|column| column.label = label)
    }

    /// The cells of the last column as links.
    #[must_use]
    pub fn linked<L: Into<Option<String>>>(self, address: impl Fn(&R) -> L + 'p) -> Self {
        self.last(|column| column.link = Some(Box::new(move |row| address(row).into())))
    }

    /// The last column with cells of the page.
    #[must_use]
    pub fn written(self, write: impl Fn(&R, &Cell<'a>) -> Markup + 'p) -> Self {
        self.last(|column| column.write = Some(Box::new(write)))
    }

    /// The cells of the last column with something behind what they say.
    #[must_use]
    pub fn marked(self, mark: impl Fn(&R, &Cell<'a>) -> Markup + 'p) -> Self {
        self.last(|column| column.mark = Some(Box::new(mark)))
    }

    /// The last column is said once for the rows of a group.
    #[must_use]
    pub fn once(self) -> Self {
        self.last(|column| column.once = true)
    }

    /// The last column, and not the first, names the rows.
    #[must_use]
    pub fn naming_rows(self) -> Self {
        Self { names_rows: self.shown.len().saturating_sub(1), ..self }
    }

    /// More columns for each of several things.
    #[must_use]
    pub fn each<T>(self, things: impl IntoIterator<Item = T>, add: impl Fn(Self, T) -> Self) -> Self {
        things.into_iter().fold(self, add)
    }

    /// More columns under a condition.
    #[must_use]
    pub fn when(self, holds: bool, add: impl FnOnce(Self) -> Self) -> Self {
        if holds { add(self) } else { self }
    }

    #[must_use]
    pub fn caption(self, caption: Markup) -> Self {
        Self { caption: Some((caption, None)), ..self }
    }

    /// With a caption for those who listen; who looks has read the same above the table.
    #[must_use]
    pub fn heard_caption(self, caption: Markup) -> Self {
        Self { caption: Some((caption, Some("visually-hidden"))), ..self }
    }

    /// In a box that scrolls, named by the element with this id.
    #[must_use]
    pub fn boxed_by(self, id: &'p str) -> Self {
        Self { named: Some(Named::By(id)), ..self }
    }

    /// In a box that scrolls, with a name of its own.
    #[must_use]
    pub fn boxed_as(self, name: &'p str) -> Self {
        Self { named: Some(Named::As(name)), ..self }
    }

    /// The style lays out rows as blocks on a telephone: another display takes roles away, so the markup has them.
    #[must_use]
    pub fn in_blocks(self) -> Self {
        Self { blocks: true, ..self }
    }

    #[must_use]
    pub fn rows_classed(self, class: impl Fn(&R) -> Option<&'p str> + 'p) -> Self {
        Self { row_class: Some(Box::new(class)), ..self }
    }

    /// Rows with an id, which stands on the cell that names them.
    #[must_use]
    pub fn rows_called(self, id: impl Fn(&R) -> Option<&'p str> + 'p) -> Self {
        Self { row_id: Some(Box::new(id)), ..self }
    }

    /// Rows that follow each other with the same id are a group, which is called by it behind `prefix`.
    #[must_use]
    pub fn grouped(self, prefix: &'p str, id: impl Fn(&R) -> &'p str + 'p) -> Self {
        Self { groups: Some(Groups { prefix, id: Box::new(id), head: None }), ..self }
    }

    /// Groups have a row that heads them.
    #[must_use]
    pub fn groups_headed(mut self, class: &'p str, head: impl Fn(&R) -> Markup + 'p) -> Self {
        if let Some(groups) = &mut self.groups {
            groups.head = Some((class, Box::new(head)));
        }
        self
    }

    /// With a row below all others.
    #[must_use]
    pub fn foot(self, row: Markup) -> Self {
        Self { foot: Some(row), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Missing;

    type Place = (&'static str, Cell<'static>);

    fn places() -> (Columns<'static, Place>, [Place; 2]) {
        let columns = Columns::of(Lang::Nl)
            .text(("Naam", "Name"), |(name, _): &Place| *name)
            .text("Code", |_| "GM0344")
            .figure(("inwoners", "residents"), "Inwoners, 2024", |(_, cell)| cell.clone());
        let known = Cell::figure(crate::domain::Value::Known(374_238.0), 0, None);
        (columns, [("Utrecht", known), ("Zuid", Cell::Missing(Missing::Suppressed))])
    }

    fn parsed(html: Markup) -> scraper::Html {
        scraper::Html::parse_fragment(&html.into_string())
    }

    fn all(html: &scraper::Html, css: &str) -> Vec<String> {
        html.select(&scraper::Selector::parse(css).unwrap()).map(|one| one.text().collect()).collect()
    }

    #[test]
    fn a_page_shows_the_columns_it_names_with_words_and_figures_of_the_file() {
        let (columns, rows) = places();
        let html = parsed(
            PageTable::of(columns)
                .show("naam")
                .linked(|(name, _)| name.to_lowercase())
                .show("inwoners")
                .headed("Inwoners")
                .marked(|_, cell| html! { @if matches!(cell, Cell::Number { .. }) { sup { "a" } } })
                .render("table", rows),
        );
        assert_eq!(all(&html, "thead th[scope=col].num"), ["Inwoners"]);
        assert_eq!(all(&html, "th[scope=row] a[href=utrecht]"), ["Utrecht"]);
        assert_eq!(all(&html, "td.num"), ["374.238a", "afgeschermd"]);
        assert_eq!(all(&html, "td.num.missing"), ["afgeschermd"]);
        assert_eq!(all(&html, "th").len(), 4, "the code is not shown");
        assert!(all(&html, "[role]").is_empty());
    }

    #[test]
    fn rows_that_become_blocks_keep_their_roles_and_name_their_cells() {
        let (columns, rows) = places();
        let html = parsed(
            PageTable::of(columns)
                .in_blocks()
                .boxed_by("kop")
                .show("naam")
                .show("inwoners")
                .labelled("Inwoners")
                .render("table table-stacked", rows),
        );
        assert_eq!(all(&html, "div.table-scroll[tabindex='0'][role=group][aria-labelledby=kop] > table").len(), 1);
        assert_eq!(all(&html, "table[role=table] > tbody[role=rowgroup] > tr[role=row]").len(), 2);
        assert_eq!(all(&html, "th[role=rowheader]"), ["Utrecht", "Zuid"]);
        assert_eq!(all(&html, "td[role=cell][data-label=Inwoners] > span"), ["374.238", "afgeschermd"]);
    }

    #[test]
    fn what_a_group_says_once_spans_its_rows_and_heads_them() {
        let columns = Columns::of(Lang::En)
            .text("City", |(city, _): &(&'static str, u32)| *city)
            .number("Count", |(_, count)| *count);
        let html = parsed(
            PageTable::of(columns)
                .grouped("of-", |(city, _)| city)
                .groups_headed("theme", |(city, _)| html! { "All of " (city) })
                .show("city")
                .once()
                .show("count")
                .render("table", [("A", 1), ("A", 2), ("B", 3)]),
        );
        assert_eq!(all(&html, "tbody#of-A tr.theme th[scope=rowgroup][colspan='2']"), ["All of A"]);
        assert_eq!(all(&html, "tbody#of-A th[scope=rowgroup][rowspan='2']"), ["A"]);
        assert_eq!(all(&html, "tbody#of-A td.num"), ["1", "2"]);
        assert_eq!(all(&html, "tbody#of-B th[scope=rowgroup]:not([colspan]):not([rowspan])"), ["B"]);
    }

    #[test]
    fn another_column_than_the_first_can_name_the_rows() {
        let columns = Columns::of(Lang::En).text("When", |_: &u32| "1999").number("What", |what| *what);
        let table = PageTable::of(columns).show("when").show("what").naming_rows().rows_called(|_| Some("it"));
        let html = parsed(table.render("table", [7]));
        assert_eq!(all(&html, "td"), ["1999"]);
        assert_eq!(all(&html, "th[scope=row]#it"), ["7"]);
    }
}
