//! The figures of a chart as CSV: its table, and in every row what it is about, its rule and its source.

use super::CsvStyle;
use super::profile_csv::{ExportError, guarded, plain};

/// A cell: its text, and where it is a figure its value with the decimals at which it is shown.
pub type CsvCell<'a> = (&'a str, Option<(f64, i8)>);

/// The table as bytes: UTF-8 with a byte order mark, so that spreadsheets read accents. A cell is its text, and where
/// it is a figure also its value with the decimals at which it is shown. `constant` columns stand behind every row.
///
/// # Errors
/// [`ExportError::Write`] when the writer fails.
pub fn chart_csv(
    head: &[String],
    rows: &[Vec<CsvCell<'_>>],
    constant: &[(&str, &str)],
    style: CsvStyle,
) -> Result<Vec<u8>, ExportError> {
    let delimiter = match style {
        CsvStyle::Dutch => b';',
        CsvStyle::International => b',',
    };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(head.iter().map(String::as_str).chain(constant.iter().map(|(name, _)| *name)))?;
    for row in rows {
        let cells = row.iter().map(|(text, figure)| match figure {
            Some((value, decimals)) => plain(style, *value, *decimals),
            None => guarded(text),
        });
        writer.write_record(cells.chain(constant.iter().map(|(_, value)| guarded(value))))?;
    }
    writer.into_inner().map_err(|error| ExportError::Write(error.into_error().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_numbers_and_words_are_no_formulas() {
        let rows = [vec![("=1+1", None), ("27,2%", Some((27.2, 1)))]];
        let head = ["Plaats".to_owned(), "2024".to_owned()];
        let written = |style| String::from_utf8(chart_csv(&head, &rows, &[("bron", "CBS")], style).unwrap()).unwrap();
        assert_eq!(written(CsvStyle::Dutch), "\u{feff}Plaats;2024;bron\n'=1+1;27,2;CBS\n");
        assert_eq!(written(CsvStyle::International), "\u{feff}Plaats,2024,bron\n'=1+1,27.2,CBS\n");
    }
}
