//! Practice: the list, an example, the drill, the table of gaps, and the way back from an indicator.

mod drill;
pub(super) mod elsewhere;
mod example;
mod gaps;
mod indicator;
mod jsonld;
mod list;
mod map;
mod parts;
pub(in crate::web) mod transfer;
pub(in crate::web) mod words;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;

use crate::atlas::{Atlas, Content};
use crate::domain::{Indicator, Theme};
use crate::views::practice as views;

use super::super::api;
use super::super::components::contributions;
use super::super::context::PageContext;
use super::super::error::{AppError, Suggestion};
use super::super::negotiate::{self, Format};
use super::super::practice_query::{PracticeParameters, place, seen_from};
use super::super::query::{Fields, NoParameters, Parameters, Query};
use super::super::state::AppState;
use drill::DrillParameters;

/// The routes of practice.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/praktijkvoorbeelden", get(serve_list))
        .route("/praktijkvoorbeelden.json", get(serve_json))
        .route("/praktijkvoorbeelden.csv", get(serve_csv))
        .route("/praktijkvoorbeelden.geojson", get(serve_geojson))
        .route("/praktijkvoorbeelden/{id}", get(serve_example))
        .route("/drill", get(serve_drill))
        .route("/dekking", get(serve_gaps))
        .route("/indicatoren", get(serve_indicators))
        .route("/indicatoren/{id}", get(serve_indicator))
}

async fn serve_list(
    state: State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    query: Query<PracticeParameters>,
) -> Result<Response, AppError> {
    match negotiate::format(&headers, &[Format::Html, Format::Json, Format::Csv]) {
        Some(Format::Html) => {}
        Some(Format::Json) => return serve_json(state, query).await,
        Some(Format::Csv) => return serve_csv(state, ctx, query).await,
        None => return Err(AppError::NotAcceptable("text/html, application/json, text/csv")),
    }
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let Query(parameters) = query;
    let seen = parameters.seen(atlas, content, ctx.lang)?;
    let view = parameters.list(atlas, content, seen.as_ref())?;
    let page = list::ListPage {
        context: &ctx,
        atlas,
        content,
        outlines: served.outlines(),
        parameters: &parameters,
        view: &view,
        seen: seen.as_ref(),
        sent_in: contributions::examples(&ctx, atlas, &state.contributions()),
    };
    Ok(fresh(page.render()))
}

async fn serve_json(state: State<AppState>, query: Query<PracticeParameters>) -> Result<Response, AppError> {
    api::practice_list(&state.served(), &query.0)
}

async fn serve_csv(
    State(state): State<AppState>,
    ctx: PageContext,
    Query(parameters): Query<PracticeParameters>,
) -> Result<Response, AppError> {
    api::practice_csv(&state.served(), ctx.lang, &parameters)
}

async fn serve_geojson(
    State(state): State<AppState>,
    Query(parameters): Query<PracticeParameters>,
) -> Result<Response, AppError> {
    api::practice_points(&state.served(), &parameters)
}

/// The place that an example is seen from.
#[derive(Clone, Debug, Default)]
struct ExampleParameters {
    from: String,
}

impl Parameters for ExampleParameters {
    const NAMES: &'static [&'static str] = &["vanuit"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { from: fields.get("vanuit").unwrap_or_default().to_owned() })
    }
}

async fn serve_example(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Path(file): Path<String>,
    Query(parameters): Query<ExampleParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let (id, as_json) = if let Some(id) = file.strip_suffix(".json") {
        (id, true)
    } else {
        let format = negotiate::format(&headers, &[Format::Html, Format::Json]);
        let format = format.ok_or(AppError::NotAcceptable("text/html, application/json"))?;
        (file.as_str(), format == Format::Json)
    };
    let seen = match parameters.from.as_str() {
        "" => None,
        key => Some(seen_from(atlas, content, ("vanuit", key), ctx.lang)?),
    };
    let view = views::example(atlas, content, id, seen).ok_or_else(|| unknown_example(content, id))?;
    if as_json { api::practice_one(atlas, &view) } else { Ok(fresh(example::render(&ctx, atlas, &view))) }
}

