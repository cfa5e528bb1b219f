//! Writing a tile as MVT 2.1.

use std::num::NonZeroU32;

use fast_mvt::{MvtCoord, MvtError, MvtFeatureBuilder, MvtGeomType, MvtLayerBuilder, MvtValueRef};

use super::scene::{Layer, Subject, TileSource};
use super::{TileCoord, TileError};
use crate::geometry::simplify::EXTENT;
use crate::geometry::{Point, Polygons};

/// The geometry of a feature, in units of the zoom's grid.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Valid polygons.
    Area(Polygons),
    /// A label point.
    Label(Point),
}

/// A feature of one tile.
#[derive(Clone, Debug)]
pub struct Feature {
    /// Layer it is written to: its own, or [`Layer::Label`].
    pub layer: Layer,
    /// What it shows.
    pub subject: Subject,
    /// Where.
    pub shape: Shape,
}

/// Encodes the features of a tile, ordered by layer and index.
///
/// # Errors
/// When the encoder refuses a geometry.
pub fn encode(coord: TileCoord, features: &[Feature], source: &TileSource<'_>) -> Result<Vec<u8>, TileError> {
    let mut tile = Vec::new();
    for group in features.chunk_by(|a, b| a.layer == b.layer) {
        let layer = encode_layer(coord, group, source).map_err(|source| TileError::Encode { coord, source })?;
        tile.extend_from_slice(&layer);
    }
    Ok(tile)
}

fn encode_layer(coord: TileCoord, features: &[Feature], source: &TileSource<'_>) -> Result<Vec<u8>, MvtError> {
    let Some(first) = features.first() else { return Ok(Vec::new()) };
    let mut layer = MvtLayerBuilder::new(first.layer.as_str())?;
    if let Some(extent) = NonZeroU32::new(EXTENT.unsigned_abs()) {
        layer.extent(extent);
    }
    for feature in features {
        let kind = match feature.shape {
            Shape::Area(_) => MvtGeomType::Polygon,
            Shape::Label(_) => MvtGeomType::Point,
        };
        let mut writer = layer.feature_of(kind);
        write_shape(coord, &feature.shape, &mut writer)?;
        write_tags(feature, source, &mut writer)?;
        layer = writer.end();
    }
    Ok(layer.encode())
}

/// Grid units (from the south-west, north up) to units of the tile (from its north-west, south up).
fn local(coord: TileCoord, [x, y]: Point) -> MvtCoord {
    let (column, row) = (coord.x().cast_signed(), coord.row_from_south().cast_signed());
    MvtCoord { x: x - column * EXTENT, y: (row + 1) * EXTENT - y }
}

fn write_shape(coord: TileCoord, shape: &Shape, writer: &mut MvtFeatureBuilder) -> Result<(), MvtError> {
    match shape {
        Shape::Label(point) => {
            writer.points([local(coord, *point)])?;
        }
        Shape::Area(polygons) => {
            for rings in polygons {
                for (place, ring) in rings.iter().enumerate() {
                    // The last point repeats the first; the encoder closes rings itself.
                    let open = ring.iter().take(ring.len().saturating_sub(1));
                    writer.ring(open.map(|&point| local(coord, point)), place == 0)?;
                }
            }
        }
    }
    Ok(())
}

fn write_tags(feature: &Feature, source: &TileSource<'_>, writer: &mut MvtFeatureBuilder) -> Result<(), MvtError> {
    let Subject { layer, index } = feature.subject;
    let is_label = feature.layer == Layer::Label;
    if is_label {
        writer.tag_ref("level", MvtValueRef::String(layer.as_str()))?;
    }
    if let Some(level) = layer.level() {
        let id = (source.id_of)(level, index);
        writer.id(Some(u64::from(id)));
        if let Some(code) = source.coverage.codes(level).get(index) {
            writer.tag_ref("code", MvtValueRef::String(code.as_str()))?;
        }
        writer.tag_ref("name", MvtValueRef::String((source.name_of)(level, index)))?;
    } else if let Some(focus) = source.focus.get(index) {
        writer.id(Some(u64::from(focus.id)));
        if is_label {
            writer.tag_ref("code", MvtValueRef::String(&focus.slug))?;
        } else {
            writer.tag_ref("slug", MvtValueRef::String(&focus.slug))?;
            writer.tag_ref("designations", MvtValueRef::String(&focus.designations))?;
        }
        writer.tag_ref("name", MvtValueRef::String(&focus.name))?;
    }
    Ok(())
}
