//! Facts on areas, examples, publications and events, joined with the texts that people wrote about them.

mod areas;
mod examples;
pub mod files;
mod json;
mod knowledge;
mod read;
mod texts;

pub use knowledge::Knowledge;
pub use read::read;
