//! HTTP: router, state, errors, headers, pages, API, tiles, assets.

pub mod api;
pub mod assets;
pub mod components;
pub mod context;
pub mod error;
pub mod headers;
pub mod health;
pub mod layout;
pub mod negotiate;
pub mod origin;
pub mod outlines;
pub mod pages;
pub mod query;
pub mod request_id;
mod router;
pub mod state;
pub mod tiles;

use std::future::Future;
use std::io;

use tokio::net::TcpListener;

pub use context::PageContext;
pub use error::AppError;
pub use router::router;
pub use state::{AppState, Served};

/// Serves until `shutdown` resolves, then finishes the requests in flight. The listener is passed in, so a test can
/// bind port 0 and know the address without waiting.
///
/// # Errors
/// What the listener reports.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router(state)).with_graceful_shutdown(shutdown).await
}
