//! `wijkwijzer serve`: import when new, then serve, and follow the active release.

use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tracing::{error, info, warn};

use crate::atlas::BUILD;
use crate::desk::mail::now;
use crate::domain::Progress as _;
use crate::store::{Builds, SqliteStore, Store, StoreError};
use crate::web::state::{AppState, ReleaseState};
use crate::web::{self, ConnectionLimits};

use super::args::{DataArgs, ServeArgs};
use super::prepare::{from_files, load_or_build, open, ready};
use super::progress::Terminal;
use super::{CliError, desk};

/// How often a running server looks which release is active.
const WATCH: Duration = Duration::from_millis(500);
/// How long it waits after a release could not be taken up, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_mins(5);
/// How often it says what it serves: three times within the grace of `release prune`.
const SAY: Duration = Duration::from_secs(20);
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
    let site = desk::site(&args.desk)?;
    if !args.bind.ip().is_loopback() && site.public().is_none() {
        return Err(CliError::NoAddress(args.bind));
    }
    let listener = TcpListener::bind(args.bind).await.map_err(|error| CliError::Bind(args.bind, error))?;
    let address = listener.local_addr().map_err(|error| CliError::Bind(args.bind, error))?;
    let (served, store) = start(&args.data).await?;
    let release = served.atlas.release.clone();
    let mut state = AppState::new(served).with_site(site);
    // Options that cannot be are told at once, whatever the database is like.
    desk::options(&args.desk, state.site())?;
    let mut tasks = Vec::new();
    if let Some(store) = &store {
        match desk::start(store, &args.desk, state.site()).await {
            Ok(desk) => {
                state = state.with_desk(desk);
                state.refresh_contributions().await?;
            }
            Err(error) => without_desk(&state, &error),
        }
        tasks = vec![
            tokio::spawn(watch(store.clone(), state.clone())),
            tokio::spawn(desk::watch(state.clone())),
            tokio::spawn(desk::tidy(state.clone())),
            tokio::spawn(desk::mail(state.clone())),
        ];
    } else {
        state.conditions().note(|condition| condition.database_fails = true);
    }
    info!(milliseconds = since.elapsed().as_millis(), "ready");
    println!("wijkwijzer serves http://{address}  (release {release}, Ctrl-C stops it)");
    // What the system lets a program hold at most, the files of the database among it.
    let descriptors = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1_024);
    let limits = limits(args, usize::try_from(descriptors).unwrap_or(usize::MAX));
    let result = web::serve(listener, state, limits, shutdown()).await;
    for task in tasks {
        task.abort();
    }
    // The journal goes into the file, so that nothing is left beside it; a database that is busy does not hold the end.
    if let Some(store) = store
        && tokio::time::timeout(CLOSE_TIMEOUT, store.close()).await.is_err()
    {
        warn!("the database was busy at the end; its journal stays beside it and is taken in at the next start");
    }
    result.map_err(|error| CliError::Bind(address, error))
}

/// Something to serve, and the database where it can be used. A database that cannot be used keeps nobody from reading
/// what `geodata/` holds; what people wrote is not shown then, and nothing is taken in.
async fn start(data: &DataArgs) -> Result<(ReleaseState, Option<SqliteStore>), CliError> {
    let progress = Terminal::default();
    let (store, error) = match open(&data.database).await {
        Ok(store) => match ready(&store, data, &progress).await {
            Ok(served) => return Ok((served, Some(store))),
            Err(error @ CliError::NothingToServe(_)) => return Err(error),
            Err(error) => (Some(store), error),
        },
        Err(error) => (None, error),
    };
    let builds = store.as_ref().map_or_else(|| Builds::beside(&data.database), |store| store.builds().clone());
    // Why the database cannot be used is what a person has to know, also where geodata does not help either.
    let Ok(served) = from_files(&builds, &data.geodata, &progress).await else { return Err(error) };
    progress.finish();
    error!(%error, "the database cannot be used: geodata is served without what people wrote, and nothing is taken in");
    Ok((served, None))
}

