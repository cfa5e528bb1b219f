//! What a release changed against the one before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a later release is compared with: small enough to keep for every release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseSummary {
    /// Id of the release.
    pub release: String,
    /// When it was imported (RFC 3339, UTC).
    pub imported_at: String,
    /// Indicator id, period, number of known values over all levels; ordered.
    pub columns: Vec<(String, String, u32)>,
    /// Vintage, level, number of regions; ordered.
    pub regions: Vec<(u16, String, u32)>,
    /// Number of focus areas, practice examples, publications and events.
    pub content: [u32; 4],
}

/// One change to the catalogue or its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CatalogueChange {
    /// An indicator that is new.
    NewIndicator(String),
    /// An indicator that ended.
    EndedIndicator(String),
    /// A period that is new: indicator, period, known values.
    NewPeriod(String, String, u32),
    /// A period that ended: indicator, period.
    EndedPeriod(String, String),
    /// A changed number of known values: indicator, period, before, after.
    Counts(String, String, u32, u32),
    /// A changed number of regions: vintage, level, before, after.
    Regions(u16, String, u32, u32),
}

/// What one release changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseChange {
    /// The release.
    pub summary: ReleaseSummary,
    /// The release it is compared with; `None` for the first.
    pub previous: Option<String>,
    /// Changes; empty for the first release.
    pub changes: Vec<CatalogueChange>,
}

/// The changes of every release, newest first; `summaries` are ordered from old to new.
pub(super) fn history(summaries: &[ReleaseSummary]) -> Vec<ReleaseChange> {
    let mut previous: Option<&ReleaseSummary> = None;
    let mut list: Vec<ReleaseChange> = Vec::new();
    for summary in summaries {
        list.push(ReleaseChange {
            summary: summary.clone(),
            previous: previous.map(|before| before.release.clone()),
            changes: previous.map(|before| compare(before, summary)).unwrap_or_default(),
        });
        previous = Some(summary);
    }
    list.reverse();
    list
}

fn compare(before: &ReleaseSummary, after: &ReleaseSummary) -> Vec<CatalogueChange> {
    let columns = |summary: &ReleaseSummary| -> BTreeMap<(String, String), u32> {
        summary.columns.iter().map(|(id, period, count)| ((id.clone(), period.clone()), *count)).collect()
    };
    let has = |summary: &ReleaseSummary, id: &str| summary.columns.iter().any(|(other, ..)| other == id);
    let (old, new) = (columns(before), columns(after));
    let mut changes = Vec::new();
    for ((id, period), &count) in &new {
        match old.get(&(id.clone(), period.clone())) {
            None if !has(before, id) => changes.push(CatalogueChange::NewIndicator(id.clone())),
            None => changes.push(CatalogueChange::NewPeriod(id.clone(), period.clone(), count)),
            Some(&was) if was != count => changes.push(CatalogueChange::Counts(id.clone(), period.clone(), was, count)),
            Some(_) => {}
        }
    }
    for (id, period) in old.keys().filter(|key| !new.contains_key(*key)) {
        changes.push(if has(after, id) {
            CatalogueChange::EndedPeriod(id.clone(), period.clone())
        } else {
            CatalogueChange::EndedIndicator(id.clone())
        });
    }
    changes.dedup();
    for (vintage, level, count) in &after.regions {
        let was = before.regions.iter().find(|(other, name, _)| other == vintage && name == level);
        let was = was.map_or(0, |(.., count)| *count);
        if was != *count {
            changes.push(CatalogueChange::Regions(*vintage, level.clone(), was, *count));
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(release: &str, columns: &[(&str, &str, u32)]) -> ReleaseSummary {
        ReleaseSummary {
            release: release.into(),
            columns: columns.iter().map(|&(id, period, count)| (id.into(), period.into(), count)).collect(),
            regions: vec![(2024, "buurt".into(), 14_566)],
            ..ReleaseSummary::default()
        }
    }

    #[test]
    fn a_release_names_what_is_new_ended_and_recounted() {
        let list = history(&[
            summary("a", &[("inwoners", "2022", 10), ("rokers", "2020", 4), ("woningen", "2022", 3)]),
            summary(
                "b",
                &[("inwoners", "2022", 11), ("inwoners", "2024", 12), ("eenzaam", "2020", 5), ("woningen", "2022", 3)],
            ),
        ]);
        assert_eq!(list[1].changes, []);
        assert_eq!(list[0].previous.as_deref(), Some("a"));
        assert_eq!(
            list[0].changes,
            [
                CatalogueChange::NewIndicator("eenzaam".into()),
                CatalogueChange::Counts("inwoners".into(), "2022".into(), 10, 11),
                CatalogueChange::NewPeriod("inwoners".into(), "2024".into(), 12),
                CatalogueChange::EndedIndicator("rokers".into()),
            ]
        );
    }
}
