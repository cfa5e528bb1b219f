//! What is wrong with a file: where, which field, what stands there and what should.

use std::collections::HashMap;
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
    /// A row of a sheet as it numbers them, or of an answer, counted from 1.
    Row(u64),
    /// A feature of a collection, counted from 1, with its code where it could be read.
    Feature(u64, String),
    /// An item with an id (`pe-001`, `utrecht-overvecht`), or one inside another (`boom › een`).
    Item(String),
    /// An item and the line where it begins.
    Named(u64, Box<str>),
}

impl At {
    /// Stands between an item and an item inside it.
    pub const INSIDE: &str = " › ";
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Line(line) => write!(f, ", line {line}"),
            Self::Row(row) => write!(f, ", row {row}"),
            Self::Feature(number, code) if code.is_empty() => write!(f, ", feature {number}"),
            Self::Feature(number, code) => write!(f, ", feature {number} ({code})"),
            Self::Item(id) => write!(f, ", {id}"),
            Self::Named(line, id) => write!(f, ", line {line}, {id}"),
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
    pub field: Box<str>,
    /// What stands there.
    pub found: String,
    /// What should stand there. Boxed as the field is: errors are handed on by value and should stay small.
    pub expected: Box<str>,
    /// How many more of its kind there are that were not kept.
    pub more: u64,
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
            field: field.into(),
            found: short(found.into()),
            expected: expected.into(),
            more: 0,
        }
    }

    /// What faults have in common that one mistake makes: file, field, and what is expected there, whatever the number.
    fn kind(&self) -> (String, Box<str>, String) {
        let mut expected = String::with_capacity(self.expected.len());
        for letter in self.expected.chars() {
            match letter {
                '0'..='9' if expected.ends_with('0') => {}
                '0'..='9' => expected.push('0'),
                other => expected.push(other),
            }
        }
        (self.file.clone(), self.field.clone(), expected)
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

/// Up to so many faults of a kind are listed: somebody mends them one by one. Of more, the first tell what to mend.
const LISTED: usize = 10;
/// Places that are told of a kind that stands more often.
const PLACES: usize = 3;

/// Faults as they come up. Of each kind a few are kept and the others counted, so that a file with a million of them
/// takes no more room than one with ten.
#[derive(Debug, Default)]
pub struct Faults {
    kept: Vec<Fault>,
    /// By kind: how many are kept, and where the last of them is.
    kinds: HashMap<(String, Box<str>, String), (usize, usize)>,
}

impl Faults {
    /// Takes in one more.
    pub fn push(&mut self, fault: Fault) {
        let next = self.kept.len();
        let (count, last) = self.kinds.entry(fault.kind()).or_default();
        if *count < LISTED {
            (*count, *last) = (*count + 1, next);
            self.kept.push(fault);
        } else if let Some(kept) = self.kept.get_mut(*last) {
            kept.more += 1 + fault.more;
        }
    }

    /// Returns whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }
}

impl Extend<Fault> for Faults {
    fn extend<T: IntoIterator<Item = Fault>>(&mut self, faults: T) {
        faults.into_iter().for_each(|fault| self.push(fault));
    }
}

impl From<Faults> for Vec<Fault> {
    fn from(faults: Faults) -> Self {
        faults.kept
    }
}

/// How many faults there are, with those that were not kept.
pub fn total(faults: &[Fault]) -> u64 {
    faults.iter().map(|fault| 1 + fault.more).sum()
}

/// Each fault in a line. A kind that stands more often than a few times is told once, with its number and its first places.
pub fn told(faults: &[Fault]) -> Vec<String> {
    let mut kinds: HashMap<_, Vec<&Fault>> = HashMap::new();
    for fault in faults {
        kinds.entry(fault.kind()).or_default().push(fault);
    }
    let line = |fault: &Fault| match kinds.get(&fault.kind()) {
        Some(kind) if kind.len() > LISTED || kind.iter().any(|fault| fault.more > 0) => {
            kind.first().filter(|first| **first == fault).map(|first| often(first, kind))
        }
        _ => Some(fault.to_string()),
    };
    faults.iter().filter_map(line).collect()
}

fn often(first: &Fault, kind: &[&Fault]) -> String {
    let number = kind.iter().map(|fault| 1 + fault.more).sum::<u64>();
    let place =
        |fault: &&Fault| format!("{} found {}", fault.at, fault.found).trim_start_matches([',', ' ']).to_owned();
    let places: Vec<String> = kind.iter().take(PLACES).map(place).collect();
    let field = if first.field.is_empty() { String::new() } else { format!(", {}", first.field) };
    format!("{}{field}: {number} times: {}, …; expected {}", first.file, places.join(", "), first.expected)
}

/// Everything that kept a folder from being read or packed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{} found, nothing was written:{}", count(total(.faults)), list(.faults))]
pub struct IngestError {
    /// Faults, ordered by file and place; of a kind that stands often the first.
    pub faults: Vec<Fault>,
}

impl IngestError {
    /// An error of these faults, put in order; each is kept once.
    pub fn new(mut faults: Vec<Fault>) -> Self {
        faults.sort();
        faults.dedup();
        let mut kept = Faults::default();
        kept.extend(faults);
        Self { faults: kept.into() }
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

fn count(faults: u64) -> String {
    if faults == 1 { "1 fault".to_owned() } else { format!("{faults} faults") }
}

fn list(faults: &[Fault]) -> String {
    told(faults).iter().flat_map(|line| ["\n  ", line]).collect()
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

    #[test]
    fn a_fault_that_stands_ninety_thousand_times_is_told_once_with_its_first_places() {
        let mut faults = Faults::default();
        for line in 2..=90_001_u64 {
            faults.push(Fault::new("kwb.csv", At::Line(line), "g_3km_sc", format!("\"{line},2\""), "a number"));
            // What is expected follows from the row; it is one mistake all the same.
            let expected = format!("gemeente, as the code GM{line:04} says");
            faults.push(Fault::new("kwb.csv", At::Line(line), "recs", "\"Wijk\"", expected));
        }
        faults.push(Fault::whole("kwb.csv", "90000 rows", "90001 rows as declared"));
        let kept = Vec::from(faults);
        assert_eq!((kept.len(), total(&kept)), (2 * LISTED + 1, 180_001));
        let error = IngestError::new(kept).to_string();
        let lines: Vec<&str> = error.lines().collect();
        assert_eq!(
            lines,
            [
                "180001 faults found, nothing was written:",
                "  kwb.csv: found 90000 rows; expected 90001 rows as declared",
                "  kwb.csv, g_3km_sc: 90000 times: line 2 found \"2,2\", line 3 found \"3,2\", line 4 found \"4,2\", …; \
                 expected a number",
                "  kwb.csv, recs: 90000 times: line 2 found \"Wijk\", line 3 found \"Wijk\", line 4 found \"Wijk\", …; \
                 expected gemeente, as the code GM0002 says",
            ]
        );
    }

    #[test]
    fn what_somebody_mends_one_by_one_is_listed_one_by_one() {
        let fault =
            |item: usize| Fault::new("catalogue.toml", At::Item(format!("i{item}")), "theme", "\"x\"", "a theme");
        assert_eq!(told(&(0..LISTED).map(fault).collect::<Vec<_>>()).len(), LISTED);
        assert_eq!(told(&(0..=LISTED).map(fault).collect::<Vec<_>>()).len(), 1);
    }
}
