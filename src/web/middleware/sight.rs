//! Signed-in editors see what is not for everyone: other routes answer them, over a release of their own.
//!
//! The public routes know nothing of restricted figures. A request with a session whose account may see some is handed to
//! routes that were made for exactly that sight; the answer is for nobody else, and says so. Whatever goes wrong on the
//! way there ends at the public answer.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

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
use crate::web::state::AppState;

/// Different sights whose routes are kept.
const KEPT: usize = 16;

/// The routes of one sight: for what was served then, the restricted indicators that it shows, and the routes.
type Seen = (u64, Vec<String>, Router);

/// What is needed to answer signed-in editors.
#[derive(Clone)]
pub struct Sights {
    state: AppState,
    /// Makes the routes that answer for a state.
    routes: fn(AppState) -> Router,
    kept: Arc<Mutex<Vec<Seen>>>,
}

impl Sights {
    /// Answers editors with `routes` over what they may see of `state`.
    pub fn new(state: AppState, routes: fn(AppState) -> Router) -> Self {
        Self { state, routes, kept: Arc::default() }
    }

    /// The restricted indicators that the editor of a request may see; empty for everyone else.
    async fn shown(&self, headers: &HeaderMap) -> Result<Vec<String>, AppError> {
        // A cookie is nothing without a desk that gave it.
        let Ok(desk) = self.state.desk() else { return Ok(Vec::new()) };
        let editor = Editor::of(&desk, &CookieJar::from_headers(headers)).await?;
        Ok(editor.map_or_else(Vec::new, |editor| self.state.served().shown_by(&editor.account.sight)))
    }

    /// The routes for these restricted indicators; derives what they show where nobody asked before.
    fn routes(&self, shown: &[String]) -> Router {
        // First what stands for the state, then the state: routes are never kept as newer than they are.
        let generation = self.state.generation();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, ..)| *of == generation);
        if let Some((.., routes)) = kept.iter().find(|(_, known, _)| known == shown) {
            return routes.clone();
        }
        let routes = (self.routes)(self.state.privately(self.state.served().seen_with(shown)));
        if kept.len() >= KEPT {
            drop(kept.remove(0));
        }
        kept.push((generation, shown.to_vec(), routes.clone()));
        routes
    }
}

/// Lets editors with a sight see it, and everyone else what everyone sees.
pub async fn serve(State(sights): State<Sights>, request: Request, next: Next) -> Response {
    if !sights.state.served().has_restricted() {
        return next.run(request).await;
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let shown = if reads && request.headers().contains_key(COOKIE) {
        sights.shown(request.headers()).await.unwrap_or_else(|error| {
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
    let owner = sights.clone();
    // Deriving takes a moment: not on a thread that answers requests.
    let routes = match sights.state.gate().run(move || owner.routes(&shown)).await {
        Ok(routes) => routes,
        Err(error) => return closed(error.into_response()),
    };
    let answer: Result<Response, Infallible> = routes.oneshot(anew(request)).await;
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
