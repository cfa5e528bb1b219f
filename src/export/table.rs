//! What every file is made of: tables of cells, with the sources behind them.
//!
//! CSV, XLSX and the properties of `GeoJSON` all render this, and it is filled from the structs that pages show. A file
//! can therefore not say anything else than the page, nor one file anything else than another.

use super::cell::Cell;
use crate::domain::Lang;
use crate::views::edition::Edition;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Numbers that are never missing for a reason: ranks, counts of members.
    Number,
    /// Figures. Every file gives them a second column with the reason of what is missing.
    Figure,
}

/// Words in Dutch and English; names and codes that both languages share are given once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both(pub &'static str, pub &'static str);

impl Both {
    /// The words of a language.
    pub const fn get(self, lang: Lang) -> &'static str {
        lang.pick(self.0, self.1)
    }
}

impl From<&'static str> for Both {
    fn from(same: &'static str) -> Self {
        Self(same, same)
    }
}

impl From<(&'static str, &'static str)> for Both {
    fn from((dutch, english): (&'static str, &'static str)) -> Self {
        Self(dutch, english)
    }
}

/// What a column is called and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What the program calls it in every language: its Dutch key, where that does not depend on the data.
    pub id: String,
    /// Name in CSV and `GeoJSON`: lower case, words joined by underscores.
    pub key: String,
    /// Heading in a workbook.
    pub label: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it repeats what a workbook says on its sheet of sources, so that the workbook leaves it out.
    pub aside: bool,
}

impl Column {
    /// A column whose key follows from its heading.
    pub fn new(lang: Lang, label: impl Into<Both>, kind: Kind) -> Self {
        let label = label.into();
        let shown = label.get(lang);
        Self { id: key_of(label.0), key: key_of(shown), label: shown.to_owned(), kind, aside: false }
    }

    /// A column whose heading follows from the data, and its key from the heading.
    pub fn labelled(label: &str, kind: Kind) -> Self {
        Self::headed(&key_of(label), label, kind)
    }

    /// A column whose heading follows from the data (the name of a place, an indicator with its period).
    pub fn headed(key: &str, label: impl Into<String>, kind: Kind) -> Self {
        Self { id: key.to_owned(), key: key.to_owned(), label: label.into(), kind, aside: false }
    }

    /// Key of the column with the reasons of what is missing in this one.
    pub fn reason_key(&self, lang: Lang) -> String {
        let missing = reason_label(lang).to_lowercase();
        if self.key == VALUE.get(lang).to_lowercase() { missing } else { format!("{}_{missing}", self.key) }
    }

    /// Keys of the columns with the bounds of the margins of this one.
    pub fn bound_keys(&self, lang: Lang) -> [String; 2] {
        BOUNDS.map(|bound| {
            let bound = key_of(bound.get(lang));
            if self.key == VALUE.get(lang).to_lowercase() { bound } else { format!("{}_{bound}", self.key) }
        })
    }

    /// Headings of those columns.
    pub fn bound_labels(&self, lang: Lang) -> [String; 2] {
        BOUNDS.map(|bound| {
            let bound = bound.get(lang);
            if self.label == VALUE.get(lang) {
                bound.to_owned()
            } else {
                format!("{}: {}", self.label, bound.to_lowercase())
            }
        })
    }

    /// Heading of that column.
    pub fn reason_label(&self, lang: Lang) -> String {
        let missing = reason_label(lang);
        if self.label == VALUE.get(lang) {
            missing.to_owned()
        } else {
            format!("{}: {}", self.label, missing.to_lowercase())
        }
    }
}

/// Names of the bounds of a margin.
const BOUNDS: [Both; 2] = [Both("Ondergrens", "Lower bound"), Both("Bovengrens", "Upper bound")];

/// Heading of the one column of figures of a long table.
pub const VALUE: Both = Both("Waarde", "Value");

const fn reason_label(lang: Lang) -> &'static str {
    lang.pick("Ontbreekt", "Missing")
}

