//! What every store must keep to, run on each implementation.

use crate::domain::dataset::FigureColumn;
use crate::domain::{
    Column, Dataset, Event, FigureTable, GeometryBasis, Level, Manifest, ManifestFile, Missing, Period, Region, Shape,
    Text, Topology, Value, Vintage, VintageRegions,
};

use super::{SqliteStore, Store, StoreError};

fn event(id: &str) -> Event {
    Event {
        id: id.into(),
        title: Text { nl: "Bijeenkomst".into(), en: "Meeting".into() },
        kind: "congres".into(),
        starts: "2022-05-13".into(),
        ends: String::new(),
        deadline: String::new(),
        place: String::new(),
        organisation: String::new(),
        source: "https://example.org".into(),
        note: None,
    }
}

fn dataset(value: f64) -> Dataset {
    let codes = ["BU00000001", "BU00000002", "BU00000003"].map(|code| code.parse().unwrap());
    let values: Column =
        [Value::Known(value), Value::Known(0.0), Value::Missing(Missing::Suppressed)].into_iter().collect();
    let gaps: Column =
        [Value::Missing(Missing::NotInDelivery), Value::Known(1.0 / 3.0), Value::Known(-1e-300)].into_iter().collect();
    let column = |period, values| FigureColumn { measure: "inwoners".into(), period: Period::Year(period), values };
    Dataset {
        manifest: Manifest {
            format: 1,
            files: vec![ManifestFile {
                path: "a.csv".into(),
                sha256: "00".into(),
                bytes: 5,
                source: "CBS".into(),
                year: "2024".into(),
                licence: "CC BY 4.0".into(),
                attribution: "CBS, 2024".into(),
            }],
        },
        regions: vec![VintageRegions {
            vintage: Vintage(2024),
            regions: codes.iter().map(|&code| Region { code, name: "Fûgelkamp".into() }).collect(),
        }],
        topologies: vec![Topology {
            vintage: Vintage(2024),
            level: Level::Buurt,
            arcs: vec![vec![[0, 0], [5, 0], [5, 5], [0, 0]]],
            shapes: vec![Shape { code: codes[0], basis: GeometryBasis::Approximate, polygons: vec![vec![vec![0]]] }],
        }],
        figures: vec![FigureTable {
            delivery: "kwb".into(),
            vintage: Vintage(2024),
            codes: codes.to_vec(),
            columns: vec![column(2024, values), column(2022, gaps)],
        }],
        events: vec![event("ev-001"), event("ev-002")],
        ..Dataset::default()
    }
}

async fn a_release_reads_back_as_it_was_saved(store: &impl Store) {
    let first = dataset(12.5);
    store.save_release("aaa", &first, &|_| {}).await.unwrap();
    assert_eq!(store.load_dataset("aaa").await.unwrap(), first);
}

async fn an_earlier_release_stays_readable(store: &impl Store) {
    store.save_release("aaa", &dataset(1.0), &|_| {}).await.unwrap();
    store.save_release("bbb", &dataset(2.0), &|_| {}).await.unwrap();
    assert_eq!(store.latest_release().await.unwrap().unwrap().id, "bbb");
    assert_eq!(store.load_dataset("aaa").await.unwrap(), dataset(1.0));
    let ids: Vec<String> = store.releases().await.unwrap().into_iter().map(|release| release.id).collect();
    assert_eq!(ids, ["aaa", "bbb"]);
}

async fn a_failed_import_changes_nothing(store: &impl Store) {
    store.save_release("aaa", &dataset(1.0), &|_| {}).await.unwrap();
    // The same column twice fails after regions, documents and outlines were written.
    let mut faulty = dataset(2.0);
    let again = faulty.figures[0].columns[0].clone();
    faulty.figures[0].columns.push(again);
    assert!(matches!(store.save_release("bbb", &faulty, &|_| {}).await, Err(StoreError::Database { .. })));
    assert_eq!(store.latest_release().await.unwrap().unwrap().id, "aaa");
    assert!(matches!(store.load_dataset("bbb").await, Err(StoreError::Release(..))));
    assert_eq!(store.load_dataset("aaa").await.unwrap(), dataset(1.0));
    store.save_release("bbb", &dataset(2.0), &|_| {}).await.unwrap();
}

async fn a_release_is_saved_once(store: &impl Store) {
    store.save_release("aaa", &dataset(1.0), &|_| {}).await.unwrap();
    assert!(matches!(store.save_release("aaa", &dataset(2.0), &|_| {}).await, Err(StoreError::Release(..))));
}

async fn what_other_code_derived_is_not_served(store: &impl Store) {
    store.save_release("aaa", &dataset(1.0), &|_| {}).await.unwrap();
    store.save_build("aaa", "v1", "atlas", b"one").await.unwrap();
    assert_eq!(store.load_build("aaa", "v1", "atlas").await.unwrap().as_deref(), Some(&b"one"[..]));
    assert_eq!(store.load_build("aaa", "v2", "atlas").await.unwrap(), None);
    store.save_build("aaa", "v2", "atlas", b"two").await.unwrap();
    assert_eq!(store.load_build("aaa", "v1", "atlas").await.unwrap(), None);
    assert!(store.save_build("zzz", "v1", "atlas", b"x").await.is_err());
}

mod sqlite {
    use super::*;

    async fn fresh() -> (tempfile::TempDir, SqliteStore) {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("test.db")).await.unwrap();
        store.migrate().await.unwrap();
        (folder, store)
    }

    macro_rules! contract {
        ($($name:ident),*) => {$(
            #[tokio::test]
            async fn $name() {
                let (_folder, store) = fresh().await;
                super::$name(&store).await;
            }
        )*};
    }

    contract!(
        a_release_reads_back_as_it_was_saved,
        an_earlier_release_stays_readable,
        a_failed_import_changes_nothing,
        a_release_is_saved_once,
        what_other_code_derived_is_not_served
    );

    #[tokio::test]
    async fn a_file_that_is_no_database_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("not.db");
        std::fs::write(&path, "this is a text and no database, and it is long enough to be read as one".repeat(20))
            .unwrap();
        let error = match SqliteStore::open(&path).await {
            Err(error) => error,
            Ok(store) => store.migrate().await.unwrap_err(),
        };
        assert!(error.to_string().contains("not.db"), "{error}");
    }

    #[tokio::test]
    async fn its_debug_form_shows_the_place_only() {
        let (_folder, store) = fresh().await;
        assert!(format!("{store:?}").starts_with("SqliteStore { place:"));
    }
}
