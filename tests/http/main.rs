//! The site over HTTP: the router with the shipped release, without a socket.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly; clippy exempts only the test functions themselves"
)]

#[path = "../common/mod.rs"]
mod common;

mod api;
mod assets;
mod briefing;
mod charts;
mod client;
mod desk;
mod explore;
mod files;
mod knowledge;
mod list_files;
mod map;
mod own;
mod pages;
mod places;
mod practice;
mod readers;
mod refusals;
mod tiles;
mod tiles_export;
