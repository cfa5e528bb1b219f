//! `wijkwijzer pack`: derives packages from source material.

use crate::ingest::{self, Order};

use super::CliError;
use super::args::PackArgs;

/// Packs from source material, or writes the lists of files anew after editing by hand.
pub fn run(args: &PackArgs) -> Result<(), CliError> {
    let order = Order {
        packages: &args.packages,
        material: args.from.as_deref(),
        largest: args.data.large_file.saturating_sub(args.data.large_file / 8),
    };
    print!("{}", ingest::pack(&args.data.geodata, &order)?);
    super::check::warn(&args.data);
    Ok(())
}
