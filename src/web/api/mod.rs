//! The API: everything that pages show, as data. Described by the OpenAPI document at `/api/openapi.json`.

mod areas;
mod compare;
mod indicators;
mod knowledge;
mod openapi;
mod own_area;
mod practice;
mod practice_json;
mod practice_points;
mod regions;
mod search;
mod values;

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::atlas::{Atlas, Hit, HitKind};
use crate::domain::{Level, RegionCode};

use super::error::{AppError, Suggestion};
use super::state::AppState;

pub use areas::{area_json, areas_json};
pub use compare::compare_json;
pub use knowledge::{events_json, publications_json};
pub use own_area::own_area_json;
pub use practice::{practice_gaps, practice_list, practice_one, practice_points};
pub use regions::region_json;

/// The routes of the API with their description: an address stands with its handler, and nowhere else.
fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::frame())
        .routes(routes!(areas::list))
        .routes(routes!(areas::one))
        .routes(routes!(indicators::list))
        .routes(routes!(regions::one))
        .routes(routes!(compare::one))
        .routes(routes!(own_area::one))
        .routes(routes!(values::one))
        .routes(routes!(search::find))
        .routes(routes!(practice::geojson))
        .routes(routes!(knowledge::list_publications))
        .routes(routes!(knowledge::list_events))
        .routes(routes!(knowledge::list_lessons))
        .routes(routes!(knowledge::list_organisations))
        .routes(routes!(knowledge::list_tools))
        .routes(routes!(practice::list))
        .routes(routes!(practice::one))
        .routes(routes!(practice::gaps))
        .routes(routes!(practice::nearby))
        .routes(routes!(practice::suggestions))
}

/// The routes of the API.
pub fn routes() -> Router<AppState> {
    Router::from(described()).route("/api/openapi.json", get(openapi::serve))
}

/// The OpenAPI 3.1 document.
#[must_use]
pub fn document() -> OpenApi {
    described().into_openapi()
}

/// A JSON answer.
///
/// # Errors
/// [`AppError::Internal`] where the body cannot be written.
pub fn json<T: Serialize>(body: &T) -> Result<Response, AppError> {
    typed(body, "application/json")
}

/// A JSON answer of a media type of its own.
fn typed<T: Serialize>(body: &T, content_type: &'static str) -> Result<Response, AppError> {
    let bytes = serde_json::to_vec(body).map_err(|error| AppError::Internal(error.to_string()))?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    Ok(response)
}

/// The address of the page about a region.
#[must_use]
pub fn region_href(code: RegionCode) -> String {
    match code.level() {
        Level::Land => "/".to_owned(),
        Level::Gemeente => format!("/gemeenten/{code}"),
        Level::Wijk => format!("/wijken/{code}"),
        Level::Buurt => format!("/buurten/{code}"),
    }
}

/// The address of the page about what was found.
#[must_use]
pub fn hit_href(hit: &Hit) -> String {
    match &hit.kind {
        HitKind::Area(slug) => format!("/gebieden/{slug}"),
        HitKind::Region(code) => region_href(*code),
    }
}

/// Nothing is called `text`: what may be meant.
#[must_use]
pub fn unknown_place(atlas: &Atlas, text: &str) -> AppError {
    let shown: String = text.chars().take(60).collect();
    let mut hits = atlas.search.find(&shown, 3);
    hits.extend(atlas.search.suggest(&shown, 5));
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for hit in hits {
        let found = suggestion(&hit);
        if !suggestions.iter().any(|known| known.href == found.href) {
            suggestions.push(found);
        }
    }
    suggestions.truncate(5);
    AppError::NotFound {
        detail: crate::domain::Text {
            nl: format!("Er is geen gebied, gemeente, wijk of buurt “{shown}” in de indeling van 2024."),
            en: format!("There is no area, municipality, district or neighbourhood “{shown}” in the division of 2024."),
        },
        suggestions,
    }
}

/// A place that may have been meant.
#[must_use]
pub fn suggestion(hit: &Hit) -> Suggestion {
    let name = match &hit.kind {
        HitKind::Area(_) => hit.name.clone(),
        HitKind::Region(code) if hit.context.is_empty() => format!("{} ({code})", hit.name),
        HitKind::Region(code) => format!("{}, {} ({code})", hit.name, hit.context),
    };
    Suggestion { name, href: hit_href(hit) }
}
