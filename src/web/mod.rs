//! HTTP: router, state, errors, headers, pages, API, tiles, assets.

pub mod api;
pub mod assets;
pub mod caches;
pub mod components;
pub mod desk;
pub mod error;
pub mod feeds;
pub mod health;
pub mod http;
pub mod middleware;
pub mod openapi;
mod pace;
pub mod pages;
pub mod parameters;
pub mod representation;
mod router;
mod server;
pub mod sitemap;
pub mod state;
pub mod tiles;

pub use error::AppError;
pub use parameters::context::PageContext;
pub use router::router;
pub use server::{ConnectionLimits, serve, service};
pub use state::{AppState, ReleaseState, site};
