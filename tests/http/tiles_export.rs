//! Archives with figures, read back by the readers of other projects.

use sqlx::{Connection as _, Row as _};
use wijkwijzer::domain::Vintage;
use wijkwijzer::tiles::archive::{ArchiveInfo, mbtiles, pmtiles};
use wijkwijzer::tiles::{Pyramid, joined};
use wijkwijzer::web::tiles::joined_archive;

use super::client::get_with;
use crate::common;

fn archive() -> (Pyramid, ArchiveInfo) {
    let served = common::served();
    let vintage = Vintage(2024);
    let (tilejson, figures) = joined_archive(&served, vintage, "koopwoningen", "2024").unwrap();
    let counted = std::sync::atomic::AtomicUsize::new(0);
    let step = || {
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    };
    let plain = served.pyramid(vintage).unwrap();
    let pyramid = joined::pyramid(plain, figures, step).unwrap();
    assert_eq!(counted.into_inner(), plain.len(), "every tile is told");
    (pyramid, ArchiveInfo { tilejson, description: "Koopwoningen 2024".into(), version: "2024-1".into() })
}

#[tokio::test(flavor = "multi_thread")]
async fn archives_with_figures_hold_the_tiles_that_are_served_and_say_what_they_show() {
    let folder = tempfile::tempdir().unwrap();
    let (pyramid, info) = archive();
    let path = folder.path().join("a.pmtiles");
    pmtiles::write(&path, &pyramid, &info, |_, _| {}).unwrap();
    let reader = ::pmtiles::AsyncPmTilesReader::new_with_path(&path).await.unwrap();
    let metadata: serde_json::Value = serde_json::from_str(&reader.get_metadata().await.unwrap()).unwrap();
    assert_eq!(metadata["figures"]["indicator"], "koopwoningen");
    assert!(metadata["figures"]["levels"]["wijk"]["breaks"].as_array().unwrap().len() > 2);
    let wijk = metadata["vector_layers"].as_array().unwrap().iter().find(|layer| layer["id"] == "wijk").unwrap();
    assert_eq!((&wijk["fields"]["value"], &wijk["fields"]["missing"]), (&"Number".into(), &"String".into()));
    assert!(metadata["attribution"].as_str().unwrap().contains("CBS"));

    let coord = ::pmtiles::TileCoord::new(10, 526, 336).unwrap();
    let body = reader.get_tile(coord).await.unwrap().unwrap();
    let release = common::served().atlas.release.clone();
    let address = format!("/tiles/{release}/2024/koopwoningen/2024/10/526/336.mvt");
    let served = tokio::task::spawn_blocking(move || get_with(&address, &[("accept-encoding", "gzip")])).await.unwrap();
    assert_eq!(served.body, body.as_ref());

    let path = folder.path().join("a.mbtiles");
    mbtiles::write(&path, &pyramid, &info, |_, _| {}).await.unwrap();
    let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    let row = sqlx::query("SELECT count(*), (SELECT value FROM metadata WHERE name = 'json') FROM tiles")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(usize::try_from(row.get::<i64, _>(0)).unwrap(), pyramid.len());
    let json: serde_json::Value = serde_json::from_str(row.get(1)).unwrap();
    assert_eq!(json["figures"]["unit"]["en"], "% of dwellings");
}
