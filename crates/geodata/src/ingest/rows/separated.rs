//! Text with separators: what the download button, the bulk download and most others give.

use std::borrow::Cow;
use std::io::Cursor;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::super::declaration::{Encoding, SourceFile};
use super::super::fault::{At, Fault};
use super::heading::{Headings, NotOne};
use super::row::{Opened, Rows, Unreadable, refused};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// Among so many lines the one with the headings is sought.
const SOUGHT: usize = 20;

/// Opens text.
pub fn open<'b>(content: Cow<'b, [u8]>, file: &SourceFile) -> Result<Opened<'b>, Fault> {
    let text = match file.encoding {
        Encoding::Utf8 => content,
        Encoding::Windows1252 => {
            let (text, ..) = encoding_rs::WINDOWS_1252.decode(&content);
            Cow::Owned(text.into_owned().into_bytes())
        }
    };
    let mut text = Text::new(text, file);
    let mut record = StringRecord::new();
    let header = |error: &Unreadable| {
        let expected = "a header in UTF-8 (`encoding = \"windows-1252\"` reads that of Windows)";
        Fault::new(&file.path, At::Line(1), "", error.found.clone(), expected)
    };
    // Titles may stand above the headings: they are where the code column is.
    let mut first = None;
    let mut seen: u64 = 0;
    for _ in 0..SOUGHT {
        let Some(line) = text.next_row(&mut record).map_err(|error| header(&error))? else { break };
        seen += 1;
        let headings = Headings::new(record.iter());
        let is_header = match file.header {
            Some(header) => header == seen,
            None => !matches!(headings.find(&file.code), Err(NotOne::None)),
        };
        if is_header {
            return Ok(text.below(headings));
        }
        first.get_or_insert((headings, line));
    }
    let Some((headings, line)) = first else {
        return Ok(text.below(Headings::default()));
    };
    spoiled(&headings, line, file)?;
    // The reader of the headings tells which are not there.
    let mut again = Text::new(text.into_bytes(), file);
    if again.next_row(&mut record).is_err() {
        return Err(refused(file, 1, "no header", "a header"));
    }
    Ok(again.below(headings))
}

/// A header that is one field: of another separator, or of a program that put quotes around quotes.
fn spoiled(headings: &Headings, line: u64, file: &SourceFile) -> Result<(), Fault> {
    let mut names = headings.iter();
    let (Some(name), None) = (names.next(), names.next()) else { return Ok(()) };
    if name.contains("\";\"") || name.contains("\",\"") {
        let found = "quotes around quotes: a spreadsheet program opened the file and saved it again";
        return Err(refused(file, line, found, "the file as it was downloaded"));
    }
    let other = [';', ',', '\t', '|'].into_iter().find(|&mark| mark != file.delimiter && name.contains(mark));
    other.map_or(Ok(()), |mark| {
        Err(Fault::new(
            &file.path,
            At::Line(line),
            "delimiter",
            format!("one column with {mark:?} in it"),
            format!("columns separated by {:?}", file.delimiter),
        ))
    })
}

struct Text<'b> {
    reader: Reader<Cursor<Cow<'b, [u8]>>>,
    /// How many columns the headings name; 0 while they are sought.
    width: usize,
}

impl<'b> Text<'b> {
    fn new(mut bytes: Cow<'b, [u8]>, file: &SourceFile) -> Self {
        if bytes.starts_with(BYTE_ORDER_MARK) {
            bytes = match bytes {
                Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(BYTE_ORDER_MARK.len()..).unwrap_or_default()),
                Cow::Owned(bytes) => Cow::Owned(bytes.into_iter().skip(BYTE_ORDER_MARK.len()).collect()),
            };
        }
        let delimiter = u8::try_from(file.delimiter).unwrap_or(b',');
        let reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(Cursor::new(bytes));
        Self { reader, width: 0 }
    }

    /// What was read, to read it once more.
    fn into_bytes(self) -> Cow<'b, [u8]> {
        self.reader.into_inner().into_inner()
    }

    /// The rows from here on.
    fn below(mut self, headings: Headings) -> Opened<'b> {
        self.width = headings.len();
        let ends_with_a_line = self.reader.get_ref().get_ref().last().is_none_or(|&last| last == b'\n');
        Opened { headings, rows: Box::new(self), ends_with_a_line }
    }
}

impl Rows for Text<'_> {
    fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Unreadable> {
        loop {
            let line = self.reader.position().line();
            let read = self.reader.read_record(row).map_err(|error| Unreadable {
                line,
                found: error.to_string(),
                expected: "text in UTF-8",
            })?;
            if !read {
                return Ok(None);
            }
            let line = line_of(self.reader.get_ref().get_ref(), row.position());
            if self.width == 0 {
                return Ok(Some(line));
            }
            // The source stands below the figures of some exports.
            let is_foot =
                row.iter().skip(1).all(str::is_empty) && row.get(0).is_some_and(|text| text.starts_with("Bron"));
            if is_foot && self.width > 1 {
                continue;
            }
            // A separator at the end of every line makes one field too many, which holds nothing.
            if row.len() == self.width + 1 && row.get(self.width).is_some_and(|last| last.trim().is_empty()) {
                row.truncate(self.width);
            }
            return Ok(Some(line));
        }
    }
}

/// The line on which a record begins. The reader counts what it has read: of the end of the line before, and of empty lines,
/// that may be a part only.
pub fn line_of(bytes: &[u8], position: Option<&csv::Position>) -> u64 {
    let Some(position) = position else { return 0 };
    let start = usize::try_from(position.byte()).unwrap_or_default();
    let ends = bytes.iter().skip(start).take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + ends.map(|byte| u64::from(*byte == b'\n')).sum::<u64>()
}
