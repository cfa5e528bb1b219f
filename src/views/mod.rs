//! What a page shows, as plain structs.

pub mod briefing;
pub mod chart;
pub mod compare;
pub mod explore;
pub mod gap;
pub mod home;
pub mod knowledge;
pub mod overview;
pub mod pick;
pub mod place;
pub mod practice;
pub mod profile;
