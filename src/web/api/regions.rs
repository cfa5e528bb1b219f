//! Gemeenten, wijken and buurten of the base vintage.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::domain::Vintage;
use crate::urls::{self, DIVISION};
use crate::web::error::{AppError, Problem};
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::representation::bodies::regions::{RegionAnswer, region_in, region_json};
use crate::web::state::AppState;

/// Parameters of a region.
#[derive(Debug)]
pub struct RegionParameters {
    /// The division that the code is of.
    vintage: Option<Vintage>,
}

impl Parameters for RegionParameters {
    const NAMES: &'static [&'static str] = &[DIVISION];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { vintage: fields.parsed(DIVISION, "year of a division")? })
    }
}

/// One gemeente, wijk or buurt: of the base division with all its figures, of another with what became of it.
#[utoipa::path(
    get, path = urls::API_REGION.pattern(), tag = "regions",
    params(
        ("code" = String, Path, description = "Code of CBS", example = "WK034403"),
        ("indeling" = Option<u16>, Query, description = "Division of the code. Without it the base division, and for a \
            code that it lacks the newest that has it"),
    ),
    responses(
        (status = 200, description = "The region with all its figures, or what became of it", body = RegionAnswer),
        (status = 400, description = "No such division, or one that lacks the code", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "No division has this code", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn one(
    State(state): State<AppState>,
    Path(code): Path<String>,
    Query(parameters): Query<RegionParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let Some(vintage) = parameters.vintage else { return region_json(atlas, &code) };
    if atlas.vintage(vintage).is_none() {
        let known: Vec<String> = atlas.vintages.iter().map(|one| one.vintage.to_string()).collect();
        return Err(AppError::bad_parameter(DIVISION, &vintage.to_string(), &known.join(", ")));
    }
    region_in(atlas, &code, vintage)
}
