//! `wijkwijzer check`: verifies packages and lists every fault; what is only unwise is a warning.

use crate::fetch;
use crate::ingest::{self, Advised, Fault, Folders};

use super::CliError;
use super::args::{CheckArgs, PackagesArgs};

/// Lists the packages and their faults on standard output; any fault is an error.
pub fn run(args: &CheckArgs) -> Result<(), CliError> {
    let source = Folders::new(&args.data.geodata);
    warn(&args.data);
    let (packages, mut faults) = if args.packages.is_empty() {
        match ingest::read_checked(&source, &()) {
            Ok((_, dataset)) => (dataset.packages, Vec::new()),
            Err(error) => (Vec::new(), error.faults),
        }
    } else {
        (Vec::new(), ingest::check_packages(&source, &args.packages)?)
    };
    faults.extend(recorded(args, &source));
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

/// What declarations say against the records of what was fetched for them.
fn recorded(args: &CheckArgs, source: &Folders) -> Vec<Fault> {
    let mut faults = Vec::new();
    // What is wrong with the declarations themselves is among the faults already.
    for (package, declared) in ingest::fetches(source).unwrap_or_default() {
        let asked = args.packages.is_empty() || args.packages.iter().any(|id| id == package.name());
        let record = asked.then(|| fetch::recorded(&args.fetched, &package, &declared)).flatten();
        let columns = record.map(|record| record.columns.into_iter().map(|column| column.name).collect::<Vec<_>>());
        faults.extend(columns.into_iter().flat_map(|columns| ingest::held(&package, &declared, &columns)));
    }
    faults
}

/// Says what is larger than advised.
pub fn warn(data: &PackagesArgs) {
    let advised = Advised { file: data.large_file, all: data.large };
    for warning in ingest::warnings(&Folders::new(&data.geodata), advised) {
        println!("warning: {warning}");
    }
}
