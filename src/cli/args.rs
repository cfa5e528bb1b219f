//! Arguments of the command line; every option has an environment variable of the same name.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// wijkwijzer: from the map, to the figures, to what was tried in places like this one.
#[derive(Debug, Parser)]
#[command(version, about, long_about = None, arg_required_else_help = false)]
pub struct Cli {
    /// What to do; without a command: serve.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of `serve`.
    #[command(flatten)]
    pub serve: ServeArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Import geodata/ when it is new, and serve maps, profiles and the API (the default).
    Serve(ServeArgs),
    /// Import geodata/ as a release without serving; a running server picks it up.
    Import(DataArgs),
    /// Verify geodata/: fingerprints, structure, codes and references. Lists every fault.
    Check(CheckArgs),
    /// Derive geodata/ from a folder of source material, as geodata/deliveries.toml declares.
    Pack(PackArgs),
    /// Write something of the newest release to a file.
    Export(ExportArgs),
}

/// Where data lives.
#[derive(Clone, Debug, Args)]
pub struct DataArgs {
    /// Database file; created when missing.
    #[arg(long, env = "WIJKWIJZER_DATABASE", default_value = "data/wijkwijzer.db")]
    pub database: PathBuf,
    /// Folder with the files that the program ships.
    #[arg(long, env = "WIJKWIJZER_GEODATA", default_value = "geodata")]
    pub geodata: PathBuf,
}

/// Options of `serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, env = "WIJKWIJZER_BIND", default_value = "127.0.0.1:8080")]
    pub bind: SocketAddr,
    /// Where data lives.
    #[command(flatten)]
    pub data: DataArgs,
    /// Write logs as lines of text or of JSON.
    #[arg(long, env = "WIJKWIJZER_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines of text.
    Text,
    /// One JSON object a line.
    Json,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folder with the files that the program ships.
    #[arg(long, env = "WIJKWIJZER_GEODATA", default_value = "geodata")]
    pub geodata: PathBuf,
}

/// Options of `pack`.
#[derive(Debug, Args)]
pub struct PackArgs {
    /// Folder with source material; without it only the manifest is refreshed after editing by hand.
    pub folder: Option<PathBuf>,
    /// Folder to write to.
    #[arg(long, env = "WIJKWIJZER_GEODATA", default_value = "geodata")]
    pub geodata: PathBuf,
}

/// Options of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// What to write.
    #[arg(value_enum)]
    pub what: ExportKind,
    /// File to write; an existing file is replaced.
    pub file: PathBuf,
    /// Vintage of the outlines; by default that of the period, else 2024.
    #[arg(long)]
    pub vintage: Option<String>,
    /// Join the figures of this indicator into the tiles.
    #[arg(long, requires = "period")]
    pub indicator: Option<String>,
    /// Period of the figures: a year or an interval.
    #[arg(long, requires = "indicator")]
    pub period: Option<String>,
    /// Where data lives.
    #[command(flatten)]
    pub data: DataArgs,
}

/// What `export` can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportKind {
    /// All vector tiles as `PMTiles` v3.
    Pmtiles,
    /// All vector tiles as `MBTiles` 1.3.
    Mbtiles,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_export_with_figures_names_indicator_and_period() {
        let parse = |rest: &[&str]| Cli::try_parse_from([&["wijkwijzer", "export", "pmtiles", "a"], rest].concat());
        assert!(parse(&["--indicator", "koopwoningen", "--period", "2024"]).is_ok());
        assert!(parse(&["--indicator", "koopwoningen"]).is_err());
        assert!(parse(&["--period", "2024"]).is_err());
    }

    #[test]
    fn without_a_command_the_program_serves_on_the_default_address() {
        let cli = Cli::try_parse_from(["wijkwijzer"]).unwrap();
        assert!(cli.command.is_none());
        assert_eq!(cli.serve.bind.to_string(), "127.0.0.1:8080");
    }
}
