//! Facts on areas, examples, publications and events, joined with the texts that people wrote about them.
//!
//! [`read()`] takes both from the source material and gives [`Knowledge`], or every fault of all files; [`files`] writes
//! it to `geodata/facts/` and reads it back.
//!
//! To add a kind of fact: a list in [`Knowledge`], its reader beside `areas.rs` and `examples.rs` called from `read.rs`,
//! and its file in [`files`].

mod areas;
mod examples;
pub mod files;
mod json;
mod knowledge;
mod read;
mod texts;

pub use knowledge::Knowledge;
pub use read::read;
