//! Lists of items, each kept whole as JSON beside the id by which one looks for it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use crate::domain::{Catalogue, Dataset, Library, Vocabulary};
use crate::store::StoreError;

/// Keeps all lists of `dataset`.
pub async fn save(connection: &mut SqliteConnection, release: i64, dataset: &Dataset) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    let catalogue = &dataset.catalogue;
    list(&mut rows, "source", &catalogue.sources, |item| item.id.clone())?;
    list(&mut rows, "measure", &catalogue.measures, |item| item.id.clone())?;
    list(&mut rows, "indicator", &catalogue.indicators, |item| item.id.clone())?;
    let words = &dataset.vocabulary;
    list(&mut rows, "theme", &words.themes, |item| item.id.clone())?;
    list(&mut rows, "indicator_theme", &words.indicator_themes, |item| item.id.clone())?;
    list(&mut rows, "phase", &words.phases, |item| item.id.clone())?;
    list(&mut rows, "evidence", &words.evidence, |item| item.id.clone())?;
    list(&mut rows, "audience", &words.audiences, |item| item.id.clone())?;
    list(&mut rows, "publication_kind", &words.publication_kinds, |item| item.id.clone())?;
    list(&mut rows, "event_kind", &words.event_kinds, |item| item.id.clone())?;
    list(&mut rows, "designation", &dataset.designations, |item| item.id.as_str().to_owned())?;
    list(&mut rows, "area", &dataset.areas, |item| item.slug.to_string())?;
    list(&mut rows, "priority", &dataset.priority, |item| item.number.to_string())?;
    list(&mut rows, "practice", &dataset.practice, |item| item.id.clone())?;
    list(&mut rows, "publication", &dataset.publications, |item| item.id.clone())?;
    list(&mut rows, "event", &dataset.events, |item| item.id.clone())?;
    list(&mut rows, "programme", &dataset.programme, |item| item.id.clone())?;
    library(&mut rows, &dataset.library)?;
    for row in rows {
        sqlx::query("INSERT INTO item (release, kind, ordinal, id, body) VALUES (?, ?, ?, ?, ?)")
            .bind(release)
            .bind(row.kind)
            .bind(row.ordinal)
            .bind(row.id)
            .bind(row.body)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn library(rows: &mut Vec<Row>, library: &Library) -> Result<(), StoreError> {
    list(rows, "lesson", &library.lessons, |item| item.id.clone())?;
    list(rows, "checklist", &library.checklists, |item| item.id.clone())?;
    list(rows, "tree", &library.trees, |item| item.id.clone())?;
    list(rows, "note", &library.notes, |item| item.id.clone())?;
    list(rows, "published_figure", &library.figures, |item| item.id.clone())?;
    list(rows, "organisation", &library.organisations, |item| item.id.clone())?;
    list(rows, "spelling", &library.spellings, |item| item.text.clone())?;
    list(rows, "item_link", &library.links, |item| item.id.clone())
}

struct Row {
    kind: &'static str,
    ordinal: i64,
    id: String,
    body: String,
}

fn list<T: Serialize>(
    rows: &mut Vec<Row>,
    kind: &'static str,
    items: &[T],
    id: impl Fn(&T) -> String,
) -> Result<(), StoreError> {
    for (ordinal, item) in (0..).zip(items) {
        let id = id(item);
        let body = serde_json::to_string(item).map_err(|error| StoreError::encoding(format!("{kind} {id}"), &error))?;
        rows.push(Row { kind, ordinal, id, body });
    }
    Ok(())
}

/// Reads all lists into `dataset`.
pub async fn load(connection: &mut SqliteConnection, release: i64, dataset: &mut Dataset) -> Result<(), StoreError> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT kind, id, body FROM item WHERE release = ? ORDER BY kind, ordinal")
            .bind(release)
            .fetch_all(connection)
            .await?;
    let rows = Rows(rows);
    dataset.catalogue = Catalogue {
        base: None,
        sources: rows.of("source")?,
        measures: rows.of("measure")?,
        indicators: rows.of("indicator")?,
    };
    dataset.vocabulary = Vocabulary {
        themes: rows.of("theme")?,
        indicator_themes: rows.of("indicator_theme")?,
        phases: rows.of("phase")?,
        evidence: rows.of("evidence")?,
        audiences: rows.of("audience")?,
        publication_kinds: rows.of("publication_kind")?,
        event_kinds: rows.of("event_kind")?,
    };
    dataset.designations = rows.of("designation")?;
    dataset.areas = rows.of("area")?;
    dataset.priority = rows.of("priority")?;
    dataset.practice = rows.of("practice")?;
    dataset.publications = rows.of("publication")?;
    dataset.events = rows.of("event")?;
    dataset.programme = rows.of("programme")?;
    dataset.library = Library {
        lessons: rows.of("lesson")?,
        checklists: rows.of("checklist")?,
        trees: rows.of("tree")?,
        notes: rows.of("note")?,
        figures: rows.of("published_figure")?,
        organisations: rows.of("organisation")?,
        spellings: rows.of("spelling")?,
        links: rows.of("item_link")?,
    };
    Ok(())
}

struct Rows(Vec<(String, String, String)>);

impl Rows {
    fn of<T: DeserializeOwned>(&self, kind: &str) -> Result<Vec<T>, StoreError> {
        self.0
            .iter()
            .filter(|(own, ..)| own == kind)
            .map(|(_, id, body)| {
                serde_json::from_str(body).map_err(|error| StoreError::encoding(format!("{kind} {id}"), &error))
            })
            .collect()
    }
}
