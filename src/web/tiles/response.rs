//! The answer with a tile: packed or not, with its validator.

use crate::web::error::AppError;
use crate::web::http::headers;
use crate::web::http::negotiate::{self, Encoding};
use axum::body::Bytes;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const MVT: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
const GZIP: HeaderValue = HeaderValue::from_static("gzip");

/// Answers with a tile, as the client takes it.
pub(super) fn answer(headers: &HeaderMap, packed: Bytes, name: &str) -> Result<Response, AppError> {
    let encoding = encoding(headers)?;
    let tag = tag(name, encoding);
    if known(headers, &tag) {
        return Ok(unchanged(&tag));
    }
    if encoding == Encoding::Gzip { Ok(zipped(packed, &tag)) } else { Ok(described(unzipped(&packed)?.into(), &tag)) }
}

pub(super) fn encoding(headers: &HeaderMap) -> Result<Encoding, AppError> {
    let offered = [Encoding::Gzip, Encoding::Identity];
    negotiate::encoding(headers, &offered).ok_or(AppError::NotAcceptable("gzip, identity".into()))
}

/// The strong validator of one representation.
pub(super) fn tag(name: &str, encoding: Encoding) -> String {
    let suffix = if encoding == Encoding::Gzip { "-gz" } else { "" };
    let mut tag = String::with_capacity(name.len() + 5);
    for part in ["\"", name, suffix, "\""] {
        tag.push_str(part);
    }
    tag
}

pub(super) fn known(headers: &HeaderMap, tag: &str) -> bool {
    headers.get(IF_NONE_MATCH).is_some_and(|known| headers::matches(known, tag))
}

pub(super) fn unchanged(tag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    describe_body(&mut response, tag);
    response
}

pub(super) fn zipped(packed: Bytes, tag: &str) -> Response {
    let mut response = described(packed, tag);
    response.headers_mut().insert(CONTENT_ENCODING, GZIP);
    response
}

pub(super) fn described(body: Bytes, tag: &str) -> Response {
    let mut response = Response::new(body.into());
    describe_body(&mut response, tag);
    response.headers_mut().insert(CONTENT_TYPE, MVT);
    response
}

pub(super) fn describe_body(response: &mut Response, tag: &str) {
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, value);
    }
    headers.insert(CACHE_CONTROL, IMMUTABLE);
    headers.insert(VARY, HeaderValue::from_name(ACCEPT_ENCODING));
}

/// Nothing lies there, and nothing will in this release.
pub(super) fn empty() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(CACHE_CONTROL, IMMUTABLE);
    response
}

pub(super) fn unzipped(body: &[u8]) -> Result<Vec<u8>, AppError> {
    crate::tiles::pyramid::unzip(body).map_err(|error| AppError::Internal(error.to_string()))
}
