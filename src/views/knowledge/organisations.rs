//! The organisations behind examples, publications and events.

use crate::atlas::{Entry, Knowledge};
use crate::domain::Organisation;

/// An organisation with what it is behind.
#[derive(Clone, Debug)]
pub struct DirectoryRow<'a> {
    pub organisation: &'a Organisation,
    /// Its items, newest first; a thing that stands in two lists counts once.
    pub items: Vec<Entry<'a>>,
}

/// Every organisation that is behind at least one item, by kind and name, and how many items name none.
pub fn directory<'a>(atlas: &'a Knowledge<'a>) -> (Vec<DirectoryRow<'a>>, usize) {
    let mut rows: Vec<DirectoryRow<'a>> = atlas
        .library
        .organisations
        .iter()
        .map(|organisation| DirectoryRow { organisation, items: Vec::new() })
        .collect();
    let mut without = 0;
    for entry in atlas.entries() {
        let behind = atlas.organisations_of(entry.organisation);
        without += usize::from(behind.is_empty());
        for row in rows.iter_mut().filter(|row| behind.iter().any(|one| one.id == row.organisation.id)) {
            row.items.push(entry.clone());
        }
    }
    rows.retain(|row| !row.items.is_empty());
    let key = |row: &DirectoryRow<'_>| (row.organisation.kind, row.organisation.name.to_lowercase());
    rows.sort_by_key(key);
    (rows, without)
}
