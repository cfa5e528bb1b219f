//! Keeping releases: one import is one release, and an older one stays readable.
//!
//! [`Store`] says what a backend must do; [`SqliteStore`] does it in one file. The contract that every backend has
//! to pass stands in `contract.rs`.

#[cfg(test)]
mod contract;
pub mod desk;
#[cfg(test)]
mod desk_contract;
mod sqlite;

use std::future::Future;

use thiserror::Error;

use crate::domain::{Dataset, Progress, RegionCode, Vintage};

pub use desk::DeskStore;
pub use sqlite::SqliteStore;

/// What can go wrong in a store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database itself.
    #[error("the database refused: {0}; check that the file is writable and on a local disk with space left")]
    Database(#[from] sqlx::Error),
    /// The structure could not be brought up to date.
    #[error("the database could not be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The folder of the database could not be made.
    #[error("the folder of the database {path} could not be made: {error}")]
    Folder {
        /// Path of the database.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// The release is already there.
    #[error("release {0} is already in the database")]
    ReleaseExists(String),
    /// There is no such release.
    #[error("release {0} is not in the database; run `wijkwijzer import`")]
    NoRelease(String),
    /// A figure of a region that its vintage does not have.
    #[error("delivery {delivery} has a figure of {code}, which is not a region of {vintage}")]
    UnknownRegion {
        /// Delivery.
        delivery: String,
        /// Region.
        code: RegionCode,
        /// Vintage.
        vintage: Vintage,
    },
    /// What is stored cannot be read back, or what is to be stored cannot be written.
    #[error("{what} is stored in a form that cannot be read or written: {why}; import again")]
    Encoding {
        /// Which item.
        what: String,
        /// Why.
        why: String,
    },
}

impl StoreError {
    fn encoding(what: impl Into<String>, why: &dyn std::error::Error) -> Self {
        Self::Encoding { what: what.into(), why: why.to_string() }
    }
}

/// A release in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseInfo {
    /// Id.
    pub id: String,
    /// Moment of import, ISO 8601, UTC.
    pub imported_at: String,
    /// Release that was the newest before.
    pub previous: Option<String>,
}

/// Keeps releases and what was built from them.
pub trait Store: Send + Sync {
    /// Brings the structure of the database up to date.
    ///
    /// # Errors
    /// The database refuses, or was made by a newer program.
    fn migrate(&self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// All releases, the newest first.
    ///
    /// # Errors
    /// The database refuses.
    fn releases(&self) -> impl Future<Output = Result<Vec<ReleaseInfo>, StoreError>> + Send;

    /// The newest release.
    ///
    /// # Errors
    /// The database refuses.
    fn latest_release(&self) -> impl Future<Output = Result<Option<ReleaseInfo>, StoreError>> + Send;

    /// Keeps `dataset` as release `id`, in one transaction: after an error nothing has changed.
    ///
    /// # Errors
    /// The release exists, a figure has no region, or the database refuses.
    fn save_release(
        &self,
        id: &str,
        dataset: &Dataset,
        progress: &dyn Progress,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Reads release `id`; it equals what was saved.
    ///
    /// # Errors
    /// No such release, or the database refuses.
    fn load_dataset(&self, id: &str) -> impl Future<Output = Result<Dataset, StoreError>> + Send;

    /// Keeps what was built from a release under a build version and a kind ("atlas"), replacing what was there.
    ///
    /// # Errors
    /// No such release, or the database refuses.
    fn save_build(
        &self,
        release: &str,
        version: &str,
        kind: &str,
        bytes: &[u8],
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// What was built, or `None` when it was not.
    ///
    /// # Errors
    /// The database refuses.
    fn load_build(
        &self,
        release: &str,
        version: &str,
        kind: &str,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send;

    /// The kinds of builds that are kept of a release in a version, in order.
    ///
    /// # Errors
    /// The database refuses.
    fn build_kinds(&self, release: &str, version: &str)
    -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;

    /// Drops every build but those of `release` in `version` and those of kind "summary"; gives back how many were dropped.
    ///
    /// # Errors
    /// The database refuses.
    fn prune_builds(&self, release: &str, version: &str) -> impl Future<Output = Result<u64, StoreError>> + Send;
}
