//! Pages that say something about the site as a whole.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::export::{changes_file, sources_file};
use crate::views::edition::Edition;
use crate::views::overview;

use super::about::accessibility;
use super::{changes, method, sources};
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::download::{Ask, TableParameters};
use crate::web::state::AppState;

/// `/bronnen`, as a page or as a file.
pub(super) async fn sources(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(TableParameters(style)): Query<TableParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let ask = Ask::of_table(&state, &headers, &context, style)?;
    if ask.is_page() {
        return Ok(sources::render(&context, atlas).into_response());
    }
    let (sources, files) = (overview::sources(atlas), &atlas.manifest.files);
    ask.answer(sources_file(&Edition::of(atlas), context.lang, &sources, files), "bronnen", Vec::new)
}

/// `/methode`.
pub(super) async fn method(State(state): State<AppState>, context: PageContext, _: Query<NoParameters>) -> Markup {
    method::render(&context, &state.served().atlas)
}

/// `/toegankelijkheid`.
pub(super) async fn accessibility(context: PageContext, _: Query<NoParameters>) -> Markup {
    accessibility::render(&context)
}

/// `/wijzigingen`, as a page or as a file.
pub(super) async fn changes(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(TableParameters(style)): Query<TableParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let ask = Ask::of_table(&state, &headers, &context, style)?;
    if ask.is_page() {
        return Ok(changes::render(&context, atlas).into_response());
    }
    let words = |change: &_| changes::words(context.lang, atlas, change);
    let document = changes_file(&Edition::of(atlas), context.lang, &atlas.changes, words);
    ask.answer(document, "wijzigingen", Vec::new)
}
