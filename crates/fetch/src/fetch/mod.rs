//! Fetching source material as packages declare it. The only room with an HTTP client; nothing is fetched while serving,
//! and nothing is sent but the request.

mod about;
mod address;
mod client;
mod contract;
mod error;
mod keep;
mod pages;
mod run;
mod table;
mod watch;

pub use client::Limits;
pub use contract::{Contract, Difference};
pub use error::FetchError;
pub use run::{How, Order, Outcome, Told, fetch, recorded};
pub use watch::Watch;
