//! Areas that a reader puts together, as the API gives them.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{Atlas, Place};
use crate::domain::RegionCode;
use crate::web::error::AppError;
use crate::web::representation::json::json;

use super::areas::NamedBody;
use crate::views::figures::{IndicatorFiguresBody, place_figures};

/// A selection of wijken and buurten with its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnAreaBody {
    /// Release of the figures.
    pub release: String,
    /// What the reader calls it, else the names of its members.
    pub name: String,
    /// Its members: wijken that are whole, then buurten.
    pub members: Vec<NamedBody>,
    /// The municipality that all members lie in; absent where they lie in several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<NamedBody>,
    /// Address of the page.
    pub href: String,
    /// Figures, in the order of `/api/v1/indicators`.
    pub indicators: Vec<IndicatorFiguresBody>,
}

/// The profile of a selection as JSON.
pub fn own_area_json(atlas: &Atlas, place: &Place, (name, href): (&str, String)) -> Result<Response, AppError> {
    let base = atlas.base();
    let named =
        |code: RegionCode| NamedBody { code: code.to_string(), name: base.name(code).unwrap_or_default().to_owned() };
    json(&OwnAreaBody {
        release: atlas.release.clone(),
        name: name.to_owned(),
        members: atlas.codes_of(place).into_iter().map(named).collect(),
        gemeente: atlas.gemeente_of(place).map(named),
        href,
        indicators: place_figures(atlas, place),
    })
}
