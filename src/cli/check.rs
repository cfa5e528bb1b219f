//! `wijkwijzer check`: verifies geodata/ and lists every fault; what is only unwise is a warning.

use super::CliError;
use super::args::CheckArgs;

/// Lists the faults on standard output; any fault is an error.
pub fn run(args: &CheckArgs) -> Result<(), CliError> {
    for warning in crate::ingest::warnings(&args.geodata) {
        println!("warning: {warning}");
    }
    let faults = crate::ingest::check(&args.geodata);
    for line in crate::ingest::told(&faults) {
        println!("{line}");
    }
    if faults.is_empty() {
        println!("{}: no faults", args.geodata.display());
        return Ok(());
    }
    Err(CliError::Faults(crate::ingest::total(&faults), args.geodata.display().to_string()))
}
