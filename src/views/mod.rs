//! What a page shows, as plain structs.

pub mod compare;
pub mod explore;
pub mod home;
pub mod overview;
pub mod pick;
pub mod profile;
