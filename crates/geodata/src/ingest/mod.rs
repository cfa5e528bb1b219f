//! Reading files into a Dataset, with every rule that a delivery must pass.
//!
//! [`pack`] derives `geodata/` from the source material as `deliveries.toml` declares it; [`read_geodata`] reads
//! `geodata/` into a [`Dataset`](crate::domain::Dataset); [`release_id`] names what the folder holds; [`check`]
//! lists every fault of it, [`warnings`] what is unwise and no fault.

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
mod size;
mod source_csv;
mod source_geojson;
mod toml_file;
mod weights;

pub use check::check;
pub use fault::{At, Fault, IngestError};
pub use manifest_file::release_id;
pub use pack::{pack, pack_manifest_only};
pub use read::read_geodata;
pub use report::{PackReport, Repair};
pub use size::{Oversized, warnings};

#[cfg(test)]
mod bad_input_tests;
