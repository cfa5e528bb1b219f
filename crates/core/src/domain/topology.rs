//! Outlines of a vintage as shared arcs: every border between two neighbours is stored once.

use serde::{Deserialize, Serialize};

use super::code::{Level, RegionCode};
use super::period::Vintage;

/// How good an outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GeometryBasis {
    /// Official outline of CBS and Kadaster, generalised.
    CbsGeneralised,
    /// Outline of the municipality of Amsterdam.
    AmsterdamOfficial,
    /// Traced: indicative only ("indicatieve omtrek").
    Approximate,
    /// Official outline of CBS and Kadaster of the year itself, simplified and drawn together with its neighbours.
    CbsSimplified,
}

/// A reference to an arc: `n` runs along arc `n`, `!n` (negative) runs against it.
pub type ArcRef = i32;

/// A closed ring as the arcs it runs along.
pub type Ring = Vec<ArcRef>;

/// The outline of one region: polygons, each an outer ring and its holes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// The region.
    pub code: RegionCode,
    /// How good the outline is.
    pub basis: GeometryBasis,
    /// Polygons; the first ring of each is the outer one (counter-clockwise), the rest are holes (clockwise).
    pub polygons: Vec<Vec<Ring>>,
}

/// The outlines of the lowest level of a vintage.
///
/// Coordinates are WGS84 longitude and latitude in millionths of a degree (about 7 by 11 cm in the
/// Netherlands), the precision of the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topology {
    /// Vintage of the codes.
    pub vintage: Vintage,
    /// Level of the shapes; higher levels follow by dissolving on the code.
    pub level: Level,
    /// Arcs as points; the first and last point of an arc are nodes, a closed arc repeats its first point.
    pub arcs: Vec<Vec<[i32; 2]>>,
    /// One shape per region, ordered by code.
    pub shapes: Vec<Shape>,
}
