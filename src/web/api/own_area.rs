//! Areas that a reader puts together.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

use crate::domain::Lang;
use crate::urls;
use crate::views::profile;
use crate::web::error::{AppError, Problem};
use crate::web::parameters::own_area::selected_codes;
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::representation::bodies::own_area::{OwnAreaBody, own_area_json};
use crate::web::state::AppState;

/// The codes of a selection.
#[derive(Debug)]
pub struct SelectionParameters {
    codes: Vec<String>,
}

impl Parameters for SelectionParameters {
    const NAMES: &'static [&'static str] = &["code"];
    const LISTS: &'static [&'static str] = &["code"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { codes: fields.all("code").map(str::to_owned).collect() })
    }
}

/// The figures of any selection of wijken and buurten of the base division (at most 500), by the rules of the focus areas.
#[utoipa::path(
    get, path = urls::API_OWN_AREA.pattern(), tag = "regions",
    params(("code" = Vec<String>, Query, description = "Codes of wijken and buurten (CBS, base division), each once",
        example = json!(["WK034403", "BU03440511"]))),
    responses(
        (status = 200, description = "The selection with all its figures", body = OwnAreaBody),
        (status = 400, description = "No code, or more than 500 members", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "Codes that do not exist in the base division, each named", body = Problem,
            content_type = "application/problem+json"),
    ),
)]
pub async fn one(
    State(state): State<AppState>,
    Query(parameters): Query<SelectionParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let codes = selected_codes(atlas, &parameters.codes)?;
    let place = atlas.kept_place(&codes);
    let name = profile::default_name(atlas, &codes, Lang::Nl);
    let address = urls::selection(urls::OWN_AREA, &codes, None, atlas.mark()).to_string();
    let mut response = own_area_json(atlas, &place, (name.as_str(), address))?;
    response.headers_mut().insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    Ok(response)
}
