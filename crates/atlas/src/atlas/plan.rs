//! By which columns each period of an indicator is computed.

use serde::{Deserialize, Serialize};

use crate::domain::Level;

/// Where a column is kept: each is stored once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnRef {
    /// Among the figures of an indicator: indicator, period, level. (A position would shift when wijken are built later.)
    Figures(u16, u16, Level),
    /// Among the columns of parts and weights.
    Part(u32),
}

/// The columns that a level offers to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelPlan {
    /// The level.
    pub level: Level,
    /// Values; for a ratio its numerators.
    pub value: ColumnRef,
    /// Weights; for a ratio its denominators, for a sum the inhabitants. `None` where nothing is aggregated.
    pub weight: Option<ColumnRef>,
    /// What must be there a number of times, where the rule says so.
    pub count: Option<ColumnRef>,
}

/// How one period of an indicator is computed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Levels with columns, from gemeente down.
    pub levels: Vec<LevelPlan>,
}

impl Plan {
    /// The columns of `level`.
    pub fn level(&self, level: Level) -> Option<&LevelPlan> {
        self.levels.iter().find(|plan| plan.level == level)
    }

    /// The lowest level with columns.
    pub fn lowest(&self) -> Option<Level> {
        self.levels.iter().map(|plan| plan.level).max()
    }
}
