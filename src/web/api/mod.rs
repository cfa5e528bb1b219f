//! The API: everything that pages show, as data.

pub(super) mod areas;
pub(super) mod compare;
pub(super) mod indicators;
pub(super) mod knowledge;
pub(super) mod own_area;
pub(super) mod practice;
pub(super) mod regions;
pub(super) mod search;
pub(super) mod values;

use axum::Router;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::state::AppState;

/// The routes of the API with their description: an address stands with its handler, and nowhere else.
fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
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
    Router::from(described())
}

/// The description of these routes.
pub fn description() -> OpenApi {
    described().into_openapi()
}
