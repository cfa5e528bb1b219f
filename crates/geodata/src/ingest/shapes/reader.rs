//! Features of any form as outlines: codes, names and bases held against the declaration, coordinates in WGS84.

use std::collections::{BTreeMap, HashSet};

use geojson::JsonObject;

use super::super::declaration::{Basis, Boundary, Crs};
use super::super::fault::{At, Fault, Faults};
use super::super::formula::join_words;
use super::crs;
use super::feature::{Feature, Form, text};
use crate::domain::{GeometryBasis, Level, RegionCode};
use crate::geometry::project::{looks_like_rd, micro_degrees, rd_to_wgs84};

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
    /// Features that were left out as declared.
    pub left_out: usize,
    /// Better outlines in the place of poorer ones.
    pub bettered: Option<Bettered>,
}

/// What became of better outlines.
#[derive(Debug, Default)]
pub struct Bettered {
    /// Outlines that were replaced.
    pub replaced: usize,
    /// Regions that keep their former outline, though there is a better one.
    pub kept: Vec<RegionCode>,
}

/// The Netherlands with a margin, in degrees: west, south, east, north.
pub const EXTENT: [f64; 4] = [3.0, 50.5, 7.5, 53.8];
/// The part of the plane of RD New in which the Netherlands lie, in metres: west, south, east, north.
const RD_EXTENT: [f64; 4] = [-7_000.0, 289_000.0, 300_000.0, 629_000.0];

/// Reads an opened file as `declared`.
///
/// # Errors
/// All faults of the file together.
pub fn read(form: Box<dyn Form>, declared: &Boundary) -> Result<ReadBoundary, Vec<Fault>> {
    let crs = crs::agreed(declared, form.crs()).map_err(|fault| vec![fault])?;
    let mut reader =
        Reader { declared, crs, read: ReadBoundary::default(), seen: HashSet::new(), faults: Faults::default() };
    let mut features = 0;
    let whole = form.each(&mut |feature| {
        features += 1;
        reader.take(feature);
    });
    if let Err(fault) = whole {
        reader.faults.push(fault);
    } else if let Some(expected) = declared.features
        && expected != features
    {
        let found = format!("{features} features");
        reader.faults.push(Fault::whole(&declared.file, found, format!("{expected} features as declared")));
    }
    reader.read.outlines.sort_by_key(|outline| outline.code);
    if reader.faults.is_empty() { Ok(reader.read) } else { Err(reader.faults.into()) }
}

struct Reader<'a> {
    declared: &'a Boundary,
    /// Known from the start, else from the first point.
    crs: Option<Crs>,
    read: ReadBoundary,
    seen: HashSet<RegionCode>,
    faults: Faults,
}

impl Reader<'_> {
    fn fault(&mut self, at: &At, field: &str, found: String, expected: String) {
        self.faults.push(Fault::new(&self.declared.file, at.clone(), field, found, expected));
    }

    fn take(&mut self, feature: Feature) {
        let declared = self.declared;
        let properties = feature.properties;
        let text_of_code = text(&properties, &declared.code);
        let at = At::Feature(feature.number, text_of_code.clone());
        match self.is_kept(&at, &properties) {
            Some(true) => {}
            Some(false) => return self.read.left_out += 1,
            None => return,
        }
        let code = match text_of_code.parse::<RegionCode>() {
            Ok(code) if code.level() == declared.level => code,
            _ => {
                let expected = format!("the code of a {}", declared.level);
                return self.fault(&at, &declared.code, format!("\"{text_of_code}\""), expected);
            }
        };
        if !self.seen.insert(code) {
            self.fault(&at, &declared.code, format!("{code} again"), "each code once".to_owned());
        }
        for name in &declared.within {
            self.check_within(&at, code, name, &text(&properties, name));
        }
        self.names(code, &properties);
        let basis = self.basis(&at, &properties);
        let drawn = match feature.drawn {
            Ok(drawn) => drawn,
            Err(refused) => return self.fault(&at, "geometry", refused.found, refused.expected),
        };
        let polygons: Option<Vec<Vec<RingPoints>>> =
            drawn.iter().map(|rings| rings.iter().map(|ring| self.ring(&at, ring)).collect()).collect();
        if let (Some(polygons), Some(basis)) = (polygons, basis) {
            self.read.outlines.push(Outline { number: feature.number, code, basis, polygons });
        }
    }

    /// Whether a feature is one of those to take; `None` when it does not say.
    fn is_kept(&mut self, at: &At, properties: &JsonObject) -> Option<bool> {
        let Some(keep) = &self.declared.keep else { return Some(true) };
        if properties.contains_key(&keep.column) {
            return Some(text(properties, &keep.column) == keep.value);
        }
        let expected = format!("the property that `keep` of the declaration names, \"{}\" for one", keep.value);
        self.fault(at, &keep.column, "no such property".to_owned(), expected);
        None
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
            self.read.names.insert(code, text(properties, name));
        }
        if let (Some(name), Some(gemeente)) = (&self.declared.gemeente_name, code.gemeente()) {
            self.read.names.insert(gemeente, text(properties, name));
        }
    }

    fn basis(&mut self, at: &At, properties: &JsonObject) -> Option<GeometryBasis> {
        match &self.declared.basis {
            Basis::Fixed { fixed } => Some(*fixed),
            Basis::Property { property: name, words } => {
                let word = text(properties, name);
                let basis = words.get(&word).copied();
                if basis.is_none() {
                    let expected = format!("one of: {}", join_words(words.keys()));
                    self.fault(at, name, format!("\"{word}\""), expected);
                }
                basis
            }
        }
    }

    fn ring(&mut self, at: &At, ring: &[[f64; 2]]) -> Option<RingPoints> {
        let mut points = Vec::with_capacity(ring.len());
        for &position in ring {
            let crs = *self.crs.get_or_insert_with(|| Crs::of(position));
            match wgs84(position, crs) {
                Ok(degrees) => points.push(micro_degrees(degrees)),
                Err(expected) => {
                    // One point tells it all; a file in the wrong system has millions.
                    let [x, y] = position;
                    self.fault(at, "coordinates", format!("{x}, {y}"), expected);
                    return None;
                }
            }
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

/// A position of a file as degrees.
///
/// # Errors
/// It lies outside the Netherlands: what was expected.
fn wgs84(position: [f64; 2], crs: Crs) -> Result<[f64; 2], String> {
    let inside = |[west, south, east, north]: [f64; 4]| {
        (west..=east).contains(&position[0]) && (south..=north).contains(&position[1])
    };
    match crs {
        Crs::Wgs84 if inside(EXTENT) => Ok(position),
        Crs::Rd if inside(RD_EXTENT) => Ok(rd_to_wgs84(position)),
        Crs::Wgs84 => {
            let [west, south, east, north] = EXTENT;
            let hint = if looks_like_rd(position) { " (these look like RD New metres: `crs = \"rd\"`)" } else { "" };
            Err(format!(
                "WGS84 degrees in the Netherlands, longitude {west} to {east} and latitude {south} to {north}{hint}"
            ))
        }
        Crs::Rd => {
            let [west, south, east, north] = RD_EXTENT;
            let hint = if inside(EXTENT) { " (these look like degrees: `crs = \"wgs84\"`)" } else { "" };
            Err(format!("RD New metres in the Netherlands, x {west} to {east} and y {south} to {north}{hint}"))
        }
    }
}
