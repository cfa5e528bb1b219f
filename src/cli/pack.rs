//! `wijkwijzer pack`: derives geodata/ from source material.

use crate::ingest;

use super::CliError;
use super::args::PackArgs;

/// Packs a folder of source material, or refreshes the manifest after editing by hand.
pub fn run(args: &PackArgs) -> Result<(), CliError> {
    if let Some(folder) = &args.folder {
        let report = ingest::pack(folder, &args.geodata)?;
        println!("{report}");
    } else {
        ingest::pack_manifest_only(&args.geodata)?;
        println!("{}: the manifest is up to date", args.geodata.display());
    }
    Ok(())
}
