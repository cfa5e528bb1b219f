//! The geometry of a GeoPackage (OGC 12-128r18, 2.1.3): a header, then well-known binary. Heights and measures are read
//! over.

use geo_traits::{CoordTrait, GeometryTrait, GeometryType, LineStringTrait, MultiPolygonTrait, PolygonTrait};
use wkb::reader::read_wkb;

use super::feature::{Drawn, Refused, WANTED};

/// The polygons of a geometry as GeoPackage keeps it.
///
/// # Errors
/// It is another geometry, empty, or breaks off.
pub fn read(blob: &[u8]) -> Result<Drawn, Refused> {
    let [b'G', b'P', _, flags, ..] = blob else {
        return Err(Refused::new("a geometry without the mark of GeoPackage", "bytes that begin with \"GP\""));
    };
    let envelope = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        other => return Err(Refused::new(format!("an envelope of kind {other}"), "a GeoPackage geometry")),
    };
    if flags & 0b1_0000 != 0 {
        return Err(Refused::new("an empty geometry", WANTED));
    }
    polygons(blob.get(8 + envelope..).unwrap_or_default())
}

/// The polygons of well-known binary.
fn polygons(bytes: &[u8]) -> Result<Drawn, Refused> {
    let geometry = read_wkb(bytes).map_err(|error| {
        Refused::new(format!("a broken geometry ({error})"), "a whole geometry in well-known binary")
    })?;
    match geometry.as_type() {
        GeometryType::Polygon(polygon) => Ok(vec![rings(polygon)]),
        GeometryType::MultiPolygon(polygons) => Ok(polygons.polygons().map(|polygon| rings(&polygon)).collect()),
        GeometryType::Point(_) => Err(Refused::new("Point", WANTED)),
        GeometryType::LineString(_) | GeometryType::Line(_) => Err(Refused::new("LineString", WANTED)),
        GeometryType::MultiPoint(_) => Err(Refused::new("MultiPoint", WANTED)),
        GeometryType::MultiLineString(_) => Err(Refused::new("MultiLineString", WANTED)),
        GeometryType::GeometryCollection(_) => Err(Refused::new("GeometryCollection", WANTED)),
        GeometryType::Rect(_) | GeometryType::Triangle(_) => Err(Refused::new("another geometry", WANTED)),
    }
}

fn rings(polygon: &impl PolygonTrait<T = f64>) -> Vec<Vec<[f64; 2]>> {
    polygon.exterior().into_iter().chain(polygon.interiors()).map(|ring| points(&ring)).collect()
}

fn points(ring: &impl LineStringTrait<T = f64>) -> Vec<[f64; 2]> {
    ring.coords().map(|point| [point.x(), point.y()]).collect()
}
