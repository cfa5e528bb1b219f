//! Pages that say something about the site as a whole.

use axum::extract::State;
use maud::Markup;

use super::super::context::PageContext;
use super::super::query::{NoParameters, Query};
use super::super::state::AppState;
use super::{bronnen, methode, toegankelijkheid, wijzigingen};

/// `/bronnen`.
pub(super) async fn sources(State(state): State<AppState>, context: PageContext, _: Query<NoParameters>) -> Markup {
    bronnen::render(&context, &state.served().atlas)
}

/// `/methode`.
pub(super) async fn method(State(state): State<AppState>, context: PageContext, _: Query<NoParameters>) -> Markup {
    methode::render(&context, &state.served().atlas)
}

/// `/toegankelijkheid`.
pub(super) async fn accessibility(context: PageContext, _: Query<NoParameters>) -> Markup {
    toegankelijkheid::render(&context)
}

/// `/wijzigingen`.
pub(super) async fn changes(State(state): State<AppState>, context: PageContext, _: Query<NoParameters>) -> Markup {
    wijzigingen::render(&context, &state.served().atlas)
}
