//! The whole pyramid as one file, for a CDN or another tile server.

pub mod mbtiles;
pub mod pmtiles;

use std::path::Path;

use serde::Serialize;

use super::TileError;
use super::tilejson::{JoinedFigures, TileJson, VectorLayer};

/// What an archive says about itself.
#[derive(Clone, Debug)]
pub struct ArchiveInfo {
    /// The TileJSON of the same tiles.
    pub tilejson: TileJson,
    /// What the archive holds, in one sentence.
    pub description: String,
    /// Vintage and release, as `2022-3`.
    pub version: String,
}

/// The part of the metadata that both formats store as JSON.
#[derive(Serialize)]
struct Layers<'a> {
    vector_layers: Vec<VectorLayer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<&'a JoinedFigures>,
}

impl<'a> Layers<'a> {
    /// The layers with the bare types of their fields: `MBTiles` allows nothing else, and readers take a field with any
    /// other text for a text.
    fn new(json: &'a TileJson) -> Self {
        let mut vector_layers = json.vector_layers.clone();
        for told in vector_layers.iter_mut().flat_map(|layer| layer.fields.values_mut()) {
            *told = told.split(':').next().unwrap_or_default();
        }
        Self { vector_layers, figures: json.figures.as_ref() }
    }
}

fn failed(path: &Path, reason: impl std::fmt::Display) -> TileError {
    TileError::Archive { path: path.display().to_string(), reason: reason.to_string() }
}

#[cfg(test)]
mod tests;
