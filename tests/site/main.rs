//! The site: everything that drives the router with the shipped release, and what its views say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly; clippy exempts only the test functions themselves"
)]

#[path = "../support/mod.rs"]
mod support;

mod api;
mod assets;
mod briefing;
mod charts;
mod cut;
mod desk;
mod edges;
mod explore;
mod fetch;
mod files;
mod harness;
mod jobs;
mod knowledge;
mod list_files;
mod map;
mod own;
mod pages;
mod peers;
mod places;
mod points;
mod practice;
mod profile_pages;
mod program;
mod programmes;
mod readers;
mod refusals;
mod releases;
mod restricted;
mod stories;
mod tiles;
mod tiles_export;
mod units;
mod upgrade;
mod views;
