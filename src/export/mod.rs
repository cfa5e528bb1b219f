//! Downloads from the same view structs that pages show.

mod atom;
mod calendar;
mod chart_file;
mod compare_file;
mod csv_file;
mod digest;
mod explain;
mod explore_file;
mod features;
mod long;
mod overview_files;
mod practice_file;
mod profile_file;
mod profile_tables;
mod profile_years;
mod provenance;
mod sources_file;
mod stable_id;
mod table;
mod workbook;

pub use atom::{atom, entry_path, feed_title};
pub use calendar::calendar;
pub use chart_file::chart_file;
pub use compare_file::{ComparePart, compare_file};
pub use csv_file::{CsvStyle, ExportError, csv_file};
pub use digest::{digest_html, digest_parts, digest_period, digest_text, entry_dates};
pub use explore_file::explore_file;
pub use features::{GEOJSON, Shape, features};
pub use overview_files::{areas_file, gaps_file, indicators_file};
pub use practice_file::practice_file;
pub use profile_file::{ProfilePart, profile_file};
pub use sources_file::sources_file;
pub use table::{Cell, Column, Document, Kind, Mark, Table};
pub use workbook::{XLSX, workbook};
