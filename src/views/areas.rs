//! The focus areas as a table: what each is, how sure its delimitation is, how many people live there.

use crate::atlas::{AreaAtlas, Atlas, Figure, IndicatorRef};
use crate::domain::{Designated, Designation, Indicator, IndicatorPeriod, Missing, Source};

/// The table.
#[derive(Clone, Debug)]
pub struct AreasView<'a> {
    /// The indicator and the period of the last column; `None` in a release without inhabitants.
    pub inhabitants: Option<(&'a Indicator, &'a IndicatorPeriod)>,
    pub source: Option<&'a Source>,
    /// The designations of the areas, each with the number of its areas today.
    pub designations: Vec<(&'a Designation, usize)>,
    /// One row per area, by name.
    pub rows: Vec<AreaRow<'a>>,
}

#[derive(Clone, Debug)]
pub struct AreaRow<'a> {
    pub area: &'a AreaAtlas,
    /// Its designations as it carries them, newest first.
    pub designations: Vec<Designated<'a>>,
    pub inhabitants: Figure,
}

/// The table of the areas.
pub fn areas(atlas: &Atlas) -> AreasView<'_> {
    let people = atlas.population().and_then(IndicatorRef::headline);
    let rows = atlas.areas.iter().enumerate().map(|(index, area)| AreaRow {
        area,
        designations: area.area.designated(&atlas.designations).collect(),
        inhabitants: people
            .and_then(|at| at.figures.areas.get(index).copied())
            .unwrap_or_else(|| Figure::missing(Missing::NotInDelivery)),
    });
    AreasView {
        inhabitants: people.map(|at| (at.indicator, at.period)),
        designations: atlas
            .designations
            .iter()
            .filter(|one| one.has_areas())
            .map(|one| (one, atlas.areas_of(one).count()))
            .collect(),
        source: people.and_then(|at| atlas.source_of(at.period)),
        rows: rows.collect(),
    }
}
