//! The knowledge base that the project writes itself: `texts/lessons.toml` and its neighbours.
//!
//! [`read`] takes the files into [`WrittenTexts`]; [`check()`] says what they name that is not there, and keeps the line
//! of each fault.
//!
//! To add a kind of text: a list in [`Library`](crate::domain::Library), its file in `written.rs` and in [`FILES`], and its
//! rules in `check.rs`.

mod check;
#[cfg(test)]
mod tests;
mod written;

pub use check::check;
pub use written::{BACKGROUND, CHECKLISTS, LESSONS, LINKS, ORGANISATIONS, TREES, read};
