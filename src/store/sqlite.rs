//! The embedded database: one file, written ahead of time, read by many.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use crate::domain::{Dataset, Manifest, ManifestFile, Region, Topology, Vintage, VintageRegions};

use super::{ReleaseInfo, Store, StoreError, Written, documents, figures};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Rows of one statement with four parameters each.
const ROWS: usize = 8_000;

/// Releases in one SQLite file.
#[derive(Clone)]
pub struct SqliteStore {
    pool: SqlitePool,
    place: String,
}

/// Shows where it is, and nothing of what it holds.
impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore").field("place", &self.place).finish_non_exhaustive()
    }
}

impl SqliteStore {
    /// Opens a database file, and makes it when it is not there.
    ///
    /// # Errors
    /// When the file cannot be opened or is no database.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let place = path.display().to_string();
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(Duration::from_secs(30));
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await;
        let pool = pool.map_err(|error| StoreError::Database { place: place.clone(), error })?;
        Ok(Self { pool, place })
    }

    fn failed(&self) -> impl Fn(sqlx::Error) -> StoreError + '_ {
        |error| StoreError::Database { place: self.place.clone(), error }
    }

    fn unreadable(&self, what: &str, reason: &dyn fmt::Display) -> StoreError {
        StoreError::Unreadable { place: self.place.clone(), what: what.to_owned(), reason: reason.to_string() }
    }

    async fn number(&self, id: &str) -> Result<i64, StoreError> {
        let found: Option<(i64,)> = sqlx::query_as("SELECT number FROM release WHERE id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(self.failed())?;
        found.map(|(number,)| number).ok_or_else(|| StoreError::Release(id.to_owned(), "not in the database"))
    }
}

impl Store for SqliteStore {
    async fn migrate(&self) -> Result<(), StoreError> {
        MIGRATIONS.run(&self.pool).await.map_err(|error| StoreError::Migrate(self.place.clone(), error))
    }

    async fn releases(&self) -> Result<Vec<ReleaseInfo>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as("SELECT id, imported_at FROM release ORDER BY number")
            .fetch_all(&self.pool)
            .await
            .map_err(self.failed())?;
        Ok(rows.into_iter().map(|(id, imported_at)| ReleaseInfo { id, imported_at }).collect())
    }

    async fn latest_release(&self) -> Result<Option<ReleaseInfo>, StoreError> {
        let row: Option<(String, String)> =
            sqlx::query_as("SELECT id, imported_at FROM release ORDER BY number DESC LIMIT 1")
                .fetch_optional(&self.pool)
                .await
                .map_err(self.failed())?;
        Ok(row.map(|(id, imported_at)| ReleaseInfo { id, imported_at }))
    }

    async fn save_release(&self, id: &str, dataset: &Dataset, written: Written<'_>) -> Result<(), StoreError> {
        if self.number(id).await.is_ok() {
            return Err(StoreError::Release(id.to_owned(), "in the database already"));
        }
        let content = documents::of(dataset).map_err(|error| self.unreadable("the dataset", &error))?;
        let outlines = dataset
            .topologies
            .iter()
            .map(|topology| Ok((topology.vintage.0, postcard::to_stdvec(topology)?)))
            .collect::<Result<Vec<_>, postcard::Error>>()
            .map_err(|error| self.unreadable("the outlines", &error))?;
        // Dropped before its commit, the transaction rolls back: nothing has changed.
        let mut transaction = self.pool.begin().await.map_err(self.failed())?;
        write_all(&mut transaction, id, dataset, &content, outlines, written).await.map_err(self.failed())?;
        transaction.commit().await.map_err(self.failed())
    }

    async fn load_dataset(&self, id: &str) -> Result<Dataset, StoreError> {
        let number = self.number(id).await?;
        let mut connection = self.pool.acquire().await.map_err(self.failed())?;
        let mut dataset = read_tables(&mut connection, number).await.map_err(self.failed())?;
        dataset.figures = figures::load(&mut connection, number).await.map_err(self.failed())?;
        let content: Vec<(String, String)> =
            sqlx::query_as("SELECT kind, body FROM document WHERE release = ? ORDER BY kind, position")
                .bind(number)
                .fetch_all(&mut *connection)
                .await
                .map_err(self.failed())?;
        documents::fill(&mut dataset, &content).map_err(|error| self.unreadable("its content", &error))?;
        let outlines: Vec<(Vec<u8>,)> = sqlx::query_as("SELECT body FROM topology WHERE release = ? ORDER BY vintage")
            .bind(number)
            .fetch_all(&mut *connection)
            .await
            .map_err(self.failed())?;
        dataset.topologies = outlines
            .iter()
            .map(|(body,)| postcard::from_bytes::<Topology>(body))
            .collect::<Result<_, _>>()
            .map_err(|error| self.unreadable("its outlines", &error))?;
        Ok(dataset)
    }

    async fn save_build(&self, id: &str, version: &str, kind: &str, body: &[u8]) -> Result<(), StoreError> {
        let number = self.number(id).await?;
        sqlx::query("INSERT OR REPLACE INTO build (release, kind, version, body) VALUES (?, ?, ?, ?)")
            .bind(number)
            .bind(kind)
            .bind(version)
            .bind(body)
            .execute(&self.pool)
            .await
            .map_err(self.failed())?;
        Ok(())
    }

    async fn load_build(&self, id: &str, version: &str, kind: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let number = self.number(id).await?;
        let row: Option<(Vec<u8>,)> =
            sqlx::query_as("SELECT body FROM build WHERE release = ? AND kind = ? AND version = ?")
                .bind(number)
                .bind(kind)
                .bind(version)
                .fetch_optional(&self.pool)
                .await
                .map_err(self.failed())?;
        Ok(row.map(|(body,)| body))
    }
}

