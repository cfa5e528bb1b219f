//! One address in several forms: the page, and behind it by extension the same as data and as files.

use axum::Router;
use axum::handler::Handler;
use axum::routing::get;

use super::negotiate::Format;
use crate::urls::Route;

/// The routes of a page and of its other forms. The handler reads from the address which one is asked for.
#[expect(clippy::needless_pass_by_value, reason = "handlers are handed over, as to the router itself")]
pub fn resource<H, T, S>(route: Route, handler: H, formats: &[Format]) -> Router<S>
where
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    let page = Router::new().route(route.pattern(), get(handler.clone()));
    formats
        .iter()
        .filter_map(|format| format.extension())
        .fold(page, |router, extension| router.route(&format!("{route}.{extension}"), get(handler.clone())))
}
