//! What people wrote, copied to a database of its own.

use sqlx::{AssertSqlSafe, SqlitePool};

use crate::store::StoreError;

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

/// Copies them from the database at `source` to an empty one of the same structure.
pub(super) async fn copy(source: &str, copy: &SqlitePool) -> Result<(), StoreError> {
    let mut connection = copy.acquire().await?;
    sqlx::query("ATTACH ? AS source").bind(source).execute(&mut *connection).await?;
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
    Ok(())
}
