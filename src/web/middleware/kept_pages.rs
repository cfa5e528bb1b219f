//! Answers the pages that cost most to make from [`PageCache`](crate::web::caches::pages::PageCache).
//!
//! A page depends on its address, the language, the form and the encoding that the client takes, and on what is
//! served; all of that is in the key. One visitor makes a page; others who ask for it meanwhile wait for that one.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, ETAG, HOST, IF_NONE_MATCH, VARY};
use axum::http::{HeaderName, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::urls::LANG;
use crate::web::caches::pages::Kept;
use crate::web::http::headers::matches;
use crate::web::http::negotiate;
use crate::web::parameters::query::Fields;
use crate::web::state::AppState;

/// No page is larger than this, uncompressed or not.
const LARGEST: usize = 8 * 1024 * 1024;
/// Longer headers come from no browser: such a request gets its page made anew.
const LONGEST_HEADER: usize = 256;

/// Answers from the cache, and keeps what had to be made. Only successful answers to GET are kept.
pub async fn serve(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(key) = key(&state, &request) else { return next.run(request).await };
    let known = request.headers().get(IF_NONE_MATCH).cloned();
    let kept = match state.pages().pages.get_value_or_guard_async(key.as_str()).await {
        Ok(kept) => kept,
        Err(guard) => {
            // The validator is compared here, against the finished page.
            let mut request = request;
            request.headers_mut().remove(IF_NONE_MATCH);
            let response = next.run(request).await;
            if response.status() != StatusCode::OK {
                return response;
            }
            let (parts, body) = response.into_parts();
            let Ok(body) = to_bytes(body, LARGEST).await else {
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            };
            let kept = Arc::new(Kept { headers: parts.headers, body });
            // Refused when the cache dropped its place meanwhile; the page is answered all the same.
            let _ = guard.insert(Arc::clone(&kept));
            kept
        }
    };
    let tag = kept.headers.get(ETAG).and_then(|tag| tag.to_str().ok());
    if known.zip(tag).is_some_and(|(known, tag)| matches(&known, tag)) {
        let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
        for name in [ETAG, CACHE_CONTROL, VARY] {
            if let Some(value) = kept.headers.get(&name) {
                unchanged.headers_mut().insert(name, value.clone());
            }
        }
        return unchanged;
    }
    let mut response = Response::new(Body::from(kept.body.clone()));
    *response.headers_mut() = kept.headers.clone();
    response
}

/// Everything that an answer depends on; `None` for requests that are not answered from here.
fn key(state: &AppState, request: &Request) -> Option<String> {
    if request.method() != Method::GET || state.is_private() {
        return None;
    }
    let headers = request.headers();
    let text = |name: HeaderName| match headers.get(name).map(|value| value.to_str().map(str::trim)) {
        None => Some(""),
        Some(Ok(text)) if text.len() <= LONGEST_HEADER => Some(text),
        Some(_) => None,
    };
    if headers.get_all(ACCEPT).iter().count() > 1 || headers.get_all(ACCEPT_ENCODING).iter().count() > 1 {
        return None;
    }
    // Pages name their own address, and some their day.
    let (accept, encoding, host) = (text(ACCEPT)?, text(ACCEPT_ENCODING)?, text(HOST)?);
    let day = state.site().today();
    let address = request.uri().path_and_query()?.as_str();
    // A language in the address wins; then the header must not make a second copy of the page.
    let named = request.uri().query().is_some_and(|query| Fields::parse(query).is_ok_and(|f| f.get(LANG).is_some()));
    let language = if named { "" } else { negotiate::language(headers).tag() };
    Some(format!("{}\n{day}\n{host}\n{language}\n{encoding}\n{accept}\n{address}", state.generation()))
}
