//! `wijkwijzer check`: verifies packages and lists every fault; what is only unwise is a warning.

use crate::ingest::{self, Advised, Folders};

use super::CliError;
use super::args::{CheckArgs, PackagesArgs};

/// Lists the packages and their faults on standard output; any fault is an error.
pub fn run(args: &CheckArgs) -> Result<(), CliError> {
    let source = Folders::new(&args.data.geodata);
    warn(&args.data);
    let (packages, faults) = if args.packages.is_empty() {
        match ingest::read_checked(&source, &()) {
            Ok((_, dataset)) => (dataset.packages, Vec::new()),
            Err(error) => (Vec::new(), error.faults),
        }
    } else {
        (Vec::new(), ingest::check_packages(&source, &args.packages)?)
    };
    for package in &packages {
        println!("{}", package.line());
    }
    let awaited = ingest::awaited(&source)?;
    let awaited: Vec<&str> = awaited.iter().map(ingest::Declared::name).collect();
    if !awaited.is_empty() {
        println!("declared from their contracts, not yet fetched: {}", awaited.join(", "));
    }
    for line in ingest::told(&faults) {
        println!("{line}");
    }
    let folders: Vec<String> = args.data.geodata.iter().map(|folder| folder.display().to_string()).collect();
    if faults.is_empty() {
        println!("{}: no faults", folders.join(", "));
        return Ok(());
    }
    Err(CliError::Faults(ingest::total(&faults), folders.join(", ")))
}

/// Says what is larger than advised.
pub fn warn(data: &PackagesArgs) {
    let advised = Advised { file: data.large_file, all: data.large };
    for warning in ingest::warnings(&Folders::new(&data.geodata), advised) {
        println!("warning: {warning}");
    }
}
