//! From files or database to something that can be served: import when new, derive when new, else load.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::{error, info, warn};

use crate::atlas::{Atlas, BUILD, ReleaseSummary};
use crate::desk::mail::now;
use crate::domain::{Dataset, Progress, Vintage};
use crate::ingest::{self, Advised, Fault, Folders, IngestError, Source};
use crate::store::{BuildFile, Builds, PackedFile, SqliteStore, Store};
use crate::tiles::{self, Pyramid, PyramidFile, Tiles};
use crate::web::state::ReleaseState;
use crate::web::state::kept::Kept;

use super::CliError;
use super::args::DataArgs;

/// Kind of the stored Atlas.
const ATLAS: &str = "atlas";
/// Kind of what is not for everyone, which the Atlas does not hold.
const RESTRICTED: &str = "restricted";
/// The kind of the tiles of a vintage begins with this.
const TILES: &str = "tiles-";
/// Seconds for which a build is kept that no server serves any more: a way back is quick, and a program that was
/// stopped for a weekend finds its own again.
const KEEP_BUILDS: i64 = 7 * 86_400;

/// Folders for a message.
fn names(folders: &[PathBuf]) -> String {
    folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// Opens the database, creating folder and file when missing, and brings its structure up to date.
///
/// # Errors
/// When the folder cannot be made or the database cannot be used.
pub async fn open(database: &Path) -> Result<SqliteStore, CliError> {
    let store = SqliteStore::open(&database.display().to_string()).await?;
    store.migrate().await?;
    Ok(store)
}

/// What there is to serve: a new release of `geodata/`, which is imported and active by that; else the active release;
/// and where that cannot be read, `geodata/` again, then the release that was active last of those that can be.
///
/// # Errors
/// There is nothing that can be served, with what to do.
pub async fn ready(store: &SqliteStore, data: &DataArgs, progress: &dyn Progress) -> Result<ReleaseState, CliError> {
    let kept = store.kept().await?;
    let active = store.active().await?.map(|(id, _)| id);
    // One that nobody can serve stands in nobody's way.
    let active = active.filter(|id| kept.contains(id));
    let known: Vec<String> = store.releases().await?.into_iter().map(|release| release.id).collect();
    let mut refused = None;
    let folders = Folders::new(&data.geodata);
    if folders.exist() {
        match ingest::release_id(&folders) {
            Ok(id) if active.is_some() && known.contains(&id) => {}
            Ok(_) => match import_files(store, &data.geodata, progress).await {
                Ok(served) => return Ok(served),
                Err(error) => refused = Some(error),
            },
            Err(error) => {
                let error = CliError::from(error);
                remember(store, Some(&error)).await;
                refused = Some(error);
            }
        }
    }
    let last_good = |release: &str| warn!(%release, "serving the last good release");
    if let Some(active) = &active {
        if let Some(error) = &refused {
            error!(%error, "geodata cannot be imported");
            last_good(active);
        }
        match load_or_build(store, active, progress).await {
            Ok(served) => return Ok(served),
            Err(error) => error!(release = %active, %error, "the active release cannot be read; reading geodata again"),
        }
        if refused.is_none() {
            // Not active by that: another program may read what this one cannot.
            match from_files(store.builds(), &data.geodata, progress).await {
                Ok(served) => return Ok(served),
                Err(error) => refused = Some(error),
            }
        }
    }
    for release in kept.iter().filter(|id| Some(*id) != active.as_ref()) {
        match load_or_build(store, release, progress).await {
            Ok(served) => {
                last_good(release);
                return Ok(served);
            }
            Err(error) => error!(%release, %error, "a release cannot be read"),
        }
    }
    let why = refused.map_or_else(|| format!("there is no folder {}", names(&data.geodata)), |error| error.to_string());
    Err(CliError::NothingToServe(why))
}

/// Imports `geodata`: checks it, keeps it, derives what follows from it, and makes it the active release. One that is
/// there already is made active again.
///
/// # Errors
/// What is wrong with the files, or the database cannot be used; then the active release is what it was.
pub async fn import_files(
    store: &SqliteStore,
    geodata: &[PathBuf],
    progress: &dyn Progress,
) -> Result<ReleaseState, CliError> {
    let served = keep_files(store, geodata, progress).await?;
    // Last, so that servers that follow find it derived.
    store.activate(&served.atlas.release).await?;
    Ok(served)
}

/// Checks `geodata`, keeps it and derives what follows from it; what is active stays active.
///
/// # Errors
/// What is wrong with the files, or the database cannot be used.
pub async fn keep_files(
    store: &SqliteStore,
    geodata: &[PathBuf],
    progress: &dyn Progress,
) -> Result<ReleaseState, CliError> {
    let kept = keep_and_derive(store, &Folders::new(geodata), progress).await;
    remember(store, kept.as_ref().err()).await;
    kept
}

async fn keep_and_derive(
    store: &SqliteStore,
    geodata: &Folders,
    progress: &dyn Progress,
) -> Result<ReleaseState, CliError> {
    let since = Instant::now();
    // What is kept and damaged is kept anew.
    let whole = |files: Vec<PackedFile>| files.par_iter().all(|file| file.unpack().is_ok());
    if let Ok(release) = ingest::release_id(geodata)
        && store.load_release(&release).await.is_ok_and(whole)
        && let Ok(served) = load_or_build(store, &release, progress).await
    {
        return Ok(served);
    }
    for warning in ingest::warnings(geodata, Advised::default()) {
        warn!("{warning}");
    }
    let (release, dataset) = ingest::read_checked(geodata, progress)?;
    for package in &dataset.packages {
        info!(package = %package.line(), "read");
    }
    store.save_release(&release, &pack(geodata, &dataset)?).await?;
    info!(%release, seconds = since.elapsed().as_secs_f64(), "imported");
    derive(store, &release, &dataset, progress).await
}

/// The files of a release as they are kept; each must still be the one that was read.
fn pack(geodata: &Folders, dataset: &Dataset) -> Result<Vec<PackedFile>, CliError> {
    let listed: HashMap<&str, &str> =
        dataset.manifest.files.iter().map(|file| (file.path.as_str(), file.sha256.as_str())).collect();
    let pack = |path: &String| {
        let content = geodata.read(path).map_err(|error| CliError::Io(path.clone(), error))?;
        let file = PackedFile::pack(path, &content)?;
        if listed.get(path.as_str()).is_some_and(|sha256| *sha256 != file.sha256) {
            let changed =
                Fault::whole(path, "another content than a moment ago", "files that rest while they are read");
            return Err(IngestError::from(changed).into());
        }
        Ok(file)
    };
    ingest::files(geodata)?.par_iter().map(pack).collect()
}

/// Remembers how an import ended, for `/readyz` and `release list`. A database that cannot be written keeps nothing from being served.
async fn remember(store: &SqliteStore, error: Option<&CliError>) {
    let faults = match error {
        None => Vec::new(),
        Some(CliError::Ingest(error)) => ingest::told(&error.faults),
        // Other errors name files of this machine, which are nobody else's business.
        Some(_) => vec!["the import failed; the log says why".to_owned()],
    };
    if let Err(error) = store.save_import(&faults).await {
        warn!(%error, "how the import ended cannot be remembered");
    }
}

/// What `geodata` holds, without a database: for a start whose database is gone or cannot read what it holds.
///
/// # Errors
/// What is wrong with the files.
pub async fn from_files(
    builds: &Builds,
    geodata: &[PathBuf],
    progress: &dyn Progress,
) -> Result<ReleaseState, CliError> {
    let geodata = Folders::new(geodata);
    let release = ingest::release_id(&geodata)?;
    if let Some(served) = load(builds, &release).await {
        return Ok(served);
    }
    let (release, dataset) = ingest::read_checked(&geodata, progress)?;
    build(builds, &dataset, (&release, &jiff::Timestamp::now().to_string()), &[], progress)
}

/// The derived state of a kept release: loaded when this code derived it before, else built and kept.
///
/// # Errors
/// When the release cannot be read or derived, or the database cannot be used.
pub async fn load_or_build(
    store: &SqliteStore,
    release: &str,
    progress: &dyn Progress,
) -> Result<ReleaseState, CliError> {
    let since = Instant::now();
    if let Some(served) = load(store.builds(), release).await {
        info!(%release, milliseconds = since.elapsed().as_millis(), "loaded");
        return Ok(served);
    }
    let dataset = read_release(store, release, progress).await?;
    let served = derive(store, release, &dataset, progress).await?;
    info!(%release, seconds = since.elapsed().as_secs_f64(), "built");
    Ok(served)
}

/// What a kept release holds.
///
/// # Errors
/// It is not kept, or cannot be read.
pub async fn read_release(store: &SqliteStore, release: &str, progress: &dyn Progress) -> Result<Dataset, CliError> {
    Ok(ingest::read_geodata(&Kept(store.load_release(release).await?), progress)?)
}

/// What was derived before; `None` as well where it cannot be read, for it can always be derived again.
async fn load(builds: &Builds, release: &str) -> Option<ReleaseState> {
    let read = |builds: &Builds, release: &str| -> Result<Option<ReleaseState>, CliError> {
        // The Atlas is unpacked on one core while the tiles are read on the other: a start is as long as the longer of both.
        let (atlas, baked) = rayon::join(|| load_part::<Atlas>(builds, release, ATLAS), || load_tiles(builds, release));
        let (Some(atlas), mut baked) = (atlas?, baked?) else { return Ok(None) };
        let Some(restricted) = load_part(builds, release, RESTRICTED)? else { return Ok(None) };
        let mut pyramids = Vec::new();
        for vintage in atlas.vintages.iter().map(|vintage| vintage.vintage) {
            let Some(tiles) = baked.remove(&tiles_kind(vintage)) else { return Ok(None) };
            // Most readers look at the places of today.
            let tiles = if atlas.is_base(vintage) { Tiles::Memory(tiles.whole()?) } else { tiles };
            pyramids.push((vintage, tiles));
        }
        Ok(Some(ReleaseState::new(Arc::new(atlas), pyramids).with_restricted(restricted)))
    };
    let (builds, id) = (builds.clone(), release.to_owned());
    let read = tokio::task::spawn_blocking(move || read(&builds, &id)).await;
    match read.map_err(|error| CliError::Artefact("read", error.to_string())).flatten() {
        Ok(served) => served,
        Err(error) => {
            warn!(%release, %error, "what was derived before cannot be read; it is derived again");
            None
        }
    }
}

fn load_part<T: DeserializeOwned>(builds: &Builds, release: &str, kind: &str) -> Result<Option<T>, CliError> {
    let unread = |error: &dyn std::error::Error| CliError::Artefact("read", error.to_string());
    let Some(file) = builds.open(release, BUILD, kind)? else { return Ok(None) };
    let bytes = file.whole().map_err(|error| unread(&error))?;
    postcard::from_bytes(&bytes).map(Some).map_err(|error| unread(&error))
}

fn load_tiles(builds: &Builds, release: &str) -> Result<HashMap<String, Tiles>, CliError> {
    let mut baked = HashMap::new();
    for kind in builds.kinds(release, BUILD)?.into_iter().filter(|kind| kind.starts_with(TILES)) {
        if let Some(file) = builds.open(release, BUILD, &kind)? {
            baked.insert(kind, on_disk(file)?);
        }
    }
    Ok(baked)
}

/// Tiles that are read from their file when they are asked for.
fn on_disk(file: BuildFile) -> Result<Tiles, CliError> {
    let (length, sum) = (file.length(), file.sum());
    Ok(Tiles::File(PyramidFile::open(length, sum, Arc::new(move |at, length| file.read(at, length)))?))
}

/// Derives a release that the store knows, and keeps what was derived.
async fn derive(
    store: &SqliteStore,
    release: &str,
    dataset: &Dataset,
    progress: &dyn Progress,
) -> Result<ReleaseState, CliError> {
    let known = store.releases().await?.into_iter().find(|known| known.id == release);
    let imported_at = known.map_or_else(String::new, |known| known.imported_at);
    let mut earlier = Vec::new();
    for (id, bytes) in store.summaries().await?.iter().take_while(|(id, _)| id != release) {
        // Earlier programs wrote postcard.
        let read = serde_json::from_slice(bytes).ok().or_else(|| postcard::from_bytes::<ReleaseSummary>(bytes).ok());
        if read.is_none() {
            warn!(release = %id, "what an earlier release held is unknown");
        }
        earlier.extend(read);
    }
    let served = build(store.builds(), dataset, (release, &imported_at), &earlier, progress)?;
    let summary = serde_json::to_vec(&ReleaseSummary::of(&served.atlas))
        .map_err(|error| CliError::Artefact("written", error.to_string()))?;
    // A database that is busy keeps nothing from being served.
    let kept = async {
        store.save_summary(release, &summary).await?;
        prune_builds(store, release).await
    };
    if let Err(error) = kept.await {
        warn!(%release, %error, "what the release counts could not be kept");
    }
    Ok(served)
}

/// Derives the Atlas, bakes its tiles, and keeps both. A disk that is full keeps a release from being kept, not from being
/// served.
fn build(
    builds: &Builds,
    dataset: &Dataset,
    (release, imported_at): (&str, &str),
    earlier: &[ReleaseSummary],
    progress: &dyn Progress,
) -> Result<ReleaseState, CliError> {
    progress.start("Atlas", 1);
    let atlas = Atlas::build(dataset, release, imported_at, earlier)?;
    progress.advance(1);
    progress.start("Tiles", u64::try_from(atlas.vintages.iter().count()).unwrap_or(u64::MAX));
    let mut pyramids = Vec::new();
    for vintage in atlas.vintages.iter() {
        let pyramid = tiles::bake(&atlas, vintage)?;
        let kept = keep_tiles(builds, release, vintage.vintage, &pyramid);
        // Those of earlier years leave memory before the next are baked.
        let tiles = kept.filter(|_| !atlas.is_base(vintage.vintage)).unwrap_or(Tiles::Memory(pyramid));
        pyramids.push((vintage.vintage, tiles));
        progress.advance(1);
    }
    progress.finish();
    let restricted = dataset.restricted();
    keep_part(builds, release, ATLAS, &atlas);
    keep_part(builds, release, RESTRICTED, &restricted);
    Ok(ReleaseState::new(Arc::new(atlas), pyramids).with_restricted(restricted))
}

/// Keeps a part of what was derived.
fn keep_part(builds: &Builds, release: &str, kind: &str, part: &impl Serialize) {
    let encode = |file: &mut dyn Write| postcard::to_io(part, file).map(drop).map_err(io::Error::other);
    if let Err(error) = builds.save(release, BUILD, kind, encode) {
        warn!(%release, kind, %error, "what was derived could not be kept; the next start derives it again");
    }
}

/// Keeps the tiles of a vintage, and gives them back as they are read from their file.
fn keep_tiles(builds: &Builds, release: &str, vintage: Vintage, pyramid: &Pyramid) -> Option<Tiles> {
    let kind = tiles_kind(vintage);
    let kept = || -> Result<Option<Tiles>, CliError> {
        builds.save(release, BUILD, &kind, |file| file.write_all(pyramid.as_bytes()))?;
        builds.open(release, BUILD, &kind)?.map(on_disk).transpose()
    };
    kept().unwrap_or_else(|error| {
        warn!(%release, %error, "tiles could not be kept; the next start bakes them again");
        None
    })
}

/// Drops builds that no server served for a while, and those of releases that are not kept. Those of `release` and of
/// the active release stay, as far as this code derived them.
///
/// # Errors
/// The database or the folder.
pub async fn prune_builds(store: &SqliteStore, release: &str) -> Result<(), CliError> {
    let served = store.served(now() - KEEP_BUILDS).await?;
    let active = store.active().await?.map(|(id, _)| id);
    let kept = store.kept().await?;
    let own = |id: &str| id == release || Some(id) == active.as_deref();
    let removed = store.builds().prune(|id, build| {
        let in_use = served.iter().any(|(of, by)| (of.as_str(), by.as_str()) == (id, build));
        kept.iter().any(|known| known == id) && (in_use || (build == BUILD && own(id)))
    })?;
    if removed > 0 {
        info!(removed, "dropped builds that nobody serves any more");
    }
    Ok(())
}

fn tiles_kind(vintage: Vintage) -> String {
    format!("{TILES}{vintage}")
}