async fn write_all(
    connection: &mut SqliteConnection,
    id: &str,
    dataset: &Dataset,
    content: &[documents::Document],
    outlines: Vec<(u16, Vec<u8>)>,
    written: Written<'_>,
) -> Result<(), sqlx::Error> {
    let release = sqlx::query("INSERT INTO release (id, imported_at, format) VALUES (?, ?, ?)")
        .bind(id)
        .bind(format!("{:.0}", Timestamp::now()))
        .bind(dataset.manifest.format)
        .execute(&mut *connection)
        .await?
        .last_insert_rowid();
    write_files(connection, release, &dataset.manifest).await?;
    let mut positions = std::collections::BTreeMap::new();
    for document in content {
        let position = positions.entry(document.kind).or_insert(0_i64);
        sqlx::query("INSERT INTO document (release, kind, id, position, body) VALUES (?, ?, ?, ?, ?)")
            .bind(release)
            .bind(document.kind)
            .bind(&document.id)
            .bind(*position)
            .bind(&document.body)
            .execute(&mut *connection)
            .await?;
        *position += 1;
    }
    for (vintage, body) in outlines {
        sqlx::query("INSERT INTO topology (release, vintage, body) VALUES (?, ?, ?)")
            .bind(release)
            .bind(vintage)
            .bind(body)
            .execute(&mut *connection)
            .await?;
    }
    for list in &dataset.regions {
        for part in list.regions.chunks(ROWS) {
            let mut query: QueryBuilder<Sqlite> =
                QueryBuilder::new("INSERT INTO region (release, vintage, code, name) ");
            query.push_values(part, |mut row, region| {
                row.push_bind(release)
                    .push_bind(list.vintage.0)
                    .push_bind(region.code.to_string())
                    .push_bind(&region.name);
            });
            query.build().execute(&mut *connection).await?;
        }
    }
    for table in &dataset.figures {
        figures::save(connection, release, table, written).await?;
    }
    Ok(())
}

async fn write_files(connection: &mut SqliteConnection, release: i64, manifest: &Manifest) -> Result<(), sqlx::Error> {
    for file in &manifest.files {
        sqlx::query("INSERT INTO file (release, path, sha256, bytes, source, year, licence, attribution) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(release)
            .bind(&file.path)
            .bind(&file.sha256)
            .bind(i64::try_from(file.bytes).unwrap_or(i64::MAX))
            .bind(&file.source)
            .bind(&file.year)
            .bind(&file.licence)
            .bind(&file.attribution)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Manifest and regions.
async fn read_tables(connection: &mut SqliteConnection, number: i64) -> Result<Dataset, sqlx::Error> {
    let (format,): (u32,) =
        sqlx::query_as("SELECT format FROM release WHERE number = ?").bind(number).fetch_one(&mut *connection).await?;
    let files: Vec<(String, String, i64, String, String, String, String)> = sqlx::query_as(
        "SELECT path, sha256, bytes, source, year, licence, attribution FROM file WHERE release = ? ORDER BY path",
    )
    .bind(number)
    .fetch_all(&mut *connection)
    .await?;
    let file = |(path, sha256, bytes, source, year, licence, attribution): (
        String,
        String,
        i64,
        String,
        String,
        String,
        String,
    )| ManifestFile {
        path,
        sha256,
        bytes: u64::try_from(bytes).unwrap_or_default(),
        source,
        year,
        licence,
        attribution,
    };
    let manifest = Manifest { format, files: files.into_iter().map(file).collect() };
    let rows: Vec<(u16, String, String)> =
        sqlx::query_as("SELECT vintage, code, name FROM region WHERE release = ? ORDER BY vintage, code")
            .bind(number)
            .fetch_all(&mut *connection)
            .await?;
    let mut regions: Vec<VintageRegions> = Vec::new();
    for (vintage, code, name) in rows {
        let region = Region { code: code.parse().map_err(figures::decode)?, name };
        match regions.last_mut().filter(|list| list.vintage == Vintage(vintage)) {
            Some(list) => list.regions.push(region),
            None => regions.push(VintageRegions { vintage: Vintage(vintage), regions: vec![region] }),
        }
    }
    Ok(Dataset { manifest, regions, ..Dataset::default() })
}
