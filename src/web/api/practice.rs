//! Practice examples as points.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::Atlas;
use crate::domain::{PlacePrecision, PracticeExample};

use super::super::error::AppError;
use super::super::query::{NoParameters, Query};
use super::super::state::AppState;
use super::typed;

/// A `GeoJSON` `FeatureCollection` (RFC 7946). Examples without a place are not in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PracticeCollection {
    /// `FeatureCollection`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Examples, ordered by id.
    pub features: Vec<PracticeFeature>,
}

/// One example.
#[derive(Debug, Serialize, ToSchema)]
pub struct PracticeFeature {
    /// `Feature`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Id (`pe-001`).
    pub id: String,
    /// Where: the label point of its buurt, wijk or area, never an address.
    pub geometry: PointGeometry,
    /// What.
    pub properties: PracticeProperties,
}

/// A point.
#[derive(Debug, Serialize, ToSchema)]
pub struct PointGeometry {
    /// `Point`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Longitude, latitude.
    pub coordinates: [f64; 2],
}

/// What an example is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct PracticeProperties {
    /// Title (Dutch).
    pub title_nl: String,
    /// Title (English).
    pub title_en: String,
    /// Organisation; empty when unknown.
    pub organisation: String,
    /// Address of the source; empty when unknown.
    pub source_url: String,
    /// Slug of the focus area it lies in; absent when none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// How precisely the place is known: `buurt`, `wijk`, `gebied`, `gemeente`.
    pub precision: &'static str,
    /// Themes (ids of the vocabulary).
    pub themes: Vec<String>,
}

/// Practice examples that have a place, as points.
#[utoipa::path(
    get, path = "/api/v1/practice.geojson", tag = "practice",
    responses((status = 200, description = "Practice examples with a place", body = PracticeCollection,
        content_type = "application/geo+json")),
)]
pub async fn geojson(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    typed(&collection(&state.served().atlas), "application/geo+json")
}

fn collection(atlas: &Atlas) -> PracticeCollection {
    let features = atlas.practice.iter().zip(&atlas.practice_links.points).filter_map(|(example, point)| {
        Some(PracticeFeature {
            kind: "Feature",
            id: example.id.clone(),
            geometry: PointGeometry { kind: "Point", coordinates: (*point)? },
            properties: properties(example),
        })
    });
    PracticeCollection { kind: "FeatureCollection", features: features.collect() }
}

fn properties(example: &PracticeExample) -> PracticeProperties {
    PracticeProperties {
        title_nl: example.title.nl.clone(),
        title_en: example.title.en.clone(),
        organisation: example.organisation.clone(),
        source_url: example.source_url.clone(),
        area: example.area.as_ref().map(ToString::to_string),
        precision: match example.precision {
            PlacePrecision::Buurt => "buurt",
            PlacePrecision::Wijk => "wijk",
            PlacePrecision::Gebied => "gebied",
            PlacePrecision::Gemeente => "gemeente",
            PlacePrecision::Onbekend => "onbekend",
        },
        themes: example.themes.clone(),
    }
}
