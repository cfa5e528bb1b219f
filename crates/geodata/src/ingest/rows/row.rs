//! What every form of file is read as.

use csv::StringRecord;

use super::super::declaration::SourceFile;
use super::super::fault::{At, Fault};
use super::heading::Headings;

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

/// Refuses a file in one sentence.
pub(super) fn refused(file: &SourceFile, line: u64, found: impl Into<String>, expected: &str) -> Fault {
    let at = if line == 0 { At::Whole } else { At::Line(line) };
    Fault::new(&file.path, at, "", found, expected)
}
