//! Downloads from the same view structs that pages show.

mod compare_csv;
mod practice_csv;
mod profile_csv;

pub use compare_csv::compare_csv;
pub use practice_csv::practice_csv;
pub use profile_csv::{CsvStyle, ExportError, profile_csv};
