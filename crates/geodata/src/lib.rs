//! From files about places to one checked Dataset: outlines and how they lie over each other ([`geometry`]), and the
//! readers of every accepted form with the rules that a delivery must pass ([`ingest`]).
#![forbid(unsafe_code)]

pub use wijkwijzer_core::domain;

pub mod geometry;
pub mod ingest;
