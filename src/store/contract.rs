//! What every backend must do, run against SQLite here; another backend calls [`holds`] with its own empty store.

use super::{LastImport, PackedFile, SqliteStore, Store, StoreError};

fn files(figures: &str) -> Vec<PackedFile> {
    let file = |path: &str, content: &[u8]| PackedFile::pack(path, content).unwrap();
    let large: Vec<u8> = (0..3_000_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
    vec![
        file("boundaries/2024.json", &large),
        file("empty.toml", b""),
        file("figures/kwb.csv", figures.as_bytes()),
        file("manifest.toml", format!("# 't \"é\" {figures}").as_bytes()),
    ]
}

async fn ids(store: &impl Store) -> Vec<(String, bool, bool)> {
    let releases = store.releases().await.unwrap();
    releases.into_iter().map(|one| (one.id.clone(), one.active_since.is_some(), one.kept())).collect()
}

fn listed(expected: &[(&str, bool, bool)]) -> Vec<(String, bool, bool)> {
    expected.iter().map(|&(id, active, kept)| (id.to_owned(), active, kept)).collect()
}

/// Everything a backend promises. `store` is empty and migrated.
pub async fn holds(store: &impl Store) {
    assert_eq!(store.active().await.unwrap(), None);
    assert!(matches!(store.load_release("none").await, Err(StoreError::NoRelease(_))));
    assert!(matches!(store.activate("none").await, Err(StoreError::NoRelease(_))));

    releases_come_back_as_they_were_kept_and_share_what_is_the_same(store).await;
    one_release_is_active_forth_and_back(store).await;
    what_nobody_needs_is_pruned(store).await;
    imports_and_summaries_are_remembered(store).await;
}

async fn releases_come_back_as_they_were_kept_and_share_what_is_the_same(store: &impl Store) {
    let (older, newer) = (files("a,1"), files("a,2"));
    store.save_release("older", &older).await.unwrap();
    store.save_release("newer", &newer).await.unwrap();
    assert_eq!(store.load_release("older").await.unwrap(), older);
    assert_eq!(store.load_release("newer").await.unwrap(), newer);
    assert_eq!(ids(store).await, listed(&[("newer", false, true), ("older", false, true)]), "kept is not active");
    store.save_release("older", &older).await.unwrap();
    assert_eq!(store.load_release("older").await.unwrap(), older, "kept again, it is what it was");
    let sizes: Vec<u64> = store.releases().await.unwrap().iter().map(|one| one.bytes).collect();
    let size: usize = older.iter().map(|file| file.packed.len()).sum();
    assert_eq!(sizes[1], u64::try_from(size).unwrap());
}

async fn one_release_is_active_forth_and_back(store: &impl Store) {
    for id in ["older", "newer", "older", "older"] {
        store.activate(id).await.unwrap();
        assert_eq!(store.active().await.unwrap().map(|(active, _)| active).as_deref(), Some(id));
    }
    let (_, since) = store.active().await.unwrap().unwrap();
    store.activate("older").await.unwrap();
    assert_eq!(store.active().await.unwrap().unwrap().1, since, "what is active already is so since then");
    assert_eq!(ids(store).await, listed(&[("newer", false, true), ("older", true, true)]));
    assert_eq!(store.kept().await.unwrap(), ["older", "newer"], "the one that was active last first");
}

async fn what_nobody_needs_is_pruned(store: &impl Store) {
    store.save_release("never", &files("a,3")).await.unwrap();
    store.save_release("served", &files("a,4")).await.unwrap();
    store.serves("served", "build", 1_000).await.unwrap();
    assert_eq!(store.served(1_000).await.unwrap(), [("served".to_owned(), "build".to_owned())]);
    store.serves("served", "build", 900).await.unwrap();
    assert_eq!(store.served(1_001).await.unwrap(), []);
    assert_eq!(store.served(1_000).await.unwrap().len(), 1, "another clock that is behind takes nothing back");

    assert_eq!(store.prune(2, 1_000).await.unwrap(), ["never"], "active, active before, and served stay");
    assert_eq!(store.prune(1, 1_000).await.unwrap(), ["newer"]);
    assert_eq!(store.prune(0, 1_001).await.unwrap(), ["served"], "the server said nothing for too long");
    let expected = [("served", false, false), ("never", false, false), ("newer", false, false), ("older", true, true)];
    assert_eq!(ids(store).await, listed(&expected));
    assert_eq!(store.load_release("older").await.unwrap(), files("a,1"), "what it shared with others is still there");
    assert!(matches!(store.load_release("newer").await, Err(StoreError::NotKept(_))));
    assert!(matches!(store.activate("newer").await, Err(StoreError::NotKept(_))));

    // Imported again, it is the release that it was.
    let before = store.releases().await.unwrap();
    store.save_release("newer", &files("a,2")).await.unwrap();
    assert_eq!(store.load_release("newer").await.unwrap(), files("a,2"));
    let after = store.releases().await.unwrap();
    assert_eq!(after[2].imported_at, before[2].imported_at);
}

async fn imports_and_summaries_are_remembered(store: &impl Store) {
    assert_eq!(store.last_import().await.unwrap(), None);
    for faults in [vec!["a: found x; expected y".to_owned()], vec![]] {
        store.save_import(&faults).await.unwrap();
        let LastImport { faults: found, at } = store.last_import().await.unwrap().unwrap();
        assert_eq!((found, at.is_empty()), (faults, false));
    }
    store.save_summary("newer", b"2").await.unwrap();
    store.save_summary("older", b"1").await.unwrap();
    let found = store.summaries().await.unwrap();
    assert_eq!(found, [("older".to_owned(), b"1".to_vec()), ("newer".to_owned(), b"2".to_vec())], "in order of import");
}

#[tokio::test]
async fn sqlite_holds_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deeper/wijkwijzer.db");
    let store = SqliteStore::open(path.to_str().unwrap()).await.unwrap();
    store.migrate().await.unwrap();
    holds(&store).await;
    store.migrate().await.unwrap();
    store.close().await;
    let again = SqliteStore::open(&format!("sqlite:{}", path.display())).await.unwrap();
    assert_eq!(again.active().await.unwrap().unwrap().0, "older", "what is active outlives the process");
}

#[tokio::test]
async fn debug_shows_the_path_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let uri = format!("sqlite:{}?cache=private", folder.path().join("a.db").display());
    let shown = format!("{:?}", SqliteStore::open(&uri).await.unwrap());
    assert!(shown.contains("a.db") && !shown.contains("cache"), "{shown}");
}
