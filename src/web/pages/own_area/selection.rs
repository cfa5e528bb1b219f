//! What the page of a selection is made of.

use crate::domain::Text;
use crate::views::pick::PickView;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::own_area::PickParameters;
use crate::web::state::ReleaseState;

/// Everything that the page is made of.
pub(super) struct Page<'a> {
    pub served: &'a ReleaseState,
    pub context: &'a PageContext,
    pub parameters: &'a PickParameters,
    pub view: &'a PickView<'a>,
    pub problem: Option<&'a Text>,
}
