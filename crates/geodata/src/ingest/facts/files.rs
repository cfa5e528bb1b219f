//! `facts/*.toml`: what was joined, in the types of the domain.

use serde::{Deserialize, Serialize};

use super::Knowledge;
use crate::domain::{
    Designation, Event, FocusArea, PracticeExample, PriorityNeighbourhood, ProgrammeText, Publication,
};
use crate::ingest::fault::Fault;
use crate::ingest::source::Source;
use crate::ingest::toml_file;

/// A file holds one list; TOML needs a name for it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List<T> {
    #[serde(default = "Vec::new")]
    item: Vec<T>,
}

/// The files and their content.
///
/// # Errors
/// A value that TOML cannot hold.
pub fn write(knowledge: &Knowledge) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    Ok(vec![
        one::<Designation>("facts/designations.toml", &knowledge.designations)?,
        one::<FocusArea>("facts/areas.toml", &knowledge.areas)?,
        one::<PriorityNeighbourhood>("facts/priority.toml", &knowledge.priority)?,
        one::<PracticeExample>("facts/practice.toml", &knowledge.practice)?,
        one::<Publication>("facts/publications.toml", &knowledge.publications)?,
        one::<Event>("facts/events.toml", &knowledge.events)?,
        one::<ProgrammeText>("facts/programme.toml", &knowledge.programme)?,
    ])
}

fn one<T: Serialize + Clone>(path: &str, items: &[T]) -> Result<(String, Vec<u8>), Fault> {
    let bytes = toml_file::write(path, &List { item: items.to_vec() })?;
    Ok((path.to_owned(), bytes))
}

/// Reads all of them.
///
/// # Errors
/// The faults of every file that is missing or broken.
pub fn read(source: &dyn Source) -> Result<Knowledge, Vec<Fault>> {
    let mut faults = Vec::new();
    let knowledge = Knowledge {
        designations: list(source, "facts/designations.toml", &mut faults),
        areas: list(source, "facts/areas.toml", &mut faults),
        priority: list(source, "facts/priority.toml", &mut faults),
        practice: list(source, "facts/practice.toml", &mut faults),
        publications: list(source, "facts/publications.toml", &mut faults),
        events: list(source, "facts/events.toml", &mut faults),
        programme: list(source, "facts/programme.toml", &mut faults),
    };
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
