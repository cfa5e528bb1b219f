//! Arguments of the command line; every option has an environment variable of the same name.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::fetch::FetchArgs;
use crate::ingest::Advised;

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
    /// Check geodata/ and import it as the active release, without serving; running servers follow.
    Import(ImportArgs),
    /// Which releases there are, which one is served, and which are dropped.
    Release(ReleaseArgs),
    /// Write what people wrote (contributions, accounts, subscriptions) to a small database of its own.
    Backup(BackupArgs),
    /// Verify packages: fingerprints, structure, codes and references. Lists every fault.
    Check(CheckArgs),
    /// Say what packages would change against the active release, before they are imported.
    Diff(DiffArgs),
    /// Fetch source material from its publishers, as the package.toml of each package declares.
    Fetch(FetchArgs),
    /// Derive packages from a folder of source material, as the package.toml of each declares.
    Pack(PackArgs),
    /// Write something of the active release to a file.
    Export(ExportArgs),
    /// Accounts of editors, who sign in at /redactie.
    User(UserArgs),
    /// Send what followers asked for, once; a running server with a mail server does this by itself.
    Mail(MailArgs),
    /// Erase everything that is kept under an e-mail address.
    Purge(PurgeArgs),
}

/// Where data lives.
#[derive(Clone, Debug, Args)]
pub struct DataArgs {
    /// Database file; created when missing.
    #[arg(long, env = "WIJKWIJZER_DATABASE", default_value = "data/wijkwijzer.db")]
    pub database: PathBuf,
    /// Folders of packages, each over those before it (`--geodata geodata --geodata ours`; in the variable with colons
    /// between them).
    #[arg(long, env = "WIJKWIJZER_GEODATA", value_delimiter = ':', default_value = "geodata")]
    pub geodata: Vec<PathBuf>,
}

/// Options of `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Keep it without making it active: what it would change can be read at the desk, and `release activate` follows.
    #[arg(long)]
    pub keep: bool,
    /// Where data lives.
    #[command(flatten)]
    pub data: DataArgs,
}

/// Folders of packages, and what is large for them.
#[derive(Clone, Debug, Args)]
pub struct PackagesArgs {
    /// Folders of packages, each over those before it; in the variable with colons between them.
    #[arg(long, env = "WIJKWIJZER_GEODATA", value_delimiter = ':', default_value = "geodata")]
    pub geodata: Vec<PathBuf>,
    /// Bytes of a file from which on its size is worth a warning; `pack` splits figures below it.
    #[arg(long, env = "WIJKWIJZER_LARGE_FILE", default_value_t = Advised::default().file)]
    pub large_file: u64,
    /// Bytes of all files together from which on their size is worth a warning.
    #[arg(long, env = "WIJKWIJZER_LARGE", default_value_t = Advised::default().all)]
    pub large: u64,
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
    /// Forms, editors, mail.
    #[command(flatten)]
    pub desk: DeskArgs,
    /// Write logs as lines of text or of JSON.
    #[arg(long, env = "WIJKWIJZER_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

/// Options of the desk: forms, editors, mail.
#[derive(Clone, Args)]
pub struct DeskArgs {
    /// Address of the site as readers see it, without a path (`https://example.org`): feeds, the calendar, the digest,
    /// the sitemap, TileJSON and mails name it. Required where others than this machine can reach the server. With https,
    /// cookies are sent over https only.
    #[arg(long, env = "WIJKWIJZER_BASE_URL")]
    pub base_url: Option<String>,
    /// Header in which a proxy that you trust names the client (x-forwarded-for); limits count by it.
    #[arg(long, env = "WIJKWIJZER_CLIENT_HEADER")]
    pub client_header: Option<String>,
    /// Mail server (`smtps://name:password@host`); without it nothing is mailed.
    #[arg(long, env = "WIJKWIJZER_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of the mails (wijkwijzer <wijkwijzer@example.org>).
    #[arg(long, env = "WIJKWIJZER_MAIL_FROM")]
    pub mail_from: Option<String>,
}

impl std::fmt::Debug for DeskArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The address of the mail server may carry a password.
        f.debug_struct("DeskArgs").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// Options of `release`.
#[derive(Debug, Args)]
pub struct ReleaseArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ReleaseCommand,
}

