//! One GeoJSON file of outlines, read as its declaration says.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use geojson::{Feature, GeometryValue, JsonObject};

use super::declaration::{Basis, Boundary};
use super::fault::{At, Fault, Faults};
use super::formula::join_words;
use crate::domain::{GeometryBasis, Level, RegionCode};

/// A closed ring in millionths of a degree; the last point repeats the first.
pub type RingPoints = Vec<[i32; 2]>;

/// The outline of one region as the file draws it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Number of the feature in its file, counted from 1.
    pub number: u64,
    /// Region.
    pub code: RegionCode,
    /// How good it is.
    pub basis: GeometryBasis,
    /// Polygons, each an outer ring and its holes.
    pub polygons: Vec<Vec<RingPoints>>,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct ReadBoundary {
    /// Outlines, ordered by code.
    pub outlines: Vec<Outline>,
    /// Names of regions and municipalities.
    pub names: BTreeMap<RegionCode, String>,
}

/// The Netherlands with a margin, in degrees: west, south, east, north.
pub(super) const EXTENT: [f64; 4] = [3.0, 50.5, 7.5, 53.8];
/// Points per degree in the files of `geodata/`.
const SCALE: f64 = 1e6;

/// Reads the file at `path` as `declared`.
///
/// # Errors
/// All faults of the file together.
pub fn read_file(path: &Path, declared: &Boundary) -> Result<ReadBoundary, Vec<Fault>> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| vec![Fault::whole(&declared.file, error.to_string(), "a GeoJSON file in UTF-8")])?;
    read_text(&text, declared)
}

/// Reads the content of a file; see [`read_file`].
///
/// # Errors
/// All faults of the file together.
pub fn read_text(text: &str, declared: &Boundary) -> Result<ReadBoundary, Vec<Fault>> {
    let collection: geojson::FeatureCollection = match text.parse() {
        Ok(collection) => collection,
        Err(error) => return Err(vec![unreadable(&declared.file, &error)]),
    };
    let mut reader =
        Reader { declared, read: ReadBoundary::default(), seen: HashSet::new(), faults: Faults::default() };
    if let Some(expected) = declared.features
        && expected != collection.features.len()
    {
        let found = format!("{} features", collection.features.len());
        reader.faults.push(Fault::whole(&declared.file, found, format!("{expected} features as declared")));
    }
    for (number, feature) in (1_u64..).zip(collection.features) {
        reader.take(number, feature);
    }
    reader.read.outlines.sort_by_key(|outline| outline.code);
    if reader.faults.is_empty() { Ok(reader.read) } else { Err(reader.faults.into()) }
}

fn unreadable(file: &str, error: &geojson::Error) -> Fault {
    let at = match error {
        geojson::Error::MalformedGeoJson(json) => At::Line(u64::try_from(json.line()).unwrap_or_default()),
        _ => At::Whole,
    };
    Fault::new(file, at, "", error.to_string(), "a complete GeoJSON FeatureCollection (is the file truncated?)")
}

struct Reader<'a> {
    declared: &'a Boundary,
    read: ReadBoundary,
    seen: HashSet<RegionCode>,
    faults: Faults,
}

