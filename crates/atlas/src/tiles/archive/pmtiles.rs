//! PMTiles v3.

use std::fs::File;
use std::path::Path;

use pmtiles::{Compression, PmTilesWriter, TileCoord as ArchiveCoord, TileId, TileType};
use serde::Serialize;

use super::{ArchiveInfo, Layers, failed};
use crate::tiles::{Pyramid, TileError};

#[derive(Serialize)]
struct Metadata<'a> {
    name: &'a str,
    description: &'a str,
    version: &'a str,
    attribution: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(flatten)]
    layers: Layers<'a>,
}

/// Writes a pyramid as PMTiles, clustered in the order of the format, calling `progress` with tiles done and tiles in all.
///
/// # Errors
/// When the file cannot be written.
pub fn write(
    path: &Path,
    pyramid: &Pyramid,
    info: &ArchiveInfo,
    mut progress: impl FnMut(usize, usize),
) -> Result<(), TileError> {
    let fail = |error: pmtiles::PmtError| failed(path, error);
    let json = &info.tilejson;
    let metadata = serde_json::to_string(&Metadata {
        name: &json.name,
        description: &info.description,
        version: &info.version,
        attribution: &json.attribution,
        kind: "overlay",
        layers: Layers::new(json),
    })
    .map_err(|error| failed(path, error))?;
    let ([west, south, east, north], [lon, lat, _]) = (json.bounds, json.center);
    let file = File::create(path).map_err(|error| failed(path, error))?;
    let mut writer = PmTilesWriter::new(TileType::Mvt)
        .precompressed(Compression::Gzip)
        .min_zoom(json.minzoom)
        .max_zoom(json.maxzoom)
        .bounds(west, south, east, north)
        .center(lon, lat)
        .center_zoom(7)
        .metadata(metadata)
        .create(file)
        .map_err(fail)?;
    let mut tiles = Vec::with_capacity(pyramid.len());
    for (coord, body) in pyramid.iter() {
        let coord = ArchiveCoord::new(coord.z(), coord.x(), coord.y()).map_err(fail)?;
        tiles.push((TileId::from(coord).value(), coord, body));
    }
    tiles.sort_unstable_by_key(|(id, ..)| *id);
    let total = tiles.len();
    for (done, (_, coord, body)) in (1..).zip(tiles) {
        writer.add_tile(coord, body).map_err(fail)?;
        progress(done, total);
    }
    writer.finalize().map_err(fail)
}
