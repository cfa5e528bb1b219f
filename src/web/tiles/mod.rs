//! Vector tiles and their description.

mod address;
pub(super) mod describe;
mod fast_path;
pub(super) mod joined;
mod response;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::atlas::BUILD;
use crate::urls;

use super::error::{AppError, Problem};
use super::parameters::query::{NoParameters, Query};
use super::state::AppState;

pub use describe::{joined_archive, joined_tilejson, tilejson};
pub use fast_path::TileFastPath;
pub use joined::joined;

pub use crate::web::caches::joined_tiles::JoinedTiles;
use response::{answer, empty};

/// `/tiles/{release}/{vintage}/{z}/{x}/{y}.mvt`. A release and a vintage never change, so neither does the tile.
#[utoipa::path(
    get, path = urls::TILE_TEMPLATE.pattern(), tag = "tiles",
    params(
        ("release" = String, Path, description = "As the template in the TileJSON has it"),
        ("vintage" = u16, Path, description = "Year of the boundaries", example = 2022),
        ("z" = u8, Path, description = "Zoom, 5 to 14 for the base division and to 13 for others", example = 8),
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
        return Err(address::other_release(&urls::tilejson(vintage).to_string()));
    }
    let pyramid = served.pyramid(vintage).ok_or_else(|| address::unknown_vintage(&served))?;
    address::within(coord, pyramid)?;
    let body = pyramid.body(coord).map_err(|error| AppError::Internal(error.to_string()))?;
    let Some(body) = body else { return Ok(empty()) };
    answer(&headers, body, &format!("{}-{BUILD}-{vintage}-{coord}", served.atlas.release))
}
