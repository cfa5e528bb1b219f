//! Facts on areas, programmes, examples, publications and events: `facts/*.toml`, files of record that people edit by
//! hand. What stands there is what the product says.
//!
//! To add a kind of fact: a list in [`Knowledge`], its file in [`read()`], its rules in `check`.

mod check;
mod knowledge;
mod read;

pub use knowledge::Knowledge;
pub use read::read;
