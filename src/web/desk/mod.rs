//! Questions and offers, following, and the pages of the editors.
//!
//! Public lists are read from memory. Everything that writes, and everything behind the sign-in, answers with
//! `no-store`, takes at most 64 kB, refuses requests that another site started, and needs a token of the form.

mod editing;
mod editors;
mod feed;
mod follow;
mod moderation;
pub mod public;
mod security;
mod session;
mod submit;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{get, post};

use super::http::headers::LARGEST_BODY;
use super::state::AppState;

pub use crate::web::state::desk::{Desk, DeskOptions};

/// Pages and data that anyone may read, with a validator.
pub fn public_routes() -> Router<AppState> {
    Router::new()
        .route("/vraag-en-aanbod", get(public::list))
        .route("/vraag-en-aanbod.json", get(public::list_json))
        .route("/vraag-en-aanbod.atom", get(feed::atom))
        .route("/vraag-en-aanbod/{number}", get(public::one))
        .route("/api/v1/contributions", get(public::list_json))
        .route("/privacy", get(crate::web::pages::about::privacy::serve))
}

/// Forms and everything behind the sign-in.
pub fn private_routes() -> Router<AppState> {
    Router::new()
        .route("/vraag-en-aanbod/nieuw", get(submit::form).post(submit::send))
        .route("/vraag-en-aanbod/ontvangen", get(submit::received))
        .route("/volgen", get(follow::form).post(follow::send))
        .route("/volgen/verzonden", get(follow::sent))
        .route("/volgen/bevestigen", get(follow::confirm_page).post(follow::confirm))
        .route("/volgen/opzeggen", get(follow::leave_page).post(follow::leave))
        .route("/redactie", get(editors::desk))
        .route("/redactie/aanmelden", post(editors::sign_in))
        .route("/redactie/afmelden", post(editors::sign_out))
        .route("/redactie/logboek", get(editors::log))
        .route("/redactie/bijdragen/{number}", get(moderation::page).post(moderation::save))
        .route("/redactie/bijdragen/{number}/koppeling", post(moderation::link))
        .route("/redactie/bijdragen/{number}/verwijderen", post(moderation::delete))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn(security::guard))
}
