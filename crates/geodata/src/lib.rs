//! From files about places to one checked Dataset: the readers of every accepted form, with the rules that a delivery
//! must pass ([`ingest`]).
#![forbid(unsafe_code)]

pub use wijkwijzer_core::{domain, geometry, stats};

pub mod ingest;
