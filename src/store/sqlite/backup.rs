//! What people wrote, copied to a database of its own.

use sqlx::{AssertSqlSafe, SqlitePool};

use crate::store::StoreError;

/// Tables of what cannot be derived or imported again, those first that others refer to. Sessions stay behind: who
/// signed in before a disaster signs in again after it.
const TABLES: [&str; 13] = [
    "desk",
    "account",
    "account_scope",
    "second_step",
    "recovery_code",
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

#[cfg(test)]
mod tests {
    use super::TABLES;
    use crate::store::{SqliteStore, Store as _};

    /// What a backup leaves out: sessions, what geodata gives again, what servers say, and what SQLite keeps for itself.
    const LEFT_OUT: [&str; 7] =
        ["session", "content", "release_file", "serving", "last_import", "_sqlx_migrations", "sqlite_sequence"];

    #[tokio::test]
    async fn every_table_is_copied_or_left_out_for_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path().join("w.db").to_str().unwrap()).await.unwrap();
        store.migrate().await.unwrap();
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        let found: Vec<String> = sqlx::query_scalar(sql).fetch_all(&store.pool).await.unwrap();
        let mut expected: Vec<&str> = TABLES.into_iter().chain(LEFT_OUT).collect();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }
}
