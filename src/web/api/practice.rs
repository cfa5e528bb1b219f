//! Practice examples as data: the list, one example, points, what lies around a place, and the table of gaps.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::Lang;
use crate::urls;
use crate::views::practice::{self as views, DrillQuery};

use crate::web::error::AppError;
use crate::web::parameters::practice::{PracticeParameters, place};
use crate::web::parameters::query::{Fields, NoParameters, Parameters, Query};
use crate::web::parameters::suggestions::{indicator_of, theme, unknown_example};
use crate::web::representation::bodies::practice::{
    ExampleBody, GapsBody, ItemBody, NearbyBody, PracticeBody, drill_json, item_json,
};
use crate::web::representation::bodies::practice_points::{PracticePointsBody, collection};
use crate::web::representation::json::{json, typed};
use crate::web::representation::practice::{practice_gaps, practice_list, practice_one};
use crate::web::state::AppState;

/// Practice examples by words and facets.
#[utoipa::path(
    get, path = urls::API_PRACTICE.pattern(), tag = "practice",
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
        (status = 200, description = "A page of examples, and counts per facet", body = PracticeBody),
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

/// One example.
#[utoipa::path(
    get, path = urls::API_EXAMPLE.pattern(), tag = "practice",
    params(("id" = String, Path, description = "Id", example = "pe-001")),
    responses(
        (status = 200, description = "The example", body = ExampleBody),
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
    let view = views::example(atlas, content, &id, None).ok_or_else(|| unknown_example(content, &id))?;
    practice_one(atlas, &view)
}

/// Practice examples that have a place, as points.
#[utoipa::path(
    get, path = urls::API_PRACTICE_POINTS.pattern(), tag = "practice",
    responses((status = 200, description = "Practice examples with a place", body = PracticePointsBody,
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
    get, path = urls::API_PLACE_PRACTICE.pattern(), tag = "practice",
    params(
        ("place" = String, Path, description = "Slug of a focus area, code of a gemeente, wijk or buurt, or key of an area of your own (eigen_0344-03)"),
        ("thema" = Option<String>, Query, description = "Theme (id)"),
        ("indicator" = Option<String>, Query, description = "Indicator (id) whose themes filter"),
    ),
    responses(
        (status = 200, description = "Examples with their reasons", body = NearbyBody),
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
    let query =
        DrillQuery { theme: theme(atlas, &parameters.theme)?, indicator: indicator_of(atlas, &parameters.indicator)? };
    let view = views::drill(atlas, content, place(atlas, content, &key, Lang::Nl)?, query);
    json(&drill_json(atlas, &view))
}

/// Suggestions for a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionsBody {
    /// Slug or code.
    pub place: String,
    /// Name.
    pub name: String,
    /// Examples from elsewhere, best first, each with its reasons.
    pub suggestions: Vec<ItemBody>,
}

/// Examples from elsewhere that are put forward for a place.
#[utoipa::path(
    get, path = urls::API_PLACE_SUGGESTIONS.pattern(), tag = "practice",
    params(("place" = String, Path, description = "Slug of a focus area, code of a gemeente, wijk or buurt, or key of an area of your own (eigen_0344-03)")),
    responses(
        (status = 200, description = "Suggestions with their reasons", body = SuggestionsBody),
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
    json(&SuggestionsBody { place: seen.key.clone(), name: seen.name.to_string(), suggestions })
}

/// Focus areas by theme: how many examples, and where an area stands out and has none.
#[utoipa::path(
    get, path = urls::API_PRACTICE_GAPS.pattern(), tag = "practice",
    responses((status = 200, description = "The table", body = GapsBody)),
)]
pub async fn gaps(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    practice_gaps(&state.served())
}
