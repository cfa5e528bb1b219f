//! The store in one SQLite file.

mod backup;
mod desk;
#[cfg(test)]
mod fault_tests;
mod migrations;
mod releases;
mod writing;

use std::fmt;
use std::io::Read as _;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use super::desk::Moment;
use super::{Builds, LastImport, PackedFile, ReleaseInfo, Store, StoreError};
use writing::{begin_write, empty_journal};

/// A store in one SQLite file, which is made when it is missing. Cheap to clone.
#[derive(Clone)]
pub struct SqliteStore {
    pool: SqlitePool,
    path: String,
    builds: Builds,
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
            // What was answered with "received" is on the disk, also after a power cut.
            .synchronous(SqliteSynchronous::Full)
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
        let builds = Builds::beside(Path::new(&path));
        Ok(Self { pool, path, builds })
    }

    /// Runs a statement as it stands: a test tries what no method offers.
    #[cfg(test)]
    pub(super) async fn execute(&self, sql: &'static str) -> Result<(), StoreError> {
        sqlx::query(sql).execute(&self.pool).await?;
        Ok(())
    }

    /// Writes what people wrote to a database of its own at `file`, which must not exist. One can start on it: geodata is
    /// imported into it again.
    ///
    /// # Errors
    /// The file exists or cannot be written, or the database refuses.
    pub async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        let refused = |error| StoreError::File { path: file.display().to_string(), error };
        if file.try_exists().map_err(refused)? {
            return Err(refused(std::io::ErrorKind::AlreadyExists.into()));
        }
        let copy = Self::open(&file.display().to_string()).await?;
        copy.migrate().await?;
        backup::copy(&self.path, &copy.pool).await?;
        copy.close().await;
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

/// Every SQLite file begins like this.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Whether the file is still there and begins as a database does. A new one is empty until something is written.
fn looks_like_a_database(path: &str) -> Result<(), StoreError> {
    let mut start = Vec::with_capacity(MAGIC.len());
    std::fs::File::open(path)
        .and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut start))
        .map_err(|error| StoreError::File { path: path.to_owned(), error })?;
    if start.is_empty() || start == MAGIC {
        return Ok(());
    }
    let error = std::io::Error::other("it is no database any more; restore a backup and start again");
    Err(StoreError::File { path: path.to_owned(), error })
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

impl Store for SqliteStore {
    async fn migrate(&self) -> Result<(), StoreError> {
        migrations::run(&self.pool).await
    }

    async fn releases(&self) -> Result<Vec<ReleaseInfo>, StoreError> {
        releases::list(&self.pool).await
    }

    async fn active(&self) -> Result<Option<(String, String)>, StoreError> {
        // The driver may answer from pages that it still holds.
        looks_like_a_database(&self.path)?;
        releases::active(&self.pool).await
    }

    async fn kept(&self) -> Result<Vec<String>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        Ok(releases::kept(&mut connection).await?.into_iter().map(|(_, id)| id).collect())
    }

    async fn save_release(&self, id: &str, files: &[PackedFile]) -> Result<(), StoreError> {
        releases::save(&self.pool, id, files).await
    }

    async fn load_release(&self, id: &str) -> Result<Vec<PackedFile>, StoreError> {
        releases::load(&self.pool, id).await
    }

    async fn activate(&self, id: &str) -> Result<(), StoreError> {
        releases::activate(&self.pool, id).await
    }

    async fn prune(&self, keep: u32, seen: Moment) -> Result<Vec<String>, StoreError> {
        releases::prune(&self.pool, keep, seen).await
    }

    async fn save_summary(&self, id: &str, summary: &[u8]) -> Result<(), StoreError> {
        releases::save_summary(&self.pool, id, summary).await
    }

    async fn summaries(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        releases::summaries(&self.pool).await
    }

    async fn serves(&self, id: &str, build: &str, now: Moment) -> Result<(), StoreError> {
        releases::serves(&self.pool, id, build, now).await
    }

    async fn served(&self, seen: Moment) -> Result<Vec<(String, String)>, StoreError> {
        releases::served(&self.pool, seen).await
    }

    async fn save_import(&self, faults: &[String]) -> Result<(), StoreError> {
        releases::save_import(&self.pool, faults).await
    }

    async fn last_import(&self) -> Result<Option<LastImport>, StoreError> {
        releases::last_import(&self.pool).await
    }

    fn builds(&self) -> &Builds {
        &self.builds
    }
}
