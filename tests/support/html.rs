//! Pages as a browser sees them: elements instead of substrings.
//!
//! Texts come without markup, with entities read and runs of white space as one space. A space that does not break stays
//! what it is: that a number and its unit stay on one line is part of what pages promise.

use std::fmt;

use scraper::{ElementRef, Selector};

/// A parsed page.
pub struct Html(scraper::Html);

/// An element of a page.
#[derive(Clone, Copy)]
pub struct Part<'a>(ElementRef<'a>);

/// The texts of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Texts of the cells of the head.
    pub head: Vec<String>,
    /// Texts of the cells of every row of the body, its heading first.
    pub rows: Vec<Vec<String>>,
}

impl Html {
    pub fn parse(text: &str) -> Self {
        Self(scraper::Html::parse_document(text))
    }

    /// The whole page.
    pub fn root(&self) -> Part<'_> {
        Part(self.0.root_element())
    }

    /// The only element that `css` selects.
    #[track_caller]
    pub fn one(&self, css: &str) -> Part<'_> {
        self.root().one(css)
    }

    /// Every element that `css` selects, in the order of the page.
    pub fn all(&self, css: &str) -> Vec<Part<'_>> {
        self.root().all(css)
    }

    pub fn count(&self, css: &str) -> usize {
        self.root().count(css)
    }

    pub fn has(&self, css: &str) -> bool {
        self.root().has(css)
    }

    /// The text of the only element that `css` selects.
    #[track_caller]
    pub fn text_of(&self, css: &str) -> String {
        self.root().text_of(css)
    }

    /// The texts of everything that `css` selects.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.root().texts(css)
    }

    /// The row of an indicator on a profile.
    #[track_caller]
    pub fn row(&self, indicator: &str) -> Part<'_> {
        self.one(&format!("article.row[id=\"{indicator}\"]"))
    }

    /// The texts of the only table that `css` selects.
    #[track_caller]
    pub fn table_of(&self, css: &str) -> Table {
        self.one(css).table()
    }

    /// Whether a link leads to `href`.
    pub fn links_to(&self, href: &str) -> bool {
        self.root().links_to(href)
    }

    /// Everything that a reader can read.
    pub fn text(&self) -> String {
        self.one("body").text()
    }
}

impl<'a> Part<'a> {
    #[track_caller]
    pub fn one(self, css: &str) -> Self {
        let found = self.all(css);
        match found.as_slice() {
            [only] => *only,
            [] => panic!("no {css} in {self:?}"),
            several => panic!("{} times {css} in {self:?}", several.len()),
        }
    }

    /// Every element inside this one that `css` selects. Of the whole page the outermost element counts too.
    pub fn all(self, css: &str) -> Vec<Self> {
        let selector = Selector::parse(css).unwrap_or_else(|error| panic!("{css} is no selector: {error}"));
        let outermost = (self.name() == "html" && selector.matches(&self.0)).then_some(self);
        outermost.into_iter().chain(self.0.select(&selector).map(Part)).collect()
    }

    pub fn count(self, css: &str) -> usize {
        self.all(css).len()
    }

    pub fn has(self, css: &str) -> bool {
        !self.all(css).is_empty()
    }

    #[track_caller]
    pub fn text_of(self, css: &str) -> String {
        self.one(css).text()
    }

    pub fn texts(self, css: &str) -> Vec<String> {
        self.all(css).into_iter().map(Part::text).collect()
    }

    /// An attribute, empty where there is none.
    pub fn attribute(self, name: &str) -> &'a str {
        self.0.attr(name).unwrap_or_default()
    }

    pub fn has_attribute(self, name: &str) -> bool {
        self.0.attr(name).is_some()
    }

    /// The name of the element.
    pub fn name(self) -> &'a str {
        self.0.value().name()
    }

    /// What a field holds, with every space and line as it was typed.
    pub fn typed(self) -> String {
        self.0.text().collect()
    }

    pub fn links_to(self, href: &str) -> bool {
        self.all("a[href]").into_iter().any(|link| link.attribute("href") == href)
    }

    pub fn text(self) -> String {
        let whole: String = self.0.text().collect();
        whole.split(|one: char| one.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// What a list of terms says about one: the first `dd` behind that `dt`.
    #[track_caller]
    pub fn fact(self, term: &str) -> Self {
        self.fact_if_any(term).unwrap_or_else(|| panic!("no {term} in {self:?}"))
    }

    pub fn fact_if_any(self, term: &str) -> Option<Self> {
        let term = self.all("dt").into_iter().find(|found| found.text() == term)?;
        term.0.next_siblings().find_map(ElementRef::wrap).map(Part)
    }

    /// The texts of everything that a list says about a term.
    pub fn facts(self, term: &str) -> Vec<String> {
        let terms = self.all("dt").into_iter().filter(|found| found.text() == term);
        terms
            .filter_map(|term| term.0.next_siblings().find_map(ElementRef::wrap))
            .map(|found| Part(found).text())
            .collect()
    }

    /// The texts of the only table that `css` selects.
    #[track_caller]
    pub fn table_of(self, css: &str) -> Table {
        self.one(css).table()
    }

    #[track_caller]
    pub fn table(self) -> Table {
        let cells = |row: Self| row.texts("th, td");
        Table {
            head: self.all("thead tr").into_iter().flat_map(cells).collect(),
            rows: self.all("tbody tr").into_iter().map(cells).collect(),
        }
    }
}

/// The markup of the element, cut off where it is long: a failing test shows what it looked at.
impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let markup = self.0.html();
        let short: String = markup.chars().take(2_000).collect();
        write!(f, "{short}{}", if short.len() < markup.len() { "…" } else { "" })
    }
}

impl Table {
    /// The row with this heading.
    #[track_caller]
    pub fn row(&self, heading: &str) -> &[String] {
        let found = self.rows.iter().find(|row| row.first().is_some_and(|first| first == heading));
        found.unwrap_or_else(|| panic!("no row {heading} in {self:#?}"))
    }
}
