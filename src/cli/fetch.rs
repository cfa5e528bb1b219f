//! `wijkwijzer fetch`: source material from its publishers.

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::fetch::{self, How, Limits, Order, Outcome, Told, Watch};
use crate::ingest::Folders;

use super::CliError;

/// Options of `fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Packages to fetch for, or single files of theirs (kwb-2025/tabel); by default all that declare a [[fetch]].
    pub wanted: Vec<String>,
    /// Say what would be asked for, ask nobody and write nothing.
    #[arg(long, conflicts_with_all = ["offline", "accept"])]
    pub dry_run: bool,
    /// Ask nobody: make the material anew from the answers that are kept.
    #[arg(long)]
    pub offline: bool,
    /// Only what its publisher changed on this day or later (2026-11-01); who does not tell is asked.
    #[arg(long, value_name = "DAY")]
    pub since: Option<jiff::civil::Date>,
    /// Take over what differs so much from what was given before that somebody had to look at it.
    #[arg(long)]
    pub accept: bool,
    /// Folder for raw answers, their records, and the material that `pack --from` reads (its part `material`).
    #[arg(long, env = "WIJKWIJZER_FETCHED", default_value = "data/fetched")]
    pub keep: PathBuf,
    /// Milliseconds between two requests to one host.
    #[arg(long, env = "WIJKWIJZER_FETCH_PAUSE", default_value_t = 500)]
    pub pause: u64,
    /// How often one request is tried.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..))]
    pub tries: u32,
    /// Folders of packages, each over those before it; in the variable with colons between them.
    #[arg(long, env = "WIJKWIJZER_GEODATA", value_delimiter = ':', default_value = "geodata")]
    pub geodata: Vec<PathBuf>,
}

/// Fetches, and says of each file what became of it.
///
/// # Errors
/// Nothing can be fetched; or some files failed or wait for somebody to look at them, each of which is told before.
pub async fn run(args: &FetchArgs) -> Result<(), CliError> {
    let how = match (args.dry_run, args.offline) {
        (true, _) => How::DryRun,
        (_, true) => How::Offline,
        _ => How::Online,
    };
    let limits = Limits { pause: Duration::from_millis(args.pause), tries: args.tries, ..Limits::default() };
    let (wanted, keep) = (args.wanted.as_slice(), args.keep.as_path());
    let order = Order { wanted, keep, how, since: args.since, accept: args.accept, limits };
    let outcomes = fetch::fetch(&Folders::new(&args.geodata), &order, &Terminal::default()).await?;
    let (mut failed, mut waiting) = (0, 0);
    for (name, outcome) in &outcomes {
        match outcome {
            Ok(Outcome::Planned(address, None)) => println!("{name}: {address}, not fetched yet"),
            Ok(Outcome::Planned(address, Some(last))) => println!("{name}: {address}, fetched last on {last:.0}"),
            Ok(Outcome::Unchanged) => println!("{name}: not changed by its publisher"),
            Ok(Outcome::Taken(told)) => {
                println!("{name}: {}", size(told));
                tell(told);
            }
            Ok(Outcome::Waiting(told)) => {
                waiting += 1;
                println!("{name}: {}, kept and not taken over, for it differs from what was given before", size(told));
                tell(told);
            }
            Err(error) => {
                failed += 1;
                println!("{name}: NOT FETCHED: {error}");
            }
        }
    }
    if failed + waiting > 0 {
        let look = if waiting > 0 { "; look at what differs, then `wijkwijzer fetch --accept`" } else { "" };
        return Err(CliError::NotFetched(format!("{failed} not fetched, {waiting} not taken over{look}")));
    }
    if how != How::DryRun {
        println!("material for `wijkwijzer pack --from {}`", keep.join("material").display());
    }
    Ok(())
}

fn size(told: &Told) -> String {
    match told.rows {
        0 => format!("{} bytes", told.bytes),
        rows => format!("{rows} rows, {} bytes", told.bytes),
    }
}

fn tell(told: &Told) {
    for difference in &told.differences {
        println!("  {difference}");
    }
    for fault in &told.unread {
        println!("  cannot be read as declared: {fault}");
    }
}

/// Draws each file on a terminal, with the bytes that came so far.
#[derive(Debug, Default)]
struct Terminal(Mutex<Option<ProgressBar>>);

impl Terminal {
    fn with(&self, f: impl FnOnce(&ProgressBar)) {
        if let Ok(bar) = self.0.lock()
            && let Some(bar) = bar.as_ref()
        {
            f(bar);
        }
    }
}

impl Watch for Terminal {
    fn begin(&self, name: &str) {
        let style = ProgressStyle::with_template("{spinner} {msg:<40} {bytes:>12} {bytes_per_sec}");
        let bar = ProgressBar::no_length().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.set_message(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        if let Ok(mut current) = self.0.lock() {
            *current = Some(bar);
        }
    }

    fn grown(&self, bytes: usize) {
        self.with(|bar| bar.inc(bytes as u64));
    }

    fn note(&self, text: &str) {
        self.with(|bar| bar.suspend(|| eprintln!("  {text}")));
    }

    fn end(&self) {
        self.with(ProgressBar::finish_and_clear);
    }
}
