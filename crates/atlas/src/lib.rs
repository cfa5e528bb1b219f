//! Everything that follows from a release: the [`atlas`], derived once and immutable, and the vector [`tiles`] of its
//! outlines.
#![forbid(unsafe_code)]

pub use wijkwijzer_core::{domain, geometry, stats};

pub mod atlas;
pub mod tiles;
