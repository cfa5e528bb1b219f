//! wijkwijzer: from the map, to the figures, to what was tried in places like this one.
#![forbid(unsafe_code)]

pub mod atlas;
pub mod charts;
pub mod cli;
pub mod desk;
pub mod domain;
pub mod export;
pub mod geometry;
pub mod ingest;
pub mod stats;
pub mod store;
pub mod text;
pub mod tiles;
pub mod views;
pub mod web;
