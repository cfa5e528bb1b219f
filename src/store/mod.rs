//! Keeping releases: one import, one transaction, one release.
//!
//! The contract is [`Store`]; [`SqliteStore`] keeps everything in one file. Readers of a page never come here: they
//! read the Atlas.

#[cfg(test)]
mod contract;
mod documents;
mod figures;
mod sqlite;

use std::future::Future;

use thiserror::Error;

use crate::domain::Dataset;

pub use sqlite::SqliteStore;

/// Why the store could not do what was asked. Nothing has changed then.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database cannot be opened, read or written.
    #[error("database {place}: {error}")]
    Database {
        /// Path of the database.
        place: String,
        /// What the database says.
        error: sqlx::Error,
    },
    /// The structure of the database cannot be brought up to date.
    #[error(
        "database {0}: its structure cannot be brought up to date: {1}; was it made by a newer version of the program?"
    )]
    Migrate(String, sqlx::migrate::MigrateError),
    /// Something stored cannot be read back.
    #[error("database {place}: {what} cannot be read: {reason}; import again into a new database")]
    Unreadable {
        /// Path of the database.
        place: String,
        /// What was read.
        what: String,
        /// Why it failed.
        reason: String,
    },
    /// A release that is already there, or one that is not.
    #[error("release {0} is {1}")]
    Release(String, &'static str),
}

/// A release that the store keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseInfo {
    /// Its id.
    pub id: String,
    /// When it was imported (RFC 3339, UTC).
    pub imported_at: String,
}

/// Called with the number of cells written so far, to show progress.
pub type Written<'a> = &'a (dyn Fn(u64) + Sync);

/// A place where releases are kept.
pub trait Store: Send + Sync {
    /// Brings the structure up to date.
    fn migrate(&self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// All releases, in the order in which they were imported.
    fn releases(&self) -> impl Future<Output = Result<Vec<ReleaseInfo>, StoreError>> + Send;

    /// The release imported last.
    fn latest_release(&self) -> impl Future<Output = Result<Option<ReleaseInfo>, StoreError>> + Send;

    /// Keeps a dataset as release `id`, in one transaction: afterwards all of it is there, or nothing has changed.
    fn save_release(
        &self,
        id: &str,
        dataset: &Dataset,
        written: Written<'_>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Reads a release back, equal to what was saved.
    fn load_dataset(&self, id: &str) -> impl Future<Output = Result<Dataset, StoreError>> + Send;

    /// Keeps something derived from a release; it replaces what other code derived of the same kind.
    fn save_build(
        &self,
        id: &str,
        version: &str,
        kind: &str,
        body: &[u8],
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// What this version of the code derived from a release; `None` when it did not.
    fn load_build(
        &self,
        id: &str,
        version: &str,
        kind: &str,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send;
}
