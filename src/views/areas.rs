//! The focus areas as a table: what each is, how sure its delimitation is, how many people live there.

use crate::atlas::{AreaAtlas, Atlas, Figure};
use crate::domain::{Indicator, IndicatorPeriod, Missing, Source};

/// The table.
#[derive(Clone, Debug)]
pub struct AreasView<'a> {
    /// The indicator and the period of the last column; `None` in a release without inhabitants.
    pub inhabitants: Option<(&'a Indicator, &'a IndicatorPeriod)>,
    /// Its source.
    pub source: Option<&'a Source>,
    /// One row per area, by name.
    pub rows: Vec<AreaRow<'a>>,
}

/// An area.
#[derive(Clone, Debug)]
pub struct AreaRow<'a> {
    /// The area.
    pub area: &'a AreaAtlas,
    /// Its inhabitants.
    pub inhabitants: Figure,
}

/// The table of the areas.
#[must_use]
pub fn areas(atlas: &Atlas) -> AreasView<'_> {
    let found = atlas.indicator("inwoners");
    let declared = found.and_then(|(_, indicator)| Some((indicator, indicator.headline()?)));
    let period = found.and_then(|(index, indicator)| atlas.figures.get(index)?.periods.get(indicator.headline_index()));
    let rows = atlas.areas.iter().enumerate().map(|(index, area)| AreaRow {
        area,
        inhabitants: period
            .and_then(|period| period.areas.get(index).copied())
            .unwrap_or_else(|| Figure::missing(Missing::NotInDelivery)),
    });
    AreasView {
        inhabitants: declared,
        source: declared.and_then(|(_, period)| atlas.source_of(period)),
        rows: rows.collect(),
    }
}
