//! Gives pages and data a validator, so that a client asks for what it has only once.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::atlas::BUILD as BUILD_CODE;
use crate::web::http::headers::{form, matches};
use crate::web::parameters::context::PageContext;
use crate::web::state::AppState;

/// Identifies this build of the program: pages may change with it while the release stays.
static BUILD: LazyLock<String> = LazyLock::new(|| {
    let stamp = std::env::current_exe().and_then(std::fs::metadata).map_or_else(
        |_| env!("CARGO_PKG_VERSION").to_owned(),
        |file| format!("{:?}-{}", file.modified().ok(), file.len()),
    );
    let digest = Sha256::digest(format!("{BUILD_CODE}-{stamp}"));
    digest.iter().take(5).fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
});

/// Gives pages and data their validator (release, build, language, published contributions, form) and answers 304 where the client has it.
pub async fn validate(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if state.is_private() {
        return next.run(request).await;
    }
    let served = state.served();
    let revision = state.contributions().revision();
    let context = PageContext::of(request.uri(), request.headers(), &served.atlas);
    let known = request.headers().get(IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept, Accept-Language, Accept-Encoding"));
    if response.status() != StatusCode::OK || response.headers().contains_key(ETAG) {
        return response;
    }
    let form = form(response.headers());
    // The agenda changes with the day.
    let day = state.site().today();
    let build = BUILD.as_str();
    let tag = format!("W/\"{}-{build}-{}-{revision}-{form}-{day}\"", context.release, context.lang.tag());
    let Ok(value) = HeaderValue::from_str(&tag) else { return response };
    // A page that editors change says itself that it is asked for anew each time.
    let own = response.headers().get(CACHE_CONTROL).cloned();
    let fresh = own.unwrap_or_else(|| HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600"));
    if known.is_some_and(|known| matches(&known, &tag)) {
        let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
        let headers = unchanged.headers_mut();
        headers.insert(VARY, HeaderValue::from_static("Accept, Accept-Language, Accept-Encoding"));
        headers.insert(ETAG, value);
        headers.insert(CACHE_CONTROL, fresh);
        return unchanged;
    }
    response.headers_mut().insert(ETAG, value);
    response.headers_mut().insert(CACHE_CONTROL, fresh);
    response
}
