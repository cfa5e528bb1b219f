//! The history of a place: what its code stood for in every division, and what became of it.

use crate::atlas::{Atlas, Era};
use crate::domain::{Change, Level, Period, RegionCode, Vintage};

/// A region whose code the base division does not have.
#[derive(Clone, Debug)]
pub struct Story<'a> {
    pub code: RegionCode,
    /// What it was called last; its code where no list names it.
    pub name: &'a str,
    /// The gemeente that it lay in by its code; `None` for a gemeente, and where no list names it.
    pub gemeente: Option<(RegionCode, &'a str)>,
    /// What the code stood for, newest first; never empty.
    pub eras: Vec<Era<'a>>,
    /// The base division.
    pub now: Vintage,
    /// The inhabitants that shares are of.
    pub people_of: Period,
    /// The wijken or buurten that it was made of when it was there last, in their division.
    pub inside: Vec<(RegionCode, &'a str)>,
}

/// What a region of the base division was before, or is to be.
#[derive(Clone, Debug)]
pub struct History<'a> {
    /// What its ground was, newest first; without the divisions in which it was the same.
    pub origins: Vec<Era<'a>>,
    /// What else its code stood for: another place.
    pub reused: Vec<Era<'a>>,
    /// The base division.
    pub now: Vintage,
    /// The inhabitants that shares are of.
    pub people_of: Period,
}

/// The story of a code of another division; `None` for codes of the base and for codes that never were.
pub fn story(atlas: &Atlas, code: RegionCode) -> Option<Story<'_>> {
    if code.level() == Level::Land || atlas.base().name(code).is_some() {
        return None;
    }
    let mut eras = atlas.eras_of(code);
    // What a list holds without an outline is no division of its own where an outline tells more.
    if eras.iter().any(|era| era.change != Change::Unknown) {
        eras.retain(|era| era.change != Change::Unknown);
    }
    let named = eras.iter().map(|era| era.name).find(|name| *name != code.as_str());
    let last = eras.first()?.vintages.first()?;
    Some(Story {
        code,
        name: named.unwrap_or(eras.first()?.name),
        gemeente: code.gemeente().filter(|gemeente| *gemeente != code).and_then(|gemeente| {
            let mut lists = atlas.vintages.iter().rev();
            let name = lists.find_map(|one| one.name(gemeente).filter(|name| *name != gemeente.as_str()))?;
            Some((gemeente, name))
        }),
        now: atlas.base().vintage,
        people_of: atlas.population_period,
        inside: inside(atlas, *last, code),
        eras,
    })
}

/// The regions of the next level within a region of another division.
fn inside(atlas: &Atlas, vintage: Vintage, code: RegionCode) -> Vec<(RegionCode, &str)> {
    let found = || {
        let vintage = atlas.vintage(vintage)?;
        let level = vintage.levels().find(|&level| level > code.level())?;
        let position = u32::try_from(vintage.level(code.level())?.index(code)?).ok()?;
        let regions = vintage.level(level)?;
        let one = |at: u32| {
            let name = atlas.region_name(vintage.vintage, level, at as usize);
            Some((*regions.codes.get(at as usize)?, name))
        };
        Some(vintage.positions_within(code.level(), position, level).into_iter().filter_map(one).collect())
    };
    found().unwrap_or_default()
}

/// The history of a region of the base division.
pub fn of_region(atlas: &Atlas, code: RegionCode) -> History<'_> {
    let mut origins = atlas.origins_of(code);
    origins.retain(|era| !matches!(era.change, Change::Same | Change::Unknown));
    let mut reused = atlas.eras_of(code);
    reused.retain(|era| era.change != Change::Unknown && era.relatives.iter().all(|one| one.code != code));
    History { origins, reused, now: atlas.base().vintage, people_of: atlas.population_period }
}
