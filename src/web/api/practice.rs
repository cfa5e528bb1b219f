//! Practice examples as data: the list, one example, points, what lies around a place, and the table of gaps.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::Lang;
use crate::views::practice::{self as views, DrillQuery};

use super::practice_json::{
    ExampleJson, GapsJson, ItemJson, NearbyJson, PracticeJson, drill_json, gaps_json, item_json, list_json,
};
use super::practice_points::{PracticeCollection, collection};
use super::{json, typed};
use crate::web::error::AppError;
use crate::web::pages::practice;
use crate::web::parameters::practice::{PracticeParameters, place};
use crate::web::parameters::query::{Fields, NoParameters, Parameters, Query};
use crate::web::state::{AppState, Served};

/// Practice examples by words and facets.
#[utoipa::path(
    get, path = "/api/v1/practice", tag = "practice",
    params(
        ("q" = Option<String>, Query, description = "Words; every one must be found, small typing errors are forgiven"),
        ("thema" = Option<Vec<String>>, Query, description = "Domains of life (ids); several widen"),
        ("aanpak" = Option<Vec<String>>, Query, description = "Ways of working (ids)"),
        ("gebied" = Option<Vec<String>>, Query, description = "Slugs of focus areas, or `buiten`"),
        ("fase" = Option<Vec<String>>, Query, description = "Phases (ids)"),
        ("doelgroep" = Option<Vec<String>>, Query, description = "Audiences (ids)"),
        ("vanuit" = Option<String>, Query, description = "Slug or code of the place that examples are seen from"),
        ("sorteer" = Option<String>, Query, description = "`relevantie`, `datum`, and with `vanuit` also `afstand`"),
        ("pagina" = Option<u32>, Query, description = "Page of 20, from 1"),
    ),
    responses(
        (status = 200, description = "A page of examples, and counts per facet", body = PracticeJson),
        (status = 400, description = "Unknown parameter or value", body = crate::web::error::Problem),
        (status = 404, description = "Unknown place", body = crate::web::error::Problem),
    ),
)]
pub async fn list(
    State(state): State<AppState>,
    Query(parameters): Query<PracticeParameters>,
) -> Result<Response, AppError> {
    practice_list(&state.served(), &parameters)
}

/// The list as JSON.
///
/// # Errors
/// Unknown values and places.
pub fn practice_list(served: &Served, parameters: &PracticeParameters) -> Result<Response, AppError> {
    let (atlas, content) = (&served.atlas, &served.content);
    let seen = parameters.seen(atlas, content, Lang::Nl)?;
    let view = parameters.list(atlas, content, seen.as_ref())?;
    json(&list_json(atlas, &view, seen.as_ref()))
}

/// Everything found, as points.
///
/// # Errors
/// Unknown values and places.
pub fn practice_points(served: &Served, parameters: &PracticeParameters) -> Result<Response, AppError> {
    let (atlas, content) = (&served.atlas, &served.content);
    let seen = parameters.seen(atlas, content, Lang::Nl)?;
    let view = parameters.list(atlas, content, seen.as_ref())?;
    typed(&collection(atlas, content, view.found.iter().copied()), "application/geo+json")
}

/// One example.
#[utoipa::path(
    get, path = "/api/v1/practice/{id}", tag = "practice",
    params(("id" = String, Path, description = "Id", example = "pe-001")),
    responses(
        (status = 200, description = "The example", body = ExampleJson),
        (status = 404, description = "Unknown example", body = crate::web::error::Problem),
    ),
)]
pub async fn one(
    State(state): State<AppState>,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (&served.atlas, &served.content);
    let view = views::example(atlas, content, &id, None).ok_or_else(|| practice::unknown_example(content, &id))?;
    practice_one(atlas, &view)
}

/// An example as JSON.
///
/// # Errors
/// [`AppError::Internal`] where the body cannot be written.
pub fn practice_one(atlas: &crate::atlas::Atlas, view: &views::ExampleView<'_>) -> Result<Response, AppError> {
    json(&ExampleJson::of(atlas, view))
}

/// Practice examples that have a place, as points.
#[utoipa::path(
    get, path = "/api/v1/practice.geojson", tag = "practice",
    responses((status = 200, description = "Practice examples with a place", body = PracticeCollection,
        content_type = "application/geo+json")),
)]
pub async fn geojson(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    let served = state.served();
    let all = (0_u32..).zip(&served.content.practice).map(|(at, _)| at);
    typed(&collection(&served.atlas, &served.content, all), "application/geo+json")
}

/// Filters of what lies around a place.
#[derive(Clone, Debug, Default)]
pub struct NearbyParameters {
    theme: String,
    indicator: String,
}

impl Parameters for NearbyParameters {
    const NAMES: &'static [&'static str] = &["thema", "indicator"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
        Ok(Self { theme: text("thema"), indicator: text("indicator") })
    }
}

/// Practice inside a place, near it and in places like it.
#[utoipa::path(
    get, path = "/api/v1/places/{place}/practice", tag = "practice",
    params(
        ("place" = String, Path, description = "Slug of a focus area, code of a gemeente, wijk or buurt, or key of an area of your own (eigen_0344-03)"),
        ("thema" = Option<String>, Query, description = "Theme (id)"),
        ("indicator" = Option<String>, Query, description = "Indicator (id) whose themes filter"),
    ),
    responses(
        (status = 200, description = "Examples with their reasons", body = NearbyJson),
        (status = 404, description = "Unknown place", body = crate::web::error::Problem),
    ),
)]
pub async fn nearby(
    State(state): State<AppState>,
    Path(key): Path<String>,
    Query(parameters): Query<NearbyParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let query = DrillQuery {
        theme: practice::theme(atlas, &parameters.theme)?,
        indicator: practice::indicator_of(atlas, &parameters.indicator)?,
    };
    let view = views::drill(atlas, content, place(atlas, content, &key, Lang::Nl)?, query);
    json(&drill_json(atlas, &view))
}

/// Suggestions for a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionsJson {
    /// Slug or code.
    pub place: String,
    /// Name.
    pub name: String,
    /// Examples from elsewhere, best first, each with its reasons.
    pub suggestions: Vec<ItemJson>,
}

/// Examples from elsewhere that are put forward for a place.
#[utoipa::path(
    get, path = "/api/v1/places/{place}/suggestions", tag = "practice",
    params(("place" = String, Path, description = "Slug of a focus area, code of a gemeente, wijk or buurt, or key of an area of your own (eigen_0344-03)")),
    responses(
        (status = 200, description = "Suggestions with their reasons", body = SuggestionsJson),
        (status = 404, description = "Unknown place", body = crate::web::error::Problem),
    ),
)]
pub async fn suggestions(
    State(state): State<AppState>,
    Path(key): Path<String>,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let seen = place(atlas, content, &key, Lang::Nl)?;
    let items = seen.suggestions(atlas, content);
    let suggestions = items.iter().map(|item| item_json(atlas, item, Some(&seen.name))).collect();
    json(&SuggestionsJson { place: seen.key.clone(), name: seen.name.to_string(), suggestions })
}

/// Focus areas by theme: how many examples, and where an area stands out and has none.
#[utoipa::path(
    get, path = "/api/v1/practice-gaps", tag = "practice",
    responses((status = 200, description = "The table", body = GapsJson)),
)]
pub async fn gaps(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    practice_gaps(&state.served())
}

/// The table of gaps as JSON.
///
/// # Errors
/// [`AppError::Internal`] where the body cannot be written.
pub fn practice_gaps(served: &Served) -> Result<Response, AppError> {
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    json(&gaps_json(atlas, &views::gaps(atlas, content)))
}
