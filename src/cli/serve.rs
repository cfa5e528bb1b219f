//! `wijkwijzer serve`: import when new, then serve, and take up a newer release when one is imported.

use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tracing::{error, info, warn};

use crate::domain::Progress as _;
use crate::store::{SqliteStore, Store};
use crate::web::state::AppState;
use crate::web::state::site::Site;
use crate::web::{self, ConnectionLimits};

use super::args::ServeArgs;
use super::prepare::{ensure_release, load_or_build, open};
use super::progress::Terminal;
use super::{CliError, desk};

/// How often a running server looks for a newer release.
const WATCH: Duration = Duration::from_secs(2);
/// How long it waits at most after failures.
const LONGEST_PAUSE: Duration = Duration::from_mins(5);
/// Exit code after a second signal, as a shell gives it for an interrupted program.
const SECOND_SIGNAL: i32 = 130;
/// How long closing the database may take at the end.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);
/// Descriptors that are not for connections: the database, the log, the listener.
const KEPT_DESCRIPTORS: usize = 128;

/// Serves until it is interrupted.
pub async fn run(args: &ServeArgs) -> Result<(), CliError> {
    super::logging::start(args.log_format);
    let since = Instant::now();
    let listener = TcpListener::bind(args.bind).await.map_err(|error| CliError::Bind(args.bind, error))?;
    let address = listener.local_addr().map_err(|error| CliError::Bind(args.bind, error))?;
    let store = open(&args.data.database).await?;
    let progress = Terminal::default();
    let (release, dataset) = ensure_release(&store, &args.data, &progress).await?;
    let served = load_or_build(&store, &release, dataset, &progress).await?;
    progress.finish();
    let site = Site::new(args.desk.base_url.as_deref());
    let state = AppState::new(served).with_site(site).with_desk(desk::start(&store, &args.desk).await?);
    state.refresh_contributions().await?;
    info!(milliseconds = since.elapsed().as_millis(), "ready");
    println!("wijkwijzer serves http://{address}  (release {release}, Ctrl-C stops it)");
    let tasks = [
        tokio::spawn(watch(store.clone(), state.clone(), release)),
        tokio::spawn(desk::watch(state.clone())),
        tokio::spawn(desk::tidy(state.clone())),
        tokio::spawn(desk::mail(state.clone())),
    ];
    // What the system lets a program hold at most, the files of the database among it.
    let descriptors = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1_024);
    let limits = limits(args, usize::try_from(descriptors).unwrap_or(usize::MAX));
    let result = web::serve(listener, state, limits, shutdown()).await;
    for task in tasks {
        task.abort();
    }
    // The journal goes into the file, so that nothing is left beside it; a database that is busy does not hold the end.
    if tokio::time::timeout(CLOSE_TIMEOUT, store.close()).await.is_err() {
        warn!("the database was busy at the end; its journal stays beside it and is taken in at the next start");
    }
    result.map_err(|error| CliError::Bind(address, error))
}

/// How many connections there may be. Behind a proxy (it names the client in a header) all come from one address.
fn limits(args: &ServeArgs, descriptors: usize) -> ConnectionLimits {
    let limits = ConnectionLimits::default();
    let most = limits.most.min(descriptors.saturating_sub(KEPT_DESCRIPTORS)).max(1);
    let most_per_client = if args.desk.client_header.is_some() { most } else { limits.most_per_client.min(most) };
    ConnectionLimits { most, most_per_client, ..limits }
}

/// Takes up releases that another process imports. What cannot be built is logged, the old one stays, and it is tried
/// again with growing pauses: the reason may be a database that was busy at that moment.
async fn watch(store: SqliteStore, state: AppState, first: String) {
    let mut newest_seen = store.latest_release().await.ok().flatten().map_or(first, |latest| latest.id);
    let mut failures = 0;
    loop {
        tokio::time::sleep(pause(failures)).await;
        let taken = match store.latest_release().await {
            Ok(Some(latest)) if latest.id != newest_seen => take_up(&store, &state, &latest.id).await.map(Some),
            Ok(_) => Ok(None),
            Err(error) => Err(CliError::from(error)),
        };
        match taken {
            Ok(taken) => {
                newest_seen = taken.unwrap_or(newest_seen);
                failures = 0;
            }
            Err(error) => {
                failures += 1;
                let again = pause(failures).as_secs();
                error!(%error, again_in_seconds = again, "a newer release cannot be taken up; the old one stays");
            }
        }
    }
}

/// Serves `release` from now on, and gives it back.
async fn take_up(store: &SqliteStore, state: &AppState, release: &str) -> Result<String, CliError> {
    let served = load_or_build(store, release, None, &Terminal::default()).await?;
    info!(%release, "serving a newer release");
    state.replace(served);
    Ok(release.to_owned())
}

/// How long to wait before looking again, after so many failures in a row.
fn pause(failures: u32) -> Duration {
    (WATCH * 2_u32.saturating_pow(failures)).min(LONGEST_PAUSE)
}

/// Resolves at Ctrl-C or, on Unix, at SIGTERM. A second one ends the program at once.
async fn shutdown() {
    signal().await;
    info!("stopping: requests in flight are finished; a second signal ends at once");
    tokio::spawn(async {
        signal().await;
        warn!("stopped at once by a second signal");
        std::process::exit(SECOND_SIGNAL);
    });
}

/// Resolves at the next signal to stop.
async fn signal() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            error!(%error, "cannot listen for Ctrl-C");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                error!(%error, "cannot listen for SIGTERM");
                std::future::pending::<()>().await;
            }
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_five_minutes() {
        assert_eq!([0, 1, 2, 40].map(pause).map(|pause| pause.as_secs()), [2, 4, 8, 300]);
    }
}
