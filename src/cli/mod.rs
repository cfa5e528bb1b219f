//! The command line: one module per command.

pub mod args;
mod check;
mod desk;
mod diff;
mod error;
mod export;
mod fetch;
mod logging;
mod pack;
pub mod prepare;
mod progress;
mod release;
mod serve;
mod user;

use args::{Cli, Command};

pub use error::CliError;

/// Runs the command.
///
/// # Errors
/// [`CliError`] with what to do about it.
pub async fn run(cli: Cli) -> Result<(), CliError> {
    match cli.command {
        None => serve::run(&cli.serve).await,
        Some(Command::Serve(args)) => serve::run(&args).await,
        Some(Command::Import(data)) => release::import(&data).await,
        Some(Command::Release(args)) => release::run(&args).await,
        Some(Command::Backup(args)) => release::backup(&args.file, &args.data).await,
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Diff(args)) => diff::run(&args).await,
        Some(Command::Fetch(args)) => fetch::run(&args).await,
        Some(Command::Pack(args)) => pack::run(&args),
        Some(Command::Export(args)) => export::run(&args).await,
        Some(Command::User(args)) => user::run(&args).await,
        Some(Command::Mail(args)) => desk::send(&args).await,
        Some(Command::Purge(args)) => desk::purge(&args).await,
    }
}
