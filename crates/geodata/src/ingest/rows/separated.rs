//! Text with separators: what the download button, the bulk download and most others give.

use std::borrow::Cow;
use std::io::Cursor;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::super::declaration::{Encoding, SourceFile};
use super::super::fault::{At, Fault};
use super::heading::{Headings, NotOne};
use super::quotes;
use super::row::{Opened, Rows, Unreadable, refused};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// Among so many lines the one with the headings is sought.
const SOUGHT: u64 = 20;

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
    // Titles may stand above the headings: they are where the code column is.
    let mut first = None;
    for _ in 0..file.header.unwrap_or(SOUGHT) {
        let Some(at) = text.next_row(&mut record).map_err(|error| error.fault(file))? else { break };
        let headings = Headings::new(record.iter(), at.clone());
        let is_header = match file.header {
            Some(header) => at == At::Line(header),
            None => !matches!(headings.find(&file.code), Err(NotOne::None)),
        };
        if is_header {
            separated_otherwise(&headings, file)?;
            return Ok(text.below(headings));
        }
        quoted_again(&headings, file)?;
        first.get_or_insert(headings);
    }
    let Some(headings) = first else {
        return Err(refused(file, At::Whole, "an empty file", "a header with rows below it"));
    };
    if let Some(header) = file.header {
        let found = "no row that begins on this line";
        return Err(Fault::new(&file.path, At::Line(header), "header", found, "the line of the headings"));
    }
    separated_otherwise(&headings, file)?;
    // The reader of the headings tells which are not there.
    let mut again = Text::new(text.into_bytes(), file);
    again.next_row(&mut record).map_err(|error| error.fault(file))?;
    Ok(again.below(headings))
}

/// A header that a program put into one field, with quotes around its quotes.
fn quoted_again(headings: &Headings, file: &SourceFile) -> Result<(), Fault> {
    let mut names = headings.iter();
    match (names.next(), names.next()) {
        (Some(name), None) if name.contains("\";\"") || name.contains("\",\"") => {
            let found = "quotes around quotes: a spreadsheet program opened the file and saved it again";
            Err(refused(file, headings.at().clone(), found, "the file as it was downloaded"))
        }
        _ => Ok(()),
    }
}

/// A header that is one field because another mark separates its columns.
fn separated_otherwise(headings: &Headings, file: &SourceFile) -> Result<(), Fault> {
    let mut names = headings.iter();
    let (Some(name), None) = (names.next(), names.next()) else { return Ok(()) };
    // The code column may have a mark of its own in its name.
    if name == file.code.trim() {
        return Ok(());
    }
    let other = [';', ',', '\t', '|'].into_iter().find(|&mark| mark != file.delimiter && name.contains(mark));
    other.map_or(Ok(()), |mark| {
        let (found, expected) =
            (format!("one column with {mark:?} in it"), format!("columns separated by {:?}", file.delimiter));
        Err(Fault::new(&file.path, headings.at().clone(), "delimiter", found, expected))
    })
}

struct Text<'b> {
    reader: Reader<Cursor<Cow<'b, [u8]>>>,
    delimiter: u8,
    /// How many columns the headings name; 0 while they are sought.
    width: usize,
}

impl<'b> Text<'b> {
    fn new(mut bytes: Cow<'b, [u8]>, file: &SourceFile) -> Self {
        if bytes.starts_with(BYTE_ORDER_MARK) {
            bytes = match bytes {
                Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(BYTE_ORDER_MARK.len()..).unwrap_or_default()),
                Cow::Owned(mut bytes) => {
                    bytes.drain(..BYTE_ORDER_MARK.len());
                    Cow::Owned(bytes)
                }
            };
        }
        let delimiter = u8::try_from(file.delimiter).unwrap_or(b',');
        let reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(Cursor::new(bytes));
        Self { reader, delimiter, width: 0 }
    }

    fn bytes(&self) -> &[u8] {
        self.reader.get_ref().get_ref()
    }

    /// What was read, to read it once more.
    fn into_bytes(self) -> Cow<'b, [u8]> {
        self.reader.into_inner().into_inner()
    }

    /// The rows from here on.
    fn below(mut self, headings: Headings) -> Opened<'b> {
        self.width = headings.len();
        let cut = self.bytes().last().is_some_and(|&last| last != b'\n').then(|| {
            let lines = self.bytes().split(|&byte| byte == b'\n').count();
            At::Line(lines as u64)
        });
        Opened { headings, rows: Box::new(self), cut }
    }

    /// The next record, and where it begins.
    fn read(&mut self, row: &mut StringRecord) -> Result<Option<At>, Unreadable> {
        let from = self.reader.position().clone();
        let read = self.reader.read_record(row);
        let (start, end) = (from.byte(), self.reader.position().byte());
        let at = At::Line(line_of(self.bytes(), Some(&from)));
        let unreadable =
            |found: &str, expected, last| Err(Unreadable { at: at.clone(), found: found.into(), expected, last });
        match read {
            Ok(false) => return Ok(None),
            Ok(true) => {}
            Err(_) => {
                let expected = "text in UTF-8 (`encoding = \"windows-1252\"` reads that of Windows)";
                return unreadable("bytes that are no text", expected, false);
            }
        }
        let place = |byte: u64| usize::try_from(byte).unwrap_or_default();
        let record = self.bytes().get(place(start)..place(end)).unwrap_or_default();
        if !quotes::are_sound(record.trim_ascii(), self.delimiter) {
            let expected = "quotes around whole fields, doubled inside them: what follows cannot be told apart";
            return unreadable("a field whose quote is not closed", expected, true);
        }
        Ok(Some(at))
    }
}

impl Rows for Text<'_> {
    fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<At>, Unreadable> {
        loop {
            let Some(at) = self.read(row)? else { return Ok(None) };
            if self.width == 0 {
                return Ok(Some(at));
            }
            // The source stands below the figures of some exports.
            let is_foot =
                row.iter().skip(1).all(str::is_empty) && row.get(0).is_some_and(|text| text.starts_with("Bron"));
            // A spreadsheet program saves the rows below its table, which hold nothing.
            let is_blank = row.len() > 1 && row.iter().all(|field| field.trim().is_empty());
            if self.width > 1 && (is_foot || is_blank) {
                continue;
            }
            // A separator at the end of every line makes one field too many, which holds nothing.
            if row.len() == self.width + 1 && row.get(self.width).is_some_and(|last| last.trim().is_empty()) {
                row.truncate(self.width);
            }
            return Ok(Some(at));
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
