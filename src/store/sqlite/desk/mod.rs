//! What people write, in SQLite.

mod accounts;
mod contributions;
mod follow;
mod moderate;
mod rows;

use sqlx::SqliteConnection;

use crate::store::StoreError;
use crate::store::desk::Moment;

/// Writes a line of the log, in the transaction of what it tells about.
async fn log(
    connection: &mut SqliteConnection,
    (now, who, action): (Moment, &str, &str),
    contribution: Option<i64>,
    detail: &str,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO audit (at, who, action, contribution, detail) VALUES (?, ?, ?, ?, ?)")
        .bind(now)
        .bind(who)
        .bind(action)
        .bind(contribution)
        .bind(detail)
        .execute(connection)
        .await?;
    Ok(())
}

/// Tells running servers that something public changed.
async fn touch(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("UPDATE desk SET revision = revision + 1").execute(connection).await?;
    Ok(())
}
