//! What goes wrong around a database, and that the store goes on after it.

use std::time::Duration;

use sqlx::{Executor as _, Row as _};

use super::{SqliteStore, begin_write};
use crate::desk::token;
use crate::domain::{ContributionKind, ContributionText};
use crate::store::desk::{ContributionStore as _, Submission, Submitted};
use crate::store::{PackedFile, Store as _, StoreError};

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
    Submission { text, contact: "vraag@example.org".to_owned(), show_contact: false, network: None }
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
async fn a_release_waits_for_another_writer_instead_of_failing_at_once() {
    let (folder, store) = opened().await;
    let other = SqliteStore::open(folder.path().join("desk.db").to_str().unwrap()).await.unwrap();
    let mut writing = begin_write(&other.pool).await.unwrap();
    sqlx::query("UPDATE desk SET revision = revision + 1").execute(&mut *writing).await.unwrap();
    let files = [PackedFile::pack("manifest.toml", b"format = 1").unwrap()];
    let both = async {
        let kept = tokio::join!(store.save_release("one", &files), async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            writing.commit().await.unwrap();
        });
        kept.0.unwrap();
        store.activate("one").await.unwrap();
    };
    tokio::time::timeout(Duration::from_mins(1), both).await.unwrap();
    assert_eq!(store.load_release("one").await.unwrap(), files);
}

#[tokio::test]
async fn a_release_that_does_not_fit_leaves_nothing_behind() {
    let (_folder, store) = opened().await;
    let pages: i64 = store.pool.fetch_one("PRAGMA page_count").await.unwrap().get(0);
    limit(&store, pages + 4).await;
    let noise: Vec<u8> = (0..10_000_u32).flat_map(|n| token::hash(&n.to_string())).collect();
    let files = [PackedFile::pack("a", b"small").unwrap(), PackedFile::pack("b", &noise).unwrap()];
    assert!(matches!(store.save_release("one", &files).await, Err(StoreError::Database(_))));
    assert_eq!(store.releases().await.unwrap(), []);
    limit(&store, 1 << 30).await;
    store.save_release("one", &files).await.unwrap();
    assert_eq!(store.load_release("one").await.unwrap(), files);
}

#[tokio::test]
async fn activating_and_pruning_at_once_never_leaves_an_active_release_without_files() {
    let (folder, store) = opened().await;
    let path = folder.path().join("desk.db");
    let other = SqliteStore::open(path.to_str().unwrap()).await.unwrap();
    let file = |text: &str| [PackedFile::pack("manifest.toml", text.as_bytes()).unwrap()];
    for round in 0..20 {
        let [old, new] = ["old", "new"].map(|name| format!("{name} {round}"));
        store.save_release(&old, &file(&old)).await.unwrap();
        store.activate(&old).await.unwrap();
        store.save_release(&new, &file(&new)).await.unwrap();
        let (activated, pruned) = tokio::join!(store.activate(&new), other.prune(1, 0));
        let (active, _) = store.active().await.unwrap().unwrap();
        match activated {
            Ok(()) => assert_eq!(active, new),
            Err(StoreError::NotKept(_)) => assert_eq!(active, old, "pruned first: {pruned:?}"),
            Err(error) => panic!("{error}"),
        }
        assert_eq!(store.load_release(&active).await.unwrap(), file(&active));
    }
}

#[tokio::test]
async fn a_damaged_file_is_told_and_mended_by_importing_again() {
    let (_folder, store) = opened().await;
    let files = [PackedFile::pack("figures/kwb.csv", b"code,inwoners").unwrap()];
    store.save_release("one", &files).await.unwrap();
    store.execute("UPDATE content SET packed = zeroblob(20)").await.unwrap();
    let found = store.load_release("one").await.unwrap();
    assert!(matches!(found[0].unpack(), Err(StoreError::Damaged(_))));
    store.save_release("one", &files).await.unwrap();
    assert_eq!(store.load_release("one").await.unwrap(), files);
}

#[tokio::test]
async fn a_database_that_is_gone_or_overwritten_is_noticed_while_it_is_open() {
    let (folder, store) = opened().await;
    store.active().await.unwrap();
    let path = folder.path().join("desk.db");
    std::fs::write(&path, [7; 8_192]).unwrap();
    let told = store.active().await.unwrap_err().to_string();
    assert!(told.contains("desk.db") && told.contains("restore a backup"), "{told}");
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(store.active().await, Err(StoreError::File { .. })));
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused_with_what_to_do() {
    let (folder, store) = opened().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (99, 'from tomorrow', 1, x'00', 0)";
    store.execute(newer).await.unwrap();
    let again = SqliteStore::open(folder.path().join("desk.db").to_str().unwrap()).await.unwrap();
    let told = again.migrate().await.unwrap_err();
    assert!(matches!(told, StoreError::Newer { found: 99, .. }), "{told}");
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

#[tokio::test]
async fn what_was_answered_as_received_is_on_the_disk_before_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("w.db").to_str().unwrap()).await.unwrap();
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&store.pool).await.unwrap();
    assert_eq!(synchronous, 2, "FULL: each commit is synchronised, also in a journal");
}
