//! Vector tiles: coordinates, clip, encoding, pyramid, TileJSON, archives.

pub mod archive;
pub mod clip;
pub mod coord;
pub mod encode;
mod error;
pub mod joined;
pub mod pyramid;
mod release;
#[cfg(test)]
mod sample;
pub mod scene;
pub mod tilejson;
mod wire;

pub use coord::{NoTile, TileCoord};
pub use error::TileError;
pub use pyramid::Pyramid;
pub use release::bake;
pub use scene::{FocusShape, TileSource};
pub use tilejson::TileJson;
