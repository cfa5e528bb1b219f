//! The program `wijkwijzer`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser as _;
use wijkwijzer::cli;

fn main() -> ExitCode {
    let arguments = cli::args::Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("wijkwijzer: cannot start the runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let result = runtime.block_on(cli::run(arguments));
    // Work that was begun for a client that is gone, or a release that is still being derived, does not hold the program.
    runtime.shutdown_background();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wijkwijzer: {error}");
            ExitCode::FAILURE
        }
    }
}
