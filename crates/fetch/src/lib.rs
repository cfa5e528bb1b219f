//! Source material from its publishers: one polite request after the other, raw answers by their hash, and a record of
//! what was given, which a later fetch is held against ([`fetch`]).
#![forbid(unsafe_code)]

pub use wijkwijzer_geodata::ingest;

pub mod fetch;
