//! Practice examples as points.

use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{Atlas, Content};

/// A `GeoJSON` `FeatureCollection` (RFC 7946). Examples without a place are not in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PracticePointsBody {
    /// `FeatureCollection`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Release of the data.
    pub release: String,
    /// When that release was imported (RFC 3339, UTC).
    pub imported_at: String,
    /// Examples.
    pub features: Vec<PracticePointBody>,
}

/// One example.
#[derive(Debug, Serialize, ToSchema)]
pub struct PracticePointBody {
    /// `Feature`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Id (`pe-001`).
    pub id: String,
    /// Where: its own point, or the label point of its buurt, wijk or area; never an address.
    pub geometry: PointBody,
    /// What.
    pub properties: PointPropertiesBody,
}

/// A point.
#[derive(Debug, Serialize, ToSchema)]
pub struct PointBody {
    /// `Point`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Longitude, latitude.
    pub coordinates: [f64; 2],
}

/// What an example is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct PointPropertiesBody {
    /// Position in the list of all examples, by which a page knows its rows.
    pub position: u32,
    /// Id (`pe-001`), also here because a library of maps may replace that of the feature.
    pub code: String,
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
    /// How precisely the place is known: `punt`, `buurt`, `wijk`, `gebied`, `gemeente`.
    pub precision: &'static str,
    /// Themes (ids of the vocabulary).
    pub themes: Vec<String>,
}

/// The examples at these positions as points.
pub fn collection(atlas: &Atlas, content: &Content, positions: impl Iterator<Item = u32>) -> PracticePointsBody {
    let feature = |at: u32| {
        let example = content.practice.get(at as usize)?;
        let point = content.links.points.get(at as usize).copied().flatten()?;
        Some(PracticePointBody {
            kind: "Feature",
            id: example.id.clone(),
            geometry: PointBody { kind: "Point", coordinates: point },
            properties: PointPropertiesBody {
                position: at,
                code: example.id.clone(),
                title_nl: example.title.nl.clone(),
                title_en: example.title.en.clone(),
                organisation: example.organisation.clone(),
                source_url: example.source_url.clone(),
                area: example.area.as_ref().map(ToString::to_string),
                precision: example.precision.as_str(),
                themes: example.themes.clone(),
            },
        })
    };
    PracticePointsBody {
        kind: "FeatureCollection",
        release: atlas.release.clone(),
        imported_at: atlas.imported_at.clone(),
        features: positions.filter_map(feature).collect(),
    }
}