/// No example has this id: those whose id is nearly the same.
pub(in crate::web) fn unknown_example(content: &Content, id: &str) -> AppError {
    let shown: String = id.chars().take(40).collect();
    let mut near: Vec<_> =
        content.practice.iter().map(|example| (strsim::osa_distance(&example.id, &shown), example)).collect();
    near.sort_by_key(|&(distance, example)| (distance, &example.id));
    let near = near.into_iter().filter(|(distance, _)| *distance <= 2).take(5);
    AppError::NotFound {
        detail: crate::domain::Text {
            nl: format!("Er is geen praktijkvoorbeeld “{shown}”."),
            en: format!("There is no practice example “{shown}”."),
        },
        suggestions: near
            .map(|(_, example)| Suggestion {
                name: example.title.nl.clone(),
                href: format!("/praktijkvoorbeelden/{}", example.id),
            })
            .collect(),
    }
}

async fn serve_drill(
    State(state): State<AppState>,
    ctx: PageContext,
    Query(parameters): Query<DrillParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let query = views::DrillQuery {
        theme: theme(atlas, &parameters.theme)?,
        indicator: indicator_of(atlas, &parameters.indicator)?,
    };
    let view = views::drill(atlas, content, place(atlas, content, &parameters.place, ctx.lang)?, query);
    let body =
        if parameters.fragment { drill::section(&ctx, atlas, &view, true) } else { drill::page(&ctx, atlas, &view) };
    Ok(fresh(body))
}

/// A page on which editors may publish an example at any moment.
fn fresh(page: Markup) -> Response {
    ([(CACHE_CONTROL, "no-cache")], page).into_response()
}

/// The theme of practice with this id; none where the id is empty.
pub(in crate::web) fn theme<'a>(atlas: &'a Atlas, id: &str) -> Result<Option<&'a Theme>, AppError> {
    if id.is_empty() {
        return Ok(None);
    }
    atlas.vocabulary.theme(id).map(Some).ok_or_else(|| {
        let known: Vec<&str> = atlas.vocabulary.themes.iter().map(|theme| theme.id.as_str()).collect();
        AppError::bad_parameter("thema", id, &known.join(", "))
    })
}

/// The indicator with this id; none where the id is empty.
pub(in crate::web) fn indicator_of<'a>(atlas: &'a Atlas, id: &str) -> Result<Option<&'a Indicator>, AppError> {
    if id.is_empty() {
        return Ok(None);
    }
    atlas.indicator(id).map(|(_, indicator)| Some(indicator)).ok_or_else(|| unknown_indicator(atlas, id))
}

fn unknown_indicator(atlas: &Atlas, id: &str) -> AppError {
    let shown: String = id.chars().take(60).collect();
    let near = atlas.catalogue.indicators.iter().filter(|known| strsim::osa_distance(&known.id, &shown) <= 3).take(5);
    AppError::NotFound {
        detail: crate::domain::Text {
            nl: format!("Er is geen indicator “{shown}”."),
            en: format!("There is no indicator “{shown}”."),
        },
        suggestions: near
            .map(|known| Suggestion { name: known.name.nl.clone(), href: format!("/indicatoren/{}", known.id) })
            .collect(),
    }
}

async fn serve_gaps(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    match negotiate::format(&headers, &[Format::Html, Format::Json]) {
        Some(Format::Html) => Ok(gaps::render(&ctx, atlas, &views::gaps(atlas, content)).into_response()),
        Some(_) => api::practice_gaps(&served),
        None => Err(AppError::NotAcceptable("text/html, application/json")),
    }
}

async fn serve_indicators(
    State(state): State<AppState>,
    ctx: PageContext,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    Ok(indicator::index(&ctx, &state.served().atlas).into_response())
}

async fn serve_indicator(
    State(state): State<AppState>,
    ctx: PageContext,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let view = views::indicator(atlas, content, &id).ok_or_else(|| unknown_indicator(atlas, &id))?;
    Ok(indicator::render(&ctx, atlas, &view).into_response())
}
