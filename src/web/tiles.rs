//! Vector tiles and their description.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::domain::Vintage;
use crate::text::NBSP;
use crate::tiles::{Pyramid, TileCoord, TileJson};

use super::error::AppError;
use super::headers;
use super::negotiate::{self, Encoding};
use super::origin;
use super::query::{NoParameters, Query};
use super::state::{AppState, Served};

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// A tile inside the memory of its release: the body of an answer keeps the release alive, and copies nothing.
struct TileBody {
    served: Arc<Served>,
    vintage: Vintage,
    coord: TileCoord,
}

impl AsRef<[u8]> for TileBody {
    fn as_ref(&self) -> &[u8] {
        self.served.pyramid(self.vintage).and_then(|pyramid| pyramid.get(self.coord)).unwrap_or_default()
    }
}

/// `/tiles/{release}/{vintage}/{z}/{x}/{y}.mvt`. A release and a vintage never change, so neither does the tile.
///
/// # Errors
/// 400 for coordinates that are no numbers, 404 outside the pyramid, 406 where the client takes no body at all.
pub async fn tile(
    State(state): State<AppState>,
    Path((release, vintage, z, x, file)): Path<(String, String, String, String, String)>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let number = |text: &str| whole(text).ok_or_else(malformed);
    let y = file.strip_suffix(".mvt").ok_or_else(malformed)?;
    let (z, x, y) = (number(&z)?, number(&x)?, number(y)?);
    let vintage: Vintage = vintage.parse().map_err(|_| malformed())?;
    if release != served.atlas.release {
        return Err(AppError::not_found(
            format!("Deze uitgave wordt niet meer geleverd; de adressen van nu staan in /tiles/{vintage}.json."),
            format!("This release is no longer served; /tiles/{vintage}.json has the current addresses."),
        ));
    }
    let pyramid = served.pyramid(vintage).ok_or_else(|| unknown_vintage(&served))?;
    let coord = TileCoord::new(z, x, y).map_err(|error| {
        AppError::not_found(format!("Deze tegel bestaat niet: {error}."), format!("This tile does not exist: {error}."))
    })?;
    let Some(body) = pyramid.get(coord) else { return Ok(empty()) };
    let offered = [Encoding::Gzip, Encoding::Identity];
    let encoding = negotiate::encoding(&headers, &offered).ok_or(AppError::NotAcceptable("gzip, identity"))?;
    let suffix = if encoding == Encoding::Gzip { "-gz" } else { "" };
    let tag = format!("\"{release}-{vintage}-{z}-{x}-{y}{suffix}\"");
    if headers.get(IF_NONE_MATCH).is_some_and(|known| headers::matches(known, &tag)) {
        return Ok(described(StatusCode::NOT_MODIFIED.into_response(), &tag));
    }
    let mut response = if encoding == Encoding::Gzip {
        let owner = TileBody { served: Arc::clone(&served), vintage, coord };
        let mut response = Bytes::from_owner(owner).into_response();
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    } else {
        unzipped(body)?.into_response()
    };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/vnd.mapbox-vector-tile"));
    Ok(described(response, &tag))
}

fn described(mut response: Response, tag: &str) -> Response {
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, value);
    }
    headers.insert(CACHE_CONTROL, IMMUTABLE);
    headers.insert(VARY, HeaderValue::from_name(ACCEPT_ENCODING));
    response
}

/// Nothing lies there, and nothing will in this release.
fn empty() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(CACHE_CONTROL, IMMUTABLE);
    response
}

/// Digits only: no sign, no spaces.
fn whole(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn malformed() -> AppError {
    AppError::BadRequest(crate::domain::Text {
        nl:
            "Dit is geen adres van een tegel. De vorm is /tiles/{uitgave}/{indeling}/{z}/{x}/{y}.mvt met hele getallen."
                .to_owned(),
        en: "This is no address of a tile. The form is /tiles/{release}/{vintage}/{z}/{x}/{y}.mvt with whole numbers."
            .to_owned(),
    })
}

fn unknown_vintage(served: &Served) -> AppError {
    let known: Vec<String> = served.pyramids.iter().map(|(vintage, _)| vintage.to_string()).collect();
    let known = known.join(", ");
    AppError::not_found(
        format!("Van deze indeling zijn er geen tegels. Er zijn tegels van: {known}."),
        format!("There are no tiles of this vintage. There are tiles of: {known}."),
    )
}

fn unzipped(body: &[u8]) -> Result<Vec<u8>, AppError> {
    let damaged = || AppError::Internal("a tile cannot be unpacked".to_owned());
    // The last four bytes of gzip hold the length of the content.
    let length = body.last_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes)).ok_or_else(damaged)?;
    let mut plain = vec![0_u8; length as usize];
    let written = libdeflater::Decompressor::new().gzip_decompress(body, &mut plain).map_err(|_| damaged())?;
    plain.truncate(written);
    Ok(plain)
}

/// `/tiles/{vintage}.json`: TileJSON 3.0 with the current template.
///
/// # Errors
/// 400 for an address that names no vintage, 404 for a vintage without tiles.
pub async fn tilejson(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Json<TileJson>, AppError> {
    let served = state.served();
    let vintage: Vintage = file.strip_suffix(".json").and_then(|text| text.parse().ok()).ok_or_else(malformed)?;
    let _: &Pyramid = served.pyramid(vintage).ok_or_else(|| unknown_vintage(&served))?;
    let atlas = served.atlas.vintage(vintage).ok_or_else(|| unknown_vintage(&served))?;
    let template =
        format!("{}/tiles/{}/{vintage}/{{z}}/{{x}}/{{y}}.mvt", origin::origin(&headers), served.atlas.release);
    let attribution = format!("Kadaster / Centraal Bureau voor de Statistiek, {vintage}");
    Ok(Json(TileJson::new(&atlas.coverage, format!("wijkwijzer{NBSP}{vintage}"), attribution, template)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_digits_only() {
        assert_eq!(whole("12"), Some(12));
        for text in ["", "-1", "+1", "1.0", " 1", "4294967296", "é"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
