//! What people write, in SQLite.

mod accounts;
mod contributions;
mod follow;
mod moderate;
mod rows;
mod second_step;

use sqlx::SqliteConnection;

use crate::store::StoreError;
use crate::store::audit::{self, Chain};
use crate::store::desk::{AuditEntry, Moment, TokenHash};

type AuditRow = (i64, Moment, String, String, Option<i64>, String, Option<Vec<u8>>);

/// The whole log, from its first line on.
async fn chain(connection: &mut SqliteConnection) -> Result<Chain, StoreError> {
    let sql = "SELECT number, at, who, action, contribution, detail, hash FROM audit ORDER BY number";
    let rows: Vec<AuditRow> = sqlx::query_as(sql).fetch_all(connection).await?;
    let mut chain = Chain::default();
    for (number, at, who, action, contribution, detail, hash) in rows {
        chain.add(number, &AuditEntry { at, who, action, contribution, detail }, hash.as_deref());
    }
    Ok(chain)
}

/// Number and hash of the last line of the log.
async fn last_line(connection: &mut SqliteConnection) -> Result<(i64, TokenHash), StoreError> {
    let sql = "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1";
    let last: Option<(i64, Option<Vec<u8>>)> = sqlx::query_as(sql).fetch_optional(&mut *connection).await?;
    let Some((number, kept)) = last else { return Ok((0, [0; 32])) };
    match kept.and_then(|hash| hash.try_into().ok()) {
        Some(hash) => Ok((number, hash)),
        // The first line after those that are older than the hashes.
        None => Ok((number, chain(connection).await?.last())),
    }
}

/// Writes a line of the log, in the transaction of what it tells about.
async fn log(
    connection: &mut SqliteConnection,
    (now, who, action): (Moment, &str, &str),
    contribution: Option<i64>,
    detail: &str,
) -> Result<(), StoreError> {
    let (last, before) = last_line(connection).await?;
    let number = last + 1;
    let (who, action, detail) = (who.to_owned(), action.to_owned(), detail.to_owned());
    let line = AuditEntry { at: now, who, action, contribution, detail };
    let hash = audit::link(&before, number, &line);
    sqlx::query("INSERT INTO audit (number, at, who, action, contribution, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(number)
        .bind(line.at)
        .bind(line.who)
        .bind(line.action)
        .bind(line.contribution)
        .bind(line.detail)
        .bind(hash.to_vec())
        .execute(connection)
        .await?;
    Ok(())
}

/// Tells running servers that something public changed.
async fn touch(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("UPDATE desk SET revision = revision + 1").execute(connection).await?;
    Ok(())
}

/// Ends all sessions of an account.
async fn end_all(connection: &mut sqlx::SqliteConnection, account: i64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM session WHERE account = ?").bind(account).execute(connection).await?;
    Ok(())
}
