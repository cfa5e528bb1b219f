//! Pages that say something about the site as a whole.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::export::sources_file;
use crate::views::edition::Edition;
use crate::views::overview;

use super::super::context::PageContext;
use super::super::download::{Ask, TableParameters};
use super::super::error::AppError;
use super::super::negotiate::{self, Format};
use super::super::query::{NoParameters, Query};
use super::super::state::AppState;
use super::{bronnen, methode, toegankelijkheid, wijzigingen};

/// `/bronnen`, as a page or as a file.
pub(super) async fn sources(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(TableParameters(style)): Query<TableParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let (_, format) = negotiate::asked(&context.path, &headers, &[Format::Html, Format::Csv, Format::Xlsx])?;
    if format == Format::Html {
        return Ok(bronnen::render(&context, atlas).into_response());
    }
    let (sources, files) = (overview::sources(atlas), &atlas.manifest.files);
    let document = sources_file(&Edition::of(atlas), context.lang, &sources, files);
    Ask { state: &state, headers: &headers, format, style }.answer(document, "bronnen", Vec::new)
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
