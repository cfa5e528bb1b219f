//! Which part of the country is shown.

use crate::atlas::{Atlas, LevelRegions, VintageAtlas};
use crate::domain::{Indicator, Level, RegionCode};

use super::query::{Chosen, ExploreError, ExploreQuery};
use super::search::gemeente_of;

/// A part of the country.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    /// Code of the gemeente or slug of the area.
    pub key: String,
    pub name: &'a str,
    /// The gemeente that it is or lies in.
    pub gemeente: Option<RegionCode>,
    /// Whether it is a focus area.
    pub is_area: bool,
    /// Id in the tiles of its vintage (a gemeente) or among the focus areas.
    pub tile_id: u32,
    /// Positions of its regions in the level shown, ascending.
    pub positions: Vec<usize>,
    /// Positions of the regions of the gemeenten that it lies in: what is drawn around a focus area.
    pub around: Vec<usize>,
    /// Whether it was chosen for the reader.
    pub by_default: bool,
}

/// A part of the country to choose.
#[derive(Clone, Copy, Debug)]
pub struct ScopeChoice<'a> {
    /// Code of the gemeente or slug of the area.
    pub key: &'a str,
    pub name: &'a str,
    /// Whether it is a focus area.
    pub is_area: bool,
}

pub(super) fn choose<'a>(
    atlas: &'a Atlas,
    query: &ExploreQuery,
    chosen: &Chosen<'a>,
    vintage: &'a VintageAtlas,
) -> Result<Option<Scope<'a>>, ExploreError> {
    let level = chosen.shown.level;
    let Some(key) = &query.place else {
        // What exists in a few gemeenten is shown there.
        let shown = level == Level::Buurt || (chosen.indicator.is_local() && level == Level::Wijk);
        return Ok(shown
            .then(|| {
                around_selected(atlas, query, chosen, vintage).or_else(|| largest_gemeente(atlas, chosen, vintage))
            })
            .flatten());
    };
    let unknown = || ExploreError::Place(key.clone());
    // A gemeente is no smaller part of the country at its own level; the choice then waits for the next level.
    if let Ok(code) = key.parse::<RegionCode>() {
        let name = vintage.name(code).or_else(|| atlas.base().name(code)).ok_or_else(unknown)?;
        if code.level() != Level::Gemeente || !chosen.indicator.exists_in(Some(code)) {
            return Err(unknown());
        }
        let shown = level != Level::Gemeente;
        return Ok(shown.then(|| of_gemeente(vintage, code, name, level)));
    }
    let (index, area) = atlas.area(key).ok_or_else(unknown)?;
    if !chosen.indicator.exists_in(Some(area.area.gemeente)) {
        return Err(unknown());
    }
    if level == Level::Gemeente {
        return Ok(None);
    }
    let place = atlas.place_of_area(index).ok_or_else(unknown)?;
    let members = atlas.member_values(place, chosen.shown.quantity.now);
    let mut positions: Vec<usize> = members
        .into_iter()
        .filter_map(|(found, position, _)| {
            let code = *vintage.level(found)?.codes.get(position as usize)?;
            vintage.level(level)?.index(code.at(level)?)
        })
        .collect();
    positions.sort_unstable();
    positions.dedup();
    let codes = vintage.level(level).map(|regions| regions.codes.as_slice()).unwrap_or_default();
    let mut gemeenten: Vec<RegionCode> =
        positions.iter().filter_map(|&position| codes.get(position)?.gemeente()).collect();
    gemeenten.sort_unstable();
    gemeenten.dedup();
    let around = gemeenten.into_iter().flat_map(|code| within(vintage, code, level)).collect();
    let tile_id = LevelRegions::tile_id(index);
    let name = &area.area.name;
    let (key, gemeente) = (key.clone(), Some(area.area.gemeente));
    Ok(Some(Scope { key, name, gemeente, is_area: true, tile_id, positions, around, by_default: false }))
}

fn of_gemeente<'a>(vintage: &VintageAtlas, code: RegionCode, name: &'a str, level: Level) -> Scope<'a> {
    let positions = within(vintage, code, level);
    Scope {
        key: code.to_string(),
        name,
        gemeente: Some(code),
        is_area: false,
        tile_id: vintage.gemeente.index(code).map_or(0, LevelRegions::tile_id),
        around: positions.clone(),
        positions,
        by_default: false,
    }
}

fn within(vintage: &VintageAtlas, gemeente: RegionCode, level: Level) -> Vec<usize> {
    let codes = vintage.level(level).map(|regions| regions.codes.as_slice()).unwrap_or_default();
    let inside = |(position, code): (usize, &RegionCode)| (code.gemeente() == Some(gemeente)).then_some(position);
    codes.iter().enumerate().filter_map(inside).collect()
}

/// The gemeente of the place that is read out, so that map, table and panel are about the same part of the country.
fn around_selected<'a>(
    atlas: &'a Atlas,
    query: &ExploreQuery,
    chosen: &Chosen<'_>,
    vintage: &'a VintageAtlas,
) -> Option<Scope<'a>> {
    let code = gemeente_of(atlas, query.selected.as_deref()?)?;
    let name = vintage.name(code).filter(|_| chosen.indicator.exists_in(Some(code)))?;
    Some(Scope { by_default: true, ..of_gemeente(vintage, code, name, chosen.shown.level) })
}

fn largest_gemeente<'a>(atlas: &'a Atlas, chosen: &Chosen<'_>, vintage: &'a VintageAtlas) -> Option<Scope<'a>> {
    let base = atlas.base();
    let inhabitants = atlas.population()?.headline()?.level(Level::Gemeente)?;
    let size = |code: &RegionCode| base.gemeente.index(*code).and_then(|at| inhabitants.values.get(at).known());
    let code = *vintage
        .gemeente
        .codes
        .iter()
        .filter(|code| chosen.indicator.exists_in(Some(**code)))
        .max_by(|a, b| size(a).unwrap_or_default().total_cmp(&size(b).unwrap_or_default()))?;
    Some(Scope { by_default: true, ..of_gemeente(vintage, code, vintage.name(code)?, chosen.shown.level) })
}

/// Focus areas, then gemeenten by name; none at the level of gemeenten.
pub(super) fn choices<'a>(
    atlas: &'a Atlas,
    indicator: &Indicator,
    vintage: &'a VintageAtlas,
    level: Level,
) -> Vec<ScopeChoice<'a>> {
    if level == Level::Gemeente {
        return Vec::new();
    }
    let areas = atlas
        .areas
        .iter()
        .filter(|area| indicator.exists_in(Some(area.area.gemeente)))
        .map(|area| ScopeChoice { key: area.area.slug.as_str(), name: &area.area.name, is_area: true });
    let codes = vintage.gemeente.codes.iter().enumerate();
    let codes = codes.filter(|(_, code)| indicator.exists_in(Some(**code)));
    let mut gemeenten: Vec<ScopeChoice<'a>> = codes
        .map(|(index, code)| ScopeChoice { key: code.as_str(), name: vintage.gemeente.name(index), is_area: false })
        .collect();
    gemeenten.sort_by_key(|choice| choice.name.trim_start_matches(['\'', '’']).to_lowercase());
    areas.chain(gemeenten).collect()
}
