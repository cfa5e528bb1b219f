//! What a request asks for: the language and address it came with, and its query, read strictly.

pub mod context;
pub mod place_errors;
pub mod practice;
pub mod query;
