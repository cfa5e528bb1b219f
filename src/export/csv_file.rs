//! A table as CSV.

use std::str::FromStr;

use thiserror::Error;

use super::cell::Cell;
use super::table::{Document, Kind, looks_like_formula};
use crate::domain::round_to;

/// How numbers and columns are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CsvStyle {
    /// `;` between columns, `,` as decimal mark: opens as it is in a Dutch spreadsheet.
    #[default]
    Dutch,
    /// `,` between columns, `.` as decimal mark.
    International,
}

/// What can go wrong.
#[derive(Debug, Error)]
pub enum ExportError {
    /// Not a style.
    #[error("\"{0}\" is not a CSV style; expected nederlands or internationaal")]
    Style(String),
    /// The writer of CSV failed.
    #[error("the download could not be written: {0}")]
    Write(#[from] csv::Error),
    /// The writer of workbooks failed.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The writer of `GeoJSON` failed.
    #[error("the GeoJSON could not be written: {0}")]
    Json(#[from] serde_json::Error),
}

impl CsvStyle {
    /// What stands between columns.
    const fn delimiter(self) -> u8 {
        match self {
            Self::Dutch => b';',
            Self::International => b',',
        }
    }
}

impl FromStr for CsvStyle {
    type Err = ExportError;

    fn from_str(text: &str) -> Result<Self, ExportError> {
        match text {
            "nederlands" => Ok(Self::Dutch),
            "internationaal" => Ok(Self::International),
            other => Err(ExportError::Style(other.chars().take(40).collect())),
        }
    }
}

/// The first table of a document as bytes: UTF-8 with a byte order mark, so that spreadsheets read accents. Every column
/// of figures is followed by one with the reasons of what is missing.
pub fn csv_file(document: &Document<'_>, style: CsvStyle) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::WriterBuilder::new().delimiter(style.delimiter()).from_writer("\u{feff}".as_bytes().to_vec());
    let Some(table) = document.tables.first() else { return finish(writer) };
    let with_margins: Vec<bool> = (0..table.columns.len()).map(|at| table.has_margins(at)).collect();
    for (at, column) in table.columns.iter().enumerate() {
        writer.write_field(&column.key)?;
        if column.kind == Kind::Figure {
            writer.write_field(column.reason_key(document.lang))?;
        }
        if with_margins.get(at).is_some_and(|&holds| holds) {
            for key in column.bound_keys(document.lang) {
                writer.write_field(key)?;
            }
        }
    }
    writer.write_record(None::<&[u8]>)?;
    for row in &table.rows {
        for ((column, cell), &margins) in table.columns.iter().zip(row).zip(&with_margins) {
            match cell {
                Cell::Number { value, decimals, .. } => writer.write_field(plain(style, *value, *decimals))?,
                Cell::Text(words) => writer.write_field(guarded(words).as_ref())?,
                Cell::Empty | Cell::Missing(_) | Cell::Absent(_) => writer.write_field("")?,
            }
            if column.kind == Kind::Figure {
                writer.write_field(guarded(cell.reason(document.lang).unwrap_or_default()).as_ref())?;
            }
            if margins {
                let bounds = cell
                    .margin()
                    .map(|(found, decimals)| [found.lower, found.upper].map(|bound| plain(style, bound, decimals)));
                for bound in bounds.unwrap_or_default() {
                    writer.write_field(bound)?;
                }
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    finish(writer)
}

fn finish(writer: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, ExportError> {
    writer.into_inner().map_err(|error| ExportError::Write(error.into_error().into()))
}

/// A number without grouping, at its decimals.
fn plain(style: CsvStyle, value: f64, decimals: i8) -> String {
    let digits = usize::from(u8::try_from(decimals).unwrap_or(0));
    let number = format!("{:.digits$}", round_to(value, decimals));
    match style {
        CsvStyle::Dutch => number.replace('.', ","),
        CsvStyle::International => number,
    }
}

/// Words that a spreadsheet would read as a formula get an apostrophe in front.
fn guarded(words: &str) -> std::borrow::Cow<'_, str> {
    if looks_like_formula(words) { format!("'{words}").into() } else { words.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Lang, Missing};
    use crate::export::table::{Column, Table};

    fn document() -> Document<'static> {
        let table = Table {
            name: "Cijfers",
            about: "",
            columns: vec![
                Column::labelled("Plaats", Kind::Text),
                Column::labelled("Waarde", Kind::Figure),
                Column { aside: true, ..Column::labelled("Bron", Kind::Text) },
            ],
            rows: vec![
                vec![
                    Cell::text("=1+1"),
                    Cell::Number { value: 1234.6, decimals: 1, unit: None, said: None, margin: None },
                    Cell::text("CBS; Kadaster"),
                ],
                vec![Cell::text("'t Zand"), Cell::Missing(Missing::Suppressed), Cell::Empty],
            ],
        };
        Document {
            lang: Lang::Nl,
            title: String::new(),
            sources: Table { rows: Vec::new(), ..table.clone() },
            tables: vec![table],
            notes: Vec::new(),
            page: String::new(),
            release: "0123456789ab",
            imported_at: "2026-11-22T09:00:00Z",
        }
    }

    #[test]
    fn figures_are_numbers_words_no_formulas_and_what_is_missing_says_why() {
        let written = |style| String::from_utf8(csv_file(&document(), style).unwrap()).unwrap();
        assert_eq!(
            written(CsvStyle::Dutch),
            "\u{feff}plaats;waarde;ontbreekt;bron\n'=1+1;1234,6;;\"CBS; Kadaster\"\n't Zand;;afgeschermd;\n"
        );
        assert_eq!(
            written(CsvStyle::International),
            "\u{feff}plaats,waarde,ontbreekt,bron\n'=1+1,1234.6,,CBS; Kadaster\n't Zand,,afgeschermd,\n"
        );
    }

    #[test]
    fn a_column_with_margins_is_followed_by_their_bounds() {
        let mut document = document();
        let estimate = Cell::figure(crate::domain::Value::Known(1234.6), 1, None);
        let margin = crate::domain::Margin { lower: 1200.0, upper: 1260.44 };
        document.tables[0].rows[0][1] = estimate.within(Some(margin));
        let written = String::from_utf8(csv_file(&document, CsvStyle::Dutch).unwrap()).unwrap();
        assert_eq!(
            written,
            "\u{feff}plaats;waarde;ontbreekt;ondergrens;bovengrens;bron\n'=1+1;1234,6;;1200,0;1260,4;\"CBS; Kadaster\"\n\
             't Zand;;afgeschermd;;;\n"
        );
    }

    #[test]
    fn a_number_has_the_decimal_mark_of_its_style_and_no_grouping() {
        assert_eq!(plain(CsvStyle::Dutch, 1234.56, 1), "1234,6");
        assert_eq!(plain(CsvStyle::International, 1234.56, 1), "1234.6");
        assert_eq!(plain(CsvStyle::Dutch, 287_400.0, -3), "287000");
    }

    #[test]
    fn only_the_two_styles_are_known() {
        assert_eq!("internationaal".parse::<CsvStyle>().unwrap(), CsvStyle::International);
        assert!("xlsx".parse::<CsvStyle>().is_err());
    }
}
