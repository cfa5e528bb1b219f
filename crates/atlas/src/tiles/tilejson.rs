//! TileJSON 3.0: what a map client asks first.

use std::collections::BTreeMap;

use serde::Serialize;

use super::coord::MIN_ZOOM;
use super::joined;
use super::scene::Layer;
use crate::atlas::PeriodRef;
use crate::domain::{Source, Text};
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
    /// What the figures in the tiles are; only for joined tiles. The format lets clients pass over what they do not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<JoinedFigures>,
}

/// What the figures in joined tiles are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JoinedFigures {
    /// Release of the figures.
    pub release: String,
    /// Vintage of codes and outlines.
    pub vintage: u16,
    /// Id of the indicator.
    pub indicator: String,
    /// Period.
    pub period: String,
    /// Name.
    pub name: Text,
    /// What it measures, of whom.
    pub definition: Text,
    /// Unit in words.
    pub unit: Text,
    /// Decimals of the values of regions.
    pub decimals: i8,
    /// Whether the figure may colour a map. Counts may not: their features carry no class.
    pub choropleth: bool,
    /// How to read value, class and missing.
    pub note: Text,
    /// How figures of wijken and buurten become the figure of a focus area.
    pub rule: Text,
    /// The publication.
    pub source: Option<Source>,
    /// Per level, its classes.
    pub levels: BTreeMap<&'static str, JoinedLevel>,
    /// The reasons that stand in `missing`, in words.
    pub reasons: BTreeMap<&'static str, Text>,
}

/// The classes of one level.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JoinedLevel {
    /// Bounds between classes, ascending; a value equal to a bound belongs to the class above it.
    pub breaks: Vec<f64>,
    /// Regions with a value.
    pub known: usize,
    /// Regions without one.
    pub missing: usize,
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
    /// Describes the tiles of a coverage, which go down to zoom `deepest`, at an address template.
    pub fn new(coverage: &Coverage, deepest: u8, name: String, attribution: String, template: String) -> Self {
        let [west, south, east, north] = coverage.full_bbox().unwrap_or(super::coord::NETHERLANDS).map(round);
        Self {
            tilejson: "3.0.0",
            tiles: vec![template],
            vector_layers: vector_layers(coverage, deepest),
            name,
            attribution,
            bounds: [west, south, east, north],
            center: [round(f64::midpoint(west, east)), round(f64::midpoint(south, north)), 7.0],
            minzoom: MIN_ZOOM,
            maxzoom: deepest,
            scheme: "xyz",
            figures: None,
        }
    }

    /// The same for the tiles with the figures of one indicator in one period.
    #[must_use]
    pub fn with_figures(mut self, figures: PeriodRef<'_>, told: JoinedFigures) -> Self {
        let shown = joined::layers(figures);
        self.vector_layers.retain(|layer| shown.iter().any(|kind| kind.as_str() == layer.id));
        for layer in &mut self.vector_layers {
            let area = layer.id == Layer::Focus.as_str();
            layer.fields.insert("value", "Number: waarde, afgerond zoals gepubliceerd; ontbreekt waar `missing` staat");
            layer.fields.insert("missing", "String: waarom de waarde ontbreekt");
            if area {
                layer.fields.insert("at_least", "Boolean: som over een deel van de leden, lees: ten minste");
            } else if told.choropleth {
                layer.fields.insert("class", "Number: klasse vanaf 0, volgens de grenzen in figures.levels");
            }
        }
        self.minzoom = self.vector_layers.iter().map(|layer| layer.minzoom).min().unwrap_or(MIN_ZOOM);
        self.figures = Some(told);
        self
    }
}

/// Six decimals, the precision of the outlines.
fn round(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// The layers that a coverage has, down to zoom `deepest`.
pub fn vector_layers(coverage: &Coverage, deepest: u8) -> Vec<VectorLayer> {
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
                Layer::Focus => "Gebieden van programma's",
                Layer::Label => "Een labelpunt per vlak",
            },
            fields: fields(layer),
            minzoom: layer.min_zoom(),
            maxzoom: deepest,
        })
        .collect()
}

fn fields(layer: Layer) -> BTreeMap<&'static str, &'static str> {
    let own: &[(&str, &str)] = match layer {
        Layer::Gemeente | Layer::Wijk | Layer::Buurt => &[("code", "String: CBS-code"), ("name", "String: naam")],
        Layer::Focus => &[
            ("slug", "String: korte naam in adressen"),
            ("name", "String: naam"),
            ("designations", "String: aanwijzingen, gescheiden door komma's"),
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
    use crate::tiles::sample::row;

    #[test]
    fn the_document_names_layers_zooms_and_bounds() {
        let coverage = row();
        let template = "http://localhost/tiles/1/2024/{z}/{x}/{y}.mvt".to_owned();
        let json = TileJson::new(&coverage, 14, "2024".into(), "Kadaster / CBS, 2024".into(), template);
        let value = serde_json::to_value(&json).unwrap();
        assert_eq!(value["tilejson"], "3.0.0");
        assert_eq!(value["bounds"], serde_json::json!([5.0, 52.0, 5.08, 52.01]));
        assert_eq!((value["minzoom"].as_u64(), value["maxzoom"].as_u64()), (Some(5), Some(14)));
        let ids: Vec<&str> =
            value["vector_layers"].as_array().unwrap().iter().map(|l| l["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["gemeente", "wijk", "buurt", "focus", "label"]);
    }
}
