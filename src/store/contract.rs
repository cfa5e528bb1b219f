//! What every backend must do, run against SQLite here; another backend calls [`holds`] with its own empty store.

use std::collections::BTreeMap;

use super::{SqliteStore, Store, StoreError};
use crate::domain::area::StatedInhabitants;
use crate::domain::dataset::FigureColumn;
use crate::domain::manifest::ManifestFile;
use crate::domain::*;

fn text(nl: &str) -> Text {
    Text { nl: nl.to_owned(), en: format!("{nl} (en)") }
}

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

fn catalogue() -> Catalogue {
    let year = |rule: Rule| IndicatorPeriod {
        period: Period::Year(2024),
        vintage: Vintage(2024),
        decimals: -3,
        area_decimals: Some(1),
        source: "cbs".to_owned(),
        levels: vec![Level::Buurt],
        published: true,
        rule,
        break_before: Some(text("breuk")),
    };
    let indicator = |id: &str, rule: Rule| Indicator {
        id: id.to_owned(),
        theme: "wonen".to_owned(),
        name: text(id),
        definition: text("wat"),
        unit: Unit::Per1000Inwoners,
        unit_label: text("per 1.000"),
        polarity: Polarity::HigherWorse,
        denominator: None,
        choropleth: false,
        family: Some("leeftijd".into()),
        roles: vec![Role::Headline, Role::Inside { order: 2 }],
        headline: Some(Period::Year(2024)),
        caveat: None,
        class_labels: vec![text("laag")],
        periods: vec![year(rule)],
    };
    let ratio = Rule::Ratio {
        numerator: "a".to_owned(),
        numerator_period: Some(Period::Span(2014, 2016)),
        denominator: "b".to_owned(),
        denominator_period: Some(Period::Year(2024)),
        factor: 1000.0,
        min_denominator: 50.0,
    };
    Catalogue {
        base: None,
        sources: vec![],
        measures: vec![Measure { id: "b".to_owned(), name: text("b") }],
        indicators: vec![indicator("a", Rule::Sum {}), indicator("c", ratio)],
    }
}

fn area() -> FocusArea {
    FocusArea {
        slug: "utrecht-overvecht".parse().unwrap(),
        name: "Utrecht Overvecht".to_owned(),
        gemeente: code("GM0344"),
        gemeente_name: "Utrecht".to_owned(),
        province: "Utrecht".to_owned(),
        designations: vec![DesignationId::Focus20],
        members: vec![AreaMember {
            code: code("WK034403"),
            extent: Extent::PartCountedWhole,
            note: Some(text("deel")),
        }],
        left_out: vec![],
        delimitation: text("hoe"),
        confidence: Confidence::High,
        confidence_reason: text("waarom"),
        named_by: text("wie"),
        named_parts: vec!["Overvecht".to_owned()],
        programme_name: String::new(),
        programme_url: String::new(),
        programme_themes: vec!["wonen".to_owned()],
        inhabitants_stated: Some(StatedInhabitants { value: 35_000, as_of: String::new(), source: "x".to_owned() }),
        sources: vec![],
    }
}

/// A release with every kind of value that must come back as it went in.
fn dataset(first: f64) -> Dataset {
    let values = [
        Value::Known(first),
        Value::Known(0.0),
        Value::Known(-1.0 / 3.0),
        Value::Known(0.1 + 0.2),
        Value::Known(1e15 + 0.3),
        Value::Missing(Missing::Suppressed),
        Value::Missing(Missing::NotInDelivery),
    ];
    let codes: Vec<RegionCode> = (0..values.len()).map(|n| code(&format!("BU0344031{n}"))).collect();
    let regions = codes.iter().map(|code| Region { code: *code, name: format!("'t \"{code}\" é") }).collect();
    let column = |measure: &str, period: Period| FigureColumn {
        measure: measure.to_owned(),
        period,
        values: values.into_iter().collect(),
    };
    let shape = Shape { code: codes[0], basis: GeometryBasis::Approximate, polygons: vec![vec![vec![0, !1]]] };
    Dataset {
        manifest: Manifest {
            format: 1,
            files: vec![ManifestFile {
                path: "figures/kwb.csv".to_owned(),
                sha256: "ab".repeat(32),
                bytes: 12,
                source: "CBS".to_owned(),
                year: "2024".to_owned(),
                licence: "CC BY 4.0".to_owned(),
                attribution: "CBS, 2024".to_owned(),
            }],
        },
        catalogue: catalogue(),
        regions: vec![VintageRegions { vintage: Vintage(2024), regions }],
        topologies: vec![Topology {
            vintage: Vintage(2024),
            level: Level::Buurt,
            arcs: vec![vec![[5_000_000, 52_000_000], [5_000_010, 52_000_010]], vec![[1, 2], [3, -4]]],
            shapes: vec![shape],
        }],
        figures: vec![FigureTable {
            delivery: "kwb".to_owned(),
            vintage: Vintage(2024),
            codes,
            columns: vec![column("a", Period::Year(2024)), column("a", Period::Span(2014, 2016))],
        }],
        areas: vec![area()],
        ..Dataset::default()
    }
}

