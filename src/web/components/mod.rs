//! Parts that several pages use.

pub mod map;
pub mod search;
pub mod source;
