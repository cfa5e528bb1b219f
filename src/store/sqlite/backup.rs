//! What people wrote, copied to a database of its own.

use std::path::Path;

use sqlx::AssertSqlSafe;

use super::SqliteStore;
use crate::store::{Store as _, StoreError};

/// Tables of what cannot be derived or imported again, those first that others refer to. Sessions stay behind: who
/// signed in before a disaster signs in again after it.
const TABLES: [&str; 10] = [
    "desk",
    "account",
    "contribution",
    "contribution_version",
    "contribution_link",
    "audit",
    "subscription",
    "mailing",
    "release",
    "activation",
];

/// Writes the copy to `file`, which must not exist. It is a database to start on: geodata is imported into it again.
pub(super) async fn write(store: &SqliteStore, file: &Path) -> Result<(), StoreError> {
    let refused = |error| StoreError::File { path: file.display().to_string(), error };
    if file.try_exists().map_err(refused)? {
        return Err(refused(std::io::Error::from(std::io::ErrorKind::AlreadyExists)));
    }
    let copy = SqliteStore::open(&file.display().to_string()).await?;
    copy.migrate().await?;
    let mut connection = copy.pool.acquire().await?;
    sqlx::query("ATTACH ? AS source").bind(&store.path).execute(&mut *connection).await?;
    // One transaction: everything as it stands at one moment, while others write.
    let statements = ["BEGIN".to_owned(), "DELETE FROM main.desk".to_owned()]
        .into_iter()
        .chain(TABLES.map(|table| format!("INSERT INTO main.{table} SELECT * FROM source.{table}")))
        // A number that was given out once is never given out again, also where its contribution was erased.
        .chain(
            [
                "DELETE FROM main.sqlite_sequence",
                "INSERT INTO main.sqlite_sequence SELECT * FROM source.sqlite_sequence",
            ]
            .map(str::to_owned),
        )
        .chain(["COMMIT".to_owned(), "DETACH source".to_owned()]);
    for statement in statements {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut *connection).await?;
    }
    drop(connection);
    copy.close().await;
    Ok(())
}
