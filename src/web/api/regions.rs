//! Gemeenten, wijken and buurten of the base vintage.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::urls;
use crate::web::error::{AppError, Problem};
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::bodies::regions::{RegionBody, region_json};
use crate::web::state::AppState;

/// One gemeente, wijk or buurt of the base division with all its figures.
#[utoipa::path(
    get, path = urls::API_REGION.pattern(), tag = "regions",
    params(("code" = String, Path, description = "Code of CBS in the base division", example = "WK034403")),
    responses(
        (status = 200, description = "The region with all its figures", body = RegionBody),
        (status = 404, description = "No such region in the base division", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn one(
    State(state): State<AppState>,
    Path(code): Path<String>,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    region_json(&state.served().atlas, &code)
}
