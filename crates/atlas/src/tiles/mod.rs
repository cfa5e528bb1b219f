//! Vector tiles: coordinates, clip, encoding, pyramid, TileJSON, archives.
//!
//! [`bake`] makes the [`Pyramid`] of a vintage: a [`TileSource`] becomes a [`scene::Scene`] for every zoom from which
//! more is shown; what each zoom shows of it is cut into tiles, encoded and compressed. [`joined`] puts the figures of a period into finished tiles; [`TileJson`] tells
//! a map what is there; [`archive`] writes a pyramid as a file.
//!
//! To add a layer: a variant of [`scene::Layer`], its shapes where `scene.rs` makes those of the layers beside it, and its
//! fields in [`tilejson::vector_layers`].

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
mod tiles_of;
mod wire;

pub use coord::{NoTile, TileCoord};
pub use error::TileError;
pub use pyramid::Pyramid;
pub use release::bake;
pub use scene::{FocusShape, TileSource};
pub use tilejson::TileJson;
pub use tiles_of::{PyramidFile, ReadAt, Tiles};
