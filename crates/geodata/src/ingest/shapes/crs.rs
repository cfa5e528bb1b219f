//! The system of coordinates of a file: declared, told by the file, or told from its numbers.

use super::super::declaration::{Boundary, Crs};
use super::super::fault::{At, Fault};
use crate::geometry::project::looks_like_rd;

/// Systems that are read, for messages.
const READ: &str = "RD New (EPSG:28992) or degrees of WGS84 (EPSG:4326, CRS84)";

impl Crs {
    /// As a declaration writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Rd => "rd",
        }
    }

    /// The system of which `name` is a name (`urn:ogc:def:crs:EPSG::28992`, `EPSG:4326`,
    /// `http://www.opengis.net/def/crs/OGC/1.3/CRS84`). ETRS89 lies within a metre of WGS84 in the Netherlands, less than
    /// any outline is drawn to; RD with heights (EPSG:7415) has the same x and y as RD.
    pub fn named(name: &str) -> Option<Self> {
        let last = name.rsplit([':', '/']).next().unwrap_or_default().trim();
        match last.to_ascii_uppercase().as_str() {
            "28992" | "7415" => Some(Self::Rd),
            "4326" | "4258" | "4979" | "CRS84" | "CRS84H" => Some(Self::Wgs84),
            _ => None,
        }
    }

    /// The system that a position is most likely in.
    pub fn of(position: [f64; 2]) -> Self {
        if looks_like_rd(position) { Self::Rd } else { Self::Wgs84 }
    }
}

/// The system of a file, as far as it is known before its numbers are read.
///
/// # Errors
/// The file is in a system that is not read, or in another one than its declaration says.
pub fn agreed(declared: &Boundary, told: Option<&str>) -> Result<Option<Crs>, Fault> {
    let Some(name) = told else { return Ok(declared.crs) };
    let fault = |expected: String| Err(Fault::new(&declared.file, At::Whole, "crs", name, expected));
    match (Crs::named(name), declared.crs) {
        (None, _) => fault(READ.to_owned()),
        (Some(told), Some(other)) if told != other => fault(format!(
            "the system that is declared, crs = \"{}\" (the file says: \"{}\")",
            other.word(),
            told.word()
        )),
        (told, _) => Ok(told),
    }
}
