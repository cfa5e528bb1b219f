//! `wijkwijzer import`, `wijkwijzer release` and `wijkwijzer backup`: which release is served, and what is kept.

use std::path::Path;

use crate::desk::mail::now;
use crate::store::{LastImport, ReleaseInfo, Store as _};

use super::CliError;
use super::args::{DataArgs, ImportArgs, LogFormat, ReleaseArgs, ReleaseCommand};
use super::prepare::{import_files, keep_files, load_or_build, open, prune_builds};
use super::progress::Terminal;

/// Seconds after which a server that said nothing counts as gone.
const GRACE: i64 = 60;

/// `wijkwijzer import`.
///
/// # Errors
/// When files are faulty or the database cannot be used; then the active release is what it was.
pub async fn import(args: &ImportArgs) -> Result<(), CliError> {
    super::logging::start(LogFormat::Text);
    let data = &args.data;
    let store = open(&data.database).await?;
    let progress = Terminal::default();
    let served = if args.keep {
        keep_files(&store, &data.geodata, &progress).await?
    } else {
        import_files(&store, &data.geodata, &progress).await?
    };
    let active = store.active().await?.is_some_and(|(id, _)| id == served.atlas.release);
    println!(
        "release {} is {}: {} indicators, {} areas",
        served.atlas.release,
        if active { "active" } else { "kept" },
        served.atlas.catalogue.indicators.len(),
        served.atlas.areas.len()
    );
    store.close().await;
    Ok(())
}

/// `wijkwijzer release`.
///
/// # Errors
/// There is no such release, it cannot be read, or the database cannot be used.
pub async fn run(args: &ReleaseArgs) -> Result<(), CliError> {
    super::logging::start(LogFormat::Text);
    match &args.command {
        ReleaseCommand::List { data } => {
            let store = open(&data.database).await?;
            for release in store.releases().await? {
                println!("{}", line(&release));
            }
            print!("{}", store.last_import().await?.as_ref().map_or_else(String::new, failure));
        }
        ReleaseCommand::Activate { id, data } => {
            let store = open(&data.database).await?;
            // Derived first, so that servers that follow find it.
            load_or_build(&store, id, &Terminal::default()).await?;
            store.activate(id).await?;
            println!("release {id} is active; running servers follow");
        }
        ReleaseCommand::Prune { keep, data } => {
            let store = open(&data.database).await?;
            let dropped = store.prune(*keep, now() - GRACE).await?;
            prune_builds(&store, "").await?;
            for id in &dropped {
                println!("release {id} is dropped");
            }
            println!("{} dropped, {} kept", dropped.len(), store.kept().await?.len());
        }
    }
    Ok(())
}

/// Id, moment of import, size, and what is the matter with it.
fn line(release: &ReleaseInfo) -> String {
    let state = match (&release.active_since, release.kept()) {
        (Some(since), true) => format!("active since {}", day(since)),
        (Some(_), false) => "active, but its files are not kept: import its geodata again".to_owned(),
        (None, true) => "kept".to_owned(),
        (None, false) => "not kept".to_owned(),
    };
    let kilobytes = release.bytes.div_ceil(1_000);
    format!("{}  {}  {:>3} files {kilobytes:>7} kB  {state}", release.id, day(&release.imported_at), release.files)
}

/// The faults of the last import, where it was refused; nothing where it was not.
fn failure(last: &LastImport) -> String {
    let faults = last.faults.iter().flat_map(|fault| ["  ", fault, "\n"]);
    match last.faults.len() {
        0 => String::new(),
        _ => format!("the import of {} was refused:\n{}", day(&last.at), faults.collect::<String>()),
    }
}

/// A moment to the minute.
fn day(moment: &str) -> String {
    moment.get(..16).unwrap_or(moment).replace('T', " ")
}

/// `wijkwijzer backup`.
///
/// # Errors
/// The file exists, or the database cannot be used.
pub async fn backup(file: &Path, data: &DataArgs) -> Result<(), CliError> {
    open(&data.database).await?.backup(file).await?;
    let bytes = std::fs::metadata(file).map_err(|error| CliError::Io(file.display().to_string(), error))?.len();
    println!("{}: what people wrote, {} kB; geodata is not in it", file.display(), bytes.div_ceil(1_000));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_told_on_one_line_with_what_to_do() {
        let mut release = ReleaseInfo {
            id: "083b1c7eca0d".to_owned(),
            imported_at: "2026-11-30T20:50:46.331092169Z".to_owned(),
            active_since: Some("2026-12-01T09:00:00Z".to_owned()),
            files: 43,
            bytes: 5_100_001,
        };
        assert_eq!(
            line(&release),
            "083b1c7eca0d  2026-11-30 20:50   43 files    5101 kB  active since 2026-12-01 09:00"
        );
        (release.files, release.bytes) = (0, 0);
        assert!(line(&release).ends_with("import its geodata again"));
        release.active_since = None;
        assert!(line(&release).ends_with("not kept"));
    }

    #[test]
    fn a_refused_import_is_told_with_all_its_faults_and_a_good_one_with_nothing() {
        let mut last = LastImport { at: "2026-12-01T09:00:00.1Z".to_owned(), faults: vec!["a".into(), "b".into()] };
        assert_eq!(failure(&last), "the import of 2026-12-01 09:00 was refused:\n  a\n  b\n");
        last.faults.clear();
        assert_eq!(failure(&last), "");
    }
}
