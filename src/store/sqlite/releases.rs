//! Releases: their files, which of them is active, and what servers say that they serve.

use sqlx::{SqliteConnection, SqlitePool};

use super::begin_write;
use crate::store::desk::Moment;
use crate::store::{LastImport, PackedFile, ReleaseInfo, StoreError};

/// Number of the active release.
const ACTIVE: &str = "SELECT release FROM activation ORDER BY number DESC LIMIT 1";

/// All releases, the newest first.
pub(super) async fn list(pool: &SqlitePool) -> Result<Vec<ReleaseInfo>, StoreError> {
    type Row = (String, String, Option<String>, u32, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, imported_at,
                (SELECT at FROM activation WHERE number = (SELECT max(number) FROM activation) AND release = release.number),
                (SELECT count(*) FROM release_file WHERE release = release.number),
                (SELECT coalesce(sum(length(packed)), 0) FROM release_file JOIN content USING (sha256)
                 WHERE release = release.number)
         FROM release ORDER BY number DESC",
    )
    .fetch_all(pool)
    .await?;
    let info = |(id, imported_at, active_since, files, bytes)| ReleaseInfo {
        id,
        imported_at,
        active_since,
        files,
        bytes: u64::try_from(bytes).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(info).collect())
}

/// The active release and since when.
pub(super) async fn active(pool: &SqlitePool) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT id, at FROM activation JOIN release ON release.number = activation.release
               ORDER BY activation.number DESC LIMIT 1";
    Ok(sqlx::query_as(sql).fetch_optional(pool).await?)
}

/// Releases with files, the one that was active last first, then by import.
pub(super) async fn kept(connection: &mut SqliteConnection) -> Result<Vec<(i64, String)>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT number, id FROM release WHERE EXISTS (SELECT 1 FROM release_file WHERE release = release.number)
         ORDER BY (SELECT max(activation.number) FROM activation WHERE release = release.number) DESC, number DESC",
    )
    .fetch_all(connection)
    .await?)
}

/// The number of a release, and whether its files are there.
async fn find(connection: &mut SqliteConnection, id: &str) -> Result<Option<(i64, bool)>, StoreError> {
    let sql =
        "SELECT number, EXISTS (SELECT 1 FROM release_file WHERE release = release.number) FROM release WHERE id = ?";
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(connection).await?)
}

