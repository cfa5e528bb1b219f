//! What can go wrong in a store.

use thiserror::Error;

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
    pub(super) fn encoding(what: impl Into<String>, why: &dyn std::error::Error) -> Self {
        Self::Encoding { what: what.into(), why: why.to_string() }
    }
}
