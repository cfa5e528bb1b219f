//! Reading files into a Dataset, with every rule that a delivery must pass.
//!
//! Data comes in packages: folders with a declaration, data, and a list of their files with hashes. [`pack`] derives them
//! from source material as each declares. A [`Source`] is a folder of packages, several that lie over each other
//! ([`Folders`]), or files as they are kept: [`read_geodata`] reads it into a [`Dataset`](crate::domain::Dataset),
//! [`read_checked`] only where [`check`] lists no fault; [`release_id`] names what it holds, [`warnings`] what is unwise
//! and no fault.

mod boundary_file;
mod check;
pub mod declaration;
mod declared_fetch;
mod declared_outlines;
mod declared_points;
mod delivery;
mod difference;
mod facts;
mod fault;
mod fetches;
mod figure_file;
mod folders;
mod formula;
mod library;
mod manifest_file;
mod margins;
mod merge;
mod number;
mod outlines;
mod pack;
mod package;
mod point_file;
mod read;
mod references;
mod region_file;
mod release;
mod report;
mod roles;
mod rows;
mod scopes;
mod shapes;
mod size;
mod source;
mod source_plan;
mod source_rows;
mod texts;
mod toml_file;
mod units;
mod weights;

pub use check::{check, check_packages, read_checked};
pub use difference::{Change, Difference, Figures, Moved};
pub use fault::{At, Fault, IngestError, told, total};
pub use fetches::{Surveyed, fetches, held, survey};
pub use folders::Folders;
pub use pack::{Order, pack};
pub use package::{Declared, awaited};
pub use read::read_geodata;
pub use release::{files, release_id};
pub use report::{PackReport, Packed, Repair};
pub use rows::stem;
pub use size::{Advised, Oversized, warnings};
pub use source::Source;

#[cfg(test)]
mod bad_input_tests;