/// Keeps the files of a release; what another release has already is not written again.
pub(super) async fn save(pool: &SqlitePool, id: &str, files: &[PackedFile]) -> Result<(), StoreError> {
    // Dropped without a commit, a transaction is rolled back: every `?` below leaves nothing behind.
    let mut transaction = begin_write(pool).await?;
    let number = match find(&mut transaction, id).await? {
        Some((number, _)) => number,
        None => {
            sqlx::query_scalar("INSERT INTO release (id, imported_at) VALUES (?, ?) RETURNING number")
                .bind(id)
                .bind(now())
                .fetch_one(&mut *transaction)
                .await?
        }
    };
    for file in files {
        // What is there under this fingerprint may be damaged: it is written anew where a release is imported again.
        sqlx::query(
            "INSERT INTO content (sha256, bytes, packed) VALUES (?, ?, ?)
             ON CONFLICT (sha256) DO UPDATE SET packed = excluded.packed WHERE packed <> excluded.packed",
        )
        .bind(&file.sha256)
        .bind(i64::try_from(file.bytes).unwrap_or(i64::MAX))
        .bind(&file.packed)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("INSERT OR IGNORE INTO release_file (release, path, sha256) VALUES (?, ?, ?)")
            .bind(number)
            .bind(&file.path)
            .bind(&file.sha256)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// The files of a release.
pub(super) async fn load(pool: &SqlitePool, id: &str) -> Result<Vec<PackedFile>, StoreError> {
    // One transaction: a reader sees one state, whatever is imported or pruned meanwhile.
    let mut reading = pool.begin().await?;
    let number = kept_number(&mut reading, id).await?;
    let rows: Vec<(String, String, i64, Vec<u8>)> = sqlx::query_as(
        "SELECT path, sha256, bytes, packed FROM release_file JOIN content USING (sha256) WHERE release = ? ORDER BY path",
    )
    .bind(number)
    .fetch_all(&mut *reading)
    .await?;
    let file = |(path, sha256, bytes, packed)| PackedFile {
        path,
        sha256,
        bytes: u64::try_from(bytes).unwrap_or_default(),
        packed,
    };
    Ok(rows.into_iter().map(file).collect())
}

async fn kept_number(connection: &mut SqliteConnection, id: &str) -> Result<i64, StoreError> {
    match find(connection, id).await? {
        Some((number, true)) => Ok(number),
        Some((_, false)) => Err(StoreError::NotKept(id.to_owned())),
        None => Err(StoreError::NoRelease(id.to_owned())),
    }
}

/// Makes a release the active one.
pub(super) async fn activate(pool: &SqlitePool, id: &str) -> Result<(), StoreError> {
    let mut transaction = begin_write(pool).await?;
    let number = kept_number(&mut transaction, id).await?;
    let active: Option<i64> = sqlx::query_scalar(ACTIVE).fetch_optional(&mut *transaction).await?;
    if active != Some(number) {
        sqlx::query("INSERT INTO activation (release, at) VALUES (?, ?)")
            .bind(number)
            .bind(now())
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Drops the files of releases that nobody needs.
pub(super) async fn prune(pool: &SqlitePool, keep: u32, seen: Moment) -> Result<Vec<String>, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let active: Option<i64> = sqlx::query_scalar(ACTIVE).fetch_optional(&mut *transaction).await?;
    let in_use: Vec<String> = sqlx::query_scalar("SELECT DISTINCT release FROM serving WHERE seen_at >= ?")
        .bind(seen)
        .fetch_all(&mut *transaction)
        .await?;
    let kept = kept(&mut transaction).await?;
    let keep = usize::try_from(keep).unwrap_or(usize::MAX);
    let mut dropped = Vec::new();
    for (number, id) in
        kept.into_iter().skip(keep).filter(|(number, id)| Some(*number) != active && !in_use.contains(id))
    {
        sqlx::query("DELETE FROM release_file WHERE release = ?").bind(number).execute(&mut *transaction).await?;
        dropped.push(id);
    }
    sqlx::query("DELETE FROM content WHERE sha256 NOT IN (SELECT sha256 FROM release_file)")
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    // The room is given back; a database that another program uses at this moment gives it back the next time.
    if let Err(error) = sqlx::query("VACUUM").execute(pool).await {
        tracing::warn!(%error, "the database keeps the room of what was dropped for now");
    }
    Ok(dropped)
}

pub(super) async fn save_summary(pool: &SqlitePool, id: &str, summary: &[u8]) -> Result<(), StoreError> {
    sqlx::query("UPDATE release SET summary = ? WHERE id = ?").bind(summary).bind(id).execute(pool).await?;
    Ok(())
}

pub(super) async fn summaries(pool: &SqlitePool) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let sql = "SELECT id, summary FROM release WHERE summary IS NOT NULL ORDER BY number";
    Ok(sqlx::query_as(sql).fetch_all(pool).await?)
}

pub(super) async fn serves(pool: &SqlitePool, id: &str, build: &str, now: Moment) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO serving (release, build, seen_at) VALUES (?, ?, ?)
         ON CONFLICT (release, build) DO UPDATE SET seen_at = max(seen_at, excluded.seen_at)",
    )
    .bind(id)
    .bind(build)
    .bind(now)
    .execute(pool)
    .await?;
    Ok(())
}

pub(super) async fn served(pool: &SqlitePool, seen: Moment) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT release, build FROM serving WHERE seen_at >= ? ORDER BY release, build";
    Ok(sqlx::query_as(sql).bind(seen).fetch_all(pool).await?)
}

pub(super) async fn save_import(pool: &SqlitePool, faults: &[String]) -> Result<(), StoreError> {
    let faults =
        serde_json::to_string(faults).map_err(|error| StoreError::encoding("the faults of an import", &error))?;
    sqlx::query("INSERT OR REPLACE INTO last_import (id, at, faults) VALUES (1, ?, ?)")
        .bind(now())
        .bind(faults)
        .execute(pool)
        .await?;
    Ok(())
}

pub(super) async fn last_import(pool: &SqlitePool) -> Result<Option<LastImport>, StoreError> {
    let row: Option<(String, String)> =
        sqlx::query_as("SELECT at, faults FROM last_import").fetch_optional(pool).await?;
    row.map(|(at, faults)| {
        let faults = serde_json::from_str(&faults).map_err(|error| StoreError::encoding("the last import", &error))?;
        Ok(LastImport { at, faults })
    })
    .transpose()
}

/// Now, as ISO 8601 in UTC.
fn now() -> String {
    jiff::Timestamp::now().to_string()
}
