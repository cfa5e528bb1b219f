//! Downloads from the same view structs that pages show.

mod profile_csv;

pub use profile_csv::{CsvStyle, ExportError, profile_csv};
