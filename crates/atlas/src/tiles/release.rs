//! The tiles of a vintage of the Atlas.

use crate::atlas::{Atlas, LevelRegions, VintageAtlas};
use crate::domain::Level;

use super::coord::{MIN_ZOOM, max_zoom};
use super::{FocusShape, Pyramid, TileError, TileSource};

/// Bakes all tiles of a vintage. Ids are those of the value arrays: position among the regions of the level plus one.
///
/// # Errors
/// When a tile cannot be encoded or compressed.
pub fn bake(atlas: &Atlas, vintage: &VintageAtlas) -> Result<Pyramid, TileError> {
    let positions = Level::MAPPED.map(|level| positions(vintage, level));
    let position = |level: Level, outline: usize| {
        let slot = Level::MAPPED.iter().position(|&mapped| mapped == level)?;
        positions.get(slot)?.get(outline).copied()
    };
    let name_of = |level: Level, outline: usize| {
        position(level, outline).zip(vintage.level(level)).map_or("", |(at, regions)| regions.name(at))
    };
    let id_of = |level: Level, outline: usize| position(level, outline).map_or(0, LevelRegions::tile_id);
    let focus = if atlas.is_base(vintage.vintage) { focus_shapes(atlas, vintage) } else { Vec::new() };
    let source = TileSource { coverage: &vintage.coverage, name_of: &name_of, id_of: &id_of, focus };
    Pyramid::bake(&source, MIN_ZOOM..=max_zoom(atlas.is_base(vintage.vintage)))
}

/// Per outline of the coverage, the position of its region among the regions of the level.
fn positions(vintage: &VintageAtlas, level: Level) -> Vec<usize> {
    let Some(regions) = vintage.level(level) else { return Vec::new() };
    let codes = vintage.coverage.codes(level);
    codes.iter().map(|&code| regions.index(code).unwrap_or(usize::MAX)).collect()
}

fn focus_shapes(atlas: &Atlas, vintage: &VintageAtlas) -> Vec<FocusShape> {
    let shape = |(index, area): (usize, &crate::atlas::AreaAtlas)| FocusShape {
        id: LevelRegions::tile_id(index),
        slug: area.area.slug.to_string(),
        name: area.area.name.clone(),
        members: vintage.outline_positions(&area.place),
        designations: begun(atlas, area),
    };
    atlas.areas.iter().enumerate().map(shape).collect()
}

/// The designations that an area carries or carried by now, newest first; not those that begin next year.
fn begun(atlas: &Atlas, area: &crate::atlas::AreaAtlas) -> String {
    let designated = area.area.designated(&atlas.designations);
    let begun = designated.filter(|one| one.year().is_none_or(|year| year <= atlas.this_year()));
    begun.map(|one| one.designation.id.as_str()).collect::<Vec<_>>().join(",")
}
