//! Vector tiles: coordinates, clip, encoding, pyramid, TileJSON, archives.
//!
//! [`bake`] makes the [`Pyramid`] of a vintage: a [`TileSource`] becomes one [`scene::Scene`] per layer and zoom, which is
//! cut into tiles, encoded and compressed. [`joined`] puts the figures of a period into finished tiles; [`TileJson`] tells
//! a map what is there; [`archive`] writes a pyramid as a file.
//!
//! To add a layer: a variant of [`scene::Layer`], its shapes in [`scene::Scene::all`], and its fields in
//! [`tilejson::vector_layers`].

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
