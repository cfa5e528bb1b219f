//! `/vraag-en-aanbod.atom`: what was published, per place and theme, as a feed.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::public::{self, ListParameters};
use crate::desk::feed::{FeedAddress, atom as write};
use crate::urls;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::Query;
use crate::web::state::AppState;

/// Serves the feed.
///
/// # Errors
/// Unknown parameters, places and themes.
pub async fn atom(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(parameters): Query<ListParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let filter = parameters.filter(atlas)?;
    let lang = ctx.lang;
    let narrowed = public::in_words(atlas, lang, &filter);
    let name = lang.pick("Vraag en aanbod", "Questions and offers");
    let title = if narrowed.is_empty() { name.to_owned() } else { format!("{name}: {narrowed}") };
    let base = state.site().base(&headers);
    let explicit = ctx.lang_explicit.then_some(lang);
    let feed = public::address(urls::CONTRIBUTIONS.file("atom"), &filter, explicit).to_string();
    let page = public::address(urls::CONTRIBUTIONS, &filter, explicit).to_string();
    let contributions = state.contributions();
    let since = served.atlas.imported_at.parse::<Timestamp>().map_or(0, Timestamp::as_second);
    let items = contributions.filtered(atlas, &filter);
    let address = FeedAddress { base: &base, feed: &feed, page: &page };
    let mut response = public::fresh(write(atlas, lang, address, &title, &items, since).into_response());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"));
    Ok(response)
}
