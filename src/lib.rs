//! wijkwijzer: from the map, to the figures, to what was tried in places like this one.
#![forbid(unsafe_code)]
#![allow(
    missing_docs,
    reason = "in a program a comment says what a name does not; only the crates that compute are documented in full"
)]

pub use wijkwijzer_atlas::{atlas, tiles};
pub use wijkwijzer_core::{domain, geometry, stats, text, urls};
pub use wijkwijzer_fetch::fetch;
pub use wijkwijzer_geodata::ingest;

pub mod charts;
pub mod cli;
pub mod desk;
pub mod export;
pub mod store;
pub mod views;
pub mod web;
