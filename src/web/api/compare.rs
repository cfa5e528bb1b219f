//! Places side by side.

use axum::extract::State;
use axum::response::Response;

use crate::domain::Lang;
use crate::urls;
use crate::views::compare::CompareQuery;
use crate::web::error::{AppError, Problem};
use crate::web::parameters::compare::compared;
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::representation::bodies::compare::{CompareBody, compare_json};
use crate::web::state::AppState;

/// The places to compare.
#[derive(Debug)]
pub struct PlacesParameters {
    keys: Vec<String>,
}

impl Parameters for PlacesParameters {
    const NAMES: &'static [&'static str] = &["gebied"];
    const LISTS: &'static [&'static str] = &["gebied"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { keys: fields.all("gebied").map(str::to_owned).collect() })
    }
}

/// Two to six focus areas, gemeenten, wijken or buurten side by side, every row in one period.
#[utoipa::path(
    get, path = urls::API_COMPARE.pattern(), tag = "regions",
    params(("gebied" = Vec<String>, Query, description = "Slugs of focus areas, codes of CBS (base division) or keys of areas of your own (eigen_0344-03), two to six",
        example = json!(["utrecht-overvecht", "GM0344"]))),
    responses(
        (status = 200, description = "The places with their figures", body = CompareBody),
        (status = 400, description = "Fewer than two or more than six places, or one named twice", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "No such place", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn one(
    State(state): State<AppState>,
    Query(parameters): Query<PlacesParameters>,
) -> Result<Response, AppError> {
    let query = CompareQuery { keys: parameters.keys, indicator: None };
    compare_json(&compared(&state.served().atlas, &query, Lang::Nl)?)
}
