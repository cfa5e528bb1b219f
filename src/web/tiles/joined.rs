//! Tiles with figures.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::atlas::{Atlas, BUILD, PeriodRef};
use crate::domain::{Period, Vintage};
use crate::tiles::{self, TileCoord, TileError};
use crate::urls;

use super::address;
use super::response::{answer, empty, encoding, known, tag, unchanged};
use crate::web::caches::joined_tiles::JoinedKey;
use crate::web::error::{AppError, Problem};
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::state::{AppState, ReleaseState};

/// An indicator in a period, on the tiles of `vintage`.
pub(super) fn find<'a>(atlas: &'a Atlas, vintage: Vintage, id: &str, period: &str) -> Result<PeriodRef<'a>, AppError> {
    let shorten = |text: &str| text.chars().take(60).collect::<String>();
    let Some(of) = atlas.indicator(id) else {
        let id = shorten(id);
        return Err(AppError::not_found(
            format!("Er is geen indicator “{id}”. Zie {}.", urls::API_INDICATORS),
            format!("There is no indicator “{id}”. See {}.", urls::API_INDICATORS),
        ));
    };
    let wanted: Option<Period> = period.parse().ok();
    let indicator = of.indicator;
    let Some(found) = wanted.and_then(|wanted| of.period(wanted)) else {
        let known: Vec<String> = indicator.periods.iter().map(|declared| declared.period.to_string()).collect();
        let (id, period, known) = (&indicator.id, shorten(period), known.join(", "));
        return Err(AppError::not_found(
            format!("De indicator {id} heeft geen periode “{period}”; wel: {known}."),
            format!("The indicator {id} has no period “{period}”; it has: {known}."),
        ));
    };
    let (id, period, own) = (&indicator.id, found.period.period, found.period.vintage);
    if own == vintage {
        return Ok(found);
    }
    Err(AppError::not_found(
        format!(
            "De cijfers van {id} over {period} horen bij de indeling van {own}, niet bij die van {vintage}. \
             Zie /tiles/{own}/{id}/{period}.json."
        ),
        format!(
            "The figures of {id} for {period} belong to the vintage of {own}, not to that of {vintage}. \
             See /tiles/{own}/{id}/{period}.json."
        ),
    ))
}

/// `/tiles/{release}/{vintage}/{indicator}/{period}/{z}/{x}/{y}.mvt`: the tile with value, class and missing reason.
#[utoipa::path(
    get, path = urls::JOINED_TILE_TEMPLATE.pattern(), tag = "tiles",
    params(
        ("release" = String, Path, description = "As the template in the TileJSON has it"),
        ("vintage" = u16, Path, description = "Year of the boundaries, that of the period", example = 2022),
        ("indicator" = String, Path, description = "Id of the indicator", example = "koopwoningen"),
        ("period" = String, Path, description = "Year or interval", example = "2022"),
        ("z" = u8, Path, description = "Zoom, 5 to 14 for the base division and to 13 for others", example = 8),
        ("x" = u32, Path, description = "Column", example = 131),
        ("y" = u32, Path, description = "Row, from the north", example = 84),
    ),
    responses(
        (status = 200, description = "The tile; every feature has `value` and `class`, or `missing`", body = Vec<u8>,
            content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "Nothing lies there"),
        (status = 400, description = "Coordinates that are no numbers", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "Outside the zooms, or no such release, vintage, indicator or period", body = Problem,
            content_type = "application/problem+json"),
        (status = 406, description = "Neither gzip nor an unpacked body is accepted", body = Problem,
            content_type = "application/problem+json"),
    ),
)]
pub async fn joined(
    State(state): State<AppState>,
    Path((release, vintage, id, period, z, x, file)): Path<(String, String, String, String, String, String, String)>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let vintage = address::vintage(&vintage)?;
    let coord = address::coord(&z, &x, &file)?;
    let pyramid = served.pyramid(vintage).ok_or_else(|| address::unknown_vintage(&served))?;
    let at = find(&served.atlas, vintage, &id, &period)?.id();
    // The figures are those of one release, even where the outlines of another are the same.
    if !address::is_current(&served, &release) {
        return Err(address::other_release(&urls::joined_tilejson(vintage, &id, &period).to_string()));
    }
    address::within(coord, pyramid)?;
    if !pyramid.contains(coord) {
        return Ok(empty());
    }
    let name = format!("{}-{BUILD}-{vintage}-{id}-{period}-{coord}", served.atlas.release);
    // A client that has the tile needs none made.
    let tag = tag(&name, encoding(&headers)?);
    if known(&headers, &tag) {
        return Ok(unchanged(&tag));
    }
    let key = JoinedKey { vintage, at, tile: coord.key() };
    let owner = Arc::clone(&served);
    let body = served.joined.get(key, move || make(&owner, key, coord)).await?;
    if body.is_empty() { Ok(empty()) } else { answer(&headers, body, &name) }
}

/// Joins the figures into the baked tile.
fn make(served: &ReleaseState, key: JoinedKey, coord: TileCoord) -> Result<Bytes, TileError> {
    let packed = served.pyramid(key.vintage).map(|pyramid| pyramid.body(coord)).transpose()?.flatten();
    let figures = served.atlas.at(key.at);
    let Some((packed, figures)) = packed.zip(figures) else { return Ok(Bytes::new()) };
    tiles::joined::pack(coord, &packed, figures).map(Bytes::from)
}
