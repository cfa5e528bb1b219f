//! Facts on areas, programmes, examples, publications and events: `facts/*.toml`, files of record that people edit by
//! hand. What stands there is what the product says.
//!
//! To add a kind of fact: a list in [`Knowledge`], its file in [`read()`], its rules in [`check()`], how packages
//! are joined in `merge`.

mod check;
mod knowledge;
mod read;

pub use check::check;
pub use knowledge::{AREAS, DESIGNATIONS, EVENTS, Knowledge, PRACTICE, PRIORITY, PROGRAMME, PUBLICATIONS};
pub use read::read;
