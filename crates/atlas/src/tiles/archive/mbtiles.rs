//! MBTiles 1.3.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::{ArchiveInfo, Layers, failed};
use crate::tiles::{Pyramid, TileError};

/// Tables as the specification names them; the id is that of the format ("MPBX").
const SCHEMA: &str = "
PRAGMA application_id = 0x4d504258;
CREATE TABLE metadata (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tiles (
    zoom_level INTEGER NOT NULL, tile_column INTEGER NOT NULL, tile_row INTEGER NOT NULL, tile_data BLOB NOT NULL,
    PRIMARY KEY (zoom_level, tile_column, tile_row)
);";

/// Writes a pyramid as MBTiles, replacing a file of that name, calling `progress` with tiles done and tiles in all.
///
/// # Errors
/// When the file cannot be written.
pub async fn write(
    path: &Path,
    pyramid: &Pyramid,
    info: &ArchiveInfo,
    progress: impl FnMut(usize, usize),
) -> Result<(), TileError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(path, error)),
        _ => {}
    }
    let fields = metadata(path, info)?;
    fill(path, pyramid, &fields, progress).await.map_err(|error| failed(path, error))
}

async fn fill(
    path: &Path,
    pyramid: &Pyramid,
    fields: &[(&str, String)],
    mut progress: impl FnMut(usize, usize),
) -> Result<(), sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Memory)
        .synchronous(SqliteSynchronous::Off);
    let mut connection: SqliteConnection = options.connect().await?;
    let mut all = connection.begin().await?;
    sqlx::raw_sql(SCHEMA).execute(&mut *all).await?;
    for (name, value) in fields {
        sqlx::query("INSERT INTO metadata (name, value) VALUES (?, ?)")
            .bind(*name)
            .bind(value)
            .execute(&mut *all)
            .await?;
    }
    let total = pyramid.len();
    for (done, (coord, body)) in (1..).zip(pyramid.iter()) {
        sqlx::query("INSERT INTO tiles (zoom_level, tile_column, tile_row, tile_data) VALUES (?, ?, ?, ?)")
            .bind(i64::from(coord.z()))
            .bind(i64::from(coord.x()))
            .bind(i64::from(coord.row_from_south()))
            .bind(body)
            .execute(&mut *all)
            .await?;
        progress(done, total);
    }
    all.commit().await?;
    connection.close().await
}

fn metadata<'a>(path: &Path, info: &'a ArchiveInfo) -> Result<Vec<(&'a str, String)>, TileError> {
    let json = &info.tilejson;
    let list = |numbers: &[f64]| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let layers = serde_json::to_string(&Layers::new(json)).map_err(|error| failed(path, error))?;
    Ok(vec![
        ("name", json.name.clone()),
        ("format", "pbf".to_owned()),
        ("bounds", list(&json.bounds)),
        ("center", list(&json.center)),
        ("minzoom", json.minzoom.to_string()),
        ("maxzoom", json.maxzoom.to_string()),
        ("attribution", json.attribution.clone()),
        ("description", info.description.clone()),
        ("type", "overlay".to_owned()),
        ("version", info.version.clone()),
        ("json", layers),
    ])
}
