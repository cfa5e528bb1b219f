//! Blobs that were built from a release, cut into parts.

use sqlx::SqlitePool;

use crate::store::StoreError;

/// Bytes of a part: large enough to read 60 MB in a few steps, small enough for the page cache.
const PART: usize = 8 << 20;

/// Keeps `bytes`, replacing what was there.
pub async fn save(pool: &SqlitePool, release: &str, version: &str, kind: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await?;
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
        sqlx::query("INSERT INTO build (release, version, kind, part, bytes) VALUES (?, ?, ?, ?, ?)")
            .bind(release)
            .bind(version)
            .bind(kind)
            .bind(number)
            .bind(part)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Reads what was kept.
pub async fn load(pool: &SqlitePool, release: &str, version: &str, kind: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let parts: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT bytes FROM build WHERE release = ? AND version = ? AND kind = ? ORDER BY part")
            .bind(release)
            .bind(version)
            .bind(kind)
            .fetch_all(pool)
            .await?;
    let mut parts = parts.into_iter();
    let Some(mut whole) = parts.next() else { return Ok(None) };
    for part in parts {
        whole.extend_from_slice(&part);
    }
    Ok(Some(whole))
}

/// Drops all builds but those of `release` in `version`, and the summaries of earlier releases.
pub async fn prune(pool: &SqlitePool, release: &str, version: &str) -> Result<u64, StoreError> {
    let mut transaction = pool.begin().await?;
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
