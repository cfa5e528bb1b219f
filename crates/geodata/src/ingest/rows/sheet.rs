//! Workbooks: those of CBS, old and new, and exports of StatLine.

use std::io::Cursor;

use calamine::{Data, Reader as _, Sheets, Xlsx, XlsxError, open_workbook_auto_from_rs};
use csv::StringRecord;

use super::super::declaration::SourceFile;
use super::super::fault::{At, Fault};
use super::heading::{Headings, NotOne};
use super::old_sheet;
use super::row::{Opened, Rows, Unreadable, refused};
use crate::domain::RegionCode;

/// Among so many filled rows of a sheet the one with the headings is sought.
const SOUGHT: usize = 30;
/// Most columns of a sheet, as many as a spreadsheet program has.
const MOST_COLUMNS: usize = 16_384;
/// Most fields of the filled rows of a sheet.
const MOST_FIELDS: usize = 20_000_000;

/// What an old workbook begins with.
const OLD: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

type Book<'b> = Sheets<Cursor<&'b [u8]>>;

/// Opens the sheet with the headings, whatever it is called.
pub fn open<'b>(content: &[u8], file: &SourceFile) -> Result<Opened<'b>, Fault> {
    // The reader of workbooks believes what their bytes claim, and panics where that is wrong: no more than a file that
    // cannot be read, and the other files are read all the same.
    std::panic::catch_unwind(|| read(content, file))
        .unwrap_or_else(|_| Err(spoiled(file, &"its parts contradict each other")))
}

fn read<'b>(content: &[u8], file: &SourceFile) -> Result<Opened<'b>, Fault> {
    if content.starts_with(OLD) {
        old_sheet::is_bounded(content).map_err(|error| spoiled(file, &error))?;
    }
    let mut book = open_workbook_auto_from_rs(Cursor::new(content)).map_err(|error| spoiled(file, &error))?;
    let names = book.sheet_names();
    let mut found = Vec::new();
    for name in names.iter().filter(|name| file.sheet.as_ref().is_none_or(|wanted| wanted == *name)) {
        if let Some((at, headings)) = header(&Filled::read(&mut book, name, SOUGHT, file)?, file) {
            found.push((name.as_str(), at, headings));
        }
    }
    match found.as_slice() {
        [(name, at, headings)] => {
            let rows = Filled::read(&mut book, name, usize::MAX, file)?.rows;
            let code = headings.find(&file.code).unwrap_or_default();
            let rows = rows.into_iter().skip(at + 1);
            let prefix = if file.place.is_some() { None } else { Some(file.prefix.clone()) };
            let sheet = Sheet { rows, width: headings.len(), code, prefix };
            Ok(Opened { headings: headings.clone(), rows: Box::new(sheet), cut: None })
        }
        [] => {
            let row = file.header.map(|row| format!(" in row {row}")).unwrap_or_default();
            let found = format!("no sheet with a column \"{}\"{row} among: {}", file.code, names.join(", "));
            let expected = "the code column among the headings of one of the first rows of a sheet";
            Err(refused(file, At::Whole, found, expected))
        }
        several => {
            let sheets = several.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ");
            let found = format!("several sheets with a column \"{}\": {sheets}", file.code);
            Err(refused(file, At::Whole, found, "one, or its name in `sheet`"))
        }
    }
}

fn spoiled(file: &SourceFile, error: &dyn std::fmt::Display) -> Fault {
    refused(file, At::Whole, format!("a workbook that cannot be read: {error}"), "a whole workbook (xlsx or xls)")
}

/// The row of the headings among the filled ones.
fn header(sheet: &Filled, file: &SourceFile) -> Option<(usize, Headings)> {
    sheet.rows.iter().enumerate().find_map(|(at, (row, names))| {
        let headings = Headings::new(names.iter(), At::Row(*row));
        let fits =
            file.header.is_none_or(|header| header == *row) && !matches!(headings.find(&file.code), Err(NotOne::None));
        fits.then_some((at, headings))
    })
}

/// The rows of a sheet that hold anything, each with its number. A spreadsheet program has a million rows and sixteen
/// thousand columns: one filled cell in the last must not make room for all before it.
#[derive(Default)]
struct Filled {
    rows: Vec<(u64, StringRecord)>,
    fields: usize,
}

