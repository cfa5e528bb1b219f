//! What became of a region between two divisions.

use serde::{Deserialize, Serialize};

/// How a region of one division relates to the regions of another. Read from the one to the other: what it became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[derive(strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Change {
    /// The same ground under the same code.
    Same,
    /// The same ground and code under another name.
    Renamed,
    /// The same ground under another code.
    Recoded,
    /// Its ground was divided over several, each made of nothing else.
    Split,
    /// It went into a larger one as a whole.
    Merged,
    /// It is still there, with another outline.
    Moved,
    /// Its ground was divided over several that hold other ground too: none of them is its successor alone.
    Ended,
    /// No outline was delivered, so that nothing can be laid over it.
    Unknown,
}

impl Change {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Same, Self::Renamed, Self::Recoded, Self::Split, Self::Merged, Self::Moved, Self::Ended, Self::Unknown];

    /// Id in data.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether it is still the same ground.
    pub const fn keeps_ground(self) -> bool {
        matches!(self, Self::Same | Self::Renamed | Self::Recoded)
    }

    /// The same read backwards: what was split was merged.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Split => Self::Merged,
            Self::Merged => Self::Split,
            other => other,
        }
    }
}
