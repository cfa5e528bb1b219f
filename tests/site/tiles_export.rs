//! Archives with figures, read back by the readers of other projects.

use sqlx::{Connection as _, Row as _};
use wijkwijzer::domain::Vintage;
use wijkwijzer::tiles::archive::{ArchiveInfo, mbtiles, pmtiles};
use wijkwijzer::tiles::{Pyramid, joined};
use wijkwijzer::web::tiles::joined_archive;

use crate::support::{TestSite, release};

fn archive() -> (Pyramid, ArchiveInfo) {
    let served = release::served();
    let vintage = Vintage(2024);
    let (tilejson, figures) = joined_archive(&served, vintage, "koopwoningen", "2024").unwrap();
    let counted = std::sync::atomic::AtomicUsize::new(0);
    let step = || {
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    };
    let plain = served.pyramid(vintage).unwrap().whole().unwrap();
    let pyramid = joined::pyramid(&plain, figures, step).unwrap();
    assert_eq!(counted.into_inner(), plain.len(), "every tile is told");
    (pyramid, ArchiveInfo { tilejson, description: "Koopwoningen 2024".into(), version: "2024-1".into() })
}

#[test]
fn archives_with_figures_hold_the_tiles_that_are_served_and_say_what_they_show() {
    let site = TestSite::shipped();
    let folder = tempfile::tempdir().unwrap();
    let (pyramid, info) = archive();
    let path = folder.path().join("a.pmtiles");
    pmtiles::write(&path, &pyramid, &info, |_, _| {}).unwrap();
    let reader = site.wait(::pmtiles::AsyncPmTilesReader::new_with_path(&path)).unwrap();
    let metadata: serde_json::Value = serde_json::from_str(&site.wait(reader.get_metadata()).unwrap()).unwrap();
    assert_eq!(metadata["figures"]["indicator"], "koopwoningen");
    assert!(metadata["figures"]["levels"]["wijk"]["breaks"].as_array().unwrap().len() > 2);
    let wijk = metadata["vector_layers"].as_array().unwrap().iter().find(|layer| layer["id"] == "wijk").unwrap();
    assert_eq!((&wijk["fields"]["value"], &wijk["fields"]["missing"]), (&"Number".into(), &"String".into()));
    assert!(metadata["attribution"].as_str().unwrap().contains("CBS"));

    let coord = ::pmtiles::TileCoord::new(10, 526, 336).unwrap();
    let body = site.wait(reader.get_tile(coord)).unwrap().unwrap();
    let release = release::served().atlas.release.clone();
    let address = format!("/tiles/{release}/2024/koopwoningen/2024/10/526/336.mvt");
    let served = site.get_with(&address, &[("accept-encoding", "gzip")]);
    assert_eq!(served.body, body.as_ref());

    let path = folder.path().join("a.mbtiles");
    let row = site.wait(async {
        mbtiles::write(&path, &pyramid, &info, |_, _| {}).await.unwrap();
        let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
        let counted = sqlx::query("SELECT count(*), (SELECT value FROM metadata WHERE name = 'json') FROM tiles");
        counted.fetch_one(&mut connection).await.unwrap()
    });
    assert_eq!(usize::try_from(row.get::<i64, _>(0)).unwrap(), pyramid.len());
    let json: serde_json::Value = serde_json::from_str(row.get(1)).unwrap();
    assert_eq!(json["figures"]["unit"]["en"], "% of dwellings");
}
