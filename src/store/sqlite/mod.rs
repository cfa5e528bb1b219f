//! The store in one SQLite file.

mod builds;
mod desk;
#[cfg(test)]
mod fault_tests;
mod items;
mod load;
mod migrations;
mod save;
mod writing;

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use super::{ReleaseInfo, Store, StoreError};
use crate::domain::{Dataset, Progress};
use writing::{begin_write, empty_journal};

/// A store in one SQLite file, which is made when it is missing. Cheap to clone.
#[derive(Clone)]
pub struct SqliteStore {
    pool: SqlitePool,
    path: String,
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A URI may carry a key; the path of the file is what helps.
        f.debug_struct("SqliteStore").field("path", &self.path).finish_non_exhaustive()
    }
}

impl SqliteStore {
    /// Opens the database at `uri`: a path, or `sqlite:` and a path.
    ///
    /// # Errors
    /// The path is no database, or its folder cannot be made.
    pub async fn open(uri: &str) -> Result<Self, StoreError> {
        let path = uri.strip_prefix("sqlite://").or_else(|| uri.strip_prefix("sqlite:")).unwrap_or(uri);
        let options = SqliteConnectOptions::from_str(&format!("sqlite:{path}"))?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            // Larger pages make the import of two million figures faster; a modest cache keeps a serving program small.
            .page_size(8192)
            .pragma("cache_size", "-8192")
            // What is erased is gone from the file as well, not only from the answers.
            .pragma("secure_delete", "ON");
        let path = options.get_filename().to_string_lossy().into_owned();
        if let Some(folder) = Path::new(&path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::Folder { path: path.clone(), error })?;
        }
        private(&path)?;
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .after_release(|connection, _| Box::pin(is_clean(connection)))
            .connect_with(options)
            .await?;
        Ok(Self { pool, path })
    }

    /// Runs a statement as it stands: a test tries what no method offers.
    #[cfg(test)]
    pub(super) async fn execute(&self, sql: &'static str) -> Result<(), StoreError> {
        sqlx::query(sql).execute(&self.pool).await?;
        Ok(())
    }

    /// Puts what the journal holds into the file and closes all connections, so that the file can be moved.
    pub async fn close(&self) {
        empty_journal(&self.pool).await;
        self.pool.close().await;
    }
}

/// Whether a connection may serve again. SQLite ends a transaction by itself when the disk is full or broken; the driver
/// then fails to end it, goes on counting it, and refuses the next one. Such a connection is closed.
async fn is_clean(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // What a dropped transaction left to do is done before this answers.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Makes the file when it is missing, readable by its owner only: it holds addresses, hashes of passwords and a key.
fn private(path: &str) -> Result<(), StoreError> {
    if path.is_empty() || path.starts_with(":memory:") {
        return Ok(());
    }
    let refused = |error| StoreError::Folder { path: path.to_owned(), error };
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            warn_when_others_read(path);
            Ok(())
        }
        Err(error) => Err(refused(error)),
    }
}

#[cfg(unix)]
fn warn_when_others_read(path: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path).map_or(0, |file| file.permissions().mode() & 0o777);
    if mode & 0o077 != 0 {
        tracing::warn!(
            database = path,
            mode = format!("{mode:o}"),
            "others may read or write the database; it holds addresses and a key: chmod 600"
        );
    }
}

#[cfg(not(unix))]
const fn warn_when_others_read(_path: &str) {}

type ReleaseRow = (String, String, Option<String>);

fn info((id, imported_at, previous): ReleaseRow) -> ReleaseInfo {
    ReleaseInfo { id, imported_at, previous }
}

impl Store for SqliteStore {
    async fn migrate(&self) -> Result<(), StoreError> {
        migrations::all().run(&self.pool).await?;
        Ok(())
    }

    async fn releases(&self) -> Result<Vec<ReleaseInfo>, StoreError> {
        let sql = "SELECT id, imported_at, previous FROM release ORDER BY number DESC";
        let rows: Vec<ReleaseRow> = sqlx::query_as(sql).fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(info).collect())
    }

    async fn latest_release(&self) -> Result<Option<ReleaseInfo>, StoreError> {
        let sql = "SELECT id, imported_at, previous FROM release ORDER BY number DESC LIMIT 1";
        let row: Option<ReleaseRow> = sqlx::query_as(sql).fetch_optional(&self.pool).await?;
        Ok(row.map(info))
    }

    async fn save_release(&self, id: &str, dataset: &Dataset, progress: &dyn Progress) -> Result<(), StoreError> {
        save::save(&self.pool, id, dataset, progress).await
    }

    async fn load_dataset(&self, id: &str) -> Result<Dataset, StoreError> {
        load::load(&self.pool, id).await
    }

    async fn save_build(&self, release: &str, version: &str, kind: &str, bytes: &[u8]) -> Result<(), StoreError> {
        builds::save(&self.pool, release, version, kind, bytes).await
    }

    async fn load_build(&self, release: &str, version: &str, kind: &str) -> Result<Option<Vec<u8>>, StoreError> {
        builds::load(&self.pool, release, version, kind).await
    }

    async fn build_kinds(&self, release: &str, version: &str) -> Result<Vec<String>, StoreError> {
        builds::kinds(&self.pool, release, version).await
    }

    async fn prune_builds(&self, release: &str, version: &str) -> Result<u64, StoreError> {
        builds::prune(&self.pool, release, version).await
    }
}
