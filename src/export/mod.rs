//! Downloads from the same view structs that pages show.

mod atom;
mod calendar;
mod compare_csv;
mod digest;
mod practice_csv;
mod profile_csv;
mod stable_id;

pub use atom::{atom, entry_path, feed_title};
pub use calendar::calendar;
pub use compare_csv::compare_csv;
pub use digest::{digest_html, digest_parts, digest_period, digest_text, entry_dates};
pub use practice_csv::practice_csv;
pub use profile_csv::{CsvStyle, ExportError, profile_csv};
