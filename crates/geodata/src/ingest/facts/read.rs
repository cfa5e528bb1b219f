//! Reads the fact files.

use serde::Deserialize;

use super::check;
use super::knowledge::{AREAS, DESIGNATIONS, EVENTS, Knowledge, PRACTICE, PRIORITY, PROGRAMME, PUBLICATIONS};
use crate::ingest::fault::Fault;
use crate::ingest::source::Source;
use crate::ingest::toml_file;

/// A file holds one list; TOML needs a name for it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List<T> {
    #[serde(default = "Vec::new")]
    item: Vec<T>,
}

/// Reads all of them of a folder.
///
/// # Errors
/// The faults of every file that is missing or broken, and every item that breaks a rule.
pub fn read(source: &dyn Source) -> Result<Knowledge, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut knowledge = Knowledge {
        designations: list(source, DESIGNATIONS, &mut faults),
        areas: list(source, AREAS, &mut faults),
        priority: list(source, PRIORITY, &mut faults),
        practice: list(source, PRACTICE, &mut faults),
        publications: list(source, PUBLICATIONS, &mut faults),
        events: list(source, EVENTS, &mut faults),
        programme: list(source, PROGRAMME, &mut faults),
    };
    for designation in &mut knowledge.designations {
        designation.complete(&knowledge.areas);
    }
    for one in &mut knowledge.priority {
        one.complete(&knowledge.designations);
    }
    knowledge.areas.sort_by(|a, b| a.slug.cmp(&b.slug));
    knowledge.priority.sort_by_key(|one| one.number);
    knowledge.practice.sort_by(|a, b| a.id.cmp(&b.id));
    knowledge.publications.sort_by(|a, b| a.id.cmp(&b.id));
    knowledge.events.sort_by(|a, b| a.id.cmp(&b.id));
    faults.extend(check::check(&knowledge));
    if faults.is_empty() { Ok(knowledge) } else { Err(faults) }
}

fn list<T: for<'de> Deserialize<'de>>(source: &dyn Source, path: &str, faults: &mut Vec<Fault>) -> Vec<T> {
    match toml_file::read::<List<T>>(source, path) {
        Ok(list) => list.item,
        Err(fault) => {
            faults.push(fault);
            Vec::new()
        }
    }
}
