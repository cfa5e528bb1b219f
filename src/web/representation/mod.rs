//! What a view becomes: a page in the frame of the site, or a file.

pub mod download;
pub mod layout;