/// What to do with releases.
#[derive(Debug, Subcommand)]
pub enum ReleaseCommand {
    /// List all releases, the newest first.
    List {
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
    /// Serve this release from now on, an earlier one too; running servers follow within seconds.
    Activate {
        /// Id of the release.
        id: String,
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
    /// Drop the files of releases that are not needed any more; the active one and those that a server serves stay.
    Prune {
        /// How many to keep, those that were active or imported last.
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
        keep: u32,
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
}

/// Options of `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// File to write; an existing file is never replaced.
    pub file: PathBuf,
    /// Where data lives.
    #[command(flatten)]
    pub data: DataArgs,
}

/// Options of `user`.
#[derive(Debug, Args)]
pub struct UserArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: UserCommand,
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add an editor. The password is asked for, or read from a file or from standard input.
    Add {
        /// Sign-in name.
        name: String,
        /// What the account may do: an admin also erases contributions for good, once a second step is set up at the desk.
        #[arg(long, default_value = "editor", value_parser = ["editor", "admin"])]
        role: String,
        /// Gemeenten of which it sees restricted figures, by code with commas (GM0344,GM0106); `*` for every one.
        #[arg(long, value_name = "GEMEENTE", value_delimiter = ',')]
        scope: Vec<String>,
        /// File with the password.
        #[arg(long)]
        password_file: Option<PathBuf>,
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
    /// Set of which gemeenten an account sees restricted figures; without any it sees none. Sessions go on.
    Scope {
        /// Sign-in name.
        name: String,
        /// Codes of gemeenten (GM0344); `*` for every one.
        gemeenten: Vec<String>,
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
    /// List all accounts.
    List {
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
    /// Shut an account and end its sessions.
    Disable {
        /// Sign-in name.
        name: String,
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
    /// Open an account again.
    Enable {
        /// Sign-in name.
        name: String,
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
    /// Take away the second step of an account whose telephone is lost, and end its sessions.
    ResetSecondStep {
        /// Sign-in name.
        name: String,
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
    /// Verify the log: whether every line fits the one before it.
    Log {
        /// A line that was noted before, as this command told it: it must still be the same.
        #[arg(long, value_name = "NUMBER:HASH")]
        known: Option<String>,
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
    /// Set another password and end all sessions of the account.
    Password {
        /// Sign-in name.
        name: String,
        /// File with the password.
        #[arg(long)]
        password_file: Option<PathBuf>,
        /// Where data lives.
        #[command(flatten)]
        data: DataArgs,
    },
}

/// Options of `mail`.
#[derive(Debug, Args)]
pub struct MailArgs {
    /// Where data lives.
    #[command(flatten)]
    pub data: DataArgs,
    /// The mail server.
    #[command(flatten)]
    pub desk: DeskArgs,
}

/// Options of `purge`.
#[derive(Debug, Args)]
pub struct PurgeArgs {
    /// The address.
    pub email: String,
    /// Erase published contributions too; without it they stay, without the address.
    #[arg(long)]
    pub published: bool,
    /// Where data lives.
    #[command(flatten)]
    pub data: DataArgs,
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
    /// Packages to check on their own, without what they say about others; by default all, together.
    pub packages: Vec<String>,
    /// Folder of `fetch`: declarations are held against the records of what was fetched.
    #[arg(long, env = "WIJKWIJZER_FETCHED", default_value = "data/fetched")]
    pub fetched: PathBuf,
    /// Where they lie.
    #[command(flatten)]
    pub data: PackagesArgs,
}

/// Options of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// Hold this kept release against the active one (`release list` tells which there are), and not folders of packages.
    #[arg(long, value_name = "ID")]
    pub release: Option<String>,
    /// Write the same as a page too, in Dutch, for whoever decides.
    #[arg(long, value_name = "FILE")]
    pub page: Option<PathBuf>,
    /// Where data lives.
    #[command(flatten)]
    pub data: DataArgs,
}

/// Options of `pack`.
#[derive(Debug, Args)]
pub struct PackArgs {
    /// Packages to pack; by default all of the last folder. Others are left alone.
    pub packages: Vec<String>,
    /// Folder with source material; without it only the lists of files are written anew, after editing by hand.
    #[arg(long)]
    pub from: Option<PathBuf>,
    /// Where they lie.
    #[command(flatten)]
    pub data: PackagesArgs,
}

/// Options of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// What to write.
    #[arg(value_enum)]
    pub what: ExportKind,
    /// File to write; an existing file is replaced.
    pub file: PathBuf,
    /// Vintage of the outlines; by default that of the period, else the base division.
    #[arg(long)]
    pub vintage: Option<String>,
    /// Join the figures of this indicator into the tiles.
    #[arg(long, requires = "period")]
    pub indicator: Option<String>,
    /// Period of the figures: a year or an interval.
    #[arg(long, requires = "indicator")]
    pub period: Option<String>,
    /// For whom the archive is: restricted figures are written only where `editors` is asked for.
    #[arg(long, default_value = "everyone", value_parser = ["everyone", "editors"])]
    pub audience: String,
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
