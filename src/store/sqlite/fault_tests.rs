//! What goes wrong around a database, and that the store goes on after it.

use std::time::Duration;

use sqlx::{Executor as _, Row as _};

use super::{SqliteStore, begin_write};
use crate::domain::{ContributionKind, ContributionText, Dataset};
use crate::store::desk::{ContributionStore as _, Submission, Submitted};
use crate::store::{Store as _, StoreError};

async fn opened() -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("desk.db").to_str().unwrap()).await.unwrap();
    store.migrate().await.unwrap();
    (folder, store)
}

fn question(body: &str) -> Submission {
    let text = ContributionText {
        kind: ContributionKind::Vraag,
        title: "Een vraag".to_owned(),
        body: body.to_owned(),
        place: String::new(),
        theme: String::new(),
        organisation: String::new(),
        link: String::new(),
        lang: "nl".to_owned(),
    };
    Submission { text, contact: "vraag@example.org".to_owned(), show_contact: false }
}

/// Sets the most pages that the file may have, on every connection of the pool.
async fn limit(store: &SqliteStore, pages: i64) {
    let mut connections = Vec::new();
    for _ in 0..store.pool.options().get_max_connections() {
        connections.push(store.pool.acquire().await.unwrap());
    }
    for connection in &mut connections {
        let sql = format!("PRAGMA max_page_count = {pages}");
        connection.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    }
}

#[tokio::test]
async fn after_a_full_disk_the_desk_takes_in_again_without_a_restart() {
    let (_folder, store) = opened().await;
    // No connection may make the file larger: SQLite reports a full disk, and ends the transaction, as for a real one.
    let pages: i64 = store.pool.fetch_one("PRAGMA page_count").await.unwrap().get(0);
    limit(&store, pages).await;
    let refused = store.submit(&question(&"x".repeat(200_000)), [1; 32], 1).await;
    assert!(matches!(&refused, Err(StoreError::Database(error)) if error.to_string().contains("full")), "{refused:?}");
    limit(&store, 1 << 30).await;
    for token in 2..10 {
        let kept = store.submit(&question("Er is weer plaats."), [token; 32], 1).await;
        assert!(matches!(kept, Ok(Submitted::Kept(_))), "{kept:?}");
    }
}

#[tokio::test]
async fn what_is_derived_waits_for_another_writer_instead_of_failing_at_once() {
    let (folder, store) = opened().await;
    store.save_release("one", &Dataset::default(), &()).await.unwrap();
    let other = SqliteStore::open(folder.path().join("desk.db").to_str().unwrap()).await.unwrap();
    let mut writing = begin_write(&other.pool).await.unwrap();
    sqlx::query("UPDATE desk SET revision = revision + 1").execute(&mut *writing).await.unwrap();
    let both = async {
        let kept = tokio::join!(store.save_build("one", "1", "atlas", b"derived"), async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            writing.commit().await.unwrap();
        });
        kept.0.unwrap();
        store.prune_builds("one", "1").await.unwrap();
    };
    tokio::time::timeout(Duration::from_mins(1), both).await.unwrap();
    assert_eq!(store.load_build("one", "1", "atlas").await.unwrap().as_deref(), Some(&b"derived"[..]));
}

#[tokio::test]
async fn a_flipped_bit_in_what_was_derived_is_noticed_wherever_it_is() {
    let (_folder, store) = opened().await;
    store.save_release("one", &Dataset::default(), &()).await.unwrap();
    let blob: Vec<u8> = (0..3_000_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    for at in [0_u32, 1 << 20, 2_999_999] {
        store.save_build("one", "1", "atlas", &blob).await.unwrap();
        assert!(store.load_build("one", "1", "atlas").await.unwrap().as_ref() == Some(&blob));
        let (part, byte) = (i64::from(at >> 20), at % (1 << 20));
        let row =
            sqlx::query("SELECT bytes FROM build WHERE part = ?").bind(part).fetch_one(&store.pool).await.unwrap();
        let mut bytes: Vec<u8> = row.get(0);
        bytes[usize::try_from(byte).unwrap()] ^= 4;
        sqlx::query("UPDATE build SET bytes = ? WHERE part = ?")
            .bind(bytes)
            .bind(part)
            .execute(&store.pool)
            .await
            .unwrap();
        assert_eq!(store.load_build("one", "1", "atlas").await.unwrap(), None, "byte {at}");
    }
    // What an earlier version wrote has no checksum and is taken as it is.
    store.save_build("one", "1", "atlas", b"old").await.unwrap();
    store.execute("UPDATE build SET checksum = NULL").await.unwrap();
    assert_eq!(store.load_build("one", "1", "atlas").await.unwrap().as_deref(), Some(&b"old"[..]));
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_reads_the_database_and_its_journal() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, store) = opened().await;
    store.submit(&question("Wie leest dit?"), [1; 32], 1).await.unwrap();
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
        seen += 1;
    }
    assert!(seen >= 2, "the database and its journal");
}

#[tokio::test]
async fn what_is_erased_is_gone_from_the_files_of_the_database() {
    let (folder, store) = opened().await;
    let secret = "dit-mag-niet-blijven-staan";
    let Submitted::Kept(number) = store.submit(&question(secret), [1; 32], 1).await.unwrap() else {
        panic!("not kept")
    };
    let stands = || {
        std::fs::read_dir(folder.path()).unwrap().any(|entry| {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
        })
    };
    assert!(stands(), "this test has lost its subject");
    assert!(store.delete(number, "anna", 2).await.unwrap());
    assert!(!stands());
}
