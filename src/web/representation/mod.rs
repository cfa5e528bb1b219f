//! What a view becomes: a page in the frame of the site, an error, JSON, or a file.

pub mod bodies;
pub mod download;
pub mod error_page;
pub mod json;
pub mod layout;
pub mod practice;
pub mod practice_words;
pub mod text;
