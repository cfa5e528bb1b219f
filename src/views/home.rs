//! The first page: the focus areas under one designation.

use crate::atlas::{AreaAtlas, Atlas, IndicatorRef, LevelRegions, PeriodRef};
use crate::domain::{Confidence, Designation, IndicatorPeriod, Source};

/// The first page.
#[derive(Debug)]
pub struct HomeView<'a> {
    /// The designation that is shown; `None` where there is none with areas.
    pub shown: Option<&'a Designation>,
    /// The designation that is shown where none is asked for.
    pub leads: Option<&'a Designation>,
    /// The designations to choose from, each with its number of areas.
    pub choices: Vec<(&'a Designation, usize)>,
    /// Areas under the designation, ordered by name.
    pub areas: Vec<HomeArea<'a>>,
    /// Inhabitants of all areas shown; `None` where one of them is missing.
    pub inhabitants: Option<f64>,
    /// The period of these figures and who published them.
    pub period: Option<(&'a IndicatorPeriod, Option<&'a Source>)>,
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

/// What the first page shows: the areas of the designation `shown`, or of the programme that leads.
///
/// # Errors
/// The ids to choose from, where `shown` is none of them.
pub fn build<'a>(atlas: &'a Atlas, shown: Option<&str>) -> Result<HomeView<'a>, Vec<&'a str>> {
    let offered = || atlas.designations.iter().filter(|one| one.has_areas());
    let leads = atlas.programme().map(|(_, one)| one).or_else(|| offered().next());
    let chosen = match shown {
        None => leads,
        Some(id) => {
            let known = || offered().map(|one| one.id.as_str()).collect::<Vec<_>>();
            Some(offered().find(|one| one.id.as_str() == id).ok_or_else(known)?)
        }
    };
    let choices = offered().map(|one| (one, atlas.areas_of(one).count())).collect();
    let people = atlas.population().and_then(IndicatorRef::headline);
    let areas = chosen.into_iter().flat_map(|one| atlas.areas_of(one));
    let areas: Vec<HomeArea<'_>> = areas.map(|(index, area)| item(people, index, area)).collect();
    let inhabitants = areas.iter().map(|area| area.inhabitants).sum();
    let period = people.map(|at| (at.period, atlas.source_of(at.period)));
    Ok(HomeView { shown: chosen, leads, choices, areas, inhabitants, period })
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
