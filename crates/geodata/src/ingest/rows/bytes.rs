//! What a file is by its first bytes, and what lies inside an archive.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::super::declaration::SourceFile;
use super::super::fault::{At, Fault};
use super::row::refused;

/// Largest file that is unpacked. A table of the whole country by buurt has some 40 MB.
const MOST: u64 = 512 << 20;

/// Among so many first bytes, text has no zero.
const LOOKED_AT: usize = 1_000;

/// What a file is.
pub enum Form {
    /// Text with separators.
    Separated,
    /// A workbook of a spreadsheet program.
    Workbook,
    /// An answer of OData.
    Odata,
    /// None of these: what it is, and what is wanted.
    Other {
        /// What it is.
        what: &'static str,
        /// What is wanted.
        expected: &'static str,
    },
}

/// Files that only the archive of a workbook has: xlsx, xlsb and ods.
const WORKBOOKS: [&str; 3] = ["xl/workbook.xml", "xl/workbook.bin", "content.xml"];

/// Refuses a workbook of which a part unpacks to more than any table: its reader would unpack it whole.
fn bounded(archive: &mut ZipArchive<Cursor<&[u8]>>, file: &SourceFile) -> Result<(), Fault> {
    let mut left = MOST;
    for at in 0..archive.len() {
        // What cannot be unpacked is told by the reader of the workbook.
        let Ok(entry) = archive.by_index(at) else { continue };
        left = left.saturating_sub(std::io::copy(&mut entry.take(left), &mut std::io::sink()).unwrap_or_default());
        if left == 0 {
            let found = format!("a workbook of more than {} MB", MOST >> 20);
            return Err(refused(file, At::Whole, found, "a table of places"));
        }
    }
    Ok(())
}

/// What the bytes are.
pub fn form(bytes: &[u8]) -> Form {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match text {
        [0xD0, 0xCF, 0x11, 0xE0, ..] | [b'P', b'K', 3, 4, ..] => Form::Workbook,
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Form::Other {
            what: "text in UTF-16",
            expected: "text in UTF-8: \"CSV UTF-8\" in the list of a spreadsheet program",
        },
        [0x1F, 0x8B, ..] => Form::Other { what: "a gzip file", expected: "the file inside it, unpacked" },
        _ if text.iter().take(LOOKED_AT).any(|byte| *byte == 0) => {
            Form::Other { what: "no text", expected: "separated text, a workbook or JSON" }
        }
        _ => match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'<') => Form::Other {
                what: "a web page or XML (an error of the server?)",
                expected: "the table itself: separated text, a workbook or JSON",
            },
            Some(b'{') => Form::Odata,
            Some(b'[') => Form::Other { what: "a list in JSON", expected: "an answer of OData: {\"value\": [...]}" },
            _ => Form::Separated,
        },
    }
}

/// The file itself, or the one inside an archive that `inside` names by words of its name.
pub fn unpacked<'b>(bytes: &'b [u8], file: &SourceFile) -> Result<Cow<'b, [u8]>, Fault> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(Cow::Borrowed(bytes));
    }
    let spoiled = |error: &dyn std::fmt::Display| {
        refused(file, At::Whole, format!("an archive that cannot be read: {error}"), "a whole zip file or workbook")
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| spoiled(&error))?;
    // A name that is no text names no table.
    let names: Vec<String> = archive.file_names().flatten().map(Cow::into_owned).collect();
    if names.iter().any(|name| WORKBOOKS.contains(&name.as_str())) {
        return bounded(&mut archive, file).map(|()| Cow::Borrowed(bytes));
    }
    let words: Vec<String> = file.inside.iter().map(|word| word.to_lowercase()).collect();
    let fits = |name: &&String| {
        let name = name.to_lowercase();
        !name.ends_with('/') && words.iter().all(|word| name.contains(word.as_str()))
    };
    let found: Vec<&String> = names.iter().filter(fits).collect();
    let [name] = found.as_slice() else {
        let listed = names.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
        let expected = "one file inside that holds all words of `inside`";
        return Err(refused(file, At::Whole, format!("{} of these: {listed}", found.len()), expected));
    };
    if name.split(['/', '\\']).any(|part| part == "..") {
        return Err(refused(file, At::Whole, format!("\"{name}\""), "names that stay inside the archive"));
    }
    let entry = archive.by_name(name).map_err(|error| spoiled(&error))?;
    let mut content = Vec::new();
    // What an archive says of its size is a claim: it is read to the limit, whatever it says.
    entry.take(MOST + 1).read_to_end(&mut content).map_err(|error| spoiled(&error))?;
    if content.len() as u64 > MOST {
        return Err(refused(file, At::Whole, format!("\"{name}\" of more than {} MB", MOST >> 20), "a table"));
    }
    Ok(Cow::Owned(content))
}
