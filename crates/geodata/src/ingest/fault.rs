//! What is wrong with a file: where, which field, what stands there and what should.

use std::fmt;
use std::path::Path;

use thiserror::Error;

/// The place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// The file as a whole.
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// A feature of a collection, counted from 1, with its code where it could be read.
    Feature(u64, String),
    /// An item with an id (`pe-001`, `utrecht-overvecht`).
    Item(String),
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Line(line) => write!(f, ", line {line}"),
            Self::Feature(number, code) if code.is_empty() => write!(f, ", feature {number}"),
            Self::Feature(number, code) => write!(f, ", feature {number} ({code})"),
            Self::Item(id) => write!(f, ", {id}"),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// File, as the reader of the message can find it.
    pub file: String,
    /// Where in the file.
    pub at: At,
    /// Field, column or property; empty when it is about all of it.
    pub field: String,
    /// What stands there.
    pub found: String,
    /// What should stand there (boxed: errors are handed on by value and should stay small).
    pub expected: Box<str>,
}

impl Fault {
    /// A fault about a whole file.
    pub fn whole(file: &str, found: impl Into<String>, expected: impl Into<Box<str>>) -> Self {
        Self::new(file, At::Whole, "", found, expected)
    }

    /// A fault at a place.
    pub fn new(file: &str, at: At, field: &str, found: impl Into<String>, expected: impl Into<Box<str>>) -> Self {
        Self {
            file: file.to_owned(),
            at,
            field: field.to_owned(),
            found: short(found.into()),
            expected: expected.into(),
        }
    }

    /// A file that could not be read or written.
    pub fn io(path: &Path, error: &std::io::Error) -> Self {
        Self::whole(&path.display().to_string(), error.to_string(), "a file that can be read and written")
    }
}

/// Keeps a found value from filling the screen.
fn short(text: String) -> String {
    const MOST: usize = 160;
    if text.chars().count() <= MOST {
        return text;
    }
    let mut kept: String = text.chars().take(MOST).collect();
    kept.push('…');
    kept
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.file, self.at)?;
        if !self.field.is_empty() {
            write!(f, ", {}", self.field)?;
        }
        write!(f, ": found {}; expected {}", self.found, self.expected)
    }
}

/// Everything that kept a folder from being read or packed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{} found, nothing was written:{}", count(.faults.len()), list(.faults))]
pub struct IngestError {
    /// All faults, ordered by file and place.
    pub faults: Vec<Fault>,
}

impl IngestError {
    /// An error of these faults, put in order; each is kept once.
    pub fn new(mut faults: Vec<Fault>) -> Self {
        faults.sort();
        faults.dedup();
        Self { faults }
    }

    /// `Ok` when there are no faults.
    ///
    /// # Errors
    /// Returns the faults, when there are any.
    pub fn unless_empty(faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() { Ok(()) } else { Err(Self::new(faults)) }
    }
}

impl From<Fault> for IngestError {
    fn from(fault: Fault) -> Self {
        Self { faults: vec![fault] }
    }
}

fn count(faults: usize) -> String {
    if faults == 1 { "1 fault".to_owned() } else { format!("{faults} faults") }
}

fn list(faults: &[Fault]) -> String {
    faults.iter().fold(String::new(), |mut text, fault| {
        text.push_str("\n  ");
        text.push_str(&fault.to_string());
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_reads_as_one_sentence_with_file_place_field_value_and_expectation() {
        let fault = Fault::new("kwb.csv", At::Line(3), "inwoners", "\"12,5\"", "a number");
        assert_eq!(fault.to_string(), "kwb.csv, line 3, inwoners: found \"12,5\"; expected a number");
    }

    #[test]
    fn an_error_lists_every_fault_in_order_and_each_once() {
        let second = Fault::whole("b.csv", "nothing", "rows");
        let first = Fault::new("a.csv", At::Line(9), "", "1", "2");
        let error = IngestError::new(vec![second.clone(), first.clone(), second.clone()]);
        assert_eq!(error.faults, vec![first, second]);
        assert!(error.to_string().starts_with("2 faults found, nothing was written:\n  a.csv, line 9"));
    }
}
