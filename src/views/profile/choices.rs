//! What a reader may choose on a profile.

use crate::atlas::{IndicatorRef, Scope};

/// What a reader may choose on a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices<'a> {
    /// Indicator of the section "Loopt de achterstand in?"; `None` for the default.
    pub gap: Option<IndicatorRef<'a>>,
    /// Where similar places are sought.
    pub similar: Scope,
}

impl Default for Choices<'_> {
    fn default() -> Self {
        Self { gap: None, similar: Scope::Anywhere }
    }
}