/// Everything a backend promises. `store` is empty and migrated.
pub async fn holds(store: &impl Store) {
    assert_eq!(store.latest_release().await.unwrap(), None);
    assert!(matches!(store.load_dataset("none").await, Err(StoreError::NoRelease(_))));

    let (older, newer) = (dataset(1.5), dataset(2.5));
    store.save_release("older", &older, &()).await.unwrap();
    assert_eq!(store.load_dataset("older").await.unwrap(), older, "a release comes back as it was saved");

    assert!(matches!(store.save_release("older", &newer, &()).await, Err(StoreError::ReleaseExists(_))));
    store.save_release("newer", &newer, &()).await.unwrap();
    assert_eq!(store.load_dataset("older").await.unwrap(), older, "an older release stays readable");
    assert_eq!(store.load_dataset("newer").await.unwrap(), newer);
    let releases: BTreeMap<String, Option<String>> =
        store.releases().await.unwrap().into_iter().map(|release| (release.id, release.previous)).collect();
    let expected = [("newer".to_owned(), Some("older".to_owned())), ("older".to_owned(), None)];
    assert_eq!(releases, BTreeMap::from(expected));
    assert_eq!(store.latest_release().await.unwrap().unwrap().id, "newer");

    a_failed_import_changes_nothing(store).await;
    builds_are_kept_replaced_and_pruned(store).await;
}

async fn a_failed_import_changes_nothing(store: &impl Store) {
    let before = store.releases().await.unwrap();
    let mut broken = dataset(3.5);
    // The last table of figures fails, after everything else has been written.
    let mut table = broken.figures[0].clone();
    table.delivery = "zzz".to_owned();
    table.codes[0] = code("BU99999999");
    broken.figures.push(table);
    let error = store.save_release("broken", &broken, &()).await.unwrap_err();
    assert!(matches!(error, StoreError::UnknownRegion { .. }), "{error}");
    assert_eq!(store.releases().await.unwrap(), before);
    assert!(matches!(store.load_dataset("broken").await, Err(StoreError::NoRelease(_))));
    let mended = dataset(3.5);
    store.save_release("broken", &mended, &()).await.unwrap();
    assert_eq!(store.load_dataset("broken").await.unwrap(), mended, "nothing of the failed import was left");
}

async fn builds_are_kept_replaced_and_pruned(store: &impl Store) {
    let large: Vec<u8> = (0..20_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    assert_eq!(store.load_build("newer", "1", "atlas").await.unwrap(), None);
    store.save_build("newer", "1", "atlas", &large).await.unwrap();
    store.save_build("newer", "1", "tiles", b"").await.unwrap();
    assert!(store.load_build("newer", "1", "atlas").await.unwrap().unwrap() == large, "a large blob comes back whole");
    assert_eq!(store.load_build("newer", "1", "tiles").await.unwrap(), Some(Vec::new()), "empty is not absent");
    assert_eq!(store.build_kinds("newer", "1").await.unwrap(), ["atlas", "tiles"]);
    assert!(store.build_kinds("newer", "2").await.unwrap().is_empty());
    store.save_build("newer", "1", "atlas", b"short").await.unwrap();
    assert_eq!(store.load_build("newer", "1", "atlas").await.unwrap(), Some(b"short".to_vec()));
    assert_eq!(store.load_build("newer", "2", "atlas").await.unwrap(), None, "another version cannot read it");
    store.save_build("newer", "2", "atlas", b"two").await.unwrap();
    assert!(matches!(store.save_build("none", "1", "atlas", b"").await, Err(StoreError::NoRelease(_))));
    assert_eq!(store.prune_builds("newer", "2").await.unwrap(), 2);
    assert_eq!(store.load_build("newer", "1", "atlas").await.unwrap(), None);
    assert_eq!(store.load_build("newer", "2", "atlas").await.unwrap(), Some(b"two".to_vec()));
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
    assert_eq!(again.latest_release().await.unwrap().unwrap().id, "broken", "a release outlives the process");
}

#[tokio::test]
async fn debug_shows_the_path_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let uri = format!("sqlite:{}?cache=private", folder.path().join("a.db").display());
    let shown = format!("{:?}", SqliteStore::open(&uri).await.unwrap());
    assert!(shown.contains("a.db") && !shown.contains("cache"), "{shown}");
}
