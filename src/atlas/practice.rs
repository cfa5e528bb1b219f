//! Where practice examples lie.

use serde::{Deserialize, Serialize};

use crate::domain::{Level, PlacePrecision, PracticeExample, RegionCode};

use super::place::{Place, PlaceId};
use super::{AreaAtlas, Atlas, VintageAtlas};

/// Points and memberships of the practice examples, in the order of [`Atlas::practice`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PracticeLinks {
    /// Longitude and latitude of the label point of the example's buurt, wijk or area; `None` without a place.
    pub points: Vec<Option<[f64; 2]>>,
    /// Position of the focus area, for examples inside one.
    pub areas: Vec<Option<u32>>,
}

impl PracticeLinks {
    pub(super) fn new(base: &VintageAtlas, areas: &[AreaAtlas], practice: &[PracticeExample]) -> Self {
        let area_of = |example: &PracticeExample| {
            let slug = example.area.as_ref()?;
            areas.iter().position(|area| &area.area.slug == slug).and_then(|at| u32::try_from(at).ok())
        };
        let point_of = |example: &PracticeExample| match example.place {
            Some(code) => label_point(base, code),
            None => area_of(example).and_then(|at| areas.get(at as usize)).map(|area| area.label_point),
        };
        Self { points: practice.iter().map(point_of).collect(), areas: practice.iter().map(area_of).collect() }
    }
}

fn label_point(base: &VintageAtlas, code: RegionCode) -> Option<[f64; 2]> {
    let level = code.level();
    let outline = base.coverage.index(level, code)?;
    base.coverage.label_point(level, outline)
}

impl Atlas {
    /// Positions of the practice examples inside a place: those whose buurt or wijk lies in it, and, for a focus area,
    /// those of which only the area is known. A wijk that is only partly inside does not count.
    #[must_use]
    pub fn practice_in(&self, place: &Place) -> Vec<usize> {
        let Some(base) = self.base() else { return Vec::new() };
        let inside = |code: RegionCode| {
            let position = base.level(code.level()).and_then(|regions| regions.index(code));
            let Some(position) = position.and_then(|at| u32::try_from(at).ok()) else { return false };
            let buurten = base.positions_within(code.level(), position, Level::Buurt);
            !buurten.is_empty() && buurten.iter().all(|buurt| place.buurten.binary_search(buurt).is_ok())
        };
        let belongs = |(index, example): (usize, &PracticeExample)| {
            let by_area = match place.id {
                PlaceId::Area(area) => self.practice_links.areas.get(index).copied().flatten() == Some(area),
                PlaceId::Region(code) if code.level() == Level::Gemeente => self.lies_in_gemeente(index, code),
                _ => false,
            };
            (by_area || example.place.is_some_and(inside)).then_some(index)
        };
        self.practice.iter().enumerate().filter_map(belongs).collect()
    }

    /// Whether the focus area or, by its name, the city of an example is this gemeente.
    fn lies_in_gemeente(&self, index: usize, gemeente: RegionCode) -> bool {
        let area = self.practice_links.areas.get(index).copied().flatten();
        if let Some(area) = area.and_then(|area| self.areas.get(area as usize)) {
            return area.area.gemeente == gemeente;
        }
        let example = self.practice.get(index);
        let name = self.base().and_then(|base| base.name(gemeente));
        example
            .zip(name)
            .is_some_and(|(example, name)| example.precision == PlacePrecision::Gemeente && example.city == name)
    }
}
