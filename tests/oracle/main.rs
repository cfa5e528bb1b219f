//! What is computed, held against other implementations and against the source material.
//!
//! Tests in `needs_shared` read the source material beside the checkout (`../shared/data`); where it is absent they are
//! counted as ignored, and `tests/run` asks for them where it is there. Helpers that write files are in `export`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly; clippy exempts only the test functions themselves"
)]

#[path = "../support/outlines.rs"]
mod outlines;
#[path = "../support/release.rs"]
mod release;

mod areas;
mod export;
mod lineage;
mod needs_shared;
mod profiles;
mod similar;
mod statistics;
mod vintages;
