use std::sync::Arc;

use super::*;
use crate::tiles::sample::row;
use crate::tiles::{Pyramid, TileCoord, TileSource};

fn pyramid_and_info() -> (Pyramid, ArchiveInfo) {
    let coverage = row();
    let source = TileSource {
        coverage: &coverage,
        name_of: &|level, _| level.as_str(),
        id_of: &|_, index| u32::try_from(index).unwrap() + 1,
        focus: vec![],
    };
    let pyramid = Pyramid::bake(&source, 5..=14).unwrap();
    let template = "/tiles/1/2024/{z}/{x}/{y}.mvt".to_owned();
    let tilejson = TileJson::new(&coverage, 14, "Buurten 2024".into(), "Kadaster / CBS, 2024".into(), template);
    (pyramid, ArchiveInfo { tilejson, description: "Omtrekken".into(), version: "2024-1".into() })
}

#[tokio::test]
async fn every_tile_of_a_pmtiles_archive_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pmtiles");
    let (pyramid, info) = pyramid_and_info();
    let mut calls = 0;
    pmtiles::write(&path, &pyramid, &info, |_, _| calls += 1).unwrap();
    assert_eq!(calls, pyramid.len());
    let reader = ::pmtiles::AsyncPmTilesReader::new_with_path(&path).await.unwrap();
    let header = reader.get_header();
    assert_eq!((header.spec_version(), header.min_zoom, header.max_zoom, header.clustered()), (3, 5, 14, true));
    assert_eq!(header.n_addressed_tiles().map(std::num::NonZero::get), Some(pyramid.len() as u64));
    let metadata: serde_json::Value = serde_json::from_str(&reader.get_metadata().await.unwrap()).unwrap();
    assert_eq!(metadata["vector_layers"][0]["id"], "gemeente");
    assert_eq!(metadata["vector_layers"][0]["fields"]["code"], "String", "a bare type");
    for (coord, body) in pyramid.iter() {
        let theirs = ::pmtiles::TileCoord::new(coord.z(), coord.x(), coord.y()).unwrap();
        assert_eq!(reader.get_tile(theirs).await.unwrap().unwrap(), body);
    }
    let nowhere = ::pmtiles::TileCoord::new(14, 0, 0).unwrap();
    assert!(Arc::new(reader).get_tile(nowhere).await.unwrap().is_none());
}

#[tokio::test]
async fn every_tile_of_an_mbtiles_archive_reads_back() {
    use sqlx::{Connection, Row};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mbtiles");
    let (pyramid, info) = pyramid_and_info();
    std::fs::write(&path, "an older file").unwrap();
    mbtiles::write(&path, &pyramid, &info, |_, _| {}).await.unwrap();
    let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    let rows = sqlx::query("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert_eq!(rows.len(), pyramid.len());
    for row in rows {
        let (z, x, y): (u32, u32, u32) = (row.get(0), row.get(1), row.get(2));
        let coord = TileCoord::new(z, x, (1 << z) - 1 - y).unwrap();
        assert_eq!(pyramid.get(coord).unwrap(), row.get::<Vec<u8>, _>(3));
    }
    let format: String = sqlx::query_scalar("SELECT value FROM metadata WHERE name = 'format'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(format, "pbf");
}

#[tokio::test]
async fn a_folder_that_does_not_exist_is_named() {
    let (pyramid, info) = pyramid_and_info();
    let path = Path::new("/nonexistent-folder/a");
    for error in [
        pmtiles::write(path, &pyramid, &info, |_, _| {}).unwrap_err(),
        mbtiles::write(path, &pyramid, &info, |_, _| {}).await.unwrap_err(),
    ] {
        assert!(error.to_string().starts_with("cannot write /nonexistent-folder/a: "), "{error}");
    }
}
