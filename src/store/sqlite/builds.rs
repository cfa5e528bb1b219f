//! Blobs that were built from a release, cut into parts.

use sqlx::{Row as _, SqlitePool};

use super::begin_write;
use crate::store::StoreError;

/// Bytes of a part: large enough to read 80 MB in a few steps, small enough to leave nothing behind in memory.
const PART: usize = 1 << 20;

/// Keeps `bytes`, replacing what was there.
pub async fn save(pool: &SqlitePool, release: &str, version: &str, kind: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let mut transaction = begin_write(pool).await?;
    let known: Option<i64> = sqlx::query_scalar("SELECT number FROM release WHERE id = ?")
        .bind(release)
        .fetch_optional(&mut *transaction)
        .await?;
    if known.is_none() {
        return Err(StoreError::NoRelease(release.to_owned()));
    }
    sqlx::query("DELETE FROM build WHERE release = ? AND version = ? AND kind = ?")
        .bind(release)
        .bind(version)
        .bind(kind)
        .execute(&mut *transaction)
        .await?;
    // An empty build is one empty part: it differs from no build.
    let parts: Vec<&[u8]> = if bytes.is_empty() { vec![bytes] } else { bytes.chunks(PART).collect() };
    for (number, part) in (0_i64..).zip(parts) {
        sqlx::query("INSERT INTO build (release, version, kind, part, bytes, checksum) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(release)
            .bind(version)
            .bind(kind)
            .bind(number)
            .bind(part)
            .bind(checksum(part))
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// CRC-32 of a part: a flipped bit must not pass for a figure, and the whole is read at every start.
fn checksum(part: &[u8]) -> i64 {
    i64::from(crc32fast::hash(part))
}

/// Reads what was kept; `None` as well where it is not what was written, so that it is derived again.
pub async fn load(pool: &SqlitePool, release: &str, version: &str, kind: &str) -> Result<Option<Vec<u8>>, StoreError> {
    // All parts as they stand at one moment, also while another process replaces them.
    let mut reading = pool.begin().await?;
    let (parts, length): (i64, i64) = sqlx::query_as(
        "SELECT count(*), coalesce(sum(length(bytes)), 0) FROM build WHERE release = ? AND version = ? AND kind = ?",
    )
    .bind(release)
    .bind(version)
    .bind(kind)
    .fetch_one(&mut *reading)
    .await?;
    if parts == 0 {
        return Ok(None);
    }
    // One part at a time: all at once they would be in memory twice, and the thread of the database keeps what it freed.
    let mut whole = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    for part in 0..parts {
        let row = sqlx::query(
            "SELECT bytes, checksum FROM build WHERE release = ? AND version = ? AND kind = ? AND part = ?",
        )
        .bind(release)
        .bind(version)
        .bind(kind)
        .bind(part)
        .fetch_one(&mut *reading)
        .await?;
        let bytes = row.try_get::<&[u8], _>(0)?;
        // Parts from before there were checksums have none.
        if row.try_get::<Option<i64>, _>(1)?.is_some_and(|kept| kept != checksum(bytes)) {
            tracing::warn!(release, kind, part, "what was derived is damaged in the database; it is derived again");
            return Ok(None);
        }
        whole.extend_from_slice(bytes);
    }
    Ok(Some(whole))
}

/// The kinds of builds kept of a release in a version.
pub async fn kinds(pool: &SqlitePool, release: &str, version: &str) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT DISTINCT kind FROM build WHERE release = ? AND version = ? ORDER BY kind";
    Ok(sqlx::query_scalar(sql).bind(release).bind(version).fetch_all(pool).await?)
}

/// Drops all builds but those of `release` in `version`, and the summaries of earlier releases.
pub async fn prune(pool: &SqlitePool, release: &str, version: &str) -> Result<u64, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let count: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM (SELECT DISTINCT release, version, kind FROM build WHERE (release <> ? OR version <> ?) AND kind <> 'summary')",
    )
    .bind(release)
    .bind(version)
    .fetch_one(&mut *transaction)
    .await?;
    sqlx::query("DELETE FROM build WHERE (release <> ? OR version <> ?) AND kind <> 'summary'")
        .bind(release)
        .bind(version)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(u64::try_from(count).unwrap_or_default())
}
