//! The knowledge base that the project writes itself: `texts/lessons.toml` and its neighbours.

mod check;
#[cfg(test)]
mod tests;
mod written;

pub use check::check;
pub use written::{FILES, WrittenTexts, read};
