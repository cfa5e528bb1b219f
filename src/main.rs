//! The program `wijkwijzer`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;
use wijkwijzer::cli;

/// Returns the memory of a build to the system sooner than the system's own allocator, and is faster at it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