impl Filled {
    /// Reads the first `most` filled rows of a sheet.
    fn read(book: &mut Book<'_>, name: &str, most: usize, file: &SourceFile) -> Result<Self, Fault> {
        let mut filled = Self::default();
        match book {
            Sheets::Xlsx(book) => filled.stream(book, name, most, file)?,
            // Sheets of the other forms come whole: those of xls have 65,536 rows of 256 columns at most.
            other => {
                let range = other.worksheet_range(name).map_err(|error| spoiled(file, &error))?;
                let (top, left) = range.start().unwrap_or_default();
                for (row, column, cell) in range.used_cells() {
                    let place = (u64::from(top) + row as u64, left as usize + column);
                    filled.put(place, cell, file)?;
                    if filled.rows.len() > most {
                        break;
                    }
                }
            }
        }
        filled.rows.truncate(most);
        Ok(filled)
    }

    fn stream(
        &mut self,
        book: &mut Xlsx<Cursor<&[u8]>>,
        name: &str,
        most: usize,
        file: &SourceFile,
    ) -> Result<(), Fault> {
        let mut cells = match book.worksheet_cells_reader(name) {
            // A sheet that is a chart holds no cells.
            Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
            cells => cells.map_err(|error| spoiled(file, &error))?,
        };
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| spoiled(file, &error))? {
            let ((row, column), value) = (cell.pos, Data::from(cell.value));
            if value == Data::Empty && cell.formula.is_some() {
                let expected = "values: open the workbook in a spreadsheet program and save it";
                let found = format!("a formula without its value in column {}", column + 1);
                return Err(refused(file, At::Row(u64::from(row) + 1), found, expected));
            }
            self.put((u64::from(row), column as usize), &value, file)?;
            if self.rows.len() > most {
                break;
            }
        }
        Ok(())
    }

    /// Takes in a cell, right of or below the one before.
    fn put(&mut self, (row, column): (u64, usize), cell: &Data, file: &SourceFile) -> Result<(), Fault> {
        let text = text(cell, file.decimal);
        if text.is_empty() {
            return Ok(());
        }
        let at = row + 1;
        if self.rows.last().is_none_or(|(last, _)| *last < at) {
            self.rows.push((at, StringRecord::new()));
        }
        let Some((_, record)) = self.rows.last_mut().filter(|(last, record)| *last == at && record.len() <= column)
        else {
            return Err(refused(file, At::Row(at), "cells out of order", "a workbook saved by a spreadsheet program"));
        };
        self.fields += column + 1 - record.len();
        if column >= MOST_COLUMNS || self.fields > MOST_FIELDS {
            let found = format!("a sheet of more than {MOST_COLUMNS} columns or {MOST_FIELDS} fields");
            return Err(refused(file, At::Row(at), found, "a table of places"));
        }
        while record.len() < column {
            record.push_field("");
        }
        record.push_field(&text);
        Ok(())
    }
}

struct Sheet {
    rows: std::iter::Skip<std::vec::IntoIter<(u64, StringRecord)>>,
    width: usize,
    code: usize,
    /// What codes lack; `None` in a table of one place, where none are read.
    prefix: Option<String>,
}

impl Sheet {
    /// Whether a row is a note below or beside the table: text in one cell, which is no code.
    fn is_note(&self, row: &StringRecord) -> bool {
        let code = row.get(self.code).unwrap_or_default();
        let is_code = |prefix: &String| {
            format!("{prefix}{code}").parse::<RegionCode>().is_ok() || code.parse::<RegionCode>().is_ok()
        };
        let filled = row.iter().take(self.width).filter(|field| !field.is_empty()).count();
        filled == 0 || filled == 1 && !self.prefix.as_ref().is_some_and(is_code)
    }
}

impl Rows for Sheet {
    fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<At>, Unreadable> {
        while let Some((at, next)) = self.rows.next() {
            if self.is_note(&next) {
                continue;
            }
            *row = next;
            // What stands right of the headings is under none of them.
            row.truncate(self.width);
            while row.len() < self.width {
                row.push_field("");
            }
            return Ok(Some(At::Row(at)));
        }
        Ok(None)
    }
}

/// A cell as text: what a number states, and nothing of how it is shown.
fn text(cell: &Data, decimal: char) -> String {
    match cell {
        Data::Empty => String::new(),
        // What a formula could not compute is no figure.
        Data::Error(error) => error.to_string(),
        Data::Bool(yes) => yes.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => digits(*number).replace('.', decimal.encode_utf8(&mut [0; 4])),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_owned(),
        // A day is no figure, whatever number a spreadsheet program keeps it as.
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
    }
}

/// A number in the fifteen digits that a spreadsheet program shows; what it keeps beyond them is dust of sums.
fn digits(number: f64) -> String {
    const SHOWN: usize = 15;
    let exact = number.to_string();
    if exact.len() <= SHOWN {
        return exact;
    }
    format!("{number:.*e}", SHOWN - 1).parse::<f64>().map_or(exact, |shown| shown.to_string())
}
