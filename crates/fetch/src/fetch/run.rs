//! Fetching what packages declare: what is new is read, what was given before is held against it, and only what nobody has
//! to look at first becomes material.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::client::{Ask, Client, Head, Limits};
use super::contract::{About, Column, Contract, Difference, Kept, columns, differences};
use super::error::FetchError;
use super::keep::{Keep, Record, gone, hashed, io_error, moved};
use super::pages;
use super::table::{self, Progress};
use super::watch::Watch;
use crate::ingest::declaration::{Fetch, Given};
use crate::ingest::{Declared, Fault, IngestError, Source, fetches, survey};

/// How often a table is begun anew that its publisher changes while it is being read.
const EDITIONS: u32 = 3;

/// What is to be done with what is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Ask the publishers.
    Online,
    /// Ask nobody: make the material anew from what is kept.
    Offline,
    /// Ask nobody, write nothing: say what would be asked.
    DryRun,
}

/// What is to be fetched, and how.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Ids of packages, or of their files (`kwb-2025/tabel`); all where there is none.
    pub wanted: &'a [String],
    /// The folder that everything is kept in.
    pub keep: &'a Path,
    /// What is to be done.
    pub how: How,
    /// Only what its publisher changed on this day or later; who does not tell is asked.
    pub since: Option<Date>,
    /// Whether what waits for somebody to look at it is taken over.
    pub accept: bool,
    /// How patient and how gentle.
    pub limits: Limits,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It would be asked for here; it was fetched last at this moment.
    Planned(String, Option<Timestamp>),
    /// The publisher did not change it.
    Unchanged,
    /// It is material now.
    Taken(Told),
    /// It is kept, and waits for somebody to look at what is different.
    Waiting(Told),
}

/// What is said of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Rows.
    pub rows: u64,
    /// Bytes.
    pub bytes: u64,
    /// What is different from what was given before.
    pub differences: Vec<Difference>,
    /// Why it cannot be read as it is declared.
    pub unread: Vec<String>,
}

/// Fetches what the packages of `source` declare, one file after the other; each with what became of it. A file that fails
/// keeps no other from being fetched.
///
/// # Errors
/// The declarations are broken, the folder cannot be used, or no request can be made at all.
pub async fn fetch(
    source: &dyn Source,
    order: &Order<'_>,
    watch: &dyn Watch,
) -> Result<Vec<(String, Result<Outcome, FetchError>)>, FetchError> {
    let chosen = chosen(fetches(source)?, order.wanted)?;
    if order.how == How::DryRun {
        let planned = |(package, fetch): &(Declared, Fetch)| {
            let name = name(package, fetch);
            let before = recorded(order.keep, package, fetch);
            let outcome =
                pages::first(fetch).map(|first| Outcome::Planned(first.into(), before.map(|one| one.fetched)));
            (name, outcome)
        };
        return Ok(chosen.iter().map(planned).collect());
    }
    let keep = Keep::open(order.keep)?;
    let mut client = match order.how {
        How::Online => Some(Client::new(order.limits)?),
        _ => None,
    };
    let mut outcomes = Vec::new();
    for (package, fetch) in &chosen {
        let name = name(package, fetch);
        watch.begin(&name);
        let one = One { keep: &keep, order, watch, package, fetch, name: record_name(package, fetch) };
        let outcome = one.run(client.as_mut()).await;
        watch.end();
        outcomes.push((name, outcome));
    }
    Ok(outcomes)
}

/// The record of what was fetched last.
pub fn recorded(keep: &Path, package: &Declared, fetch: &Fetch) -> Option<Contract> {
    let path = Keep::record_path(keep, &record_name(package, fetch), Record::Taken);
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn name(package: &Declared, fetch: &Fetch) -> String {
    format!("{}/{}", package.name(), fetch.id)
}

/// Ids of packages and of files are made of letters, digits and dashes: neither has a point.
fn record_name(package: &Declared, fetch: &Fetch) -> String {
    format!("{}.{}", package.name(), fetch.id)
}

fn chosen(all: Vec<(Declared, Fetch)>, wanted: &[String]) -> Result<Vec<(Declared, Fetch)>, IngestError> {
    let is = |wanted: &String, (package, fetch): &(Declared, Fetch)| {
        wanted == package.name() || *wanted == name(package, fetch)
    };
    let unknown = wanted.iter().filter(|wanted| !all.iter().any(|one| is(wanted, one)));
    let known: Vec<String> = all.iter().map(|(package, fetch)| name(package, fetch)).collect();
    let fault = |id: &String| Fault::whole("the command", format!("\"{id}\""), format!("one of: {}", known.join(", ")));
    IngestError::unless_empty(unknown.map(fault).collect())?;
    Ok(all.into_iter().filter(|one| wanted.is_empty() || wanted.iter().any(|id| is(id, one))).collect())
}

/// How far a file is that comes in one piece.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Part {
    address: String,
    head: Head,
}

