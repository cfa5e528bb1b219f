//! The store in one SQLite file.

mod builds;
mod desk;
mod items;
mod load;
mod migrations;
mod save;

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use super::{ReleaseInfo, Store, StoreError};
use crate::domain::{Dataset, Progress};

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
            .pragma("cache_size", "-8192");
        let path = options.get_filename().to_string_lossy().into_owned();
        if let Some(folder) = Path::new(&path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::Folder { path: path.clone(), error })?;
        }
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        Ok(Self { pool, path })
    }

    /// Runs a statement as it stands: a test tries what no method offers.
    #[cfg(test)]
    pub(super) async fn execute(&self, sql: &'static str) -> Result<(), StoreError> {
        sqlx::query(sql).execute(&self.pool).await?;
        Ok(())
    }

    /// Closes all connections, so that the file can be moved.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

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
