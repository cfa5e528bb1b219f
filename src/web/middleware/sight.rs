//! Signed-in editors see what is not for everyone: other routes answer them, over a release of their own.
//!
//! The public routes know nothing of restricted figures. A request with a session whose account may see some is handed to
//! routes that were made for exactly that sight; the answer is for nobody else, and says so. Whatever goes wrong on the
//! way there ends at the public answer.

use std::convert::Infallible;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, COOKIE, ETAG, IF_NONE_MATCH, LAST_MODIFIED, VARY};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use tower::ServiceExt as _;

use crate::web::desk::session::Editor;
use crate::web::error::AppError;
use crate::web::http::request_id::RequestId;
use crate::web::state::{AppState, ReleaseState};

/// What is needed to answer signed-in editors.
#[derive(Clone)]
pub struct Sights {
    state: AppState,
    /// Makes the routes that answer for a state: anew for each request, so that nothing of an editor outlives it.
    routes: fn(AppState) -> Router,
}

impl Sights {
    /// Answers editors with `routes` over what they may see of `state`.
    pub const fn new(state: AppState, routes: fn(AppState) -> Router) -> Self {
        Self { state, routes }
    }

    /// The restricted indicators of a release that the editor of a request may see; empty for everyone else.
    async fn shown(&self, served: &ReleaseState, headers: &HeaderMap) -> Result<Vec<String>, AppError> {
        // A cookie is nothing without a desk that gave it.
        let Ok(desk) = self.state.desk() else { return Ok(Vec::new()) };
        let editor = Editor::of(&desk, &CookieJar::from_headers(headers)).await?;
        Ok(editor.map_or_else(Vec::new, |editor| served.shown_by(&editor.account.sight)))
    }
}

/// Lets editors with a sight see it, and everyone else what everyone sees.
pub async fn serve(State(sights): State<Sights>, request: Request, next: Next) -> Response {
    let served = sights.state.served();
    if !served.has_restricted() {
        return next.run(request).await;
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let shown = if reads && request.headers().contains_key(COOKIE) {
        sights.shown(&served, request.headers()).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "what an editor may see is unknown; answering what everyone sees");
            Vec::new()
        })
    } else {
        Vec::new()
    };
    if shown.is_empty() {
        let mut response = next.run(request).await;
        // The same address answers otherwise to a session.
        response.headers_mut().append(VARY, HeaderValue::from_name(COOKIE));
        return response;
    }
    // The first time it is derived, which takes a moment: not on a thread that answers requests.
    let state = match sights.state.gate().run(move || served.seen_with(&shown)).await {
        Ok(seen) => sights.state.privately(seen),
        Err(error) => return closed(error.into_response()),
    };
    let answer: Result<Response, Infallible> = (sights.routes)(state).oneshot(anew(request)).await;
    closed(answer.unwrap_or_else(|never| match never {}))
}

/// The request as it came in: what the router found in its address is found again, and no copy of it is unchanged.
fn anew(request: Request) -> Request {
    let (mut parts, body) = request.into_parts();
    let id = parts.extensions.get::<RequestId>().cloned();
    parts.extensions.clear();
    if let Some(id) = id {
        parts.extensions.insert(id);
    }
    parts.headers.remove(IF_NONE_MATCH);
    Request::from_parts(parts, body)
}

/// An answer that nobody else may be given.
fn closed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.append(VARY, HeaderValue::from_name(COOKIE));
    headers.remove(ETAG);
    headers.remove(LAST_MODIFIED);
    response
}
