//! Which practice examples lie inside a place, and which point stands for one.

use crate::domain::{Level, PlacePrecision, PracticeExample, RegionCode};

use super::model::Atlas;
use super::place::{Place, PlaceId};
use super::practice_links::label_point;
pub use super::practice_links::{PracticeLinks, distance_km};

impl PracticeLinks {
    /// Positions of the examples inside a place: those whose buurt or wijk lies in it, and, for a focus area, those of
    /// which only the area is known. A wijk that is only partly inside does not count.
    pub fn inside(&self, atlas: &Atlas, practice: &[PracticeExample], place: &Place) -> Vec<u32> {
        let belongs = |(at, example): (u32, &PracticeExample)| {
            let by_area = match place.id {
                PlaceId::Area(area) => self.areas.get(at as usize).copied().flatten() == Some(area),
                PlaceId::Region(code) if code.level() == Level::Gemeente => self.in_gemeente(atlas, at, example, code),
                _ => false,
            };
            (by_area || example.place.is_some_and(|code| atlas.lies_inside(code, place))).then_some(at)
        };
        (0_u32..).zip(practice).filter_map(belongs).collect()
    }

    /// Whether the focus area or, by its name, the city of an example is this gemeente.
    fn in_gemeente(&self, atlas: &Atlas, at: u32, example: &PracticeExample, gemeente: RegionCode) -> bool {
        let area = self.areas.get(at as usize).copied().flatten();
        if let Some(area) = area.and_then(|area| atlas.areas.get(area as usize)) {
            return area.area.gemeente == gemeente;
        }
        let name = atlas.base().name(gemeente);
        name.is_some_and(|name| example.precision == PlacePrecision::Gemeente && example.city == name)
    }
}

impl Atlas {
    /// Positions of the release's practice examples inside a place.
    pub fn practice_in(&self, place: &Place) -> Vec<usize> {
        let inside = self.practice_links.inside(self, &self.practice, place);
        inside.into_iter().map(|at| at as usize).collect()
    }

    /// Whether every buurt of a region lies in the place.
    pub fn lies_inside(&self, code: RegionCode, place: &Place) -> bool {
        let base = self.base();
        let position = base.level(code.level()).and_then(|regions| regions.index(code));
        let Some(position) = position.and_then(|at| u32::try_from(at).ok()) else { return false };
        let buurten = base.positions_within(code.level(), position, Level::Buurt);
        !buurten.is_empty() && buurten.iter().all(|buurt| place.buurten.binary_search(buurt).is_ok())
    }

    /// The point that stands for a place: longitude and latitude of its label; of a selection that of the buurt nearest
    /// to the middle of all its buurten. `None` without an outline, and for places that are no single one.
    pub fn point_of(&self, place: &Place) -> Option<[f64; 2]> {
        match place.id {
            PlaceId::Area(area) => self.areas.get(area as usize).map(|area| area.label_point),
            PlaceId::Region(code) => label_point(self.base(), code),
            PlaceId::Own => self.middle_of(place),
            PlaceId::Rest(_) => None,
        }
    }

    /// The label of the buurt whose label lies nearest to the mean of those of all buurten: inside the place, and in
    /// its middle also where its buurten lie apart.
    fn middle_of(&self, place: &Place) -> Option<[f64; 2]> {
        let base = self.base();
        let codes = place.buurten.iter().filter_map(|&at| base.buurt.codes.get(at as usize));
        let points: Vec<[f64; 2]> = codes.filter_map(|&code| label_point(base, code)).collect();
        #[expect(clippy::cast_precision_loss, reason = "thousands of buurten at most")]
        let count = points.len() as f64;
        let [lon, lat] = points.iter().fold([0.0, 0.0], |[lon, lat], &[x, y]| [lon + x, lat + y]);
        let middle = [lon / count, lat / count];
        points.into_iter().min_by(|left, right| distance_km(middle, *left).total_cmp(&distance_km(middle, *right)))
    }
}
