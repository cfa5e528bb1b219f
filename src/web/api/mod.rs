//! The API: everything that pages show, as data. Described by the OpenAPI document at `/api/openapi.json`.

mod areas;
mod compare;
mod figures;
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

use crate::atlas::{Atlas, Hit, HitKind};
use crate::domain::{Level, RegionCode};

use super::error::{AppError, Suggestion};
use super::state::AppState;

pub use areas::{area_json, areas_json};
pub use compare::compare_json;
pub use knowledge::{events_json, publications_json};
pub use openapi::document;
pub use own_area::own_area_json;
pub use practice::{practice_csv, practice_gaps, practice_list, practice_one, practice_points};
pub use regions::region_json;

/// The routes of the API.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/openapi.json", get(openapi::serve))
        .route("/api/v1/areas", get(areas::list))
        .route("/api/v1/areas/{slug}", get(areas::one))
        .route("/api/v1/indicators", get(indicators::list))
        .route("/api/v1/regions/{code}", get(regions::one))
        .route("/api/v1/compare", get(compare::one))
        .route("/api/v1/own-area", get(own_area::one))
        .route("/api/v1/values/{indicator}/{period}/{level}", get(values::one))
        .route("/api/v1/search", get(search::find))
        .route("/api/v1/practice.geojson", get(practice::geojson))
        .route("/api/v1/publications", get(knowledge::list_publications))
        .route("/api/v1/events", get(knowledge::list_events))
        .route("/api/v1/lessons", get(knowledge::list_lessons))
        .route("/api/v1/organisations", get(knowledge::list_organisations))
        .route("/api/v1/tools", get(knowledge::list_tools))
        .route("/api/v1/practice", get(practice::list))
        .route("/api/v1/practice/{id}", get(practice::one))
        .route("/api/v1/practice-gaps", get(practice::gaps))
        .route("/api/v1/places/{place}/practice", get(practice::nearby))
        .route("/api/v1/places/{place}/suggestions", get(practice::suggestions))
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
pub fn suggestion(hit: &Hit) -> Suggestion {
    let name = match &hit.kind {
        HitKind::Area(_) => hit.name.clone(),
        HitKind::Region(code) if hit.context.is_empty() => format!("{} ({code})", hit.name),
        HitKind::Region(code) => format!("{}, {} ({code})", hit.name, hit.context),
    };
    Suggestion { name, href: hit_href(hit) }
}
