//! Gemeenten, wijken and buurten, as the API gives them.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{Atlas, Era, Relative};
use crate::domain::{GeometryBasis, Level, RegionCode, Vintage, round_to};

use super::areas::NamedBody;
use crate::urls::{self, DIVISION};
use crate::views::figures::{IndicatorFiguresBody, place_figures};
use crate::views::history::{self, Story};
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
    /// How good its outline is: `cbs-generalised`, `cbs-simplified`, `amsterdam-official`, `approximate`; absent without outline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geometry_basis: Option<&'static str>,
    /// Address of the page.
    pub href: String,
    /// What its ground was in the other divisions, newest first.
    pub history: Vec<EraBody>,
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
    let Some((code, place, base, index)) = found() else {
        let story = text.parse().ok().and_then(|code| history::story(atlas, code));
        return story.map_or_else(|| Err(unknown_place(atlas, text)), |story| story_json(atlas, &story));
    };
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
        history: atlas.origins_of(code).iter().map(EraBody::from).collect(),
        indicators: place_figures(atlas, &place),
    })
}

/// A region in which ground of another lies.
#[derive(Debug, Serialize, ToSchema)]
pub struct RelativeBody {
    /// Code in its own division.
    pub code: String,
    /// Name there.
    pub name: String,
    /// Share of the inhabitants of the place who live in it (0-1).
    pub share: f64,
    /// Share of its own inhabitants who live in the place (0-1).
    pub share_of_other: f64,
    /// Address of the page.
    pub href: String,
}

/// Divisions of which the same is to be said.
#[derive(Debug, Serialize, ToSchema)]
pub struct EraBody {
    /// The divisions, newest first.
    pub vintages: Vec<u16>,
    /// Name of the region.
    pub name: String,
    /// What happened between them and the base division, in the order of time: `same`, `renamed`, `recoded`, `split`,
    /// `merged`, `moved` (another boundary), `ended` (divided over several that hold other ground too), `unknown`.
    pub change: &'static str,
    /// Where the ground is in the other division: what took its place, then the largest share first.
    pub relatives: Vec<RelativeBody>,
}

impl From<&Era<'_>> for EraBody {
    fn from(era: &Era<'_>) -> Self {
        let relative = |one: &Relative<'_>| RelativeBody {
            code: one.code.to_string(),
            name: one.name.to_owned(),
            share: round_to(one.share, 4),
            share_of_other: round_to(one.of_other, 4),
            href: urls::region(one.code).to_string(),
        };
        Self {
            vintages: era.vintages.iter().map(|vintage| vintage.0).collect(),
            name: era.name.to_owned(),
            change: era.change.as_str(),
            relatives: era.relatives.iter().map(relative).collect(),
        }
    }
}

/// A gemeente, wijk or buurt of another division than the base. It has no figures of its own here.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormerRegionBody {
    /// Release.
    pub release: String,
    /// Code of CBS.
    pub code: String,
    /// Name.
    pub name: String,
    /// `gemeente`, `wijk` or `buurt`.
    pub level: &'static str,
    /// Division of the code: the one that was asked for, else the newest that has it.
    pub vintage: u16,
    /// Address of the page.
    pub href: String,
    /// What the code stood for, and where that ground is in the base division, newest first.
    pub history: Vec<EraBody>,
}

/// A region of the base division with its figures, or of another with what became of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum RegionAnswer {
    Now(RegionBody),
    Then(FormerRegionBody),
}

/// The story of a code that the base division does not have, as JSON.
pub fn story_json(atlas: &Atlas, story: &Story<'_>) -> Result<Response, AppError> {
    let newest = story.eras.first().and_then(|era| era.vintages.first());
    let vintage = *newest.ok_or_else(|| AppError::Internal("a story without a division".to_owned()))?;
    former_json(atlas, (story.code, story.name), vintage, &story.eras)
}

fn former_json(
    atlas: &Atlas,
    (code, name): (RegionCode, &str),
    vintage: Vintage,
    eras: &[Era<'_>],
) -> Result<Response, AppError> {
    json(&FormerRegionBody {
        release: atlas.release.clone(),
        code: code.to_string(),
        name: name.to_owned(),
        level: code.level().as_str(),
        vintage: vintage.0,
        href: urls::region(code).to_string(),
        history: eras.iter().map(EraBody::from).collect(),
    })
}

/// What the code `text` stands for in a division.
pub fn region_in(atlas: &Atlas, text: &str, vintage: Vintage) -> Result<Response, AppError> {
    let code = text.parse().map_err(|_| unknown_place(atlas, text))?;
    if atlas.is_base(vintage) && atlas.base().name(code).is_some() {
        return region_json(atlas, text);
    }
    let mut eras = atlas.eras_of(code);
    eras.retain(|era| era.vintages.contains(&vintage));
    if let Some(era) = eras.first() {
        return former_json(atlas, (code, era.name), vintage, &eras);
    }
    let known = atlas.vintages.iter().filter(|one| one.name(code).is_some());
    let known: Vec<String> = known.map(|one| one.vintage.to_string()).collect();
    Err(match known.join(", ") {
        none if none.is_empty() => unknown_place(atlas, text),
        known => AppError::bad_parameter(DIVISION, &vintage.to_string(), &known),
    })
}

/// The name of a basis.
pub const fn basis(basis: GeometryBasis) -> &'static str {
    match basis {
        GeometryBasis::CbsGeneralised => "cbs-generalised",
        GeometryBasis::AmsterdamOfficial => "amsterdam-official",
        GeometryBasis::Approximate => "approximate",
        GeometryBasis::CbsSimplified => "cbs-simplified",
    }
}
