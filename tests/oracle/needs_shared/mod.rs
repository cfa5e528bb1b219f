//! Tests that read the outlines of the source material (`../shared/data/boundaries`).
//!
//! Each is ignored with the same reason, so that it is counted as such where the material is absent instead of passing
//! without having tested anything. `cargo test --test oracle needs_shared -- --ignored` runs them.

mod coverage_2024;
mod tiles_2024;
