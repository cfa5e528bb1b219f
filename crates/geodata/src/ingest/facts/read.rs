//! Reads the fact files.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::knowledge::{AREAS, DESIGNATIONS, EVENTS, Knowledge, PRACTICE, PRIORITY, PROGRAMME, PUBLICATIONS};
use crate::ingest::fault::Fault;
use crate::ingest::package::Listed;
use crate::ingest::source::Source;
use crate::ingest::toml_file;

/// A file holds one list; TOML needs a name for it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List<T> {
    #[serde(default = "Vec::new")]
    item: Vec<T>,
}

/// Reads those of one package.
///
/// # Errors
/// The faults of every file that is broken.
pub fn read(source: &dyn Source, package: &Listed) -> Result<Knowledge, Vec<Fault>> {
    let mut reader = Reader { source, package, faults: Vec::new() };
    let knowledge = Knowledge {
        designations: reader.list(DESIGNATIONS),
        areas: reader.list(AREAS),
        priority: reader.list(PRIORITY),
        practice: reader.list(PRACTICE),
        publications: reader.list(PUBLICATIONS),
        events: reader.list(EVENTS),
        programme: reader.list(PROGRAMME),
    };
    if reader.faults.is_empty() { Ok(knowledge) } else { Err(reader.faults) }
}

struct Reader<'a> {
    source: &'a dyn Source,
    package: &'a Listed,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn list<T: DeserializeOwned>(&mut self, file: &str) -> Vec<T> {
        if !self.package.has(file) {
            return Vec::new();
        }
        match toml_file::read::<List<T>>(self.source, &self.package.package.path(file)) {
            Ok(list) => list.item,
            Err(fault) => {
                self.faults.push(fault);
                Vec::new()
            }
        }
    }
}
