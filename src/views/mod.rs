//! What a page shows, as plain structs.

pub mod areas;
pub mod briefing;
pub mod chart;
pub mod compare;
pub mod edition;
pub mod explore;
pub mod figures;
pub mod gap;
pub mod history;
pub mod home;
pub mod knowledge;
pub mod overview;
pub mod pick;
pub mod place;
pub mod points;
pub mod practice;
pub mod profile;
