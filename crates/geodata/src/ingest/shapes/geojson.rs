//! GeoJSON, as files and as PDOK answers (OGC API Features, WFS): `Polygon` and `MultiPolygon`.

use geojson::{FeatureCollection, GeometryValue, Position};

use super::super::declaration::Boundary;
use super::super::fault::{At, Fault};
use super::feature::{Drawn, Feature, Form, Refused, WANTED};

/// An opened collection.
struct Collection {
    features: Vec<geojson::Feature>,
    crs: Option<String>,
}

/// Opens the content of a file.
///
/// # Errors
/// It is no complete collection.
pub fn open(text: &str, declared: &Boundary) -> Result<Box<dyn Form>, Fault> {
    let collection: FeatureCollection = text.parse().map_err(|error| unreadable(&declared.file, &error))?;
    // Old GeoJSON and WFS name the system in a member that the standard of today leaves out.
    let named = collection.foreign_members.as_ref().and_then(|members| members.get("crs"));
    let crs = named.and_then(|crs| crs.pointer("/properties/name")?.as_str()).map(str::to_owned);
    Ok(Box::new(Collection { features: collection.features, crs }))
}

fn unreadable(file: &str, error: &geojson::Error) -> Fault {
    let at = match error {
        geojson::Error::MalformedGeoJson(json) => At::Line(u64::try_from(json.line()).unwrap_or_default()),
        _ => At::Whole,
    };
    Fault::new(file, at, "", error.to_string(), "a complete GeoJSON FeatureCollection (is the file truncated?)")
}

impl Form for Collection {
    fn crs(&self) -> Option<&str> {
        self.crs.as_deref()
    }

    fn each(self: Box<Self>, take: &mut dyn FnMut(Feature)) -> Result<(), Fault> {
        for (number, feature) in (1_u64..).zip(self.features) {
            let drawn = drawn(feature.geometry.map(|geometry| geometry.value));
            take(Feature { number, properties: feature.properties.unwrap_or_default(), drawn });
        }
        Ok(())
    }
}

fn drawn(geometry: Option<GeometryValue>) -> Result<Drawn, Refused> {
    let polygons = match geometry {
        Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates,
        Some(other) => return Err(Refused::new(other.type_name(), WANTED)),
        None => return Err(Refused::new("none", WANTED)),
    };
    let ring = |ring: &Vec<Position>| ring.iter().map(position).collect::<Result<Vec<_>, _>>();
    polygons.iter().map(|rings| rings.iter().map(ring).collect()).collect()
}

fn position(position: &Position) -> Result<[f64; 2], Refused> {
    match position.as_slice() {
        [x, y, ..] => Ok([*x, *y]),
        short => Err(Refused::new(format!("{} numbers", short.len()), "two numbers for every point")),
    }
}
