//! What the site says about itself: the accessibility statement, and what is kept of people.

use std::sync::LazyLock;

use maud::Markup;

use crate::web::components::essay::Essays;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{NoParameters, Query};

static ACCESSIBILITY: LazyLock<Essays> = LazyLock::new(|| {
    Essays::read(include_str!("essays/accessibility.nl.md"), include_str!("essays/accessibility.en.md"))
});

static PRIVACY: LazyLock<Essays> =
    LazyLock::new(|| Essays::read(include_str!("essays/privacy.nl.md"), include_str!("essays/privacy.en.md")));

/// Serves the accessibility statement: what was tested, what is known to fall short, how to report a barrier.
pub async fn accessibility(ctx: PageContext, _: Query<NoParameters>) -> Markup {
    ACCESSIBILITY.page(&ctx, &Vec::new())
}

/// Serves what is kept of people, for how long, and how it is erased.
pub async fn privacy(ctx: PageContext, _: Query<NoParameters>) -> Markup {
    PRIVACY.page(&ctx, &Vec::new())
}
