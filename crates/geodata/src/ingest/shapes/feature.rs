//! What every form of outlines gives: features with properties and rings of plain numbers.

use geojson::JsonObject;

use super::super::fault::Fault;

/// Polygons as a file gives them, each an outer ring and its holes; the numbers are in the system of the file.
pub type Drawn = Vec<Vec<Vec<[f64; 2]>>>;

/// Geometries that are read, for messages.
pub const WANTED: &str = "Polygon or MultiPolygon";

/// A geometry that cannot be read: what stands there, and what should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What stands there.
    pub found: String,
    /// What should.
    pub expected: String,
}

impl Refused {
    /// A refusal.
    pub fn new(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { found: found.into(), expected: expected.into() }
    }
}

/// One feature, whatever the form of its file.
#[derive(Debug)]
pub struct Feature {
    /// Number in the file, counted from 1.
    pub number: u64,
    /// Properties, or the columns of a row.
    pub properties: JsonObject,
    /// Polygons, or why there are none.
    pub drawn: Result<Drawn, Refused>,
}

/// A file that was opened.
pub trait Form {
    /// What the file says of its coordinates: the name of a system.
    fn crs(&self) -> Option<&str>;

    /// Gives the features in the order of the file, one at a time: a whole file is never held twice.
    ///
    /// # Errors
    /// The file breaks off, or cannot be read any further.
    fn each(self: Box<Self>, take: &mut dyn FnMut(Feature)) -> Result<(), Fault>;
}

/// A property as text; numbers as they are written.
pub fn text(properties: &JsonObject, name: &str) -> String {
    match properties.get(name) {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
