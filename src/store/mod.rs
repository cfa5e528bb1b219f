//! Keeping releases: one import is one release, one release is active, and the others stay readable.
//!
//! A release is kept as the files that it was read from ([`PackedFile`]). [`Store`] says what a backend must do;
//! [`SqliteStore`] does it in one file, with [`Builds`] beside it. The contract that every backend has to pass stands in
//! `contract.rs`.

mod builds;
#[cfg(test)]
mod contract;
pub mod desk;
#[cfg(test)]
mod desk_contract;
mod packed;
mod sqlite;

use std::future::Future;

use thiserror::Error;

pub use builds::Builds;
pub use desk::DeskStore;
use desk::Moment;
pub use packed::PackedFile;
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
    /// A newer program brought the structure further than this one knows.
    #[error(
        "the database was brought to step {found} by a newer program, and this one knows {known}; start the newer \
         program, or restore a backup from before it"
    )]
    Newer {
        /// Step of the database.
        found: i64,
        /// Last step of this program.
        known: i64,
    },
    /// There is no such release.
    #[error("release {0} is not in the database; `wijkwijzer release list` shows which are")]
    NoRelease(String),
    /// The release is known, and its files are not there.
    #[error(
        "the files of release {0} are not kept; import its geodata again with `wijkwijzer import --geodata FOLDER`"
    )]
    NotKept(String),
    /// What is stored of a file is not what its fingerprint says.
    #[error("{0} is damaged in the database; import its geodata again")]
    Damaged(String),
    /// A file beside the database could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// Its path.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// What is stored cannot be read back, or what is to be stored cannot be written.
    #[error("{what} is stored in a form that cannot be read or written: {why}")]
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
    /// Moment of its first import, ISO 8601, UTC.
    pub imported_at: String,
    /// Since when it is the one that is served, where it is.
    pub active_since: Option<String>,
    /// Number of its files; none where they are not kept.
    pub files: u32,
    /// Bytes of its files as they are kept, those that it shares with other releases included.
    pub bytes: u64,
}

impl ReleaseInfo {
    /// Whether its files are there, so that it can be served.
    pub const fn kept(&self) -> bool {
        self.files > 0
    }
}

/// How the last attempt to import ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastImport {
    /// When, ISO 8601, UTC.
    pub at: String,
    /// What was wrong; empty when all was well.
    pub faults: Vec<String>,
}

/// Keeps releases, and which of them is served.
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

    /// Id of the active release and since when it is; also a look at whether the database can be read at all.
    ///
    /// # Errors
    /// The database refuses.
    fn active(&self) -> impl Future<Output = Result<Option<(String, String)>, StoreError>> + Send;

    /// Ids of the releases that are kept, the one that was active last first.
    ///
    /// # Errors
    /// The database refuses.
    fn kept(&self) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;

    /// Keeps `files` as release `id`, in one transaction: after an error nothing has changed. A release that is kept
    /// stays as it is; one of which the files were gone has them again. It is not active by that.
    ///
    /// # Errors
    /// The database refuses.
    fn save_release(&self, id: &str, files: &[PackedFile]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The files of release `id`, as they were kept.
    ///
    /// # Errors
    /// No such release, its files are not kept, or the database refuses.
    fn load_release(&self, id: &str) -> impl Future<Output = Result<Vec<PackedFile>, StoreError>> + Send;

    /// Makes release `id` the one that is served; servers follow. Nothing changes where it is already.
    ///
    /// # Errors
    /// No such release, its files are not kept, or the database refuses.
    fn activate(&self, id: &str) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Drops the files of all releases but the `keep` that were active or imported last, the active one, and those that
    /// a server served since `seen`. What they counted stays. Gives back which were dropped.
    ///
    /// # Errors
    /// The database refuses.
    fn prune(&self, keep: u32, seen: Moment) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;

    /// Keeps what a release counted, for the list of changes.
    ///
    /// # Errors
    /// The database refuses.
    fn save_summary(&self, id: &str, summary: &[u8]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// What every release counted, in the order of import.
    ///
    /// # Errors
    /// The database refuses.
    fn summaries(&self) -> impl Future<Output = Result<Vec<(String, Vec<u8>)>, StoreError>> + Send;

    /// A server says what it serves: release `id` as derived by `build`.
    ///
    /// # Errors
    /// The database refuses.
    fn serves(&self, id: &str, build: &str, now: Moment) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// What servers said since `seen`: releases and builds.
    ///
    /// # Errors
    /// The database refuses.
    fn served(&self, seen: Moment) -> impl Future<Output = Result<Vec<(String, String)>, StoreError>> + Send;

    /// Remembers how an attempt to import ended.
    ///
    /// # Errors
    /// The database refuses.
    fn save_import(&self, faults: &[String]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// How the last attempt to import ended.
    ///
    /// # Errors
    /// The database refuses.
    fn last_import(&self) -> impl Future<Output = Result<Option<LastImport>, StoreError>> + Send;

    /// What was derived from releases, beside the database.
    fn builds(&self) -> &Builds;
}
