//! Downloads from the same view structs that pages show.

mod compare_csv;
mod profile_csv;

pub use compare_csv::compare_csv;
pub use profile_csv::{CsvStyle, ExportError, profile_csv};
