//! Answers of OData, versions 3 and 4, as StatLine gives them: `{"value": [{"WijkenEnBuurten": "BU00140000", ...}]}`.

use std::collections::BTreeMap;

use csv::StringRecord;
use serde::Deserialize;
use serde_json::Value;

use super::super::declaration::SourceFile;
use super::super::fault::Fault;
use super::heading::Headings;
use super::row::{Opened, Rows, Unreadable, refused};

/// A page of an answer.
#[derive(Deserialize)]
struct Page {
    value: Vec<BTreeMap<String, Value>>,
    #[serde(rename = "odata.nextLink", alias = "@odata.nextLink")]
    next: Option<String>,
}

/// Opens an answer.
pub fn open<'b>(content: &[u8], file: &SourceFile) -> Result<Opened<'b>, Fault> {
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    let page: Page = serde_json::from_slice(content).map_err(|error| {
        let line = u64::try_from(error.line()).unwrap_or_default();
        refused(file, line, error.to_string(), "an answer of OData: {\"value\": [...]}")
    })?;
    if page.next.is_some() {
        let found = format!("{} rows and an address of more", page.value.len());
        return Err(refused(file, 0, found, "the whole table: all pages of the answer in one list"));
    }
    // A row may leave out what it does not have.
    let mut names: Vec<String> = page.value.iter().flat_map(BTreeMap::keys).cloned().collect();
    names.sort_unstable();
    names.dedup();
    let headings = Headings::new(names.iter().map(String::as_str));
    let rows = Answer { names, rows: page.value.into_iter(), at: 0 };
    Ok(Opened { headings, rows: Box::new(rows), ends_with_a_line: true })
}

struct Answer {
    names: Vec<String>,
    rows: std::vec::IntoIter<BTreeMap<String, Value>>,
    at: u64,
}

impl Rows for Answer {
    fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Unreadable> {
        let Some(next) = self.rows.next() else { return Ok(None) };
        self.at += 1;
        row.clear();
        for name in &self.names {
            match next.get(name) {
                None | Some(Value::Null) => row.push_field(""),
                Some(Value::String(text)) => row.push_field(text.trim()),
                Some(other) => row.push_field(&other.to_string()),
            }
        }
        Ok(Some(self.at))
    }
}
