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
use axum::routing::get;

use crate::urls;

use super::state::AppState;

/// The routes of the API.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(urls::API_AREAS.pattern(), get(areas::list))
        .route(urls::API_AREA.pattern(), get(areas::one))
        .route(urls::API_INDICATORS.pattern(), get(indicators::list))
        .route(urls::API_REGION.pattern(), get(regions::one))
        .route(urls::API_COMPARE.pattern(), get(compare::one))
        .route(urls::API_OWN_AREA.pattern(), get(own_area::one))
        .route(urls::API_VALUES.pattern(), get(values::one))
        .route(urls::API_SEARCH.pattern(), get(search::find))
        .route(urls::API_PRACTICE_POINTS.pattern(), get(practice::geojson))
        .route(urls::API_PUBLICATIONS.pattern(), get(knowledge::list_publications))
        .route(urls::API_EVENTS.pattern(), get(knowledge::list_events))
        .route(urls::API_LESSONS.pattern(), get(knowledge::list_lessons))
        .route(urls::API_ORGANISATIONS.pattern(), get(knowledge::list_organisations))
        .route(urls::API_TOOLS.pattern(), get(knowledge::list_tools))
        .route(urls::API_PRACTICE.pattern(), get(practice::list))
        .route(urls::API_EXAMPLE.pattern(), get(practice::one))
        .route(urls::API_PRACTICE_GAPS.pattern(), get(practice::gaps))
        .route(urls::API_PLACE_PRACTICE.pattern(), get(practice::nearby))
        .route(urls::API_PLACE_SUGGESTIONS.pattern(), get(practice::suggestions))
}
