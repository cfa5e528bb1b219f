//! Parts that several pages use.

pub mod contributions;
pub mod fields;
pub mod map;
pub mod search;
pub mod source;
