//! How the database is written: one right to write, taken before anything is read.

use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};

use crate::store::StoreError;

/// A transaction that may write.
type Writing = Transaction<'static, Sqlite>;

/// A transaction that holds the right to write from its first statement: one that read first and then finds another
/// writer fails at once, however long it may wait. Dropped without a commit, it leaves nothing behind.
pub(super) async fn begin_write(pool: &SqlitePool) -> Result<Writing, StoreError> {
    Ok(pool.begin_with("BEGIN IMMEDIATE").await?)
}

/// Puts what the journal holds into the file, so that nothing that was erased stays behind in it. A journal that another
/// program reads stays: it is emptied the next time.
pub(super) async fn empty_journal(pool: &SqlitePool) {
    if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(pool).await {
        tracing::warn!(%error, "the journal of the database could not be emptied");
    }
}
