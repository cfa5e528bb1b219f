//! Parts that several pages use.

pub mod chart_image;
pub mod map;
pub mod search;
pub mod source;
