//! `wijkwijzer export`: all tiles of a vintage in one archive.

use crate::domain::{Progress, Vintage};
use crate::tiles::TileJson;
use crate::tiles::archive::{ArchiveInfo, mbtiles, pmtiles};

use super::CliError;
use super::args::{ExportArgs, ExportKind};
use super::prepare::{ensure_release, load_or_build, open};
use super::progress::Terminal;

/// Writes the archive.
pub async fn run(args: &ExportArgs) -> Result<(), CliError> {
    let store = open(&args.data.database).await?;
    let progress = Terminal::default();
    let (release, dataset) = ensure_release(&store, &args.data, &progress).await?;
    let served = load_or_build(&store, &release, dataset, &progress).await?;
    let known = || served.atlas.vintages.iter().map(|one| one.vintage.to_string()).collect::<Vec<_>>().join(", ");
    let unknown = || CliError::Vintage(args.vintage.clone(), known());
    let vintage: Vintage = args.vintage.parse().map_err(|_| unknown())?;
    let (atlas, pyramid) = served.atlas.vintage(vintage).zip(served.pyramid(vintage)).ok_or_else(unknown)?;
    let attribution = format!("Kadaster / Centraal Bureau voor de Statistiek, {vintage}");
    let info = ArchiveInfo {
        tilejson: TileJson::new(&atlas.coverage, format!("wijkwijzer {vintage}"), attribution, String::new()),
        description: format!("Focus areas, gemeenten, wijken and buurten of {vintage}"),
        version: format!("{vintage}-{release}"),
    };
    progress.start("Tiles", u64::try_from(pyramid.len()).unwrap_or(u64::MAX));
    let mut before = 0;
    let step = |done: usize, _all: usize| {
        progress.advance(u64::try_from(done.saturating_sub(before)).unwrap_or_default());
        before = done;
    };
    match args.what {
        ExportKind::Pmtiles => pmtiles::write(&args.file, pyramid, &info, step)?,
        ExportKind::Mbtiles => mbtiles::write(&args.file, pyramid, &info, step).await?,
    }
    progress.finish();
    println!("{}: {} tiles of {vintage}", args.file.display(), pyramid.len());
    Ok(())
}
