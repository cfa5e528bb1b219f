//! Outlines in `package.toml`: files of them, and vintages that take theirs from others.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::{GeometryBasis, Level, Vintage};

/// A file with the outlines of one level of one vintage: GeoJSON, TopoJSON or GeoPackage.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boundary {
    /// Id, for composites.
    pub id: String,
    /// Path inside the source folder.
    pub file: String,
    /// Key of the terms.
    pub terms: String,
    /// Vintage of the codes.
    pub vintage: Vintage,
    /// Level of the outlines.
    pub level: Level,
    /// Layer of a GeoPackage or object of a TopoJSON file; without it the one that is named after the level, or the only one.
    #[serde(default)]
    pub layer: Option<String>,
    /// System of the coordinates; without it told from the file, else from its numbers.
    #[serde(default)]
    pub crs: Option<Crs>,
    /// Features that are taken, for files in which an area stands once as land and once as water.
    #[serde(default)]
    pub keep: Option<Keep>,
    /// Exact number of features, those that are left out among them.
    #[serde(default)]
    pub features: Option<usize>,
    /// Property with the code.
    pub code: String,
    /// Property with the name.
    #[serde(default)]
    pub name: Option<String>,
    /// Property with the name of the municipality.
    #[serde(default)]
    pub gemeente_name: Option<String>,
    /// Properties whose codes must agree with the digits of the code.
    #[serde(default)]
    pub within: Vec<String>,
    /// How good the outlines are.
    pub basis: Basis,
    /// Metres to which outlines at full detail are thinned.
    #[serde(default)]
    pub simplify: Option<f64>,
    /// Another file with better outlines for those of one basis.
    #[serde(default)]
    pub better: Option<Better>,
}

/// A file with better outlines, simplified one by one: they are drawn together and put into the coverage.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Better {
    /// Path inside the source folder.
    pub file: String,
    /// Layer of a file with several.
    #[serde(default)]
    pub layer: Option<String>,
    /// System of the coordinates.
    #[serde(default)]
    pub crs: Option<Crs>,
    /// Features that are taken.
    #[serde(default)]
    pub keep: Option<Keep>,
    /// Exact number of features.
    #[serde(default)]
    pub features: Option<usize>,
    /// Property with the code.
    pub code: String,
    /// Basis of the outlines that are replaced.
    pub instead_of: GeometryBasis,
    /// How good the better outlines are.
    pub basis: GeometryBasis,
    /// Metres within which borders of neighbours are the same border.
    pub tolerance: f64,
    /// Share that a drawn outline must have in common with the better one (0-1); else the former one stays.
    pub likeness: f64,
    /// Exact number of outlines that are replaced.
    pub replaced: usize,
}

impl Better {
    /// The file as a boundary of its own, of the same division as `of`.
    pub fn boundary(&self, of: &Boundary) -> Boundary {
        Boundary {
            id: format!("{}-better", of.id),
            file: self.file.clone(),
            terms: of.terms.clone(),
            vintage: of.vintage,
            level: of.level,
            layer: self.layer.clone(),
            crs: self.crs,
            keep: self.keep.clone(),
            features: self.features,
            code: self.code.clone(),
            name: None,
            gemeente_name: None,
            within: Vec::new(),
            basis: Basis::Fixed { fixed: self.basis },
            simplify: None,
            better: None,
        }
    }
}

/// Where the quality of an outline stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase", untagged)]
pub enum Basis {
    /// The same for the whole file.
    Fixed {
        /// The basis.
        fixed: GeometryBasis,
    },
    /// A property, with its words translated.
    Property {
        /// Name of the property.
        property: String,
        /// Translation.
        words: BTreeMap<String, GeometryBasis>,
    },
}

/// Outlines for a vintage that has none of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Composite {
    /// Id.
    pub id: String,
    /// Key of the terms.
    pub terms: String,
    /// Vintage of the codes.
    pub vintage: Vintage,
    /// Level of the outlines.
    pub level: Level,
    /// Delivery whose codes take part.
    pub codes_of: String,
    /// Boundary ids; the first that has the code gives the outline.
    pub from: Vec<String>,
    /// Boundary that comes first in municipalities of which the first of `from` does not know at least half of the
    /// codes: there they were given out anew, and an old outline under a reused code would be another place.
    #[serde(default)]
    pub recoded: Option<String>,
    /// How many pairs of outlines of different years may lie over each other.
    #[serde(default)]
    pub overlaps: usize,
    /// How many codes may stay without an outline.
    pub without_outline: usize,
}

/// Rows or features to keep.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// Column.
    pub column: String,
    /// Value of the rows that stay.
    pub value: String,
}

/// The system of coordinates of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Crs {
    /// Longitude and latitude in degrees.
    Wgs84,
    /// RD New (EPSG:28992), in metres.
    Rd,
}
