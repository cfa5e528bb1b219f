//! The first page: the focus areas under one designation.

use crate::atlas::{AreaAtlas, Atlas, IndicatorRef, LevelRegions, PeriodRef};
use crate::domain::{Confidence, Designation, DesignationId};

/// The first page.
#[derive(Debug)]
pub struct HomeView<'a> {
    pub shown: DesignationId,
    /// The designations to choose from: the 20, then the 16.
    pub choices: Vec<&'a Designation>,
    /// Areas under the designation, ordered by name.
    pub areas: Vec<HomeArea<'a>>,
    /// Inhabitants of all areas shown, and the year of the figures; `None` where one of them is missing.
    pub inhabitants: Option<(f64, String)>,
}

/// An area in the list and on the map.
#[derive(Debug)]
pub struct HomeArea<'a> {
    /// Position in the Atlas.
    pub index: usize,
    /// Id in the layer `focus` of the tiles.
    pub tile_id: u32,
    /// Short name in addresses.
    pub slug: &'a str,
    /// Official name.
    pub name: &'a str,
    /// Municipality.
    pub gemeente: &'a str,
    /// Inhabitants, where known.
    pub inhabitants: Option<f64>,
    /// Longitude and latitude of its label.
    pub point: [f64; 2],
    /// How sure the delimitation is.
    pub confidence: Confidence,
}

/// What the first page shows.
pub fn build(atlas: &Atlas, shown: DesignationId) -> HomeView<'_> {
    let offered = [DesignationId::Focus20, DesignationId::Renewal16];
    let choices = offered.iter().filter_map(|id| atlas.designations.iter().find(|designation| designation.id == *id));
    let people = atlas.population().and_then(IndicatorRef::headline);
    let areas: Vec<HomeArea<'_>> = atlas.areas_of(shown).map(|(index, area)| item(people, index, area)).collect();
    let total: Option<f64> = areas.iter().map(|area| area.inhabitants).sum();
    let year = people.map(|at| at.period.period.to_string());
    HomeView { shown, choices: choices.collect(), areas, inhabitants: total.zip(year) }
}

fn item<'a>(people: Option<PeriodRef<'_>>, index: usize, area: &'a AreaAtlas) -> HomeArea<'a> {
    HomeArea {
        index,
        tile_id: LevelRegions::tile_id(index),
        slug: area.area.slug.as_str(),
        name: &area.area.name,
        gemeente: &area.area.gemeente_name,
        inhabitants: people.and_then(|at| at.figures.areas.get(index)?.value.known()),
        point: area.label_point,
        confidence: area.area.confidence,
    }
}
