//! Reading files into a Dataset, with every rule that a delivery must pass.
//!
//! [`pack`] derives `geodata/` from the source material as `deliveries.toml` declares it. A [`Source`] is such a folder,
//! or its files as they are kept: [`read_geodata`] reads it into a [`Dataset`](crate::domain::Dataset), [`read_checked`]
//! only where [`check`] lists no fault; [`release_id`] names what it holds, [`warnings`] what is unwise and no fault.

mod boundary_file;
mod check;
pub mod declaration;
mod delivery;
mod facts;
mod fault;
mod figure_file;
mod formula;
mod library;
mod manifest_file;
mod number;
mod outlines;
mod pack;
mod read;
mod references;
mod region_file;
mod report;
mod roles;
mod scopes;
mod size;
mod source;
mod source_csv;
mod source_geojson;
mod toml_file;
mod units;
mod weights;

pub use check::{check, read_checked};
pub use fault::{At, Fault, IngestError, told, total};
pub use manifest_file::{files, release_id};
pub use pack::{pack, pack_manifest_only};
pub use read::read_geodata;
pub use report::{PackReport, Repair};
pub use size::{Oversized, warnings};
pub use source::Source;

#[cfg(test)]
mod bad_input_tests;
