//! A table in pages: what is kept of it on the way, and the file that its pages are put together to.

use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use url::Url;

use super::about;
use super::address::{follow, parse};
use super::client::{Ask, Client};
use super::contract::{About, Kept};
use super::error::FetchError;
use super::keep::{Keep, Record, Written, io_error};
use super::pages::{self, Page};
use super::watch::Watch;
use crate::ingest::declaration::{Fetch, Given};

/// How far a fetch is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The first address.
    pub address: String,
    /// What the table says of itself: of another edition nothing is put together with this.
    pub about: About,
    /// Answers about the table.
    pub described: Vec<Kept>,
    /// Pages that are whole.
    pub answers: Vec<Kept>,
    /// The page that comes next; `None` when there is no more.
    pub next: Option<String>,
}

/// What the table says of itself, and the answers that say it.
pub async fn describe(
    client: &mut Client,
    keep: &Keep,
    fetch: &Fetch,
    watch: &dyn Watch,
) -> Result<(About, Vec<Kept>), FetchError> {
    let (mut answers, mut kept) = (Vec::new(), Vec::new());
    for address in pages::about(fetch)? {
        let ask = Ask { address: &address, hosts: &fetch.hosts, most: fetch.most_bytes };
        let is_json = |bytes: &[u8]| {
            serde_json::from_slice::<serde::de::IgnoredAny>(bytes).map(drop).map_err(|error| {
                let (address, found) = (address.to_string(), format!("no JSON ({error})"));
                FetchError::NotAsked { address, found, expected: "what the table says of itself" }
            })
        };
        let (head, bytes, ()) = client.page(ask, watch, is_json).await?;
        let sha256 = keep.answer(&bytes)?;
        kept.push(Kept {
            address: address.to_string(),
            head,
            sha256,
            bytes: bytes.len() as u64,
            rows: 0,
            rows_sha256: String::new(),
        });
        answers.push(bytes);
    }
    Ok((about::read(fetch.form, &answers), kept))
}

/// Reads the pages that are not there yet; after each one what is whole is noted.
pub async fn read_pages(
    client: &mut Client,
    keep: &Keep,
    fetch: &Fetch,
    name: &str,
    progress: &mut Progress,
    watch: &dyn Watch,
) -> Result<(), FetchError> {
    let mut seen: BTreeSet<String> = progress.answers.iter().map(|page| page.address.clone()).collect();
    let mut rows: u64 = progress.answers.iter().map(|page| page.rows).sum();
    let mut all: u64 = progress.answers.iter().map(|page| page.bytes).sum();
    while let Some(address) = progress.next.clone() {
        let address = parse(&address)?;
        if !seen.insert(address.to_string()) {
            return Err(FetchError::Loop { address: address.to_string() });
        }
        let most = fetch.most_bytes.saturating_sub(all);
        let ask = Ask { address: &address, hosts: &fetch.hosts, most };
        let before = usize::try_from(rows).unwrap_or(usize::MAX);
        let read = |bytes: &[u8]| {
            let page = pages::read(fetch.form, &address, bytes)?;
            Ok((page.rows.len() as u64, page.sha256(), pages::next(fetch, &address, &page, before)?))
        };
        let (head, bytes, (found, rows_sha256, next)) = client.page(ask, watch, read).await?;
        let sha256 = keep.answer(&bytes)?;
        // A service that does not know how to go on gives its first page for ever.
        if found > 0 && progress.answers.iter().any(|page| page.rows_sha256 == rows_sha256) {
            return Err(FetchError::Loop { address: address.to_string() });
        }
        rows += found;
        all += bytes.len() as u64;
        progress.next = next.map(|next| follow(&address, &next, &fetch.hosts)).transpose()?.map(Url::into);
        let bytes = bytes.len() as u64;
        progress.answers.push(Kept { address: address.to_string(), head, sha256, bytes, rows: found, rows_sha256 });
        keep.note(name, Record::Progress, progress)?;
    }
    let unfiltered = fetch.set.is_none() && !fetch.query.keys().any(|name| name.starts_with('$'));
    match progress.about.figures {
        Some(said) if unfiltered && said != rows => {
            Err(FetchError::Count { address: progress.address.clone(), said, rows })
        }
        _ => Ok(()),
    }
}

/// Puts the pages together to one file; the same pages give the same bytes. Gives SHA-256 and size.
pub fn put_together(keep: &Keep, fetch: &Fetch, answers: &[Kept], path: &Path) -> Result<(String, u64), FetchError> {
    let failed = |error| io_error(path, error);
    let mut file = Written::new(path).map_err(failed)?;
    let mut first = true;
    for (number, answer) in answers.iter().enumerate() {
        let bytes = keep.read(&answer.sha256)?;
        let page = pages::read(fetch.form, &parse(&answer.address)?, &bytes)?;
        if number == 0 {
            begin(&mut file, fetch.form, &page).map_err(failed)?;
        }
        for row in &page.rows {
            let between: &[u8] = if std::mem::take(&mut first) { b"\n" } else { b",\n" };
            file.write_all(between).and_then(|()| file.write_all(row.get().as_bytes())).map_err(failed)?;
        }
    }
    file.write_all(b"\n]}\n").and_then(|()| file.end()).map_err(failed)
}

/// What stands before the rows.
fn begin(file: &mut Written, form: Given, page: &Page<'_>) -> io::Result<()> {
    if !matches!(form, Given::Features | Given::Wfs) {
        return file.write_all(b"{\"value\":[");
    }
    file.write_all(b"{\"type\":\"FeatureCollection\",")?;
    if let Some(crs) = page.crs {
        write!(file, "\"crs\":{},", crs.get())?;
    }
    file.write_all(b"\"features\":[")
}