fn without_desk(state: &AppState, error: &CliError) {
    error!(%error, "the database cannot be used by the desk: nothing is taken in");
    state.conditions().note(|condition| condition.database_fails = true);
}

/// How many connections there may be. Behind a proxy (it names the client in a header) all come from one address.
fn limits(args: &ServeArgs, descriptors: usize) -> ConnectionLimits {
    let limits = ConnectionLimits::default();
    let most = limits.most.min(descriptors.saturating_sub(KEPT_DESCRIPTORS)).max(1);
    let most_per_client = if args.desk.client_header.is_some() { most } else { limits.most_per_client.min(most) };
    ConnectionLimits { most, most_per_client, ..limits }
}

/// Keeps what is served in step with the database, and notes what is the matter with either.
async fn watch(store: SqliteStore, state: AppState) {
    let mut follower = Follower { store, state, failed: None, said: None };
    let mut ticks = tokio::time::interval(WATCH);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        follower.look().await;
    }
}

/// Follows the active release.
struct Follower {
    store: SqliteStore,
    state: AppState,
    /// The release that could not be taken up, how often, and when it is tried again.
    failed: Option<(String, u32, Instant)>,
    /// When it was said last what is served.
    said: Option<Instant>,
}

impl Follower {
    /// One look. A release that cannot be taken up is logged and tried again with growing pauses, for the reason may be
    /// a database that was busy at that moment; the old one stays, and another one is taken up meanwhile.
    async fn look(&mut self) {
        let seen = async { Ok((self.store.active().await?, self.store.last_import().await?)) };
        let (active, last_import) = match seen.await {
            Ok(seen) => seen,
            Err(error) => return self.database_fails(&error),
        };
        self.state.conditions().note(|condition| {
            condition.database_fails = self.state.desk().is_err();
            condition.active.clone_from(&active);
            condition.last_import = last_import;
        });
        let served = self.state.served().atlas.release.clone();
        match active {
            Some((release, _)) if release != served => self.follow(&release).await,
            _ => self.taken_up(),
        }
        if self.said.is_none_or(|said| said.elapsed() >= SAY) {
            self.say().await;
        }
    }

    fn database_fails(&self, error: &StoreError) {
        self.state.conditions().note(|condition| {
            if !condition.database_fails {
                error!(%error, "the database cannot be read");
            }
            condition.database_fails = true;
        });
    }

    fn taken_up(&mut self) {
        self.failed = None;
        self.state.conditions().note(|condition| condition.not_taken_up = false);
    }

    async fn follow(&mut self, release: &str) {
        let failures = match &self.failed {
            Some((failed, _, again)) if failed == release && Instant::now() < *again => return,
            Some((failed, failures, _)) if failed == release => *failures,
            _ => 0,
        };
        match load_or_build(&self.store, release, &Terminal::default()).await {
            Ok(served) => {
                info!(%release, "serving the active release");
                self.state.replace(served);
                self.taken_up();
                self.said = None;
            }
            Err(error) => {
                let pause = pause(failures);
                error!(%release, %error, again_in_seconds = pause.as_secs(), "the active release cannot be taken up; the old one stays");
                self.failed = Some((release.to_owned(), failures + 1, Instant::now() + pause));
                self.state.conditions().note(|condition| condition.not_taken_up = true);
            }
        }
    }

    /// Says what is served, so that nobody prunes it.
    async fn say(&mut self) {
        let release = self.state.served().atlas.release.clone();
        self.said = Some(Instant::now());
        if let Err(error) = self.store.serves(&release, BUILD, now()).await {
            warn!(%error, "the database does not take in what is served");
        }
    }
}

/// How long to wait before looking again, after so many failures in a row.
fn pause(failures: u32) -> Duration {
    (FIRST_PAUSE * 2_u32.saturating_pow(failures)).min(LONGEST_PAUSE)
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
