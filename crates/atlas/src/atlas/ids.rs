//! What stands for an indicator, or one in a period, where a reference cannot be kept.

use serde::{Deserialize, Serialize};

/// An indicator of one Atlas, for what is kept longer than a reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IndicatorId(pub(super) u16);

/// An indicator of one Atlas in one of its periods, for what is kept longer than a reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PeriodId {
    /// The indicator.
    pub indicator: IndicatorId,
    pub(super) period: u16,
}

impl IndicatorId {
    pub(super) const fn position(self) -> usize {
        self.0 as usize
    }
}

impl PeriodId {
    pub(super) const fn position(self) -> usize {
        self.period as usize
    }
}
