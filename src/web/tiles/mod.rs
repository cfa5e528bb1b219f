//! Vector tiles and their description.

mod address;
pub(super) mod describe;
mod front;
pub(super) mod joined;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::atlas::BUILD;

use super::error::{AppError, Problem};
use super::http::headers;
use super::http::negotiate::{self, Encoding};
use super::parameters::query::{NoParameters, Query};
use super::state::AppState;

pub use describe::{joined_archive, joined_tilejson, tilejson};
pub use front::Front;
pub use joined::{JoinedTiles, joined};

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const MVT: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
const GZIP: HeaderValue = HeaderValue::from_static("gzip");

/// `/tiles/{release}/{vintage}/{z}/{x}/{y}.mvt`. A release and a vintage never change, so neither does the tile.
///
/// # Errors
/// 400 for coordinates that are no numbers, 404 outside the pyramid, 406 where the client takes no body at all.
#[utoipa::path(
    get, path = "/tiles/{release}/{vintage}/{z}/{x}/{y}.mvt", tag = "tiles",
    params(
        ("release" = String, Path, description = "As the template in the TileJSON has it"),
        ("vintage" = u16, Path, description = "Year of the boundaries", example = 2024),
        ("z" = u8, Path, description = "Zoom, 5 to 14 for 2024 and to 13 for earlier vintages", example = 8),
        ("x" = u32, Path, description = "Column", example = 131),
        ("y" = u32, Path, description = "Row, from the north", example = 84),
    ),
    responses(
        (status = 200, description = "The tile, with the layers focus, gemeente, wijk, buurt and label as far as its zoom \
            has them", body = Vec<u8>, content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "Nothing lies there"),
        (status = 304, description = "The copy of the client is still right"),
        (status = 400, description = "Coordinates that are no numbers", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "Outside the zooms, or no such release or vintage", body = Problem,
            content_type = "application/problem+json"),
        (status = 406, description = "Neither gzip nor an unpacked body is accepted", body = Problem,
            content_type = "application/problem+json"),
    ),
)]
pub async fn tile(
    State(state): State<AppState>,
    Path((release, vintage, z, x, file)): Path<(String, String, String, String, String)>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let vintage = address::vintage(&vintage)?;
    let coord = address::coord(&z, &x, &file)?;
    if !address::serves(&served, &release, vintage) {
        return Err(address::other_release(&format!("/tiles/{vintage}.json")));
    }
    let pyramid = served.pyramid(vintage).ok_or_else(|| address::unknown_vintage(&served))?;
    address::within(coord, pyramid)?;
    let Some(body) = pyramid.body(coord) else { return Ok(empty()) };
    answer(&headers, body, &format!("{}-{BUILD}-{vintage}-{coord}", served.atlas.release))
}

/// Answers with a tile, as the client takes it.
fn answer(headers: &HeaderMap, packed: Bytes, name: &str) -> Result<Response, AppError> {
    let encoding = encoding(headers)?;
    let tag = tag(name, encoding);
    if known(headers, &tag) {
        return Ok(unchanged(&tag));
    }
    if encoding == Encoding::Gzip { Ok(zipped(packed, &tag)) } else { Ok(described(unzipped(&packed)?.into(), &tag)) }
}

fn encoding(headers: &HeaderMap) -> Result<Encoding, AppError> {
    let offered = [Encoding::Gzip, Encoding::Identity];
    negotiate::encoding(headers, &offered).ok_or(AppError::NotAcceptable("gzip, identity".into()))
}

/// The strong validator of one representation.
fn tag(name: &str, encoding: Encoding) -> String {
    let suffix = if encoding == Encoding::Gzip { "-gz" } else { "" };
    let mut tag = String::with_capacity(name.len() + 5);
    for part in ["\"", name, suffix, "\""] {
        tag.push_str(part);
    }
    tag
}

fn known(headers: &HeaderMap, tag: &str) -> bool {
    headers.get(IF_NONE_MATCH).is_some_and(|known| headers::matches(known, tag))
}

fn unchanged(tag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    describe_body(&mut response, tag);
    response
}

fn zipped(packed: Bytes, tag: &str) -> Response {
    let mut response = described(packed, tag);
    response.headers_mut().insert(CONTENT_ENCODING, GZIP);
    response
}

fn described(body: Bytes, tag: &str) -> Response {
    let mut response = Response::new(body.into());
    describe_body(&mut response, tag);
    response.headers_mut().insert(CONTENT_TYPE, MVT);
    response
}

fn describe_body(response: &mut Response, tag: &str) {
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, value);
    }
    headers.insert(CACHE_CONTROL, IMMUTABLE);
    headers.insert(VARY, HeaderValue::from_name(ACCEPT_ENCODING));
}

/// Nothing lies there, and nothing will in this release.
fn empty() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(CACHE_CONTROL, IMMUTABLE);
    response
}

fn unzipped(body: &[u8]) -> Result<Vec<u8>, AppError> {
    crate::tiles::pyramid::unzip(body).map_err(|error| AppError::Internal(error.to_string()))
}
