//! Regions beside the members of a place, and what finding them needs.

use serde::{Deserialize, Serialize};

use crate::domain::Level;

use super::features::{FeatureUse, LevelFeatures};
use super::members::slot;

/// A member with the regions most like it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolMember {
    /// Position of the member at the level of the pool.
    pub position: u32,
    /// Positions of the regions, nearest first; empty when too few features of the member are known.
    pub nearest: Vec<u32>,
}

/// The matched neighbourhoods of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pool {
    /// Level of members and matches.
    pub level: Level,
    /// Which features were left out, as bits in the order of the features of the level.
    pub(super) left_out: u32,
    /// From which year on the place and its programme were delimited as they are here.
    pub(super) from: u16,
    /// The members.
    pub members: Vec<PoolMember>,
}

/// What matching needs, derived once.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Matched {
    /// Features per level: gemeente, wijk, buurt.
    pub(super) uses: [Vec<FeatureUse>; 3],
    /// Their matrices; `None` where they are those of [`super::similar`].
    pub(super) features: [Option<LevelFeatures>; 3],
    /// Per level, the sets of features that some indicator leaves out, as bits.
    pub(super) left_out: [Vec<u32>; 3],
    /// Per focus area, the pools that its indicators need.
    pub(super) pools: Vec<Vec<Pool>>,
}

impl Matched {
    /// Keeps the pools of the focus areas.
    pub(super) fn keep(&mut self, pools: Vec<Vec<Pool>>) {
        self.pools = pools;
    }

    /// The features on which regions of this level are matched.
    pub fn uses(&self, level: Level) -> &[FeatureUse] {
        self.uses.get(slot(level)).map_or(&[], Vec::as_slice)
    }
}
