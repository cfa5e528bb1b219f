//! What a page shows, as plain structs.

pub mod overview;
pub mod profile;
