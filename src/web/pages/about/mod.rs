//! What the site says about itself.

pub mod accessibility;
pub mod privacy;
