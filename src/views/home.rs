//! The first page: the focus areas under one designation.

use crate::atlas::{AreaAtlas, Atlas, IndicatorRef, LevelRegions, PeriodRef};
use crate::domain::{Designation, IndicatorPeriod, PriorityNeighbourhood, RegionCode, Source};
use crate::urls::{self, Address};

/// Where the ids of neighbourhoods of a list begin: there are fewer areas.
const LISTED: u32 = 1_000_000;

/// The first page.
#[derive(Debug)]
pub struct HomeView<'a> {
    /// The designation that is shown; `None` where there is none with areas.
    pub shown: Option<&'a Designation>,
    /// The designation that is shown where none is asked for.
    pub leads: Option<&'a Designation>,
    /// The designations to choose from, each with its number of areas.
    pub choices: Vec<(&'a Designation, usize)>,
    /// The programmes of today.
    pub programmes: Vec<&'a Designation>,
    /// Areas under the designation, ordered by name; of a list by name the neighbourhoods that have a code.
    pub areas: Vec<HomeArea<'a>>,
    /// How many the designation has, also those without a code.
    pub all: usize,
    /// Inhabitants of all areas shown; `None` where one of them is missing.
    pub inhabitants: Option<f64>,
    /// The period of these figures and who published them.
    pub period: Option<(&'a IndicatorPeriod, Option<&'a Source>)>,
}

/// An area in the list and on the map.
#[derive(Debug)]
pub struct HomeArea<'a> {
    /// Position in the Atlas; `None` for a neighbourhood of a list.
    pub index: Option<usize>,
    /// Id in the layer `focus` of the tiles; of a neighbourhood of a list one that nothing there has.
    pub tile_id: u32,
    /// Address of its profile.
    pub href: Address,
    /// Official name.
    pub name: &'a str,
    /// Municipality.
    pub gemeente: &'a str,
    /// Inhabitants, where known.
    pub inhabitants: Option<f64>,
    /// Longitude and latitude of its label.
    pub point: [f64; 2],
}

/// Whether the areas of a designation can be shown on the map.
pub fn is_offered(atlas: &Atlas, designation: &Designation) -> bool {
    designation.has_areas() || atlas.listed_by(designation).any(|one| !one.codes.is_empty())
}

/// What the first page shows: the areas of the designation `shown`, or of the programme that leads.
///
/// # Errors
/// The ids to choose from, where `shown` is none of them.
pub fn build<'a>(atlas: &'a Atlas, shown: Option<&str>) -> Result<HomeView<'a>, Vec<&'a str>> {
    let offered = || atlas.designations.iter().filter(|one| is_offered(atlas, one));
    let leads = atlas.leading().or_else(|| offered().next());
    let chosen = match shown {
        None => leads,
        Some(id) => {
            let known = || offered().map(|one| one.id.as_str()).collect::<Vec<_>>();
            Some(offered().find(|one| one.id.as_str() == id).ok_or_else(known)?)
        }
    };
    let number =
        |one: &Designation| if one.has_areas() { atlas.areas_of(one).count() } else { atlas.listed_by(one).count() };
    let choices = offered().map(|one| (one, number(one))).collect();
    let people = atlas.population().and_then(IndicatorRef::headline);
    let areas = chosen.into_iter().flat_map(|one| atlas.areas_of(one));
    let mut areas: Vec<HomeArea<'_>> = areas.map(|(index, area)| item(people, index, area)).collect();
    let listed = chosen.into_iter().flat_map(|one| atlas.listed_by(one));
    areas.extend(listed.filter_map(|one| listed_item(atlas, people, one)));
    let all = chosen.map_or(0, number);
    // Of a list of which only some have a code there is no sum of all.
    let inhabitants = areas.iter().map(|area| area.inhabitants).sum::<Option<f64>>().filter(|_| areas.len() == all);
    let period = people.map(|at| (at.period, atlas.source_of(at.period)));
    let programmes = atlas.programmes().map(|(_, one)| one).collect();
    Ok(HomeView { shown: chosen, leads, choices, programmes, areas, all, inhabitants, period })
}

fn item<'a>(people: Option<PeriodRef<'_>>, index: usize, area: &'a AreaAtlas) -> HomeArea<'a> {
    HomeArea {
        index: Some(index),
        tile_id: LevelRegions::tile_id(index),
        href: urls::area(&area.area.slug),
        name: &area.area.name,
        gemeente: &area.area.gemeente_name,
        inhabitants: people.and_then(|at| at.figures.areas.get(index)?.value.known()),
        point: area.label_point,
    }
}

/// A neighbourhood of a list, at the first of its regions; `None` where no region carries its name.
fn listed_item<'a>(
    atlas: &'a Atlas,
    people: Option<PeriodRef<'a>>,
    listed: &'a PriorityNeighbourhood,
) -> Option<HomeArea<'a>> {
    let base = atlas.base();
    let code = *listed.codes.first()?;
    let regions = base.level(code.level())?;
    let outline = (*regions.outlines.get(regions.index(code)?)?)?;
    let inhabitants = |code: &RegionCode| people?.region(code.level(), base.level(code.level())?.index(*code)?).known();
    Some(HomeArea {
        index: None,
        tile_id: LISTED + u32::from(listed.number),
        href: urls::region(code),
        name: &listed.name,
        gemeente: &listed.city,
        inhabitants: listed.codes.iter().map(inhabitants).sum(),
        point: base.coverage.label_point(code.level(), outline as usize)?,
    })
}
