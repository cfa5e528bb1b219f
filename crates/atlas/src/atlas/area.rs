//! A focus area as the Atlas has it.

use serde::{Deserialize, Serialize};

use crate::domain::{FocusArea, Period};

use super::place::Place;

/// A focus area with everything derived about it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AreaAtlas {
    /// Facts of the area.
    pub area: FocusArea,
    /// Its members in the base vintage, as they are now.
    pub place: Place,
    /// Its delimitations, where it had more than one: the first year of each, oldest first, with its members.
    pub versions: Vec<(u16, Place)>,
    /// Surface of its outline in square metres.
    pub area_m2: f64,
    /// Bounding box in degrees: west, south, east, north.
    pub bbox: [f64; 4],
    /// Point for its label: longitude, latitude.
    pub label_point: [f64; 2],
    /// Positions in [`super::Atlas::practice`] of the examples inside it.
    pub practice: Vec<u32>,
}

impl AreaAtlas {
    /// Its members at the end of a period. Before the first delimitation that one holds.
    pub fn place_in(&self, period: Period) -> &Place {
        let begun = self.versions.iter().rev().find(|(from, _)| *from <= period.end());
        begun.or_else(|| self.versions.first()).map_or(&self.place, |(_, place)| place)
    }
}
