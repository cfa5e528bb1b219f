//! What every form of file is read as.

use csv::StringRecord;

use super::super::declaration::SourceFile;
use super::super::fault::{At, Fault};
use super::heading::Headings;

/// Rows one after the other. Each is handed over in a record that is used again.
pub trait Rows {
    /// Reads the next row into `row`, and gives its place; `None` at the end.
    ///
    /// # Errors
    /// The row cannot be read; the ones after it may be.
    fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<At>, Unreadable>;

    /// How many rows the file holds and how many of them were left out, where the rows that are handed over were put
    /// together from others.
    fn put_together(&self) -> Option<(usize, usize)> {
        None
    }
}

/// A row that cannot be read.
#[derive(Debug)]
pub struct Unreadable {
    /// Where it begins.
    pub at: At,
    /// What stands there.
    pub found: String,
    /// What should.
    pub expected: &'static str,
    /// Whether nothing after it can be relied on.
    pub last: bool,
}

impl Unreadable {
    /// As a fault of `file`.
    pub fn fault(self, file: &SourceFile) -> Fault {
        Fault::new(&file.path, self.at, "", self.found, self.expected)
    }
}

/// An opened file.
pub struct Opened<'b> {
    /// Its columns.
    pub headings: Headings,
    /// What stands below them.
    pub rows: Box<dyn Rows + 'b>,
    /// The last line of a text, where it has no end: the file was cut off there.
    pub cut: Option<At>,
}

/// Refuses a file in one sentence.
pub(super) fn refused(file: &SourceFile, at: At, found: impl Into<String>, expected: &str) -> Fault {
    Fault::new(&file.path, at, "", found, expected)
}
