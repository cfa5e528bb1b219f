//! What the page of the list is made of.

use crate::atlas::{Atlas, Content};
use crate::views::practice::{ListView, Seen};
use crate::web::caches::outlines::Outlines;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::practice::PracticeParameters;
use maud::Markup;

/// What the page is made from.
pub struct ListPage<'a> {
    /// The request.
    pub context: &'a PageContext,
    /// The release.
    pub atlas: &'a Atlas,
    pub content: &'a Content,
    /// Outlines of the country.
    pub outlines: &'a Outlines,
    /// What was asked for.
    pub parameters: &'a PracticeParameters,
    /// What was found.
    pub view: &'a ListView<'a>,
    /// The place it is seen from.
    pub seen: Option<&'a Seen<'a>>,
    /// What visitors sent in.
    pub sent_in: Markup,
}
