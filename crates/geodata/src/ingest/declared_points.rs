//! Points in `package.toml`: what stands where.

use serde::Deserialize;

use crate::domain::{Period, Text};

/// Points of one subject.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// Id, which names the file under `points/`.
    pub id: String,
    /// What they are together.
    pub label: Text,
    /// Id of the theme of indicators that they belong to.
    pub theme: String,
    /// Files, one per kind.
    #[serde(rename = "file")]
    pub files: Vec<PointFile>,
}

/// A file of source material with points of one kind.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointFile {
    /// Path inside the source folder.
    pub path: String,
    /// Id of the kind.
    pub kind: String,
    /// What one is.
    pub label: Text,
    /// What several are, as it stands behind a number ("basisscholen").
    pub plural: Text,
    /// What is counted of one.
    pub counted: Text,
    /// When.
    pub period: Period,
    /// Key of the terms: the id of a source.
    pub terms: String,
    /// Exact number of rows.
    pub rows: usize,
    /// Column that is empty where whoever looked up the place does not trust it.
    #[serde(default)]
    pub placed: Option<String>,
    /// Exact number of rows without a place, which are left out.
    #[serde(default)]
    pub without_place: usize,
    /// Exact number of rows with a place outside the Netherlands (somebody looked up the wrong address), which are left out.
    #[serde(default)]
    pub outside: usize,
    /// Column with the name.
    pub name: String,
    /// Columns with degrees of WGS84.
    pub lon: String,
    /// The same.
    pub lat: String,
    /// Column with what is counted.
    pub count: String,
}
