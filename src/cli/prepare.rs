//! From files or database to something that can be served: import when new, derive when new, else load.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use tracing::{info, warn};

use crate::atlas::{Atlas, BUILD, ReleaseSummary};
use crate::domain::{Dataset, Progress, Vintage};
use crate::ingest;
use crate::store::{SqliteStore, Store, StoreError};
use crate::tiles::{self, Pyramid};
use crate::web::state::ReleaseState;

use super::CliError;
use super::args::DataArgs;
use super::progress::Terminal;

/// Kind of the stored summary; it outlives the code that derived it.
const SUMMARY: &str = "summary";

/// Version of the form of a summary.
const SUMMARY_VERSION: &str = "1";

/// Kind of the stored Atlas.
const ATLAS: &str = "atlas";
/// The kind of the tiles of a vintage begins with this.
const TILES: &str = "tiles-";

/// Opens the database, creating folder and file when missing, and brings its structure up to date.
///
/// # Errors
/// When the folder cannot be made or the database cannot be used.
pub async fn open(database: &Path) -> Result<SqliteStore, CliError> {
    if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| CliError::Io(folder.display().to_string(), error))?;
    }
    let store = SqliteStore::open(&database.display().to_string()).await?;
    store.migrate().await?;
    Ok(store)
}

/// `wijkwijzer import`.
///
/// # Errors
/// When files are faulty or the database cannot be used; then nothing has changed.
pub async fn import(data: &DataArgs) -> Result<(), CliError> {
    super::logging::start(super::args::LogFormat::Text);
    let store = open(&data.database).await?;
    let progress = Terminal::default();
    let (release, dataset) = ensure_release(&store, data, &progress).await?;
    let served = load_or_build(&store, &release, dataset, &progress).await?;
    progress.finish();
    println!(
        "release {} is ready: {} indicators, {} areas",
        release,
        served.atlas.catalogue.indicators.len(),
        served.atlas.areas.len()
    );
    Ok(())
}

/// The release to serve: that of `geodata/`, imported first when the database does not have it. The dataset comes
/// along when it was just read.
///
/// # Errors
/// When files are faulty or the database cannot be used; then nothing has changed.
pub async fn ensure_release(
    store: &SqliteStore,
    data: &DataArgs,
    progress: &dyn Progress,
) -> Result<(String, Option<Dataset>), CliError> {
    let latest = store.latest_release().await?;
    if !data.geodata.is_dir()
        && let Some(latest) = latest
    {
        warn!(folder = %data.geodata.display(), release = %latest.id, "no geodata folder: serving the newest release of the database");
        return Ok((latest.id, None));
    }
    let release = ingest::release_id(&data.geodata)?;
    if store.releases().await?.iter().any(|known| known.id == release) {
        return Ok((release, None));
    }
    for warning in ingest::warnings(&data.geodata) {
        warn!(%release, "{warning}");
    }
    let since = Instant::now();
    let dataset = ingest::read_geodata(&data.geodata, progress)?;
    match store.save_release(&release, &dataset, progress).await {
        // Another process imported the same files in the meantime: it is there, and that was what was asked.
        Ok(()) | Err(StoreError::ReleaseExists(_)) => {}
        Err(error) => return Err(error.into()),
    }
    info!(%release, seconds = since.elapsed().as_secs_f64(), "imported");
    Ok((release, Some(dataset)))
}

/// The derived state of a release: loaded when this code derived it before, else built and kept.
///
/// # Errors
/// When the release cannot be derived or the database cannot be used.
pub async fn load_or_build(
    store: &SqliteStore,
    release: &str,
    dataset: Option<Dataset>,
    progress: &dyn Progress,
) -> Result<ReleaseState, CliError> {
    let since = Instant::now();
    match load(store, release).await {
        Ok(Some(served)) => {
            info!(%release, milliseconds = since.elapsed().as_millis(), "loaded");
            return Ok(served);
        }
        Ok(None) => {}
        // What was derived can always be derived again; the release itself is read below.
        Err(error) => warn!(%release, %error, "what was derived before cannot be read; it is derived again"),
    }
    let dataset = match dataset {
        Some(dataset) => dataset,
        None => store.load_dataset(release).await?,
    };
    let served = build(store, release, &dataset, progress).await?;
    info!(%release, seconds = since.elapsed().as_secs_f64(), "built");
    Ok(served)
}

