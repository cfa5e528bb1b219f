//! Facts on areas, examples, publications and events, joined with the texts that people wrote about them.

mod areas;
pub mod files;
mod knowledge;
mod texts;

use std::collections::BTreeSet;
use std::path::Path;

use serde::de::DeserializeOwned;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::declaration::Facts;
use super::fault::{At, Fault};
use crate::domain::{
    Designation, Event, FocusArea, PracticeExample, PriorityNeighbourhood, ProgrammeText, Publication,
};

/// Everything that the fact files and the texts say together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    /// Designations.
    pub designations: Vec<Designation>,
    /// Focus areas, ordered by slug.
    pub areas: Vec<FocusArea>,
    /// The 40 of 2007.
    pub priority: Vec<PriorityNeighbourhood>,
    /// Practice examples, ordered by id.
    pub practice: Vec<PracticeExample>,
    /// Publications, ordered by id.
    pub publications: Vec<Publication>,
    /// Events, ordered by id.
    pub events: Vec<Event>,
    /// Background texts.
    pub programme: Vec<ProgrammeText>,
}

/// Reads the fact files below `source` and joins the texts below `geodata`.
///
/// # Errors
/// All faults of all these files.
pub fn read(source: &Path, geodata: &Path, declared: &Facts) -> Result<Knowledge, Vec<Fault>> {
    let mut faults = Vec::new();
    let texts = texts::read(geodata, &mut faults);
    let mut knowledge = Knowledge::default();
    if let Some(texts) = texts {
        areas::read(source, declared, &texts, &mut knowledge, &mut faults);
        knowledge::read(source, declared, &texts, &mut knowledge, &mut faults);
        check_declared_ids(declared, &knowledge, &mut faults);
    }
    if faults.is_empty() { Ok(knowledge) } else { Err(faults) }
}

/// A weak spot that is declared for an id that does not exist would silently do nothing.
fn check_declared_ids(declared: &Facts, knowledge: &Knowledge, faults: &mut Vec<Fault>) {
    if knowledge.practice.is_empty() {
        return;
    }
    let known: BTreeSet<&str> = knowledge
        .practice
        .iter()
        .map(|example| example.id.as_str())
        .chain(knowledge.publications.iter().map(|publication| publication.id.as_str()))
        .chain(knowledge.events.iter().map(|event| event.id.as_str()))
        .collect();
    let lists =
        [("facts.not_featured", &declared.not_featured), ("facts.figures_unverified", &declared.figures_unverified)];
    let same = declared.same_as.iter().flat_map(|(id, others)| std::iter::once(id).chain(others));
    let ids = lists.iter().flat_map(|(field, ids)| ids.iter().map(move |id| (*field, id)));
    for (field, id) in ids.chain(same.map(|id| ("facts.same_as", id))) {
        if !known.contains(id.as_str()) {
            faults.push(Fault::new("deliveries.toml", At::Whole, field, format!("\"{id}\""), "the id of a fact"));
        }
    }
}

/// Reads JSON; a fault goes to `faults`.
fn read_json<T: DeserializeOwned>(folder: &Path, file: &str, faults: &mut Vec<Fault>) -> Option<T> {
    let text = match std::fs::read_to_string(folder.join(file)) {
        Ok(text) => text,
        Err(error) => {
            faults.push(Fault::whole(file, error.to_string(), "a JSON file in UTF-8"));
            return None;
        }
    };
    match serde_json::from_str(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            let line = u64::try_from(error.line()).unwrap_or_default();
            faults.push(Fault::new(file, At::Line(line), "", error.to_string(), "facts in the known structure"));
            None
        }
    }
}

/// A word of a vocabulary as an ASCII id: "initiëren" is `initieren`, "video of podcast" is `video-of-podcast`.
fn ascii_id(word: &str) -> String {
    let plain: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    let parts: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_becomes_an_ascii_id() {
        assert_eq!(ascii_id("initiëren"), "initieren");
        assert_eq!(ascii_id("video of podcast"), "video-of-podcast");
        assert_eq!(ascii_id("sociale-samenhang"), "sociale-samenhang");
    }
}