/// One file.
struct One<'a> {
    keep: &'a Keep,
    order: &'a Order<'a>,
    watch: &'a dyn Watch,
    package: &'a Declared,
    fetch: &'a Fetch,
    name: String,
}

impl One<'_> {
    async fn run(&self, client: Option<&mut Client>) -> Result<Outcome, FetchError> {
        let waiting: Option<Contract> = self.keep.record(&self.name, Record::Waiting);
        if let Some(waiting) = waiting.filter(|_| self.order.accept) {
            return self.accept(&waiting);
        }
        match client {
            None => self.again(),
            Some(client) if self.fetch.form == Given::File => self.file(client).await,
            Some(client) => self.table(client).await,
        }
    }

    fn taken(&self) -> Option<Contract> {
        self.keep.record(&self.name, Record::Taken)
    }

    /// What was fetched last and is still what is declared, with its material.
    fn current(&self, first: &str) -> Option<Contract> {
        self.taken().filter(|taken| taken.address == first && self.keep.material(&self.fetch.path).exists())
    }

    /// A table, page by page.
    async fn table(&self, client: &mut Client) -> Result<Outcome, FetchError> {
        let first = pages::first(self.fetch)?.to_string();
        let mut progress: Option<Progress> = self.keep.record(&self.name, Record::Progress);
        for _ in 0..EDITIONS {
            let (about, described) = table::describe(client, self.keep, self.fetch, self.watch).await?;
            if let Some(outcome) = self.not_changed(&first, &about)? {
                return Ok(outcome);
            }
            let mut progress = match progress.take() {
                Some(begun) if begun.address == first && begun.about == about => begun,
                Some(_) => {
                    self.watch.note("it was changed since it was begun: it is read anew");
                    Progress::default()
                }
                None => Progress::default(),
            };
            if progress.address.is_empty() {
                progress = Progress {
                    address: first.clone(),
                    about,
                    described,
                    next: Some(first.clone()),
                    answers: Vec::new(),
                };
            }
            self.keep.note(&self.name, Record::Progress, &progress)?;
            table::read_pages(client, self.keep, self.fetch, &self.name, &mut progress, self.watch).await?;
            // Pages of two editions would be put together to a table that there never was.
            let (after, _) = table::describe(client, self.keep, self.fetch, self.watch).await?;
            if after == progress.about {
                let whole = self.keep.beside(&self.name, ".whole");
                let put = table::put_together(self.keep, self.fetch, &progress.answers, &whole)?;
                return self.whole(&whole, put, first, progress);
            }
            self.watch.note("its publisher changed it while it was being read: it is read anew");
            self.keep.forget(&self.name, Record::Progress)?;
        }
        Err(FetchError::EditionChanged(first))
    }

    /// Whether a table need not be read, by what it says of itself.
    fn not_changed(&self, first: &str, about: &About) -> Result<Option<Outcome>, FetchError> {
        let Some(modified) = &about.modified else { return Ok(None) };
        let day = |modified: &str| modified.get(..10).and_then(|day| day.parse::<Date>().ok());
        if self.order.since.zip(day(modified)).is_some_and(|(since, day)| day < since) {
            return Ok(Some(Outcome::Unchanged));
        }
        if self.current(first).is_some_and(|taken| taken.about == *about) {
            return Ok(Some(Outcome::Unchanged));
        }
        let waiting: Option<Contract> = self.keep.record(&self.name, Record::Waiting);
        match waiting.filter(|waiting| waiting.address == first && waiting.about == *about) {
            Some(waiting) => self.told(&waiting).map(|told| Some(Outcome::Waiting(told))),
            None => Ok(None),
        }
    }

    /// A file in one piece.
    async fn file(&self, client: &mut Client) -> Result<Outcome, FetchError> {
        let address = pages::first(self.fetch)?;
        let first = address.to_string();
        let part = self.keep.beside(&self.name, ".part");
        let earlier: Option<Part> = self.keep.record(&self.name, Record::Progress);
        let earlier = earlier.filter(|part| part.address == first).map(|part| part.head);
        // What waits is newer than what was taken over.
        let waiting: Option<Contract> = self.keep.record(&self.name, Record::Waiting);
        let waiting = waiting.filter(|waiting| waiting.address == first);
        let known = waiting.clone().or_else(|| self.current(&first));
        let known = known.and_then(|known| Some(known.answers.first()?.head.clone()));
        let ask = Ask { address: &address, hosts: &self.fetch.hosts, most: self.fetch.most_bytes };
        let began = |head: &Head| {
            let part = Part { address: first.clone(), head: head.clone() };
            self.keep.note(&self.name, Record::Progress, &part)
        };
        let Some(head) = client.file(ask, &part, earlier, known.as_ref(), self.watch, began).await? else {
            return waiting.map_or(Ok(Outcome::Unchanged), |waiting| self.told(&waiting).map(Outcome::Waiting));
        };
        let (sha256, bytes) = self.keep.answer_of(&part)?;
        let whole = self.keep.beside(&self.name, ".whole");
        let raw = self.keep.answer_path(&sha256);
        fs::copy(&raw, &whole).map_err(|error| io_error(&whole, error))?;
        let about = About { modified: head.last_modified.clone(), ..About::default() };
        let put = (sha256.clone(), bytes);
        let answer = Kept { address: first.clone(), head, sha256, bytes, rows: 0, rows_sha256: String::new() };
        self.whole(&whole, put, first, Progress { about, answers: vec![answer], ..Progress::default() })
    }

    /// Looks at a whole file, and takes it over where nothing is different that somebody must see first.
    fn whole(
        &self,
        whole: &Path,
        (sha256, bytes): (String, u64),
        address: String,
        Progress { about, described, answers, .. }: Progress,
    ) -> Result<Outcome, FetchError> {
        let surveyed =
            survey(self.package, self.fetch, whole).map_err(|fault| FetchError::Unreadable(Box::new(fault)))?;
        let surveyed = surveyed.unwrap_or_default();
        let columns = columns(&surveyed, &about);
        // What comes in pages has its rows counted; of a file the reader tells.
        let rows = answers.iter().map(|answer| answer.rows).sum::<u64>().max(surveyed.rows);
        let columns_sha256 = hash_of(&columns);
        let fetched = Timestamp::now();
        let contract =
            Contract { address, fetched, about, columns, columns_sha256, rows, bytes, sha256, described, answers };
        let differences = self.taken().map_or_else(Vec::new, |taken| differences(&taken, &contract));
        let serious = differences.iter().any(Difference::is_serious);
        let told = Told { rows, bytes, differences, unread: surveyed.unread };
        if serious && !self.order.accept {
            moved(whole, &self.keep.beside(&self.name, ".waiting"))?;
            self.keep.note(&self.name, Record::Waiting, &contract)?;
            self.keep.forget(&self.name, Record::Progress)?;
            return Ok(Outcome::Waiting(told));
        }
        self.take(whole, &contract)?;
        Ok(Outcome::Taken(told))
    }

    /// Makes it material.
    fn take(&self, whole: &Path, contract: &Contract) -> Result<(), FetchError> {
        moved(whole, &self.keep.material(&self.fetch.path))?;
        self.keep.note(&self.name, Record::Taken, contract)?;
        gone(&self.keep.beside(&self.name, ".waiting"))?;
        self.keep.forget(&self.name, Record::Waiting)?;
        self.keep.forget(&self.name, Record::Progress)
    }

    /// Takes over what waits.
    fn accept(&self, waiting: &Contract) -> Result<Outcome, FetchError> {
        let told = self.told(waiting)?;
        let whole = self.keep.beside(&self.name, ".waiting");
        if hashed(&whole)?.0 != waiting.sha256 {
            return Err(FetchError::Spoiled(whole));
        }
        self.take(&whole, waiting)?;
        Ok(Outcome::Taken(told))
    }

    fn told(&self, waiting: &Contract) -> Result<Told, FetchError> {
        let differences = self.taken().map_or_else(Vec::new, |taken| differences(&taken, waiting));
        let whole = self.keep.beside(&self.name, ".waiting");
        let surveyed =
            survey(self.package, self.fetch, &whole).map_err(|fault| FetchError::Unreadable(Box::new(fault)))?;
        let unread = surveyed.map(|surveyed| surveyed.unread).unwrap_or_default();
        Ok(Told { rows: waiting.rows, bytes: waiting.bytes, differences, unread })
    }

    /// Makes the material anew from what is kept.
    fn again(&self) -> Result<Outcome, FetchError> {
        let taken = self.taken().ok_or_else(|| FetchError::NotKept(self.name.clone()))?;
        let whole = self.keep.beside(&self.name, ".whole");
        let sha256 = match (self.fetch.form, taken.answers.first()) {
            (Given::File, Some(answer)) => {
                let bytes = self.keep.read(&answer.sha256)?;
                fs::write(&whole, bytes).map_err(|error| io_error(&whole, error))?;
                answer.sha256.clone()
            }
            _ => table::put_together(self.keep, self.fetch, &taken.answers, &whole)?.0,
        };
        if sha256 != taken.sha256 {
            return Err(FetchError::Spoiled(whole));
        }
        moved(&whole, &self.keep.material(&self.fetch.path))?;
        Ok(Outcome::Taken(Told { rows: taken.rows, bytes: taken.bytes, ..Told::default() }))
    }
}

fn hash_of(columns: &[Column]) -> String {
    let lines = columns.iter().map(|one| format!("{}\t{}\n", one.name, one.unit.as_deref().unwrap_or_default()));
    hex::encode(Sha256::digest(lines.collect::<String>()))
}
