//! Where practice examples lie.

use serde::{Deserialize, Serialize};

use crate::domain::{PracticeExample, RegionCode};

use super::area::AreaAtlas;
use super::regions::VintageAtlas;

/// Mean radius of the earth in kilometres.
const EARTH_KM: f64 = 6371.0;

/// Points and memberships of the practice examples, in their order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PracticeLinks {
    /// Longitude and latitude: its own point, or the label point of the example's buurt, wijk or area; `None` without a
    /// place.
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
        let point_of = |example: &PracticeExample| match (example.point, example.place) {
            (Some(point), _) => Some(point.degrees()),
            (None, Some(code)) => label_point(base, code),
            (None, None) => area_of(example).and_then(|at| areas.get(at as usize)).map(|area| area.label_point),
        };
        Self { points: practice.iter().map(point_of).collect(), areas: practice.iter().map(area_of).collect() }
    }
}

/// The point of the label of a region; `None` without an outline.
pub(super) fn label_point(base: &VintageAtlas, code: RegionCode) -> Option<[f64; 2]> {
    let level = code.level();
    let outline = base.coverage.index(level, code)?;
    base.coverage.label_point(level, outline)
}

/// The great-circle distance between two points (longitude, latitude in degrees), in kilometres, by the haversine
/// formula.
pub fn distance_km([lon, lat]: [f64; 2], [other_lon, other_lat]: [f64; 2]) -> f64 {
    let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let chord = half(lat, other_lat) + lat.to_radians().cos() * other_lat.to_radians().cos() * half(lon, other_lon);
    2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Expected value: geopy.distance.great_circle((52.0907, 5.1214), (53.2194, 6.5665)) = 158.9 km (radius 6371.009 km).
    #[test]
    fn a_distance_is_that_over_the_globe() {
        let utrecht_groningen = distance_km([5.1214, 52.0907], [6.5665, 53.2194]);
        assert!((utrecht_groningen - 158.9).abs() < 0.2, "{utrecht_groningen}");
        assert!(distance_km([5.0, 52.0], [5.0, 52.0]).abs() < 1e-9);
    }
}
