//! Workbooks: those of CBS, old and new, and exports of StatLine.

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, open_workbook_auto_from_rs};
use csv::StringRecord;

use super::super::declaration::SourceFile;
use super::super::fault::Fault;
use super::heading::{Headings, NotOne};
use super::row::{Opened, Rows, Unreadable, refused};

/// Among so many rows of a sheet the one with the headings is sought.
const SOUGHT: usize = 30;
/// Most rows and columns of a sheet that are read: that of a spreadsheet program has a million rows, most of them empty.
const MOST_CELLS: usize = 40_000_000;

/// Opens the sheet with the headings, whatever it is called.
pub fn open<'b>(content: &[u8], file: &SourceFile) -> Result<Opened<'b>, Fault> {
    let spoiled = |error: calamine::Error| {
        refused(file, 0, format!("a workbook that cannot be read: {error}"), "a whole workbook (xlsx or xls)")
    };
    let mut book = open_workbook_auto_from_rs(Cursor::new(content.to_vec())).map_err(spoiled)?;
    let names = book.sheet_names();
    for name in &names {
        let sheet = book.worksheet_range(name).map_err(spoiled)?;
        if sheet.width().saturating_mul(sheet.height()) > MOST_CELLS {
            let found = format!("the sheet \"{name}\" of {} rows and {} columns", sheet.height(), sheet.width());
            return Err(refused(file, 0, found, "a table without empty rows and columns"));
        }
        if let Some((at, headings)) = header(&sheet, file) {
            let next = at + 1;
            return Ok(Opened {
                headings,
                rows: Box::new(Sheet { cells: sheet, next, decimal: file.decimal }),
                ends_with_a_line: true,
            });
        }
    }
    let found = format!("no sheet with a column \"{}\" among: {}", file.code, names.join(", "));
    Err(refused(file, 0, found, "the code column among the headings of one of the first rows of a sheet"))
}

/// The row of the headings, counted in the sheet's range.
fn header(sheet: &Range<Data>, file: &SourceFile) -> Option<(usize, Headings)> {
    let first = sheet.start().map_or(0, |(row, _)| row as usize);
    sheet.rows().take(SOUGHT).enumerate().find_map(|(at, cells)| {
        let names: Vec<String> = cells.iter().map(|cell| text(cell, '.')).collect();
        let headings = Headings::new(names.iter().map(String::as_str));
        let fits = match file.header {
            Some(header) => header == (first + at + 1) as u64,
            None => !matches!(headings.find(&file.code), Err(NotOne::None)),
        };
        fits.then_some((at, headings))
    })
}

struct Sheet {
    cells: Range<Data>,
    next: usize,
    /// What stands before decimals where a cell holds text: numbers are written the same way.
    decimal: char,
}

impl Rows for Sheet {
    fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Unreadable> {
        let first = self.cells.start().map_or(0, |(row, _)| u64::from(row));
        while self.next < self.cells.height() {
            let at = self.next;
            self.next += 1;
            row.clear();
            let mut filled = 0;
            for column in 0..self.cells.width() {
                let cell = self.cells.get((at, column));
                let text = cell.map(|cell| text(cell, self.decimal)).unwrap_or_default();
                filled += usize::from(!text.is_empty());
                row.push_field(&text);
            }
            // Nothing, or a note below the table.
            if filled > 1 {
                return Ok(Some(first + at as u64 + 1));
            }
        }
        Ok(None)
    }
}

/// A cell as text: what a number states, and nothing of how it is shown.
fn text(cell: &Data, decimal: char) -> String {
    match cell {
        Data::Empty => String::new(),
        // What a formula could not compute is no figure.
        Data::Error(error) => format!("#{error}"),
        Data::Bool(yes) => yes.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string().replace('.', decimal.encode_utf8(&mut [0; 4])),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_owned(),
        Data::DateTime(moment) => moment.as_f64().to_string(),
    }
}
