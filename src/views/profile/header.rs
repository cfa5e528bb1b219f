//! What a place is, what it lies in, and how it is delimited.

use crate::atlas::{AreaAtlas, Atlas, Place, PlaceId};
use crate::domain::{AreaMember, Designated, Extent, GeometryBasis, Lang, Level, RegionCode};
use crate::urls;
use crate::views::history::{self, History};

/// A step of the breadcrumb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb<'a> {
    pub name: &'a str,
    /// Address.
    pub href: String,
}

/// What a focus area has beyond figures.
#[derive(Clone, Debug)]
pub struct AreaView<'a> {
    pub atlas: &'a AreaAtlas,
    /// Its designations as it carries them, newest first.
    pub designations: Vec<Designated<'a>>,
    /// Members of which the source names a part.
    pub parts_counted_whole: Vec<(&'a AreaMember, &'a str)>,
    /// Members that joined later or left.
    pub changes: Vec<(&'a AreaMember, &'a str)>,
    /// Buurten whose outline is indicative only, of all buurten.
    pub approximate: (usize, usize),
}

/// What a region has beyond figures.
#[derive(Clone, Debug)]
pub struct RegionView<'a> {
    pub code: RegionCode,
    /// Focus areas that it belongs to, contains or touches.
    pub areas: Vec<&'a AreaAtlas>,
    /// How good its outline is; `None` without one.
    pub basis: Option<GeometryBasis>,
    /// What it was in other divisions.
    pub history: History<'a>,
}

/// The name of a place; `None` for places without a page of their own.
pub fn place_name<'a>(atlas: &'a Atlas, place: &Place) -> Option<&'a str> {
    match place.id {
        PlaceId::Area(index) => atlas.areas.get(index as usize).map(|area| area.area.name.as_str()),
        PlaceId::Region(code) => atlas.base().name(code),
        PlaceId::Rest(_) | PlaceId::Own => None,
    }
}

/// The name of the gemeente that a wijk or buurt lies in.
pub(super) fn gemeente_name<'a>(atlas: &'a Atlas, place: &Place) -> Option<&'a str> {
    match place.id {
        PlaceId::Region(code) if code.level() != Level::Gemeente => atlas.base().name(code.gemeente()?),
        _ => None,
    }
}

/// The address of a place on this site.
pub fn place_address(atlas: &Atlas, place: &Place) -> Option<String> {
    match place.id {
        PlaceId::Area(index) => atlas.areas.get(index as usize).map(|area| urls::area(&area.area.slug).to_string()),
        PlaceId::Region(code) => region_address(code),
        PlaceId::Rest(_) | PlaceId::Own => None,
    }
}

/// The address of the page of a region; `None` for the country.
pub fn region_address(code: RegionCode) -> Option<String> {
    (code.level() != Level::Land).then(|| urls::region(code).to_string())
}

/// What the place lies in, from the country down.
pub(super) fn trail<'a>(atlas: &'a Atlas, place: &Place, lang: Lang) -> Vec<Crumb<'a>> {
    let mut trail = vec![Crumb { name: lang.pick("Nederland", "Netherlands"), href: "/".to_owned() }];
    let above: Vec<RegionCode> = match place.id {
        PlaceId::Area(_) | PlaceId::Own => atlas.gemeente_of(place).into_iter().collect(),
        PlaceId::Region(code) => [Level::Gemeente, Level::Wijk]
            .into_iter()
            .filter(|&l| l < code.level())
            .filter_map(|l| code.at(l))
            .collect(),
        PlaceId::Rest(_) => Vec::new(),
    };
    for code in above {
        if let (Some(name), Some(href)) = (atlas.base().name(code), region_address(code)) {
            trail.push(Crumb { name, href });
        }
    }
    trail
}

pub(super) fn area<'a>(atlas: &'a Atlas, place: &Place, index: u32) -> Option<AreaView<'a>> {
    let area = atlas.areas.get(index as usize)?;
    let base = atlas.base();
    let approximate = place
        .buurten
        .iter()
        .filter(|&&buurt| base.basis(Level::Buurt, buurt as usize) == Some(GeometryBasis::Approximate))
        .count();
    let named = |member: &'a AreaMember| (member, base.name(member.code).unwrap_or_default());
    Some(AreaView {
        designations: area.area.designated(&atlas.designations).collect(),
        parts_counted_whole: area
            .area
            .members
            .iter()
            .filter(|member| member.extent == Extent::PartCountedWhole && member.is_in(atlas.this_year()))
            .map(named)
            .collect(),
        changes: area.area.members.iter().filter(|member| member.is_dated()).map(named).collect(),
        approximate: (approximate, place.buurten.len()),
        atlas: area,
    })
}

pub(super) fn region(atlas: &Atlas, code: RegionCode) -> Option<RegionView<'_>> {
    let index = atlas.base().level(code.level())?.index(code)?;
    let slugs = atlas.areas_containing(code);
    Some(RegionView {
        code,
        areas: slugs.into_iter().filter_map(|slug| atlas.area(slug.as_str())).map(|(_, area)| area).collect(),
        basis: atlas.base().basis(code.level(), index),
        history: history::of_region(atlas, code),
    })
}
