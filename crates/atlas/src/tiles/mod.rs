//! Vector tiles: coordinates, clip, encoding, pyramid, TileJSON, archives.

pub mod archive;
pub mod clip;
pub mod coord;
pub mod encode;
pub mod joined;
pub mod pyramid;
mod release;
#[cfg(test)]
mod sample;
pub mod scene;
pub mod tilejson;
mod wire;

use thiserror::Error;

pub use coord::TileCoord;
pub use pyramid::Pyramid;
pub use release::bake;
pub use scene::{FocusShape, TileSource};
pub use tilejson::TileJson;

/// What can go wrong with tiles.
#[derive(Debug, Error)]
pub enum TileError {
    /// Coordinates outside the pyramid.
    #[error("tile {z}/{x}/{y} does not exist; expected z {min}-{max} and x, y below 2^z", min = coord::MIN_ZOOM, max = coord::MAX_ZOOM)]
    Coord {
        /// Zoom asked for.
        z: u32,
        /// Column asked for.
        x: u32,
        /// Row asked for.
        y: u32,
    },
    /// The encoder refused a tile.
    #[error("tile {coord} cannot be encoded: {source}")]
    Encode {
        /// Which tile.
        coord: TileCoord,
        /// Why.
        source: fast_mvt::MvtError,
    },
    /// The compressor refused a tile.
    #[error("tile {0} cannot be compressed")]
    Compress(TileCoord),
    /// The coverage has no level to draw.
    #[error("the coverage of {0} has no outlines to make tiles of")]
    Empty(crate::domain::Vintage),
    /// A stored pyramid is damaged.
    #[error("the stored tile pyramid is damaged: {0}; bake it again")]
    Damaged(&'static str),
    /// The pyramid is too large for its store.
    #[error("the tile pyramid is larger than 4 GiB")]
    TooLarge,
    /// An archive could not be written.
    #[error("cannot write {path}: {reason}")]
    Archive {
        /// Which file.
        path: String,
        /// Why.
        reason: String,
    },
}
