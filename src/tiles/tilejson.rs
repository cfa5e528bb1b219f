//! TileJSON 3.0: what a map client asks first.

use std::collections::BTreeMap;

use serde::Serialize;

use super::coord::{MAX_ZOOM, MIN_ZOOM};
use super::scene::Layer;
use crate::geometry::Coverage;

/// A TileJSON 3.0.0 document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TileJson {
    /// Version of the format.
    pub tilejson: &'static str,
    /// Addresses with `{z}`, `{x}`, `{y}`.
    pub tiles: Vec<String>,
    /// Layers with their fields.
    pub vector_layers: Vec<VectorLayer>,
    /// Name.
    pub name: String,
    /// Who is to be named, per source and year.
    pub attribution: String,
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    /// Longitude, latitude, zoom to begin with.
    pub center: [f64; 3],
    /// Smallest zoom.
    pub minzoom: u8,
    /// Largest zoom.
    pub maxzoom: u8,
    /// Rows count from the north.
    pub scheme: &'static str,
}

/// A layer in TileJSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VectorLayer {
    /// Name in the tile.
    pub id: &'static str,
    /// What the layer shows.
    pub description: &'static str,
    /// Fields with their meaning.
    pub fields: BTreeMap<&'static str, &'static str>,
    /// First zoom.
    pub minzoom: u8,
    /// Last zoom.
    pub maxzoom: u8,
}

impl TileJson {
    /// Describes the tiles of a coverage at an address template.
    #[must_use]
    pub fn new(coverage: &Coverage, name: String, attribution: String, template: String) -> Self {
        let [west, south, east, north] = coverage.full_bbox().unwrap_or(super::coord::NETHERLANDS).map(round);
        Self {
            tilejson: "3.0.0",
            tiles: vec![template],
            vector_layers: vector_layers(coverage),
            name,
            attribution,
            bounds: [west, south, east, north],
            center: [round(f64::midpoint(west, east)), round(f64::midpoint(south, north)), 7.0],
            minzoom: MIN_ZOOM,
            maxzoom: MAX_ZOOM,
            scheme: "xyz",
        }
    }
}

/// Six decimals, the precision of the outlines.
fn round(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// The layers that a coverage has.
#[must_use]
pub fn vector_layers(coverage: &Coverage) -> Vec<VectorLayer> {
    let levels = coverage.levels();
    Layer::ALL
        .into_iter()
        .filter(|layer| layer.level().is_none_or(|level| levels.contains(&level)))
        .map(|layer| VectorLayer {
            id: layer.as_str(),
            description: match layer {
                Layer::Gemeente => "Gemeenten",
                Layer::Wijk => "Wijken",
                Layer::Buurt => "Buurten",
                Layer::Focus => "Focusgebieden (20) en stedelijke vernieuwingsgebieden (16)",
                Layer::Label => "Een labelpunt per vlak",
            },
            fields: fields(layer),
            minzoom: layer.min_zoom(),
            maxzoom: MAX_ZOOM,
        })
        .collect()
}

fn fields(layer: Layer) -> BTreeMap<&'static str, &'static str> {
    let own: &[(&str, &str)] = match layer {
        Layer::Gemeente | Layer::Wijk | Layer::Buurt => &[("code", "String: CBS-code"), ("name", "String: naam")],
        Layer::Focus => &[
            ("slug", "String: korte naam in adressen"),
            ("name", "String: naam"),
            ("designations", "String: aanwijzingen, gescheiden door komma's (16, 20)"),
        ],
        Layer::Label => &[
            ("level", "String: laag waar het label bij hoort"),
            ("code", "String: CBS-code of korte naam"),
            ("name", "String: naam"),
        ],
    };
    own.iter().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::coverage::tests::row;

    #[test]
    fn the_document_names_layers_zooms_and_bounds() {
        let coverage = row();
        let template = "http://localhost/tiles/1/2024/{z}/{x}/{y}.mvt".to_owned();
        let json = TileJson::new(&coverage, "2024".into(), "Kadaster / CBS, 2024".into(), template);
        let value = serde_json::to_value(&json).unwrap();
        assert_eq!(value["tilejson"], "3.0.0");
        assert_eq!(value["bounds"], serde_json::json!([5.0, 52.0, 5.08, 52.01]));
        assert_eq!((value["minzoom"].as_u64(), value["maxzoom"].as_u64()), (Some(5), Some(14)));
        let ids: Vec<&str> =
            value["vector_layers"].as_array().unwrap().iter().map(|l| l["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["gemeente", "wijk", "buurt", "focus", "label"]);
    }
}
