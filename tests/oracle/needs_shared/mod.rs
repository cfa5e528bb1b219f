//! Tests that read the source material (`../shared/data`, `../shared/deliveries`).
//!
//! Each is ignored with the same reason, so that it is counted as such where the material is absent instead of passing
//! without having tested anything. `cargo test --test oracle needs_shared -- --ignored` runs them.

mod coverage_2024;
mod deliveries;
mod outlines;
mod tiles_2024;
