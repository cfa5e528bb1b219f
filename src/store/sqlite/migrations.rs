//! The steps that bring a database up to date, in order.
//!
//! A step is never edited once it was released: the database keeps the hash of its text. To add one, write the next
//! number in `migrations/sqlite/` and add its line here. (`sqlx::migrate!` would read the folder by itself, but builds
//! the whole driver and SQLite a second time, for the compiler.)

use std::borrow::Cow;

use sqlx::SqlSafeStr as _;
use sqlx::SqlitePool;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use crate::store::StoreError;

/// Number, name and statements of a step.
type Step = (i64, &'static str, &'static str);

const STEPS: [Step; 9] = [
    (1, "releases", include_str!("../../../migrations/sqlite/0001_releases.sql")),
    (2, "figures", include_str!("../../../migrations/sqlite/0002_figures.sql")),
    (3, "builds", include_str!("../../../migrations/sqlite/0003_builds.sql")),
    (4, "desk", include_str!("../../../migrations/sqlite/0004_desk.sql")),
    (5, "checksums", include_str!("../../../migrations/sqlite/0005_checksums.sql")),
    (6, "mail_that_waits", include_str!("../../../migrations/sqlite/0006_mail_that_waits.sql")),
    (7, "geodata_itself", include_str!("../../../migrations/sqlite/0007_geodata_itself.sql")),
    (8, "protection", include_str!("../../../migrations/sqlite/0008_protection.sql")),
    (9, "account_scope", include_str!("../../../migrations/sqlite/0009_account_scope.sql")),
];

/// Takes the steps that the database has not taken.
pub(super) async fn run(pool: &SqlitePool) -> Result<(), StoreError> {
    let known = STEPS.last().map_or(0, |(number, ..)| *number);
    all().run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(found) => StoreError::Newer { found, known },
        other => StoreError::Migrate(other),
    })
}

/// All steps.
fn all() -> Migrator {
    let steps = STEPS.into_iter().map(|(number, name, sql)| {
        Migration::new(number, Cow::Borrowed(name), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(steps.collect())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::STEPS;

    #[test]
    fn every_file_of_the_folder_is_a_step_under_its_own_number_and_name() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
        let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.file_name().unwrap().display().to_string(), std::fs::read_to_string(path).unwrap()))
            .collect();
        files.sort();
        let steps: Vec<(String, String)> =
            STEPS.iter().map(|(number, name, sql)| (format!("{number:04}_{name}.sql"), (*sql).to_owned())).collect();
        assert_eq!(files, steps);
    }
}
