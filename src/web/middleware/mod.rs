//! Layers around the routes that need the state: the gate, validators, and pages that are kept.

pub mod costly;
pub mod kept_pages;
pub mod sight;
pub mod validator;
