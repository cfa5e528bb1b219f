//! One request after the other: pauses, tries again, and bounds on bytes and time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Response, StatusCode};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use url::Url;

use super::address::{follow, here};
use super::error::FetchError;
use super::keep::io_error;
use super::watch::Watch;

/// How patient and how gentle a fetch is.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Between two requests to one host, and before the first retry; it doubles with every further one.
    pub pause: Duration,
    /// How often one thing is tried.
    pub tries: u32,
    /// How long a host may be silent.
    pub silence: Duration,
    /// How long one answer may take.
    pub whole: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pause: Duration::from_millis(500),
            tries: 6,
            silence: Duration::from_mins(1),
            whole: Duration::from_hours(1),
        }
    }
}

/// Longest that a host is waited for when it says how long.
const PATIENCE: u64 = 120;
/// Most redirections of one request.
const REDIRECTIONS: usize = 5;
/// Difference of two clocks, in seconds, from which on one of them is wrong.
const CLOCKS: i64 = 3600;
/// What is read of a refusal.
const REFUSAL: usize = 4096;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The address.
    pub address: &'a Url,
    /// Other hosts that it may lead to.
    pub hosts: &'a [String],
    /// Most bytes of the answer.
    pub most: u64,
}

/// What a host says of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Head {
    /// Status.
    pub status: u16,
    /// What changes when the content does.
    pub etag: Option<String>,
    /// When the content was changed last.
    pub last_modified: Option<String>,
    /// The moment by the clock of the host.
    pub date: Option<String>,
}

/// Whether to try again, and after how long.
enum Failed {
    Again(FetchError, Option<Duration>),
    Last(FetchError),
}

/// Makes the requests, one at a time.
#[derive(Debug)]
pub struct Client {
    outside: reqwest::Client,
    /// To this machine itself no proxy leads.
    inside: reqwest::Client,
    limits: Limits,
    /// By host: when it may be asked next.
    next: BTreeMap<String, Instant>,
    /// Hosts of which it was told that their clock is another.
    told: BTreeSet<String>,
}

