//! What can go wrong with tiles.

use thiserror::Error;

use super::coord::{NoTile, TileCoord};
use crate::domain::Vintage;

/// What can go wrong with tiles.
#[derive(Debug, Error)]
pub enum TileError {
    /// Coordinates outside the pyramid.
    #[error(transparent)]
    Coord(#[from] NoTile),
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
    Empty(Vintage),
    /// A stored pyramid is damaged.
    #[error("the stored tile pyramid is damaged: {0}; bake it again")]
    Damaged(&'static str),
    /// Tiles could not be read from where they are kept.
    #[error("the tiles cannot be read: {0}")]
    Read(std::io::Error),
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
