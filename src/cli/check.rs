//! `wijkwijzer check`: verifies geodata/ and lists every fault.

use super::CliError;
use super::args::CheckArgs;

/// Lists the faults on standard output; any fault is an error.
pub fn run(args: &CheckArgs) -> Result<(), CliError> {
    let faults = crate::ingest::check(&args.geodata);
    for fault in &faults {
        println!("{fault}");
    }
    if faults.is_empty() {
        println!("{}: no faults", args.geodata.display());
        return Ok(());
    }
    Err(CliError::Faults(faults.len(), args.geodata.display().to_string()))
}
