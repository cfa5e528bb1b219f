//! Focus areas.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::urls;
use crate::web::error::{AppError, Problem};
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::bodies::areas::{AreaBody, AreasBody, area_json, areas_json};
use crate::web::state::AppState;

/// All focus areas.
#[utoipa::path(
    get, path = urls::API_AREAS.pattern(), tag = "areas",
    responses((status = 200, description = "All focus areas", body = AreasBody)),
)]
pub async fn list(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    areas_json(&state.served().atlas)
}

/// One focus area with all its figures.
#[utoipa::path(
    get, path = urls::API_AREA.pattern(), tag = "areas",
    params(("slug" = String, Path, description = "Short name of the area", example = "utrecht-overvecht")),
    responses(
        (status = 200, description = "The area with all its figures", body = AreaBody),
        (status = 404, description = "No such area", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn one(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    area_json(&state.served().atlas, &slug)
}