/// "Dekking (%)" becomes `dekking`, "Ten minste" `ten_minste`.
fn key_of(label: &str) -> String {
    let words = label.split_once(" (").map_or(label, |(words, _)| words);
    words
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

#[derive(Clone, Debug, PartialEq)]
pub struct Table<'a> {
    /// Name of its sheet, at most 31 characters.
    pub name: &'static str,
    /// What it holds, in a sentence for the sheet that explains the workbook.
    pub about: &'static str,
    pub columns: Vec<Column>,
    /// Rows, each with one cell per column.
    pub rows: Vec<Vec<Cell<'a>>>,
}

impl Table<'_> {
    /// Whether some figure of the column at this position has a published margin: files then have its bounds too.
    pub fn has_margins(&self, position: usize) -> bool {
        let of_figures = self.columns.get(position).is_some_and(|column| column.kind == Kind::Figure);
        of_figures && self.rows.iter().filter_map(|row| row.get(position)).any(|cell| cell.margin().is_some())
    }

    /// The same table with the columns and cells of another of one row behind every row.
    #[must_use]
    pub fn beside(mut self, constant: Self) -> Self {
        for row in &mut self.rows {
            row.extend(constant.rows.iter().flatten().cloned());
        }
        self.columns.extend(constant.columns);
        self
    }
}

/// Everything that one file holds. The first table is the one that CSV and `GeoJSON` write.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'a> {
    /// Language of the words.
    pub lang: Lang,
    /// What it is about: "Utrecht Overvecht: alle cijfers".
    pub title: String,
    pub tables: Vec<Table<'a>>,
    /// Where every figure comes from, one row per indicator and period or per source.
    pub sources: Table<'a>,
    /// What a reader must know about this file beyond what every file says: subject and text.
    pub notes: Vec<(String, String)>,
    /// Address of the page that shows the same.
    pub page: String,
    /// Release of the data.
    pub release: &'a str,
    /// When it was imported (RFC 3339, UTC).
    pub imported_at: &'a str,
}

impl<'a> Document<'a> {
    /// The tables behind the page at `page`, with nothing to tell beyond what every file says.
    pub fn of(
        edition: &Edition<'a>,
        lang: Lang,
        (title, page): (impl Into<String>, &str),
        tables: Vec<Table<'a>>,
        sources: Table<'a>,
    ) -> Self {
        Self {
            lang,
            title: title.into(),
            tables,
            sources,
            notes: Vec::new(),
            page: page.to_owned(),
            release: edition.release,
            imported_at: edition.imported_at,
        }
    }

    /// The same with something to know about it: a subject and a text.
    #[must_use]
    pub fn note(mut self, subject: impl Into<Both>, text: impl Into<Both>) -> Self {
        self.notes.push((subject.into().get(self.lang).to_owned(), text.into().get(self.lang).to_owned()));
        self
    }

    /// The same with more to know about it.
    #[must_use]
    pub fn with_notes(mut self, notes: impl IntoIterator<Item = (String, String)>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// The day of the release, `2026-11-22`.
    pub fn day(&self) -> &str {
        day_of(self.imported_at)
    }
}

/// The day of a moment in RFC 3339.
pub(super) fn day_of(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}

/// Whether a spreadsheet may take a text for a formula.
pub(super) fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_becomes_a_key_without_what_stands_in_brackets() {
        assert_eq!(key_of("Dekking (%)"), "dekking");
        assert_eq!(key_of("Ten minste"), "ten_minste");
        assert_eq!(key_of("Jaar bron"), "jaar_bron");
    }

    #[test]
    fn the_reasons_of_a_figure_stand_in_a_column_of_their_own() {
        let value = Column::new(Lang::Nl, VALUE, Kind::Figure);
        assert_eq!(
            (value.reason_key(Lang::Nl).as_str(), value.reason_label(Lang::Nl).as_str()),
            ("ontbreekt", "Ontbreekt")
        );
        let owned = Column::headed("koopwoningen", "Koopwoningen, 2024", Kind::Figure);
        assert_eq!(owned.reason_key(Lang::En), "koopwoningen_missing");
        assert_eq!(owned.reason_label(Lang::Nl), "Koopwoningen, 2024: ontbreekt");
    }
}
