//! `wijkwijzer export`: all tiles of a vintage in one archive, with the figures of an indicator where one is named.

use crate::domain::{Period, Progress, Sight, Vintage};
use crate::tiles::archive::{ArchiveInfo, mbtiles, pmtiles};
use crate::tiles::{Pyramid, TileJson, joined};
use crate::web::AppError;
use crate::web::state::ReleaseState;
use crate::web::tiles::joined_archive;

use super::CliError;
use super::args::{ExportArgs, ExportKind};
use super::prepare::{open, ready};
use super::progress::Terminal;

/// Writes the archive.
pub async fn run(args: &ExportArgs) -> Result<(), CliError> {
    let store = open(&args.data.database).await?;
    let progress = Terminal::default();
    let mut served = ready(&store, &args.data, &progress).await?;
    if args.audience == "editors" {
        let everything = Sight::read([Sight::EVERYWHERE]).unwrap_or_default();
        served = served.seen_with(&served.shown_by(&everything));
    }
    let vintage = vintage(args, &served)?;
    let (pyramid, info) = contents(args, &served, vintage, &progress)?;
    progress.start("Archive", count(pyramid.len()));
    let mut before = 0;
    let step = |done: usize, _all: usize| {
        progress.advance(count(done.saturating_sub(before)));
        before = done;
    };
    match args.what {
        ExportKind::Pmtiles => pmtiles::write(&args.file, &pyramid, &info, step)?,
        ExportKind::Mbtiles => mbtiles::write(&args.file, &pyramid, &info, step).await?,
    }
    progress.finish();
    println!("{}: {} tiles, {}", args.file.display(), pyramid.len(), info.description);
    Ok(())
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// The vintage that is asked for, else that of the period, else the one in which places are addressed.
fn vintage(args: &ExportArgs, served: &ReleaseState) -> Result<Vintage, CliError> {
    let Some(named) = &args.vintage else {
        let indicator = args.indicator.as_ref().and_then(|id| served.atlas.indicator(id));
        let period: Option<Period> = args.period.as_ref().and_then(|text| text.parse().ok());
        let found = indicator.zip(period).and_then(|(indicator, period)| indicator.period(period));
        return Ok(found.map_or(served.atlas.base().vintage, |at| at.period.vintage));
    };
    let known = || served.atlas.vintages.iter().map(|one| one.vintage.to_string()).collect::<Vec<_>>().join(", ");
    named.parse().map_err(|_| CliError::Vintage(named.clone(), known()))
}

/// The tiles to write, and what the archive says about them.
fn contents(
    args: &ExportArgs,
    served: &ReleaseState,
    vintage: Vintage,
    progress: &Terminal,
) -> Result<(Pyramid, ArchiveInfo), CliError> {
    let release = &served.atlas.release;
    let known = || served.atlas.vintages.iter().map(|one| one.vintage.to_string()).collect::<Vec<_>>().join(", ");
    let unknown = || CliError::Vintage(vintage.to_string(), known());
    let (atlas, plain) = served.atlas.vintage(vintage).zip(served.pyramid(vintage)).ok_or_else(unknown)?;
    let Some((indicator, period)) = args.indicator.as_ref().zip(args.period.as_ref()) else {
        let attribution = atlas.attribution.clone();
        let tilejson = TileJson::new(
            &atlas.coverage,
            plain.max_zoom(),
            format!("wijkwijzer {vintage}"),
            attribution,
            String::new(),
        );
        let description = format!("Gebieden, gemeenten, wijken en buurten van {vintage}");
        return Ok((plain.whole()?, ArchiveInfo { tilejson, description, version: format!("{vintage}-{release}") }));
    };
    let (tilejson, figures) = joined_archive(served, vintage, indicator, period).map_err(|error| match error {
        AppError::NotFound { detail, .. } => CliError::Figures(detail.en),
        other => CliError::Figures(other.to_string()),
    })?;
    let plain = plain.whole()?;
    progress.start("Tiles with figures", count(plain.len()));
    let pyramid = joined::pyramid(&plain, figures, || progress.advance(1))?;
    let description = format!("{}, op de indeling van {vintage}", tilejson.name);
    Ok((pyramid, ArchiveInfo { tilejson, description, version: format!("{vintage}-{release}") }))
}
