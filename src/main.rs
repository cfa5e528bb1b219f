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
    match runtime.block_on(cli::run(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wijkwijzer: {error}");
            ExitCode::FAILURE
        }
    }
}
