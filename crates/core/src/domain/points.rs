//! Places that are a point: schools. They are for finding what stands where; no figure of a single one is ever kept.

use serde::{Deserialize, Serialize};

use super::lang::Text;
use super::period::Period;

/// Points of one subject, in kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointSet {
    /// Id in addresses (`scholen`).
    pub id: String,
    /// What they are together ("Scholen").
    pub label: Text,
    /// Theme of indicators that they belong to.
    pub theme: String,
    /// Kinds, in the order in which they are listed.
    pub kinds: Vec<PointKind>,
    /// The points, by kind and then by name.
    pub points: Vec<Spot>,
}

/// What points of a kind are, and what of each is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointKind {
    /// Id in the file.
    pub id: String,
    /// What one is ("Basisschool").
    pub label: Text,
    /// What several are ("basisscholen").
    pub plural: Text,
    /// What is counted of one ("leerlingen").
    pub counted: Text,
    /// When.
    pub period: Period,
    /// Id of the source.
    pub source: String,
}

/// A point: where one thing stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Number of its kind.
    pub kind: u8,
    /// Its name.
    pub name: String,
    /// Longitude and latitude in millionths of a degree (WGS84).
    pub at: [i32; 2],
    /// What is counted of it, where that is known.
    pub count: Option<u32>,
}

impl Spot {
    /// Longitude and latitude in degrees.
    pub fn degrees(&self) -> [f64; 2] {
        self.at.map(|part| f64::from(part) / 1e6)
    }
}
