//! Whether the program lives and can answer.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::state::AppState;

/// The program lives.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// What is served.
#[derive(Debug, Serialize)]
pub struct Ready {
    status: &'static str,
    release: String,
}

/// A release is loaded: every request can be answered.
pub async fn readyz(State(state): State<AppState>) -> Json<Ready> {
    Json(Ready { status: "ready", release: state.served().atlas.release.clone() })
}
