//! A focus area as the Atlas has it.

use serde::{Deserialize, Serialize};

use crate::domain::FocusArea;

use super::place::Place;

/// A focus area with everything derived about it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AreaAtlas {
    /// Facts of the area.
    pub area: FocusArea,
    /// Its members in the base vintage.
    pub place: Place,
    /// Surface of its outline in square metres.
    pub area_m2: f64,
    /// Bounding box in degrees: west, south, east, north.
    pub bbox: [f64; 4],
    /// Point for its label: longitude, latitude.
    pub label_point: [f64; 2],
    /// Positions in [`super::Atlas::practice`] of the examples inside it.
    pub practice: Vec<u32>,
}
