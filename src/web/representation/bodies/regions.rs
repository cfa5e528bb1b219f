//! Gemeenten, wijken and buurten, as the API gives them.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::Atlas;
use crate::domain::{GeometryBasis, Level, RegionCode};

use super::areas::NamedBody;
use crate::urls;
use crate::views::figures::{IndicatorFiguresBody, place_figures};
use crate::web::error::AppError;
use crate::web::parameters::suggestions::unknown_place;
use crate::web::representation::json::json;

/// A gemeente, wijk or buurt with its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegionBody {
    /// Release of the figures.
    pub release: String,
    /// Code of CBS.
    pub code: String,
    /// Name.
    pub name: String,
    /// `gemeente`, `wijk` or `buurt`.
    pub level: &'static str,
    /// Vintage of the code.
    pub vintage: u16,
    /// Id of the feature in the layer of its level in the tiles.
    pub tile_id: u32,
    /// Municipality it lies in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<NamedBody>,
    /// Focus areas that it belongs to or overlaps.
    pub areas: Vec<String>,
    /// How good its outline is: `cbs-generalised`, `amsterdam-official`, `approximate`; absent without outline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geometry_basis: Option<&'static str>,
    /// Address of the page.
    pub href: String,
    /// Figures, in the order of `/api/v1/indicators`.
    pub indicators: Vec<IndicatorFiguresBody>,
}

/// The region with code `text` as JSON.
pub fn region_json(atlas: &Atlas, text: &str) -> Result<Response, AppError> {
    let found = || {
        let code: RegionCode = text.parse().ok()?;
        let place = atlas.place_of_region(code)?;
        let base = atlas.base();
        let index = base.level(code.level())?.index(code)?;
        Some((code, place, base, index))
    };
    let (code, place, base, index) = found().ok_or_else(|| unknown_place(atlas, text))?;
    let gemeente = (code.level() != Level::Gemeente).then(|| code.gemeente()).flatten();
    let named =
        |code: RegionCode| NamedBody { code: code.to_string(), name: base.name(code).unwrap_or_default().to_owned() };
    json(&RegionBody {
        release: atlas.release.clone(),
        code: code.to_string(),
        name: base.name(code).unwrap_or_default().to_owned(),
        level: code.level().as_str(),
        vintage: base.vintage.0,
        tile_id: crate::atlas::LevelRegions::tile_id(index),
        gemeente: gemeente.map(named),
        areas: atlas.areas_containing(code).into_iter().map(ToString::to_string).collect(),
        geometry_basis: base.basis(code.level(), index).map(basis),
        href: urls::region(code).to_string(),
        indicators: place_figures(atlas, &place),
    })
}

/// The name of a basis.
pub const fn basis(basis: GeometryBasis) -> &'static str {
    match basis {
        GeometryBasis::CbsGeneralised => "cbs-generalised",
        GeometryBasis::AmsterdamOfficial => "amsterdam-official",
        GeometryBasis::Approximate => "approximate",
    }
}
