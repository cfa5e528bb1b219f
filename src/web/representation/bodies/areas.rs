//! Focus areas, as the API gives them.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{AreaAtlas, Atlas};
use crate::domain::{Confidence, Designated, Extent};

use crate::urls;
use crate::views::figures::{IndicatorFiguresBody, place_figures};
use crate::web::error::AppError;
use crate::web::parameters::suggestions::unknown_place;
use crate::web::representation::json::json;

/// A name with its code.
#[derive(Debug, Serialize, ToSchema)]
pub struct NamedBody {
    /// Code of CBS.
    pub code: String,
    /// Name.
    pub name: String,
}

/// A designation as an area carries it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DesignatedBody {
    /// Id of the designation.
    pub id: String,
    /// First day, month or year; empty when not established.
    pub from: String,
    /// Last day, month or year; empty while it lasts or when not established.
    pub to: String,
}

/// A focus area in short.
#[derive(Debug, Serialize, ToSchema)]
pub struct AreaSummaryBody {
    /// Short name in addresses.
    pub slug: String,
    /// Official name.
    pub name: String,
    /// Municipality.
    pub gemeente: NamedBody,
    /// Province.
    pub province: String,
    /// Designations (`20`, `16`), newest first.
    pub designations: Vec<String>,
    /// The same with the dates at which this area carries them.
    pub designated: Vec<DesignatedBody>,
    /// How sure the delimitation is: `high`, `medium`, `low`.
    pub confidence: &'static str,
    /// Id of the feature in the layer `focus` of the tiles.
    pub tile_id: u32,
    /// Inhabitants by the newest figures; absent where they are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inhabitants: Option<f64>,
    /// Surface of the outline in square metres.
    pub area_m2: f64,
    /// West, south, east, north in degrees.
    pub bbox: [f64; 4],
    /// Point for a label: longitude, latitude.
    pub point: [f64; 2],
    /// Address of the profile.
    pub href: String,
}

/// All focus areas.
#[derive(Debug, Serialize, ToSchema)]
pub struct AreasBody {
    /// Release of the figures.
    pub release: String,
    /// Areas, ordered by name.
    pub areas: Vec<AreaSummaryBody>,
}

/// A wijk or buurt that an area consists of.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberBody {
    /// Code in the base division.
    pub code: String,
    /// Name.
    pub name: String,
    /// `whole`, or `part_counted_whole` where the source names a part.
    pub extent: &'static str,
    /// First day on which it belongs to the area; absent for as long as there is one.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub from: String,
    /// First day on which it does not belong to it any more; absent while it does.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub to: String,
}

/// A focus area with its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct AreaBody {
    /// Release of the figures.
    pub release: String,
    /// The area in short.
    #[serde(flatten)]
    pub area: AreaSummaryBody,
    /// How the delimitation was established (Dutch).
    pub delimitation_nl: String,
    /// How the delimitation was established (English).
    pub delimitation_en: String,
    /// Wijken and buurten it consists of.
    pub members: Vec<MemberBody>,
    /// Addresses of the sources of the delimitation.
    pub sources: Vec<String>,
    /// Figures, in the order of `/api/v1/indicators`.
    pub indicators: Vec<IndicatorFiguresBody>,
}

/// All focus areas as JSON.
pub fn areas_json(atlas: &Atlas) -> Result<Response, AppError> {
    let areas = atlas.areas.iter().enumerate().map(|(index, area)| summary(atlas, index, area)).collect();
    json(&AreasBody { release: atlas.release.clone(), areas })
}

/// The area called `slug` as JSON.
pub fn area_json(atlas: &Atlas, slug: &str) -> Result<Response, AppError> {
    let (index, area) = atlas.area(slug).ok_or_else(|| unknown_place(atlas, slug))?;
    let base = atlas.base();
    let members = area.area.members.iter().map(|member| MemberBody {
        code: member.code.to_string(),
        name: base.name(member.code).unwrap_or_default().to_owned(),
        extent: match member.extent {
            Extent::Whole => "whole",
            Extent::PartCountedWhole => "part_counted_whole",
        },
        from: member.from.clone(),
        to: member.to.clone(),
    });
    json(&AreaBody {
        release: atlas.release.clone(),
        area: summary(atlas, index, area),
        delimitation_nl: area.area.delimitation.nl.clone(),
        delimitation_en: area.area.delimitation.en.clone(),
        members: members.collect(),
        sources: area.area.sources.clone(),
        indicators: place_figures(atlas, &area.place),
    })
}

fn designated(one: Designated<'_>) -> DesignatedBody {
    DesignatedBody { id: one.designation.id.to_string(), from: one.from.to_owned(), to: one.to.to_owned() }
}

fn summary(atlas: &Atlas, index: usize, area: &AreaAtlas) -> AreaSummaryBody {
    AreaSummaryBody {
        slug: area.area.slug.to_string(),
        name: area.area.name.clone(),
        gemeente: NamedBody { code: area.area.gemeente.to_string(), name: area.area.gemeente_name.clone() },
        province: area.area.province.clone(),
        designations: area.area.designations.iter().map(|one| one.id.to_string()).collect(),
        designated: area.area.designated(&atlas.designations).map(designated).collect(),
        confidence: match area.area.confidence {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        },
        tile_id: crate::atlas::LevelRegions::tile_id(index),
        inhabitants: inhabitants(atlas, index),
        area_m2: area.area_m2,
        bbox: area.bbox,
        point: area.label_point,
        href: urls::area(&area.area.slug).to_string(),
    }
}

fn inhabitants(atlas: &Atlas, area: usize) -> Option<f64> {
    atlas.population()?.headline()?.figures.areas.get(area)?.value.known()
}
