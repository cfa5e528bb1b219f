//! How each kind of service gives its pages: the first address, what a page holds, and where the next one is.

use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::address::{asking, parse};
use super::error::FetchError;
use crate::ingest::declaration::{Fetch, Given};

/// Rows that a page of WFS is asked for, and the most that OGC API Features gives.
const PAGE: usize = 1000;
/// Rows at which services of StatLine stop.
const STOPS: [usize; 3] = [9_999, 10_000, 100_000];

/// A page of an answer. Rows are kept as they were written.
#[derive(Debug, Default)]
pub struct Page<'a> {
    /// The rows.
    pub rows: Vec<&'a RawValue>,
    /// Where the next page is, as the page says it.
    pub next: Option<String>,
    /// The system of coordinates, where it names one.
    pub crs: Option<&'a RawValue>,
}

impl Page<'_> {
    /// SHA-256 of its rows; empty where it has none.
    pub fn sha256(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let mut hash = Sha256::new();
        for row in &self.rows {
            hash.update(row.get());
        }
        hex::encode(hash.finalize())
    }
}

#[derive(Deserialize)]
struct Odata<'a> {
    #[serde(borrow)]
    value: Vec<&'a RawValue>,
    #[serde(rename = "odata.nextLink", alias = "@odata.nextLink")]
    next: Option<String>,
}

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(borrow)]
    features: Vec<&'a RawValue>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(borrow)]
    crs: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    rel: String,
    href: Option<String>,
}

/// Reads a page.
///
/// # Errors
/// It is something else: what.
pub fn read<'a>(form: Given, address: &Url, bytes: &'a [u8]) -> Result<Page<'a>, FetchError> {
    let refuse = |found: String, expected| FetchError::NotAsked { address: address.to_string(), found, expected };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.trim_ascii_start().starts_with(b"<") {
        return Err(refuse("a web page or XML".to_owned(), "JSON"));
    }
    let broken = |error: serde_json::Error| {
        let found = if error.is_eof() { "JSON that breaks off".to_owned() } else { format!("no such JSON ({error})") };
        refuse(found, if matches!(form, Given::Features | Given::Wfs) { "features" } else { "{\"value\": [...]}" })
    };
    Ok(match form {
        Given::StatlineV3 | Given::StatlineV4 => {
            let page: Odata<'a> = serde_json::from_slice(bytes).map_err(broken)?;
            Page { rows: page.value, next: page.next, crs: None }
        }
        Given::Features | Given::Wfs => {
            let page: Collection<'a> = serde_json::from_slice(bytes).map_err(broken)?;
            let next = page.links.into_iter().find(|link| link.rel == "next").and_then(|link| link.href);
            Page { rows: page.features, next: next.filter(|_| form == Given::Features), crs: page.crs }
        }
        Given::File => Page::default(),
    })
}

/// The first address.
///
/// # Errors
/// The declared address is none.
pub fn first(fetch: &Fetch) -> Result<Url, FetchError> {
    let mut address = parse(&fetch.address)?;
    let set = match fetch.form {
        Given::StatlineV3 => Some("TypedDataSet"),
        Given::StatlineV4 => Some("Observations"),
        Given::File | Given::Features | Given::Wfs => None,
    };
    if let Some(set) = fetch.set.as_deref().or(set) {
        address = below(&address, set);
    }
    let usual: &[(&str, &str)] = match fetch.form {
        Given::StatlineV3 => &[("$format", "json")],
        Given::Features => &[("f", "json"), ("limit", "1000")],
        Given::Wfs => &[
            ("service", "WFS"),
            ("version", "2.0.0"),
            ("request", "GetFeature"),
            ("outputFormat", "application/json"),
            ("count", "1000"),
            ("startIndex", "0"),
        ],
        Given::StatlineV4 | Given::File => &[],
    };
    let usual = usual.iter().copied().filter(|(name, _)| !fetch.query.contains_key(*name));
    Ok(asking(address, usual.chain(fetch.query.iter().map(|(name, value)| (name.as_str(), value.as_str())))))
}

/// Addresses that say what the table is.
///
/// # Errors
/// The declared address is none.
pub fn about(fetch: &Fetch) -> Result<Vec<Url>, FetchError> {
    let table = parse(&fetch.address)?;
    let sets: &[&str] = match fetch.form {
        Given::StatlineV3 => &["TableInfos?$format=json", "DataProperties?$format=json"],
        Given::StatlineV4 => &["Properties", "MeasureCodes", "Dimensions"],
        Given::File | Given::Features | Given::Wfs => &[],
    };
    Ok(sets.iter().map(|set| below(&table, set)).collect())
}

/// The address of a set of a table.
fn below(table: &Url, set: &str) -> Url {
    let mut table = table.clone();
    let (set, query) = set.split_once('?').map_or((set, None), |(set, query)| (set, Some(query)));
    table.set_query(query);
    if let Ok(mut parts) = table.path_segments_mut() {
        parts.pop_if_empty();
        if set == ".." {
            parts.pop()
        } else {
            parts.push(set)
        };
    }
    table
}

/// Where the page after this one is, as the address of this one and its rows say it; `None` at the end.
///
/// # Errors
/// It ends where services cut off.
pub fn next(fetch: &Fetch, at: &Url, page: &Page<'_>, rows_before: usize) -> Result<Option<String>, FetchError> {
    let rows = page.rows.len();
    match fetch.form {
        Given::File => Ok(None),
        Given::Features => Ok(page.next.clone()),
        Given::Wfs => {
            let count = fetch.query.get("count").and_then(|count| count.parse().ok()).unwrap_or(PAGE);
            if rows < count {
                return Ok(None);
            }
            let start = (rows_before + rows).to_string();
            let mut next = at.clone();
            let others: Vec<(String, String)> =
                at.query_pairs().filter(|(name, _)| name != "startIndex").map(|(a, b)| (a.into(), b.into())).collect();
            next.set_query(None);
            let pairs = others.iter().map(|(a, b)| (a.as_str(), b.as_str())).chain([("startIndex", start.as_str())]);
            Ok(Some(asking(next, pairs).to_string()))
        }
        Given::StatlineV3 | Given::StatlineV4 => match &page.next {
            Some(next) => Ok(Some(next.clone())),
            None if STOPS.contains(&rows) => Err(FetchError::CutOff { address: at.to_string(), rows }),
            None => Ok(None),
        },
    }
}
