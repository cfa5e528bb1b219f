//! Questions and offers, following, and the pages of the editors.
//!
//! Public lists are read from memory. Everything that writes, and everything behind the sign-in, answers with
//! `no-store`, takes at most 64 kB, refuses requests that another site started, and needs a token of the form.

mod bar;
mod choices;
mod editing;
mod editors;
mod feed;
mod follow;
mod moderation;
pub mod public;
mod queue;
mod releases;
mod second_step;
mod security;
pub(in crate::web) mod session;
mod submit;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::state::AppState;
use crate::urls;
use crate::web::http::headers::LARGEST_BODY;

pub use crate::web::state::desk::{Desk, DeskOptions};

/// What of it is part of the API, with its description.
fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(public::list_json))
}

/// The description of what is part of the API.
pub fn description() -> OpenApi {
    described().into_openapi()
}

/// Pages and data that anyone may read, with a validator.
pub fn public_routes() -> Router<AppState> {
    Router::from(described())
        .route(urls::CONTRIBUTIONS.pattern(), get(public::list))
        .route(&urls::CONTRIBUTIONS.file("json").to_string(), get(public::list_json))
        .route(&urls::CONTRIBUTIONS.file("atom").to_string(), get(feed::atom))
        .route(urls::CONTRIBUTION.pattern(), get(public::one))
}

/// Forms and everything behind the sign-in.
pub fn private_routes() -> Router<AppState> {
    Router::new()
        .route(urls::SEND_IN.pattern(), get(submit::form).post(submit::send))
        .route(urls::RECEIVED.pattern(), get(submit::received))
        .route(urls::FOLLOW.pattern(), get(follow::form).post(follow::send))
        .route(urls::FOLLOW_SENT.pattern(), get(follow::sent))
        .route(urls::FOLLOW_CONFIRM.pattern(), get(follow::confirm_page).post(follow::confirm))
        .route(urls::FOLLOW_LEAVE.pattern(), get(follow::leave_page).post(follow::leave))
        .route(urls::EDITORS.pattern(), get(editors::desk))
        .route(urls::SIGN_IN.pattern(), post(editors::sign_in))
        .route(urls::SIGN_OUT.pattern(), post(editors::sign_out))
        .route(urls::EDITORS_LOG.pattern(), get(editors::log))
        .route(urls::EDITORS_RELEASES.pattern(), get(releases::list))
        .route(urls::EDITORS_RELEASE.pattern(), get(releases::one))
        .route(urls::SECOND_STEP.pattern(), get(second_step::page).post(second_step::save))
        .route(urls::REFUSE.pattern(), post(queue::refuse))
        .route(urls::MODERATION.pattern(), get(moderation::page).post(moderation::save))
        .route(urls::MODERATION_LINK.pattern(), post(moderation::link))
        .route(urls::MODERATION_DELETE.pattern(), post(moderation::delete))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn(security::guard))
}
