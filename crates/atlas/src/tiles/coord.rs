//! Tile coordinates.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::geometry::project::to_mercator;

/// The smallest zoom that is served.
pub const MIN_ZOOM: u8 = 5;
/// The largest zoom that is served.
pub const MAX_ZOOM: u8 = 14;

/// The largest zoom of a vintage. Its tiles are shown enlarged from there on. Those of all but the base, which colour a
/// map and nothing else, end one zoom sooner: the deepest zoom is half of a pyramid.
pub const fn max_zoom(is_base: bool) -> u8 {
    if is_base { MAX_ZOOM } else { MAX_ZOOM - 1 }
}

/// A tile of the Web Mercator pyramid, rows counted from the north. Always within the pyramid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TileCoord {
    z: u8,
    x: u32,
    y: u32,
}

/// Coordinates outside the pyramid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("tile {z}/{x}/{y} does not exist; expected z {MIN_ZOOM}-{MAX_ZOOM} and x, y below 2^z")]
pub struct NoTile {
    /// Zoom asked for.
    pub z: u32,
    /// Column asked for.
    pub x: u32,
    /// Row asked for.
    pub y: u32,
}

impl TileCoord {
    /// Checks coordinates as they come from a URL.
    ///
    /// # Errors
    /// When the zoom is outside [`MIN_ZOOM`] to [`MAX_ZOOM`], or column or row do not exist on it.
    pub fn new(z: u32, x: u32, y: u32) -> Result<Self, NoTile> {
        match u8::try_from(z) {
            Ok(zoom) if (MIN_ZOOM..=MAX_ZOOM).contains(&zoom) && x < 1 << zoom && y < 1 << zoom => {
                Ok(Self { z: zoom, x, y })
            }
            _ => Err(NoTile { z, x, y }),
        }
    }

    /// Zoom.
    pub const fn z(&self) -> u8 {
        self.z
    }

    /// Column, from the west.
    pub const fn x(&self) -> u32 {
        self.x
    }

    /// Row, from the north.
    pub const fn y(&self) -> u32 {
        self.y
    }

    /// Row counted from the south, as MBTiles and the grid of [`crate::geometry::SimplifiedCoverage`] have it.
    pub const fn row_from_south(&self) -> u32 {
        (1 << self.z) - 1 - self.y
    }

    /// One number that orders tiles by zoom, column, row.
    pub const fn key(&self) -> u64 {
        ((self.z as u64) << 48) | ((self.x as u64) << 24) | self.y as u64
    }

    /// The inverse of [`Self::key`].
    ///
    /// # Errors
    /// When the number is no key of a tile.
    pub fn from_key(key: u64) -> Result<Self, NoTile> {
        let part = |shift: u32, bits: u32| u32::try_from((key >> shift) & ((1 << bits) - 1)).unwrap_or(u32::MAX);
        Self::new(part(48, 16), part(24, 24), part(0, 24))
    }

    /// Tiles of a zoom that a box (west, south, east, north in degrees) touches: first and last column and row.
    pub fn range([west, south, east, north]: [f64; 4], zoom: u8) -> [u32; 4] {
        let tiles = f64::from(1_u32 << zoom.min(MAX_ZOOM));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the tiles of the zoom")]
        let tile = |fraction: f64| (fraction * tiles).clamp(0.0, tiles - 1.0) as u32;
        let ([x0, y0], [x1, y1]) = (to_mercator([west, south]), to_mercator([east, north]));
        [tile(x0), tile(1.0 - y1), tile(x1), tile(1.0 - y0)]
    }
}

impl fmt::Display for TileCoord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.z, self.x, self.y)
    }
}

/// A box around the European Netherlands: west, south, east, north in degrees.
pub const NETHERLANDS: [f64; 4] = [3.2, 50.7, 7.3, 53.7];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_outside_the_pyramid_are_refused() {
        for (z, x, y) in [(4, 0, 0), (15, 0, 0), (5, 32, 0), (5, 0, 32), (u32::MAX, 0, 0), (14, u32::MAX, 1)] {
            let error = TileCoord::new(z, x, y).unwrap_err();
            assert!(error.to_string().contains("expected z 5-14"), "{error}");
        }
    }

    #[test]
    fn keys_order_tiles_and_come_back() {
        let one = TileCoord::new(5, 16, 10).unwrap();
        let two = TileCoord::new(14, 8_415, 5_384).unwrap();
        assert!(one.key() < two.key());
        assert_eq!(TileCoord::from_key(two.key()).unwrap(), two);
        assert!(TileCoord::from_key(u64::MAX).is_err());
    }

    #[test]
    fn the_netherlands_lie_on_few_tiles_of_zoom_five() {
        assert_eq!(TileCoord::range(NETHERLANDS, 5), [16, 10, 16, 10]);
        let [x0, y0, x1, y1] = TileCoord::range(NETHERLANDS, 10);
        assert!(x0 <= 526 && 526 <= x1 && y0 <= 336 && 336 <= y1, "Amsterdam is 10/526/336");
    }

    #[test]
    fn rows_from_the_south_are_turned() {
        assert_eq!(TileCoord::new(5, 16, 10).unwrap().row_from_south(), 21);
    }
}
