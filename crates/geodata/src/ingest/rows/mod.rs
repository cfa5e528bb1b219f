//! Files as their publishers give them, as rows of text under named columns: one interface over separated text, workbooks,
//! answers of OData, long tables, and archives with one of these inside.

mod bytes;
mod heading;
mod long;
mod odata;
mod old_sheet;
mod quotes;
mod row;
mod separated;
mod sheet;

pub use heading::{Headings, missing_column, stem};
pub use row::Opened;
pub use separated::line_of;

use super::declaration::SourceFile;
use super::fault::Fault;

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

#[cfg(test)]
mod tests;
