//! What a page shows, as plain structs.

pub mod chart;
pub mod explore;
pub mod gap;
pub mod home;
pub mod overview;
pub mod practice;
pub mod profile;
