//! Layers around the routes that need the state: validators, and pages that are kept.

pub mod kept_pages;
pub mod validator;
