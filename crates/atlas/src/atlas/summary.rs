//! Sums up an Atlas for the releases that come after it.

use crate::domain::Level;

use super::changes::ReleaseSummary;
use super::model::Atlas;
use super::period::IndicatorRef;

impl ReleaseSummary {
    /// The summary of an Atlas.
    pub fn of(atlas: &Atlas) -> Self {
        let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        let mut columns = Vec::new();
        for at in atlas.indicators().flat_map(IndicatorRef::periods) {
            let known: usize = at.figures.levels.iter().map(|level| level.values.known().count()).sum();
            columns.push((at.indicator.id.clone(), at.period.period.to_string(), count(known)));
        }
        columns.sort();
        let mut regions = Vec::new();
        for vintage in atlas.vintages.iter() {
            for level in Level::MAPPED {
                let len = vintage.level(level).map_or(0, |regions| regions.codes.len());
                if len > 0 {
                    regions.push((vintage.vintage.0, level.to_string(), count(len)));
                }
            }
        }
        let content =
            [atlas.areas.len(), atlas.practice.len(), atlas.publications.len(), atlas.events.len()].map(count);
        Self { release: atlas.release.clone(), imported_at: atlas.imported_at.clone(), columns, regions, content }
    }
}
