//! `wijkwijzer serve`: import when new, then serve, and take up a newer release when one is imported.

use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tracing::{error, info};

use crate::domain::Progress as _;
use crate::store::{SqliteStore, Store};
use crate::web;
use crate::web::state::AppState;
use crate::web::state::site::Site;

use super::args::ServeArgs;
use super::prepare::{ensure_release, load_or_build, open};
use super::progress::Terminal;
use super::{CliError, desk};

/// How often a running server looks for a newer release.
const WATCH: Duration = Duration::from_secs(2);

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
        tokio::spawn(watch(store, state.clone(), release)),
        tokio::spawn(desk::watch(state.clone())),
        tokio::spawn(desk::work(state.clone())),
    ];
    let result = web::serve(listener, state, shutdown()).await;
    for task in tasks {
        task.abort();
    }
    result.map_err(|error| CliError::Bind(address, error))
}

/// Takes up releases that another process imports. What cannot be built is logged and the old one stays.
async fn watch(store: SqliteStore, state: AppState, first: String) {
    let mut newest_seen = store.latest_release().await.ok().flatten().map_or(first, |latest| latest.id);
    let mut ticks = tokio::time::interval(WATCH);
    loop {
        ticks.tick().await;
        let latest = match store.latest_release().await {
            Ok(Some(latest)) if latest.id != newest_seen => latest.id,
            Ok(_) => continue,
            Err(error) => {
                error!(%error, "cannot look for a newer release");
                continue;
            }
        };
        match load_or_build(&store, &latest, None, &Terminal::default()).await {
            Ok(served) => {
                info!(release = %latest, "serving a newer release");
                state.replace(served);
            }
            Err(error) => error!(release = %latest, %error, "a newer release cannot be built; the old one stays"),
        }
        newest_seen = latest;
    }
}

/// Resolves at Ctrl-C or, on Unix, at SIGTERM.
async fn shutdown() {
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
    info!("stopping");
}
