//! Reading files into a Dataset, with every rule that a delivery must pass.

pub mod declaration;
pub mod fault;
mod delivery;
mod facts;
mod formula;
mod number;
mod source_csv;
mod source_geojson;
mod toml_file;

pub use fault::{At, Fault, IngestError};
