//! What every file is made of: tables of cells, with the sources behind them.
//!
//! CSV, XLSX and the properties of `GeoJSON` all render this, and it is filled from the structs that pages show. A file
//! can therefore not say anything else than the page, nor one file anything else than another.

use std::borrow::Cow;

use crate::domain::{Lang, Missing, ShownFigure, Text, Unit, Value};
use crate::text;
use crate::views::edition::Edition;

/// What a number is written with where a format can say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Nothing.
    #[default]
    None,
    /// A percentage: 21 reads "21%". The number stays 21.
    Percent,
    /// Euro.
    Euro,
}

impl Mark {
    /// The mark of a unit.
    #[must_use]
    pub const fn of(unit: Unit) -> Self {
        match unit {
            Unit::Procent => Self::Percent,
            Unit::Euro => Self::Euro,
            _ => Self::None,
        }
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing to say here.
    Empty,
    /// Words.
    Text(Cow<'a, str>),
    /// A number as it is shown: rounded to its decimals.
    Number {
        /// The rounded value.
        value: f64,
        /// Decimals; negative for tens, hundreds, thousands.
        decimals: i8,
        /// What it is written with.
        mark: Mark,
    },
    /// A figure that is not there, and why.
    Missing(Missing),
    /// A figure that is not there, and why in words of its own.
    Absent(Cow<'a, str>),
}

impl<'a> Cell<'a> {
    /// A figure: its rounded value, or the reason why there is none.
    #[must_use]
    pub fn figure(value: Value, decimals: i8, mark: Mark) -> Self {
        match value {
            Value::Known(value) => Self::Number { value: text::round_to(value, decimals), decimals, mark },
            Value::Missing(reason) => Self::Missing(reason),
        }
    }

    /// A figure as it is shown.
    #[must_use]
    pub fn shown(figure: &ShownFigure, mark: Mark) -> Self {
        Self::figure(figure.value, figure.decimals, mark)
    }

    /// Why a figure is not there.
    #[must_use]
    pub fn reason(&self, lang: Lang) -> Option<&str> {
        match self {
            Self::Missing(reason) => Some(text::missing(lang, *reason)),
            Self::Absent(words) => Some(words),
            Self::Empty | Self::Text(_) | Self::Number { .. } => None,
        }
    }

    /// A whole number.
    #[must_use]
    pub fn count(count: u32) -> Self {
        Self::Number { value: f64::from(count), decimals: 0, mark: Mark::None }
    }

    /// How many there are of something.
    #[must_use]
    pub fn count_of(count: usize) -> Self {
        Self::count(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Words; nothing where there are none.
    #[must_use]
    pub fn text(words: impl Into<Cow<'a, str>>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// Words in two languages that may be absent.
    #[must_use]
    pub fn said(lang: Lang, words: Option<&'a Text>) -> Self {
        words.map_or(Self::Empty, |words| Self::text(words.get(lang)))
    }

    /// A share (0-1) as a percentage.
    #[must_use]
    pub fn share(share: f64) -> Self {
        Self::figure(Value::Known(share * 100.0), 1, Mark::Percent)
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Numbers that are never missing for a reason: ranks, counts of members.
    Number,
    /// Figures. Every file gives them a second column with the reason of what is missing.
    Figure,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
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
    /// A column that is called the same everywhere.
    #[must_use]
    pub fn new(label: &str, kind: Kind) -> Self {
        Self { key: key_of(label), label: label.to_owned(), kind, aside: false }
    }

    /// A column of words.
    #[must_use]
    pub fn text(label: &str) -> Self {
        Self::new(label, Kind::Text)
    }

    /// A column of words that a workbook says on its sheet of sources.
    #[must_use]
    pub fn aside(label: &str) -> Self {
        Self { aside: true, ..Self::text(label) }
    }

    /// A column of figures with a key of its own.
    #[must_use]
    pub fn figure(key: &str, label: impl Into<String>) -> Self {
        Self { key: key.to_owned(), label: label.into(), kind: Kind::Figure, aside: false }
    }

    /// Key of the column with the reasons of what is missing in this one.
    #[must_use]
    pub fn reason_key(&self, lang: Lang) -> String {
        let missing = reason_label(lang).to_lowercase();
        if self.key == value_label(lang).to_lowercase() { missing } else { format!("{}_{missing}", self.key) }
    }

    /// Heading of that column.
    #[must_use]
    pub fn reason_label(&self, lang: Lang) -> String {
        let missing = reason_label(lang);
        if self.label == value_label(lang) {
            missing.to_owned()
        } else {
            format!("{}: {}", self.label, missing.to_lowercase())
        }
    }
}

/// Heading of the one column of figures of a long table.
#[must_use]
pub const fn value_label(lang: Lang) -> &'static str {
    lang.pick("Waarde", "Value")
}

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

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<'a> {
    /// Name of its sheet, at most 31 characters.
    pub name: &'static str,
    /// What it holds, in a sentence for the sheet that explains the workbook.
    pub about: &'static str,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each with one cell per column.
    pub rows: Vec<Vec<Cell<'a>>>,
}

/// Everything that one file holds. The first table is the one that CSV and `GeoJSON` write.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'a> {
    /// Language of the words.
    pub lang: Lang,
    /// What it is about: "Utrecht Overvecht: alle cijfers".
    pub title: String,
    /// Tables.
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
    /// The tables behind a page, with nothing to tell beyond what every file says.
    #[must_use]
    pub fn of(
        edition: &Edition<'a>,
        lang: Lang,
        (title, page): (&str, &str),
        tables: Vec<Table<'a>>,
        sources: Table<'a>,
    ) -> Self {
        Self {
            lang,
            title: title.to_owned(),
            tables,
            sources,
            notes: Vec::new(),
            page: page.to_owned(),
            release: edition.release,
            imported_at: edition.imported_at,
        }
    }

    /// The day of the release, `2026-11-22`.
    #[must_use]
    pub fn day(&self) -> &str {
        day_of(self.imported_at)
    }
}

/// The day of a moment in RFC 3339.
pub(super) fn day_of(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}

/// Whether a spreadsheet may take a text for a formula.
#[must_use]
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
        let value = Column::new("Waarde", Kind::Figure);
        assert_eq!(
            (value.reason_key(Lang::Nl).as_str(), value.reason_label(Lang::Nl).as_str()),
            ("ontbreekt", "Ontbreekt")
        );
        let owned = Column::figure("koopwoningen", "Koopwoningen, 2024");
        assert_eq!(owned.reason_key(Lang::En), "koopwoningen_missing");
        assert_eq!(owned.reason_label(Lang::Nl), "Koopwoningen, 2024: ontbreekt");
    }

    #[test]
    fn zero_is_a_number_and_what_is_missing_keeps_its_reason() {
        assert_eq!(
            Cell::figure(Value::Known(0.0), 1, Mark::Percent),
            Cell::Number { value: 0.0, decimals: 1, mark: Mark::Percent }
        );
        let withheld = Cell::figure(Value::Missing(Missing::Suppressed), 0, Mark::None);
        assert_eq!(withheld, Cell::Missing(Missing::Suppressed));
    }
}
