//! Answers of OData, versions 3 and 4, as StatLine gives them: `{"value": [{"WijkenEnBuurten": "BU00140000", ...}]}`; and
//! what features of GeoJSON say of their places, as PDOK gives it: `{"features": [{"properties": {...}}]}`.

use std::collections::HashMap;
use std::fmt;

use csv::StringRecord;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::super::declaration::SourceFile;
use super::super::fault::{At, Fault};
use super::heading::Headings;
use super::row::{Opened, Rows, Unreadable, refused};

/// A page of an answer.
#[derive(Deserialize)]
struct Page {
    value: Option<Table>,
    features: Option<Features>,
    #[serde(rename = "odata.nextLink", alias = "@odata.nextLink")]
    next: Option<String>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(rename = "odata.error", alias = "error")]
    error: Option<serde_json::Value>,
}

/// Where a page of features leads to.
#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    rel: String,
}

/// Opens an answer.
pub fn open<'b>(content: &[u8], file: &SourceFile) -> Result<Opened<'b>, Fault> {
    const WANTED: &str = "an answer of OData ({\"value\": [...]}) or features of GeoJSON";
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    let page: Page = serde_json::from_slice(content).map_err(|error| {
        let at = At::Line(u64::try_from(error.line()).unwrap_or_default());
        refused(file, at, error.to_string(), WANTED)
    })?;
    if let Some(error) = page.error {
        return Err(refused(file, At::Whole, format!("an error of the server: {error}"), WANTED));
    }
    let Some(Table { names, rows }) = page.value.or(page.features.map(|features| features.0)) else {
        return Err(refused(file, At::Whole, "JSON without `value` or `features`", WANTED));
    };
    if page.next.is_some() || page.links.iter().any(|link| link.rel == "next") {
        let found = format!("{} rows and an address of more", rows.len());
        return Err(refused(file, At::Whole, found, "the whole table: all pages of the answer in one list"));
    }
    let headings = Headings::new(names.iter().map(String::as_str), At::Row(1));
    let rows = Answer { width: headings.len(), rows: rows.into_iter(), at: 0 };
    Ok(Opened { headings, rows: Box::new(rows), cut: None })
}

struct Answer {
    width: usize,
    rows: std::vec::IntoIter<StringRecord>,
    at: u64,
}

impl Rows for Answer {
    fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<At>, Unreadable> {
        let Some(next) = self.rows.next() else { return Ok(None) };
        self.at += 1;
        *row = next;
        // A row may leave out what it does not have.
        while row.len() < self.width {
            row.push_field("");
        }
        Ok(Some(At::Row(self.at)))
    }
}

/// The rows, under the names that any of them has. A table of the country has two million fields: each is kept as its text
/// only, and no name is kept twice.
#[derive(Default)]
struct Table {
    names: Vec<String>,
    rows: Vec<StringRecord>,
}

impl<'de> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(TableVisitor)
    }
}

struct TableVisitor;

impl<'de> Visitor<'de> for TableVisitor {
    type Value = Table;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Table, A::Error> {
        let mut table = Table::default();
        let mut places = HashMap::new();
        while let Some(row) = seq.next_element_seed(Row { names: &mut table.names, places: &mut places })? {
            table.rows.push(row);
        }
        Ok(table)
    }
}

/// Features, of which only the properties are kept.
struct Features(Table);

impl<'de> Deserialize<'de> for Features {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Features;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of features")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Features, A::Error> {
                let mut table = Table::default();
                let mut places = HashMap::new();
                loop {
                    let row = Row { names: &mut table.names, places: &mut places };
                    let Some(row) = seq.next_element_seed(Feature(row))? else { break };
                    table.rows.push(row);
                }
                Ok(Features(table))
            }
        }
        deserializer.deserialize_seq(List)
    }
}

struct Feature<'t>(Row<'t>);

impl<'de> serde::de::DeserializeSeed<'de> for Feature<'_> {
    type Value = StringRecord;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<StringRecord, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Feature<'_> {
    type Value = StringRecord;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<StringRecord, A::Error> {
        let (mut row, mut record) = (Some(self.0), None);
        while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            match row.take_if(|_| name == "properties") {
                Some(row) => record = Some(map.next_value_seed(row)?),
                None => drop(map.next_value::<serde::de::IgnoredAny>()?),
            }
        }
        record.ok_or_else(|| A::Error::missing_field("properties"))
    }
}

struct Row<'t> {
    names: &'t mut Vec<String>,
    places: &'t mut HashMap<String, usize>,
}

impl<'de> serde::de::DeserializeSeed<'de> for Row<'_> {
    type Value = StringRecord;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<StringRecord, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = StringRecord;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row with named fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<StringRecord, A::Error> {
        let mut record = StringRecord::new();
        // Fields that come in another order than in the rows before.
        let mut later: Vec<(usize, String)> = Vec::new();
        while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            let place = self.places.get(name.as_ref()).copied().unwrap_or_else(|| {
                self.places.insert(name.as_ref().to_owned(), self.names.len());
                self.names.push(name.as_ref().to_owned());
                self.names.len() - 1
            });
            let Field(text) = map.next_value()?;
            if place == record.len() { record.push_field(&text) } else { later.push((place, text)) }
        }
        if later.is_empty() {
            return Ok(record);
        }
        let mut fields: Vec<String> = record.iter().map(str::to_owned).collect();
        fields.resize(self.names.len(), String::new());
        for (place, text) in later {
            match fields.get_mut(place) {
                Some(field) if place >= record.len() => *field = text,
                _ => return Err(A::Error::custom("a field of this row twice")),
            }
        }
        Ok(StringRecord::from(fields))
    }
}

/// A field as text, without the blanks that fill it up; what is null is empty.
struct Field(String);

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.trim().to_owned(),
            other => other.to_string(),
        }))
    }
}