impl Client {
    /// # Errors
    /// The system has no certificates to hold a host against.
    pub fn new(limits: Limits) -> Result<Self, FetchError> {
        // Whoever installed one before is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            reqwest::Client::builder()
                .user_agent(concat!("wijkwijzer/", env!("CARGO_PKG_VERSION")))
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(limits.silence.min(Duration::from_secs(20)))
                .read_timeout(limits.silence)
        };
        let built = |builder: reqwest::ClientBuilder| {
            builder.build().map_err(|error| FetchError::NoClient(causes(&error).join(": ")))
        };
        Ok(Self {
            outside: built(builder())?,
            inside: built(builder().no_proxy())?,
            limits,
            next: BTreeMap::new(),
            told: BTreeSet::new(),
        })
    }

    /// The answer to `ask` in memory, as `read` reads it. What it refuses as not asked for is asked again.
    ///
    /// # Errors
    /// What kept it from coming whole.
    pub async fn page<T>(
        &mut self,
        ask: Ask<'_>,
        watch: &dyn Watch,
        read: impl Fn(&[u8]) -> Result<T, FetchError>,
    ) -> Result<(Head, Vec<u8>, T), FetchError> {
        let mut attempt = 1;
        loop {
            let failed = match timeout(self.limits.whole, self.try_page(ask, watch)).await {
                Ok(Ok((head, bytes))) => match read(&bytes) {
                    Ok(read) => return Ok((head, bytes, read)),
                    Err(error @ FetchError::NotAsked { .. }) => Failed::Again(error, None),
                    Err(error) => Failed::Last(error),
                },
                Ok(Err(failed)) => failed,
                Err(_) => Failed::Again(too_slow(ask.address), None),
            };
            self.again(failed, attempt, watch).await?;
            attempt += 1;
        }
    }

    async fn try_page(&mut self, ask: Ask<'_>, watch: &dyn Watch) -> Result<(Head, Vec<u8>), Failed> {
        let wanted = [(header::ACCEPT, HeaderValue::from_static("application/json, */*;q=0.5"))];
        let (mut response, head) = self.open(ask, &HeaderMap::from_iter(wanted), watch).await?;
        success(ask.address, &mut response).await?;
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| broken(ask.address, &error))? {
            bytes.extend_from_slice(&chunk);
            watch.grown(chunk.len());
            bounded(ask, bytes.len() as u64)?;
        }
        Ok((head, bytes))
    }

    /// The answer to `ask` in the file `part`, which may hold its beginning as `before` says of it. `began` is told what the
    /// host says before the content comes. `None`: what `known` says of it still holds.
    ///
    /// # Errors
    /// What kept it from coming whole.
    pub async fn file(
        &mut self,
        ask: Ask<'_>,
        part: &Path,
        mut before: Option<Head>,
        known: Option<&Head>,
        watch: &dyn Watch,
        began: impl Fn(&Head) -> Result<(), FetchError>,
    ) -> Result<Option<Head>, FetchError> {
        let (mut attempt, whole) = (1, self.limits.whole);
        loop {
            let tried = self.try_file(ask, part, &mut before, known, watch, &began);
            let failed = match timeout(whole, tried).await {
                Ok(Ok(head)) => return Ok(head),
                Ok(Err(failed)) => failed,
                Err(_) => Failed::Again(too_slow(ask.address), None),
            };
            self.again(failed, attempt, watch).await?;
            attempt += 1;
        }
    }

    async fn try_file(
        &mut self,
        ask: Ask<'_>,
        part: &Path,
        before: &mut Option<Head>,
        known: Option<&Head>,
        watch: &dyn Watch,
        began: &impl Fn(&Head) -> Result<(), FetchError>,
    ) -> Result<Option<Head>, Failed> {
        let last = Failed::Last;
        // Resumed ranges are of the bytes themselves.
        let mut wanted = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"))]);
        let there = part.metadata().map_or(0, |found| found.len());
        let resumed = before.as_ref().and_then(validator).filter(|_| there > 0);
        if let Some(validator) = resumed {
            wanted.insert(header::IF_RANGE, validator);
            wanted.extend(text(header::RANGE, &format!("bytes={there}-")));
        } else if let Some(known) = known {
            wanted.extend(known.etag.as_deref().and_then(|etag| text(header::IF_NONE_MATCH, etag)));
            let dated = known.last_modified.as_deref().filter(|_| known.etag.is_none());
            wanted.extend(dated.and_then(|date| text(header::IF_MODIFIED_SINCE, date)));
        }
        let (mut response, head) = self.open(ask, &wanted, watch).await?;
        if response.status() == StatusCode::NOT_MODIFIED {
            return Ok(None);
        }
        let goes_on = response.status() == StatusCode::PARTIAL_CONTENT && begins_at(response.headers()) == Some(there);
        if response.status() == StatusCode::RANGE_NOT_SATISFIABLE
            || (!goes_on && response.status() == StatusCode::PARTIAL_CONTENT)
        {
            // What is there is not the beginning of what is given now.
            *before = None;
            std::fs::remove_file(part).map_err(|error| last(io_error(part, error)))?;
            let why = "what is kept of it is not its beginning any more".to_owned();
            return Err(Failed::Again(
                FetchError::Broken { address: ask.address.to_string(), why },
                Some(Duration::ZERO),
            ));
        }
        success(ask.address, &mut response).await?;
        let mut open = OpenOptions::new();
        let open = if goes_on { open.append(true) } else { open.write(true).create(true).truncate(true) };
        let mut file = open.open(part).map_err(|error| last(io_error(part, error)))?;
        if !goes_on {
            began(&head).map_err(last)?;
            *before = Some(head.clone());
        }
        let mut length = if goes_on { there } else { 0 };
        bounded(ask, length + response.content_length().unwrap_or(0))?;
        while let Some(chunk) = response.chunk().await.map_err(|error| broken(ask.address, &error))? {
            length += chunk.len() as u64;
            bounded(ask, length)?;
            file.write_all(&chunk).map_err(|error| last(io_error(part, error)))?;
            watch.grown(chunk.len());
        }
        file.sync_all().map_err(|error| last(io_error(part, error)))?;
        no_page(ask.address, part)?;
        Ok(Some(Head { status: 200, ..head }))
    }

    /// Waits before the next try, or gives up.
    async fn again(&self, failed: Failed, attempt: u32, watch: &dyn Watch) -> Result<(), FetchError> {
        match failed {
            Failed::Again(error, after) if attempt < self.limits.tries => {
                let doubled = self.limits.pause.saturating_mul(2_u32.saturating_pow(attempt));
                watch.note(&format!("{error}: trying again"));
                sleep(after.unwrap_or(doubled.min(Duration::from_mins(1)))).await;
                Ok(())
            }
            Failed::Again(error, _) | Failed::Last(error) => Err(error),
        }
    }

    /// Sends the request, and follows where it leads.
    async fn open(&mut self, ask: Ask<'_>, wanted: &HeaderMap, watch: &dyn Watch) -> Result<(Response, Head), Failed> {
        let mut address = ask.address.clone();
        for _ in 0..=REDIRECTIONS {
            self.pause(&address).await;
            let client = if here(&address) { &self.inside } else { &self.outside };
            let sent = client.get(address.clone()).headers(wanted.clone()).send().await;
            let response = sent.map_err(|error| broken(&address, &error))?;
            let head = head(&response);
            self.clocks(&address, &head, watch);
            if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
                return Ok((response, head));
            }
            let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
            address = follow(&address, to, ask.hosts).map_err(Failed::Last)?;
        }
        Err(Failed::Last(FetchError::Loop { address: ask.address.to_string() }))
    }

    /// Tells once when our clock or that of the host is wrong: the record would say a wrong moment.
    fn clocks(&mut self, address: &Url, head: &Head, watch: &dyn Watch) {
        let Some(theirs) = head.date.as_deref().and_then(|date| jiff::fmt::rfc2822::parse(date).ok()) else { return };
        let (ours, theirs) = (Timestamp::now(), theirs.timestamp());
        let host = address.host_str().unwrap_or_default();
        if (ours.as_second() - theirs.as_second()).abs() > CLOCKS && self.told.insert(host.to_owned()) {
            watch.note(&format!("the clock of {host} says {theirs:.0}, that of this machine {ours:.0}: one is wrong"));
        }
    }

    /// Waits until the host may be asked again.
    async fn pause(&mut self, address: &Url) {
        let next = self.next.entry(address.host_str().unwrap_or_default().to_owned()).or_insert_with(Instant::now);
        sleep_until(*next).await;
        *next = Instant::now() + self.limits.pause;
    }
}

