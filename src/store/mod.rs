//! Keeping releases: one import is one release, one release is active, and the others stay readable.
//!
//! A release is kept as the files that it was read from ([`PackedFile`]). [`Store`] says what a backend must do;
//! [`SqliteStore`] does it in one file, with [`Builds`] beside it. The contract that every backend has to pass stands in
//! `contract.rs`.

mod account;
mod answer;
pub mod audit;
mod builds;
#[cfg(test)]
mod contract;
pub mod desk;
#[cfg(test)]
mod desk_contract;
mod error;
mod packed;
mod release;
mod sqlite;

pub use builds::{BuildFile, Builds};
pub use desk::DeskStore;
pub use error::StoreError;
pub use packed::PackedFile;
pub use release::{KeptReleases, LastImport, ReleaseInfo, Store};
pub use sqlite::SqliteStore;
