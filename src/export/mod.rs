//! Downloads from the same view structs that pages show.

mod chart_csv;
mod practice_csv;
mod profile_csv;

pub use chart_csv::{CsvCell, chart_csv};
pub use practice_csv::practice_csv;
pub use profile_csv::{CsvStyle, ExportError, profile_csv};