/// Names the file that a range is asked of: a strong mark of its content, or its date.
fn validator(head: &Head) -> Option<HeaderValue> {
    let strong = head.etag.as_deref().filter(|etag| !etag.starts_with("W/"));
    strong.or(head.last_modified.as_deref()).and_then(|mark| HeaderValue::from_str(mark).ok())
}

fn text(name: HeaderName, value: &str) -> Option<(HeaderName, HeaderValue)> {
    HeaderValue::from_str(value).ok().map(|value| (name, value))
}

/// Where the range of a partial answer begins.
fn begins_at(headers: &HeaderMap) -> Option<u64> {
    let range = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
    range.strip_prefix("bytes ")?.split_once('-')?.0.parse().ok()
}

fn head(response: &Response) -> Head {
    let of = |name: HeaderName| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Head {
        status: response.status().as_u16(),
        etag: of(header::ETAG),
        last_modified: of(header::LAST_MODIFIED),
        date: of(header::DATE),
    }
}

/// Refuses what is no success, with what the host says of it.
async fn success(address: &Url, response: &mut Response) -> Result<(), Failed> {
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    let wait = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let mut said = Vec::new();
    while said.len() < REFUSAL
        && let Ok(Some(chunk)) = response.chunk().await
    {
        said.extend_from_slice(&chunk);
    }
    said.truncate(REFUSAL);
    let said = String::from_utf8_lossy(&said).split_whitespace().collect::<Vec<_>>().join(" ");
    let most = said.contains("record") && ["10000", "10.000", "10,000"].iter().any(|most| said.contains(most));
    let address = address.to_string();
    if status == StatusCode::INTERNAL_SERVER_ERROR && most {
        return Err(Failed::Last(FetchError::TooManyRows { address }));
    }
    let told: String = said.chars().take(200).collect();
    let says = if told.is_empty() || told.starts_with('<') { String::new() } else { format!(": {told}") };
    let error = FetchError::Status { address: address.clone(), status: status.as_u16(), says };
    let passing = status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error();
    Err(match wait.filter(|_| passing) {
        Some(seconds) if seconds > PATIENCE => Failed::Last(FetchError::Wait { address, seconds }),
        Some(seconds) => Failed::Again(error, Some(Duration::from_secs(seconds))),
        None if passing => Failed::Again(error, None),
        None => Failed::Last(error),
    })
}

fn bounded(ask: Ask<'_>, length: u64) -> Result<(), Failed> {
    let error = || FetchError::TooLarge { address: ask.address.to_string(), most: ask.most };
    if length > ask.most { Err(Failed::Last(error())) } else { Ok(()) }
}

/// A file that is a web page says that something is wrong, whatever its status.
fn no_page(address: &Url, part: &Path) -> Result<(), Failed> {
    let mut first = Vec::new();
    let read = File::open(part).and_then(|file| file.take(512).read_to_end(&mut first));
    read.map_err(|error| Failed::Last(io_error(part, error)))?;
    if !first.trim_ascii_start().starts_with(b"<") {
        return Ok(());
    }
    std::fs::remove_file(part).map_err(|error| Failed::Last(io_error(part, error)))?;
    let (address, found) = (address.to_string(), "a web page".to_owned());
    Err(Failed::Again(FetchError::NotAsked { address, found, expected: "a file of data" }, None))
}

fn too_slow(address: &Url) -> FetchError {
    FetchError::Broken { address: address.to_string(), why: "it takes too long".to_owned() }
}

fn broken(address: &Url, error: &reqwest::Error) -> Failed {
    let causes = causes(error);
    let address = address.to_string();
    if let Some(why) = causes.iter().find(|cause| cause.contains("certificate")) {
        let now = format!("{:.0}", Timestamp::now());
        return Failed::Last(FetchError::Certificate { address, why: why.clone(), now });
    }
    Failed::Again(FetchError::Broken { address, why: causes.last().cloned().unwrap_or_default() }, None)
}

/// What an error says of itself, and what is behind it.
fn causes(error: &dyn std::error::Error) -> Vec<String> {
    let mut all = Vec::new();
    let mut one = Some(error);
    while let Some(error) = one {
        all.push(error.to_string());
        one = error.source();
    }
    all
}
