//! Content of a release as JSON documents, by kind.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::{Catalogue, Dataset};

/// One document: kind, id within the kind, body.
pub struct Document {
    /// Kind.
    pub kind: &'static str,
    /// Id within its kind.
    pub id: String,
    /// JSON.
    pub body: String,
}

/// All documents of a dataset, ordered within their kind.
///
/// # Errors
/// When something cannot be written as JSON (a number that is not finite).
pub fn of(dataset: &Dataset) -> Result<Vec<Document>, serde_json::Error> {
    let mut list = Vec::new();
    add(&mut list, "source", &dataset.catalogue.sources, |one| one.id.clone())?;
    add(&mut list, "measure", &dataset.catalogue.measures, |one| one.id.clone())?;
    add(&mut list, "indicator", &dataset.catalogue.indicators, |one| one.id.clone())?;
    add(&mut list, "vocabulary", std::slice::from_ref(&dataset.vocabulary), |_| "all".to_owned())?;
    add(&mut list, "designation", &dataset.designations, |one| one.id.as_str().to_owned())?;
    add(&mut list, "area", &dataset.areas, |one| one.slug.to_string())?;
    add(&mut list, "priority", &dataset.priority, |one| format!("{:02}", one.number))?;
    add(&mut list, "practice", &dataset.practice, |one| one.id.clone())?;
    add(&mut list, "publication", &dataset.publications, |one| one.id.clone())?;
    add(&mut list, "event", &dataset.events, |one| one.id.clone())?;
    add(&mut list, "programme", &dataset.programme, |one| one.id.clone())?;
    Ok(list)
}

fn add<T: Serialize>(
    list: &mut Vec<Document>,
    kind: &'static str,
    items: &[T],
    id: impl Fn(&T) -> String,
) -> Result<(), serde_json::Error> {
    for item in items {
        list.push(Document { kind, id: id(item), body: serde_json::to_string(item)? });
    }
    Ok(())
}

/// Puts documents (kind and body, ordered) back into a dataset.
///
/// # Errors
/// When a document does not fit the types of this version.
pub fn fill(dataset: &mut Dataset, documents: &[(String, String)]) -> Result<(), serde_json::Error> {
    dataset.catalogue = Catalogue {
        sources: all(documents, "source")?,
        measures: all(documents, "measure")?,
        indicators: all(documents, "indicator")?,
    };
    dataset.vocabulary = all(documents, "vocabulary")?.into_iter().next().unwrap_or_default();
    dataset.designations = all(documents, "designation")?;
    dataset.areas = all(documents, "area")?;
    dataset.priority = all(documents, "priority")?;
    dataset.practice = all(documents, "practice")?;
    dataset.publications = all(documents, "publication")?;
    dataset.events = all(documents, "event")?;
    dataset.programme = all(documents, "programme")?;
    Ok(())
}

fn all<T: DeserializeOwned>(documents: &[(String, String)], kind: &str) -> Result<Vec<T>, serde_json::Error> {
    documents.iter().filter(|(of, _)| of == kind).map(|(_, body)| serde_json::from_str(body)).collect()
}
