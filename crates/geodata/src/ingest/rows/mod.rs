//! Files as their publishers give them, as rows of text under named columns: one interface over separated text, workbooks,
//! answers of OData, long tables, and archives with one of these inside.

mod bytes;
mod heading;
mod long;
mod odata;
mod separated;
mod sheet;

use csv::StringRecord;

pub use heading::{Headings, NotOne};
pub use separated::line_of;

use super::declaration::SourceFile;
use super::fault::{At, Fault};

/// Rows one after the other. Each is handed over in a record that is used again.
pub trait Rows {
    /// Reads the next row into `row`, and gives the line on which it begins; `None` at the end.
    ///
    /// # Errors
    /// The row cannot be read; the ones after it may be.
    fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Unreadable>;

    /// How many rows the file holds and how many of them were left out, where the rows that are handed over were put
    /// together from others.
    fn put_together(&self) -> Option<(usize, usize)> {
        None
    }
}

/// A row that cannot be read.
#[derive(Debug)]
pub struct Unreadable {
    /// The line on which it begins.
    pub line: u64,
    /// What stands there.
    pub found: String,
    /// What should.
    pub expected: &'static str,
}

/// An opened file.
pub struct Opened<'b> {
    /// Its columns.
    pub headings: Headings,
    /// What stands below them.
    pub rows: Box<dyn Rows + 'b>,
    /// Whether it is text that ends with the last line of the file: a cut shows.
    pub ends_with_a_line: bool,
}

/// Opens the content of a file; its form shows in its bytes.
///
/// # Errors
/// It is of no form that is read, or it is spoiled: one plain sentence.
pub fn open<'b>(content: &'b [u8], file: &SourceFile) -> Result<Opened<'b>, Vec<Fault>> {
    let content = bytes::unpacked(content, file).map_err(|fault| vec![fault])?;
    let form = bytes::form(&content);
    let opened = match form {
        bytes::Form::Workbook => sheet::open(&content, file),
        bytes::Form::Odata => odata::open(&content, file),
        bytes::Form::Separated => separated::open(content, file),
        bytes::Form::Other { what, expected } => Err(Fault::whole(&file.path, what, expected)),
    };
    let opened = opened.map_err(|fault| vec![fault])?;
    if file.long.is_some() { long::put_together(opened, file) } else { Ok(opened) }
}

/// Refuses a file in one sentence.
fn refused(file: &SourceFile, line: u64, found: impl Into<String>, expected: &str) -> Fault {
    let at = if line == 0 { At::Whole } else { At::Line(line) };
    Fault::new(&file.path, at, "", found, expected)
}

#[cfg(test)]
mod tests;
