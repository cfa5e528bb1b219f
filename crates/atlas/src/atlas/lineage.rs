//! What is kept of the history of codes: what each region of another division is in the base division, and the other way
//! round, where that is not the same place under the same code and name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{Change, Level};

use super::members::slot;

/// A region of the other division, as a part of a place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// Position among the regions of its level.
    pub position: u32,
    /// The share of the inhabitants of the place who live in it (0-1).
    pub share: f32,
    /// The share of its own inhabitants who live in the place (0-1).
    pub of_other: f32,
    /// Whether the two are shares of surface instead, as few live there.
    pub by_surface: (bool, bool),
}

/// What a region is in the other division, where that is not the same place under the same code and name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kin {
    /// In one word.
    pub change: Change,
    /// Where its ground is in the other division: what took its place, then the largest share first.
    pub pieces: Vec<Piece>,
}

/// What changed at one level between a division and the base, by position.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LevelLineage {
    /// What regions of the division are in the base.
    pub became: BTreeMap<u32, Kin>,
    /// What regions of the base were in the division; [`Change`] is read from then to now.
    pub was: BTreeMap<u32, Kin>,
    /// Whether its names are of its own regions: a list that names regions without an outline took its names from a
    /// delivery on the codes of an earlier division.
    pub own_names: bool,
}

/// The lineage of a division, per level: gemeente, wijk, buurt; empty where the division lacks the level.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lineage(pub(super) [LevelLineage; 3]);

impl Lineage {
    /// What changed at `level`.
    pub fn level(&self, level: Level) -> Option<&LevelLineage> {
        self.0.get(slot(level))
    }
}
