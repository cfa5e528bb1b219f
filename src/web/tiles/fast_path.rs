//! Tiles before everything else.
//!
//! A map asks for dozens of tiles at a time, and a baked tile is a slice of memory, or of a file. What a page needs around its handler
//! (a request number, a line in the log, a time limit, the frame of an error page) costs more than the tile itself. So a
//! plain question for a tile that exists is answered here; whatever else is asked, refusals and other methods included,
//! goes through the router as every request does, and is answered there with the same headers.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::Response;
use tower::Service;

use crate::atlas::BUILD;
use crate::urls;

use super::address;
use super::response::{known, tag, unchanged, zipped};
use crate::web::http::negotiate::Encoding;
use crate::web::state::AppState;

/// A service that answers plain questions for tiles itself and hands on the rest.
#[derive(Clone, Debug)]
pub struct TileFastPath<S> {
    state: AppState,
    inner: S,
}

impl<S> TileFastPath<S> {
    /// Puts the tiles of `state` before `inner`.
    pub const fn new(state: AppState, inner: S) -> Self {
        Self { state, inner }
    }
}

/// The answer of [`TileFastPath`]: there at once, or when the service behind it has one.
pub enum Answering {
    /// A tile.
    Ready(Option<Response>),
    /// Anything else.
    Asked(Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>),
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            // Polled after its end, it stays pending, as the contract of futures allows.
            Self::Ready(response) => response.take().map_or(Poll::Pending, |response| Poll::Ready(Ok(response))),
            Self::Asked(future) => future.as_mut().poll(context),
        }
    }
}

impl<S> Service<Request> for TileFastPath<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Answering {
        match quick(&self.state, &request) {
            Some(response) => Answering::Ready(Some(response)),
            None => Answering::Asked(Box::pin(self.inner.call(request))),
        }
    }
}

/// Whether a client takes gzip and says so in one list without qualities, as browsers do. Whatever is said in another way
/// is weighed behind the router.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let mut lists = headers.get_all(ACCEPT_ENCODING).iter();
    let (Some(list), None) = (lists.next().and_then(|list| list.to_str().ok()), lists.next()) else { return false };
    !list.contains(';') && list.split(',').any(|name| name.trim() == "gzip")
}

/// The answer to a plain GET of a tile that is there, by a client that takes gzip.
fn quick(state: &AppState, request: &Request<Body>) -> Option<Response> {
    let address = request.uri();
    let path = address.path().strip_prefix(urls::TILES_FOLDER)?;
    if request.method() != Method::GET || address.query().is_some() {
        return None;
    }
    let mut parts = path.split('/');
    let (release, vintage, z, x, file) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !takes_gzip(request.headers()) {
        return None;
    }
    let served = state.current();
    let vintage = vintage.parse().ok()?;
    let coord = address::coord(z, x, file).ok()?;
    if !address::serves(&served, release, vintage) {
        return None;
    }
    let body = served.pyramid(vintage)?.body(coord).ok()??;
    let mut name = String::with_capacity(64);
    // Writing to a string cannot fail.
    let _ = write!(name, "{}-{BUILD}-{vintage}-{coord}", served.atlas.release);
    let tag = tag(&name, Encoding::Gzip);
    let mut response = if known(request.headers(), &tag) { unchanged(&tag) } else { zipped(body, &tag) };
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_list_with_gzip_is_answered_at_once() {
        let with = |lists: &[&str]| {
            let mut headers = HeaderMap::new();
            for list in lists {
                headers.append(ACCEPT_ENCODING, list.parse().unwrap());
            }
            takes_gzip(&headers)
        };
        assert!(with(&["gzip"]) && with(&["gzip, deflate, br, zstd"]));
        for lists in [&[][..], &["br"], &["gzip;q=0"], &["gzip, identity;q=0.5"], &["gzip", "gzip;q=0"], &["xgzip"]] {
            assert!(!with(lists), "{lists:?}");
        }
    }
}
