//! What a request asks for: the language and address it came with, and its query, read strictly; and the answer where
//! that names nothing.

pub mod chart;
pub mod compare;
pub mod context;
pub mod map;
pub mod own_area;
pub mod passage;
pub mod place_errors;
pub mod practice;
pub mod profile;
pub mod query;
pub mod suggestions;
pub mod table;
