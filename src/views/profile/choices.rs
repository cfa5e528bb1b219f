//! What a reader may choose on a profile.

use crate::atlas::{IndicatorRef, Scope};

/// What a reader may choose on a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices<'a> {
    /// Indicator of the section "Loopt de achterstand in?"; `None` for the default.
    pub gap: Option<IndicatorRef<'a>>,
    /// Where similar places are sought.
    pub similar: Scope,
    /// Which indicators have a row.
    pub rows: Rows<'a>,
}

/// Which indicators have a row of their own. A page of hundreds is read by nobody; a file and JSON leave nothing out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows<'a> {
    /// All.
    All,
    /// Of each theme as many as a page opens, and all of the theme that the reader chose.
    Opened(Option<&'a str>),
}

impl Default for Choices<'_> {
    fn default() -> Self {
        Self { gap: None, similar: Scope::Anywhere, rows: Rows::All }
    }
}
