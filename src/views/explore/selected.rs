//! The place that the reader selected: what the panel beside the map says about it.

use std::borrow::Cow;

use crate::atlas::{AreaAtlas, Atlas, Figure, Place, PlaceId, Rank};
use crate::domain::{Designation, Level, RegionCode, ShownFigure, Value, round_to};
use crate::stats::rank::rank_among;

use super::query::{Chosen, ExploreError, ExploreQuery};
use super::scope::Scope;
use super::search::{Found, Search, asked, by_key};

/// A place with its figure in what the map shows.
#[derive(Clone, Debug)]
pub struct Selected<'a> {
    /// Slug or code.
    pub key: &'a str,
    pub name: &'a str,
    /// Name of its gemeente; empty for a gemeente.
    pub gemeente: &'a str,
    /// Its level; `None` for a focus area.
    pub level: Option<Level>,
    /// What an area is one of, and is called after.
    pub programme: Option<&'a Designation>,
    pub figure: ShownFigure,
    /// Its rank: among the regions of its level, or among the areas of its programme.
    pub rank: Option<Rank>,
    /// The figure of its gemeente; `None` for a gemeente.
    pub of_gemeente: Option<ShownFigure>,
    /// The parts of a focus area as they are listed, each with its value.
    pub members: Vec<Member<'a>>,
    /// Id in the tiles of the base vintage, within its level or among the focus areas.
    pub tile_id: u32,
    /// West, south, east, north.
    pub bbox: Option<[f64; 4]>,
    /// The place itself.
    pub place: Cow<'a, Place>,
}

/// A part of a focus area.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    pub code: RegionCode,
    pub name: &'a str,
    /// Its value as shown, where the period is on the codes of today.
    pub value: Value,
}

/// Finds the place that is read out: the one asked for, else the part of the country that is shown.
pub(super) fn find<'a>(
    atlas: &'a Atlas,
    query: &ExploreQuery,
    scope: Option<&Scope<'_>>,
) -> Result<Search<'a>, ExploreError> {
    let one = |found: Option<Found<'a>>| found.map_or(Search::Nothing, Search::One);
    let Some(text) = &query.selected else {
        let asked = query.place.as_deref().filter(|_| scope.is_none_or(|scope| !scope.by_default));
        return Ok(one(asked.and_then(|key| by_key(atlas, key))));
    };
    asked(atlas, text)
}

/// Name and figure of the gemeente that a place lies in; for a gemeente its own.
pub(super) fn gemeente_figure<'a>(atlas: &'a Atlas, chosen: &Chosen<'_>, code: RegionCode) -> Option<(&'a str, Value)> {
    let place = atlas.place_of_region(code)?;
    let figure = atlas.shown_figure(&place, chosen.shown.quantity);
    Some((atlas.base().name(code)?, figure.value))
}

impl<'a> Selected<'a> {
    pub(super) fn new(atlas: &'a Atlas, chosen: &Chosen<'a>, found: Found<'a>) -> Option<Self> {
        let base = atlas.base();
        let quantity = chosen.shown.quantity;
        let place = found.place;
        let figure = atlas.shown_figure(&place, quantity);
        let own_gemeente = found.gemeente.filter(|&code| place.id != PlaceId::Region(code));
        let of_gemeente =
            own_gemeente.and_then(|code| Some(atlas.shown_figure(&atlas.place_of_region(code)?, quantity)));
        let gemeente = own_gemeente.and_then(|code| base.name(code)).unwrap_or_default();
        let common = |key, name, level, rank, members, tile_id, bbox| Self {
            key,
            name,
            gemeente,
            level,
            programme: None,
            figure,
            rank,
            of_gemeente,
            members,
            tile_id,
            bbox,
            place: place.clone(),
        };
        match place.id {
            PlaceId::Area(index) => {
                let area = atlas.areas.get(index as usize)?;
                let members = members(atlas, chosen, &area.place);
                let rank = area_rank(atlas, chosen, index as usize);
                let (key, name) = (area.area.slug.as_str(), area.area.name.as_str());
                let programme = atlas.named_by(&area.area);
                let found = common(key, name, None, rank, members, index.saturating_add(1), Some(area.bbox));
                Some(Self { programme, ..found })
            }
            PlaceId::Region(code) => {
                let regions = base.level(code.level())?;
                let position = regions.index(code)?;
                let outline = regions.outlines.get(position).copied().flatten();
                let bbox = outline.and_then(|outline| base.coverage.bbox(code.level(), outline as usize));
                let rank = region_rank(atlas, chosen, code.level(), &figure);
                let key = regions.codes.get(position)?.as_str();
                let tile_id = crate::atlas::LevelRegions::tile_id(position);
                Some(common(key, regions.name(position), Some(code.level()), rank, Vec::new(), tile_id, bbox))
            }
            PlaceId::Rest(_) | PlaceId::Own => None,
        }
    }
}

fn region_rank(atlas: &Atlas, chosen: &Chosen<'_>, level: Level, figure: &Figure) -> Option<Rank> {
    let value = figure.value.known().filter(|_| atlas.is_base(chosen.period.vintage) && figure.coverage.is_none())?;
    let shown = chosen.shown.quantity.shown(level)?;
    let sorted = shown.sorted();
    rank_among(&sorted, shown.unknown(sorted.len()), round_to(value, shown.decimals))
}

fn area_rank(atlas: &Atlas, chosen: &Chosen<'_>, index: usize) -> Option<Rank> {
    let quantity = chosen.shown.quantity;
    if quantity.since.is_none() {
        return quantity.now.figures.ranks.get(index).copied().flatten();
    }
    let (_, programme) = atlas.programme_of(&atlas.areas.get(index)?.area)?;
    let figure = |(at, area): (usize, &AreaAtlas)| (at, atlas.shown_figure(&area.place, quantity).known());
    let areas = atlas.areas_in(programme, chosen.period.period.end()).map(figure);
    let (positions, values): (Vec<usize>, Vec<Option<f64>>) = areas.unzip();
    let own = values.get(positions.iter().position(|&at| at == index)?).copied().flatten()?;
    let mut sorted: Vec<f64> = values.iter().copied().flatten().collect();
    sorted.sort_unstable_by(f64::total_cmp);
    rank_among(&sorted, values.len() - sorted.len(), own)
}

fn members<'a>(atlas: &'a Atlas, chosen: &Chosen<'_>, place: &Place) -> Vec<Member<'a>> {
    let base = atlas.base();
    let member = |&(level, position): &(Level, u32)| {
        let regions = base.level(level)?;
        let code = *regions.codes.get(position as usize)?;
        let value = if atlas.is_base(chosen.period.vintage) {
            chosen.shown.quantity.shown(level).map(|shown| shown.get(position as usize))
        } else {
            // The codes of then are other regions: the figure of the part comes from its outline.
            atlas.place_of_region(code).map(|place| atlas.shown_figure(&place, chosen.shown.quantity).value)
        };
        let missing = Value::Missing(crate::domain::Missing::NotPublishedAtLevel);
        Some(Member { code, name: regions.name(position as usize), value: value.unwrap_or(missing) })
    };
    place.listed.iter().filter_map(member).collect()
}
