//! Reads all fact files and texts, and holds them against the declaration.

use std::collections::BTreeSet;
use std::path::Path;

use super::knowledge::Knowledge;
use super::{areas, examples, texts};
use crate::ingest::declaration::Facts;
use crate::ingest::fault::{At, Fault};

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
        examples::read(source, declared, &texts, &mut knowledge, &mut faults);
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