async fn load(store: &SqliteStore, release: &str) -> Result<Option<ReleaseState>, CliError> {
    let Some(bytes) = store.load_build(release, BUILD, ATLAS).await? else { return Ok(None) };
    // The Atlas is unpacked on one core while the tiles are read on the other: a start is as long as the longer of both.
    let unpacking = tokio::task::spawn_blocking(move || {
        postcard::from_bytes::<Atlas>(&bytes).map_err(|error| CliError::Artefact("read", error.to_string()))
    });
    let mut baked = HashMap::new();
    for kind in store.build_kinds(release, BUILD).await?.into_iter().filter(|kind| kind.starts_with(TILES)) {
        let Some(bytes) = store.load_build(release, BUILD, &kind).await? else { return Ok(None) };
        baked.insert(kind, Pyramid::from_bytes(bytes).map_err(CliError::Tiles)?);
    }
    let atlas = unpacking.await.map_err(|error| CliError::Artefact("read", error.to_string()))??;
    let mut pyramids = Vec::new();
    for vintage in atlas.vintages.iter().map(|vintage| vintage.vintage) {
        let Some(pyramid) = baked.remove(&tiles_kind(vintage)) else { return Ok(None) };
        pyramids.push((vintage, pyramid));
    }
    Ok(Some(ReleaseState::new(Arc::new(atlas), pyramids)))
}

async fn build(
    store: &SqliteStore,
    release: &str,
    dataset: &Dataset,
    progress: &dyn Progress,
) -> Result<ReleaseState, CliError> {
    // From old to new.
    let releases: Vec<_> = store.releases().await?.into_iter().rev().collect();
    let mut earlier = Vec::new();
    for known in releases.iter().take_while(|known| known.id != release) {
        if let Some(bytes) = store.load_build(&known.id, SUMMARY_VERSION, SUMMARY).await? {
            match postcard::from_bytes(&bytes) {
                Ok(summary) => earlier.push(summary),
                Err(error) => warn!(release = %known.id, %error, "what an earlier release held is unknown"),
            }
        }
    }
    let imported_at =
        releases.iter().find(|known| known.id == release).map_or_else(String::new, |known| known.imported_at.clone());
    progress.start("Atlas", 1);
    let atlas = Atlas::build(dataset, release, &imported_at, &earlier)?;
    progress.advance(1);
    let count = u64::try_from(atlas.vintages.iter().count()).unwrap_or(u64::MAX);
    progress.start("Tiles", count);
    let mut pyramids = Vec::new();
    for vintage in atlas.vintages.iter() {
        pyramids.push((vintage.vintage, tiles::bake(&atlas, vintage)?));
        progress.advance(1);
    }
    progress.start("Keep the built release", count + 1);
    // A database that is full or busy keeps a release from being kept, not from being served.
    if let Err(error) = keep(store, &atlas, &pyramids, progress).await {
        warn!(%release, %error, "what was derived could not be kept; the next start derives it again");
    }
    progress.finish();
    Ok(ReleaseState::new(Arc::new(atlas), pyramids))
}

/// Keeps what was derived, and drops what other code or of other releases was derived before.
async fn keep(
    store: &SqliteStore,
    atlas: &Atlas,
    pyramids: &[(Vintage, Pyramid)],
    progress: &dyn Progress,
) -> Result<(), CliError> {
    let release = &atlas.release;
    store.save_build(release, BUILD, ATLAS, &encode(atlas)?).await?;
    progress.advance(1);
    for (vintage, pyramid) in pyramids {
        store.save_build(release, BUILD, &tiles_kind(*vintage), pyramid.as_bytes()).await?;
        progress.advance(1);
    }
    store.save_build(release, SUMMARY_VERSION, SUMMARY, &encode(&ReleaseSummary::of(atlas))?).await?;
    store.prune_builds(release, BUILD).await?;
    Ok(())
}

fn encode<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, CliError> {
    postcard::to_stdvec(value).map_err(|error| CliError::Artefact("written", error.to_string()))
}

fn tiles_kind(vintage: Vintage) -> String {
    format!("{TILES}{vintage}")
}
