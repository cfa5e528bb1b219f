//! What a page shows, as plain structs.

pub mod profile;
