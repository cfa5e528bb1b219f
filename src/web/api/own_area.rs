//! Areas that a reader puts together.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{Atlas, Place};
use crate::domain::{Lang, RegionCode};
use crate::views::figures::{IndicatorFiguresBody, place_figures};
use crate::views::place::own_address;
use crate::views::profile;

use super::areas::Named;
use super::json;
use crate::web::error::{AppError, Problem};
use crate::web::query::{Fields, Parameters, Query};
use crate::web::state::AppState;

/// A selection of wijken and buurten with its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnAreaBody {
    /// Release of the figures.
    pub release: String,
    /// What the reader calls it, else the names of its members.
    pub name: String,
    /// Its members: wijken that are whole, then buurten.
    pub members: Vec<Named>,
    /// The municipality that all members lie in; absent where they lie in several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<Named>,
    /// Address of the page.
    pub href: String,
    /// Figures, in the order of `/api/v1/indicators`.
    pub indicators: Vec<IndicatorFiguresBody>,
}

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

/// The figures of any selection of wijken and buurten of 2024 (at most 500), by the rules of the focus areas.
#[utoipa::path(
    get, path = "/api/v1/own-area", tag = "regions",
    params(("code" = Vec<String>, Query, description = "Codes of wijken and buurten (CBS, 2024), each once",
        example = json!(["WK034403", "BU03440511"]))),
    responses(
        (status = 200, description = "The selection with all its figures", body = OwnAreaBody),
        (status = 400, description = "No code, or more than 500 members", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "Codes that do not exist in 2024, each named", body = Problem,
            content_type = "application/problem+json"),
    ),
)]
pub async fn one(
    State(state): State<AppState>,
    Query(parameters): Query<SelectionParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let codes = crate::web::pages::selected_codes(atlas, &parameters.codes)?;
    let place = atlas.kept_place(&codes);
    let name = profile::default_name(atlas, &codes, Lang::Nl);
    let address = own_address("/eigen-gebied", &codes, None, &[]);
    let mut response = own_area_json(atlas, &place, (name.as_str(), address))?;
    response.headers_mut().insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    Ok(response)
}

/// The profile of a selection as JSON.
///
/// # Errors
/// [`AppError::Internal`] where the body cannot be written.
pub fn own_area_json(atlas: &Atlas, place: &Place, (name, href): (&str, String)) -> Result<Response, AppError> {
    let base = atlas.base();
    let named =
        |code: RegionCode| Named { code: code.to_string(), name: base.name(code).unwrap_or_default().to_owned() };
    json(&OwnAreaBody {
        release: atlas.release.clone(),
        name: name.to_owned(),
        members: atlas.codes_of(place).into_iter().map(named).collect(),
        gemeente: atlas.gemeente_of(place).map(named),
        href,
        indicators: place_figures(atlas, place),
    })
}
