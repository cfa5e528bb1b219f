//! What the packages fetch from their publishers, and what an answer holds of it.

use std::collections::BTreeMap;
use std::path::Path;

use super::declaration::{Delivery, Fetch, SourceFile};
use super::fault::{At, Fault, IngestError};
use super::package::{self, Declared};
use super::rows::{self, Headings, Opened};
use super::source::Source;
use super::source_plan::Plan;

/// Every file that the packages of `source` fetch, ordered by package, with its package.
///
/// # Errors
/// A declaration that is missing, broken, or says what cannot be done.
pub fn fetches(source: &dyn Source) -> Result<Vec<(Declared, Fetch)>, IngestError> {
    let mut packages = package::arranged(source)?.all();
    packages.sort_by(|a, b| a.file.cmp(&b.file));
    IngestError::unless_empty(faults(&packages))?;
    let of = |package: Declared| {
        package.declaration.fetches.clone().into_iter().map(move |fetch| (package.clone(), fetch)).collect::<Vec<_>>()
    };
    Ok(packages.into_iter().flat_map(of).collect())
}

/// What in the declarations of packages cannot be done.
pub fn faults(packages: &[Declared]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = packages.iter().flat_map(faults_of).collect();
    // One folder holds the material of all: the later of two files would lie under the name of the other.
    let mut first: BTreeMap<&str, (&str, &Fetch)> = BTreeMap::new();
    for package in packages {
        for fetch in &package.declaration.fetches {
            let (other, known) = *first.entry(&fetch.path).or_insert((&package.file, fetch));
            let same = (&known.address, &known.query, &known.set) == (&fetch.address, &fetch.query, &fetch.set);
            if other != package.file && !same {
                let expected = format!("another path: {other} fetches something else there");
                faults.push(Fault::new(&package.file, At::Item(fetch.id.clone()), "path", &fetch.path, expected));
            }
        }
    }
    faults
}

fn faults_of(package: &Declared) -> Vec<Fault> {
    let fetches = &package.declaration.fetches;
    let mut faults = Vec::new();
    for (number, fetch) in fetches.iter().enumerate() {
        let mut fault = |field: &str, found: &str, expected: &str| {
            faults.push(Fault::new(&package.file, At::Item(fetch.id.clone()), field, found, expected));
        };
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        if fetch.id.is_empty() || !fetch.id.chars().all(letters) {
            fault("id", &fetch.id, "small letters, digits, - and _");
        }
        // The path becomes one below the folder of source material, on any system.
        let part = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']);
        if !fetch.path.split('/').all(part) {
            fault("path", &fetch.path, "a path below the folder of source material");
        }
        let twice = fetches.iter().take(number);
        if twice.clone().any(|other| other.id == fetch.id) {
            fault("id", &fetch.id, "each id once in a package");
        }
        if twice.clone().any(|other| other.path == fetch.path) {
            fault("path", &fetch.path, "a file of its own for each [[fetch]]");
        }
        let used = package.declaration.deliveries.iter().flat_map(|one| &one.files).map(|file| file.path.as_str());
        let drawn = package.declaration.boundaries.iter().flat_map(|one| {
            std::iter::once(one.file.as_str()).chain(one.better.iter().map(|better| better.file.as_str()))
        });
        if !used.chain(drawn).any(|path| path == fetch.path) {
            fault("path", &fetch.path, "the path of a [[delivery.file]] or the file of a [[boundary]] of this package");
        }
    }
    faults
}

/// What a table holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surveyed {
    /// Its columns in their order, each with the number of rows in which something stands that is no mark of a missing
    /// figure.
    pub columns: Vec<(String, u64)>,
    /// Rows.
    pub rows: u64,
    /// Why its delivery cannot be read from it, in words.
    pub unread: Vec<String>,
}

/// Looks at what was fetched for a delivery of `package`, as it is declared there. `None` where it is none: outlines.
///
/// # Errors
/// It is no table, or a spoiled one: one plain sentence.
pub fn survey(package: &Declared, fetch: &Fetch, content: &Path) -> Result<Option<Surveyed>, Fault> {
    let Some((delivery, file)) = read_from(package, fetch) else { return Ok(None) };
    let content = &std::fs::read(content).map_err(|error| Fault::io(content, &error))?;
    let spoiled = |faults: Vec<Fault>| {
        faults.into_iter().next().unwrap_or_else(|| Fault::whole(&file.path, "nothing", "a table"))
    };
    let Opened { headings, mut rows, .. } = rows::open(content, file).map_err(spoiled)?;
    let plan = Plan::new(&headings, delivery, file);
    let unread = plan.err().unwrap_or_default().iter().map(ToString::to_string).collect();
    let mut surveyed = Surveyed { unread, ..Surveyed::default() };
    surveyed.columns = headings.iter().map(|name| (name.to_owned(), 0)).collect();
    let mut row = csv::StringRecord::new();
    while rows.next_row(&mut row).map_err(|error| error.fault(file))?.is_some() {
        surveyed.rows += 1;
        for ((_, filled), field) in surveyed.columns.iter_mut().zip(&row) {
            *filled += u64::from(says_something(field.trim(), file));
        }
    }
    Ok(Some(surveyed))
}

/// Why the delivery of `package` for which `fetch` is made cannot be read from a table with these columns.
pub fn held(package: &Declared, fetch: &Fetch, columns: &[String]) -> Vec<Fault> {
    let Some((delivery, file)) = read_from(package, fetch) else { return Vec::new() };
    let headings = Headings::new(columns.iter().map(String::as_str), At::Whole);
    Plan::new(&headings, delivery, file).err().unwrap_or_default()
}

/// The delivery and the file of it that are read from what is fetched.
fn read_from<'p>(package: &'p Declared, fetch: &Fetch) -> Option<(&'p Delivery, &'p SourceFile)> {
    let with_file = |delivery| Some((delivery, files(delivery).find(|file| file.path == fetch.path)?));
    package.declaration.deliveries.iter().find_map(with_file)
}

fn files(delivery: &Delivery) -> impl Iterator<Item = &SourceFile> {
    delivery.files.iter()
}

/// Whether a field holds more than a mark of a missing figure.
fn says_something(field: &str, file: &SourceFile) -> bool {
    let low =
        |sentinel: &super::declaration::Sentinel| field.parse().is_ok_and(|number: f64| number <= sentinel.at_most);
    !field.is_empty() && !file.missing.contains_key(field) && !file.sentinels.iter().any(low)
}
