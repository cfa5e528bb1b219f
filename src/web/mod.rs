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
pub mod pages;
pub mod parameters;
pub mod representation;
mod router;
pub mod sitemap;
pub mod state;
pub mod tiles;

use std::future::Future;
use std::io;
use std::net::SocketAddr;

use axum::extract::Request;
use axum::serve::ListenerExt as _;
use axum::{Router, ServiceExt};
use tokio::net::TcpListener;

pub use error::AppError;
pub use parameters::context::PageContext;
pub use router::router;
pub use state::{AppState, ReleaseState, site};

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
    // Answers are written whole: waiting for more to send with them would only delay them.
    let listener = listener.tap_io(|connection| {
        // Where the system refuses, answers are later, not wrong.
        let _ = connection.set_nodelay(true);
    });
    // The address of the client is what limits count by.
    let service = ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(service(state));
    axum::serve(listener, service).with_graceful_shutdown(shutdown).await
}

/// Everything that is served: the tiles, and the router behind them.
#[must_use]
pub fn service(state: AppState) -> tiles::TileFastPath<Router> {
    tiles::TileFastPath::new(state.clone(), router(state))
}
