//! Reading files into a Dataset, with every rule that a delivery must pass.

pub mod declaration;
pub mod fault;
mod boundary_file;
mod delivery;
mod facts;
mod figure_file;
mod formula;
mod number;
mod region_file;
mod source_csv;
mod source_geojson;
mod toml_file;

pub use fault::{At, Fault, IngestError};
