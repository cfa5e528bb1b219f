//! What the two pages of a briefing are made of.

use crate::atlas::Atlas;
use crate::views::briefing::BriefingView;
use crate::views::practice::Item;
use crate::web::parameters::context::PageContext;

/// What the two pages are made of.
pub(super) struct Sheets<'a> {
    pub(super) context: &'a PageContext,
    pub(super) atlas: &'a Atlas,
    pub(super) view: &'a BriefingView<'a>,
    /// Examples put forward for the place, best first.
    pub(super) examples: &'a [Item<'a>],
    /// Scheme and host of the site.
    pub(super) base: &'a str,
    /// The day on which it is made (ISO 8601).
    pub(super) today: &'a str,
}
