//! Outlines as their publishers give them: one interface over GeoJSON (files, and answers of PDOK), TopoJSON and
//! GeoPackage, in degrees of WGS84 or in metres of RD New.

mod better;
mod crs;
mod feature;
mod geojson;
mod geopackage;
mod layer;
mod reader;
mod topojson;
mod wkb;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;

pub use reader::{Bettered, EXTENT, Outline, ReadBoundary};

use super::declaration::Boundary;
use super::fault::{At, Fault};
use crate::geometry::thin;

/// What `simplify` may be, for messages.
const METRES: &str = "metres, from 0.1 to 1000";
/// Forms that are read, for messages.
const FORMS: &str = "GeoJSON, TopoJSON or GeoPackage";

/// Reads the file at `path` as `declared`; its form shows in its bytes.
///
/// # Errors
/// All faults of the file together.
pub fn read_file(path: &Path, declared: &Boundary) -> Result<ReadBoundary, Vec<Fault>> {
    let form = open(path, declared).map_err(|fault| vec![fault])?;
    reader::read(form, declared)
}

/// Reads a boundary from its folder of source material, and puts better outlines in where it declares them.
///
/// # Errors
/// All faults of the files together.
pub fn read_boundary(folder: &Path, declared: &Boundary) -> Result<ReadBoundary, Vec<Fault>> {
    let mut read = read_file(&folder.join(&declared.file), declared)?;
    if let Some(metres) = declared.simplify {
        if !(0.1..=1000.0).contains(&metres) {
            let fault =
                Fault::new(&declared.file, At::Item(declared.id.clone()), "simplify", metres.to_string(), METRES);
            return Err(vec![fault]);
        }
        let full = read.outlines.iter_mut().map(|outline| std::mem::take(&mut outline.polygons)).collect();
        for (outline, polygons) in read.outlines.iter_mut().zip(thin(full, metres)) {
            outline.polygons = polygons;
        }
    }
    match &declared.better {
        Some(better) => {
            let from = read_file(&folder.join(&better.file), &better.boundary(declared))?;
            better::put_in(declared, better, read, &from)
        }
        None => Ok(read),
    }
}

fn open(path: &Path, declared: &Boundary) -> Result<Box<dyn feature::Form>, Fault> {
    let refused = |found: String| Fault::whole(&declared.file, found, format!("a file of {FORMS}"));
    let mut file = File::open(path).map_err(|error| refused(error.to_string()))?;
    let mut bytes = Vec::new();
    file.by_ref().take(16).read_to_end(&mut bytes).map_err(|error| refused(error.to_string()))?;
    match bytes.as_slice() {
        b"SQLite format 3\0" => return geopackage::open(path, declared),
        [b'P', b'K', 3, 4, ..] => return Err(refused("a zip (unpack it: the file inside is read)".to_owned())),
        [0, 0, 0x27, 0x0a, ..] => return Err(refused("a shapefile (convert it, for one with ogr2ogr)".to_owned())),
        [b'<', ..] => return Err(refused("a page or XML (a message of the server?)".to_owned())),
        _ => {}
    }
    file.read_to_end(&mut bytes).map_err(|error| refused(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| refused(error.utf8_error().to_string()))?;
    let text = text.trim_start_matches('\u{feff}');
    if is_topology(text) { topojson::open(text, declared) } else { geojson::open(text, declared) }
}

/// Whether a JSON text is a topology. What is no JSON at all is left to the reader of GeoJSON, which says where.
fn is_topology(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Kind {
        #[serde(rename = "type")]
        kind: String,
    }
    serde_json::from_str::<Kind>(text).is_ok_and(|file| file.kind == "Topology")
}

#[cfg(test)]
mod tests;