impl Reader<'_> {
    fn fault(&mut self, at: &At, field: &str, found: String, expected: String) {
        self.faults.push(Fault::new(&self.declared.file, at.clone(), field, found, expected));
    }

    fn take(&mut self, number: u64, feature: Feature) {
        let declared = self.declared;
        let properties = feature.properties.unwrap_or_default();
        let text = property(&properties, &declared.code);
        let at = At::Feature(number, text.to_owned());
        let code = match text.parse::<RegionCode>() {
            Ok(code) if code.level() == declared.level => code,
            _ => {
                let expected = format!("the code of a {}", declared.level);
                return self.fault(&at, &declared.code, format!("\"{text}\""), expected);
            }
        };
        if !self.seen.insert(code) {
            self.fault(&at, &declared.code, format!("{code} again"), "each code once".to_owned());
        }
        for name in &declared.within {
            self.check_within(&at, code, name, property(&properties, name));
        }
        self.names(code, &properties);
        let basis = self.basis(&at, &properties);
        let polygons = match feature.geometry.map(|geometry| geometry.value) {
            Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
            Some(GeometryValue::MultiPolygon { coordinates }) => coordinates,
            Some(other) => {
                return self.fault(&at, "geometry", other.type_name().to_owned(), "Polygon or MultiPolygon".to_owned());
            }
            None => return self.fault(&at, "geometry", "none".to_owned(), "Polygon or MultiPolygon".to_owned()),
        };
        let polygons: Option<Vec<Vec<RingPoints>>> = polygons
            .iter()
            .map(|rings| rings.iter().map(|ring| self.ring(&at, ring)).collect::<Option<Vec<_>>>())
            .collect();
        if let (Some(polygons), Some(basis)) = (polygons, basis) {
            self.read.outlines.push(Outline { number, code, basis, polygons });
        }
    }

    fn check_within(&mut self, at: &At, code: RegionCode, name: &str, text: &str) {
        let level = match text.get(..2) {
            Some("GM") => Level::Gemeente,
            _ => Level::Wijk,
        };
        let own = code.at(level);
        if own.is_none_or(|own| own.as_str() != text) {
            let expected = own.map_or_else(|| format!("no {level}"), |own| format!("{own}, as the code {code} says"));
            self.fault(at, name, format!("\"{text}\""), expected);
        }
    }

    fn names(&mut self, code: RegionCode, properties: &JsonObject) {
        if let Some(name) = &self.declared.name {
            self.read.names.insert(code, property(properties, name).to_owned());
        }
        if let (Some(name), Some(gemeente)) = (&self.declared.gemeente_name, code.gemeente()) {
            self.read.names.insert(gemeente, property(properties, name).to_owned());
        }
    }

    fn basis(&mut self, at: &At, properties: &JsonObject) -> Option<GeometryBasis> {
        match &self.declared.basis {
            Basis::Fixed { fixed } => Some(*fixed),
            Basis::Property { property: name, words } => {
                let word = property(properties, name);
                let basis = words.get(word).copied();
                if basis.is_none() {
                    let expected = format!("one of: {}", join_words(words.keys()));
                    self.fault(at, name, format!("\"{word}\""), expected);
                }
                basis
            }
        }
    }

    fn ring(&mut self, at: &At, ring: &[geojson::Position]) -> Option<RingPoints> {
        let mut points = Vec::with_capacity(ring.len());
        for position in ring {
            let (Some(&x), Some(&y)) = (position.as_slice().first(), position.as_slice().get(1)) else {
                let found = format!("{} numbers", position.as_slice().len());
                self.fault(at, "geometry", found, "a longitude and a latitude".to_owned());
                return None;
            };
            let [west, south, east, north] = EXTENT;
            if !(west..=east).contains(&x) || !(south..=north).contains(&y) {
                let expected = format!(
                    "WGS84 degrees in the Netherlands, longitude {west} to {east} and latitude {south} to {north}{}",
                    if x.abs() > 180.0 { " (these look like RD New metres)" } else { "" }
                );
                // One point tells it all; a file in the wrong system has millions.
                self.fault(at, "coordinates", format!("{x}, {y}"), expected);
                return None;
            }
            points.push([quantise(x), quantise(y)]);
        }
        if points.first() != points.last() || points.len() < 4 {
            let found = if points.len() < 4 {
                format!("a ring of {} points", points.len())
            } else {
                "a ring that does not end where it starts".to_owned()
            };
            self.fault(at, "geometry", found, "a closed ring of at least 4 points".to_owned());
            return None;
        }
        Some(points)
    }
}

/// Degrees to millionths of a degree. The caller has checked that the result fits.
#[expect(clippy::cast_possible_truncation, reason = "degrees within the Netherlands times a million fit 32 bits")]
fn quantise(degrees: f64) -> i32 {
    (degrees * SCALE).round() as i32
}

fn property<'a>(properties: &'a JsonObject, name: &str) -> &'a str {
    properties.get(name).and_then(serde_json::Value::as_str).unwrap_or_default()
}
