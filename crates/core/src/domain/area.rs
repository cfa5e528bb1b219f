//! Focus areas, their delimitation, and the designations they carried.

use serde::{Deserialize, Serialize};

use super::code::{RegionCode, Slug};
use super::lang::Text;

/// A set of areas that a government designated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DesignationId {
    /// The 20 focus areas of the Nationaal Programma Leefbaarheid en Veiligheid.
    #[serde(rename = "20")]
    Focus20,
    /// The 16 urban renewal areas that preceded them.
    #[serde(rename = "16")]
    Renewal16,
    /// The 40 aandachtswijken of 2007.
    #[serde(rename = "40")]
    Priority40,
}

impl DesignationId {
    /// The number of areas, as it stands in URLs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Focus20 => "20",
            Self::Renewal16 => "16",
            Self::Priority40 => "40",
        }
    }
}

/// A designation: what it was, from when to when, on whose word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Designation {
    /// Which.
    pub id: DesignationId,
    /// Name.
    pub name: Text,
    /// What it was, including assumptions on the delimitation.
    pub text: Text,
    /// First day or year (ISO 8601, possibly only a year); empty when not established.
    pub valid_from: String,
    /// Last day or year; empty while it lasts or when not established.
    pub valid_to: String,
    /// Where this is stated.
    pub source: String,
    /// Areas, by slug (empty for the 40, which have no outlines of their own).
    pub areas: Vec<Slug>,
}

/// How a listed region belongs to an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// It lies wholly inside.
    Whole,
    /// The source names a part of it; it is counted whole.
    PartCountedWhole,
}

/// A wijk or buurt of the base division that an area consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaMember {
    /// Code in the base division.
    pub code: RegionCode,
    /// Whole, or a part counted whole.
    pub extent: Extent,
    /// What the reader must know about a part counted whole.
    #[serde(default)]
    pub note: Option<Text>,
}

/// A region of which the source names a part and that is not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// Code in the base division.
    pub code: RegionCode,
    /// Name.
    pub name: String,
    /// Which part would belong.
    pub part: Text,
}

/// How sure a delimitation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The names are those of CBS regions, or a municipal code, and the sum of inhabitants fits.
    High,
    /// Derived by name.
    Medium,
    /// Parts are counted whole, or the source is indirect.
    Low,
}

/// The number of inhabitants that a source states, beside our sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedInhabitants {
    /// Number stated.
    pub value: u32,
    /// Year, where stated.
    #[serde(default)]
    pub as_of: String,
    /// Address of the source.
    pub source: String,
}

/// A focus area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FocusArea {
    /// Short name in URLs.
    pub slug: Slug,
    /// Official name.
    pub name: String,
    /// Municipality it lies in (code in the base division).
    pub gemeente: RegionCode,
    /// Name of the municipality.
    pub gemeente_name: String,
    /// Province.
    pub province: String,
    /// Designations, newest first.
    pub designations: Vec<DesignationId>,
    /// Wijken and buurten of the base division it consists of.
    pub members: Vec<AreaMember>,
    /// Regions that are left out although a part would belong.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
    /// How the delimitation was established.
    pub delimitation: Text,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why it is so sure.
    pub confidence_reason: Text,
    /// Who names the delimitation.
    pub named_by: Text,
    /// Neighbourhoods as the source names them.
    pub named_parts: Vec<String>,
    /// Name of the local programme; empty when unknown.
    pub programme_name: String,
    /// Its address; empty when unknown.
    pub programme_url: String,
    /// Themes of the local programme, mapped to theme ids of the vocabulary.
    pub programme_themes: Vec<String>,
    /// Inhabitants that a source states.
    #[serde(default)]
    pub inhabitants_stated: Option<StatedInhabitants>,
    /// Addresses of all sources.
    pub sources: Vec<String>,
}

/// One of the 40 aandachtswijken of 2007.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityNeighbourhood {
    /// Number in the list, 1-40.
    pub number: u8,
    /// City.
    pub city: String,
    /// Name.
    pub name: String,
    /// Codes in the base division that carry this name; empty when none does.
    pub codes: Vec<RegionCode>,
    /// Focus area it lies in, where established.
    #[serde(default)]
    pub area: Option<Slug>,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<Text>,
    /// Addresses of the sources.
    pub sources: Vec<String>,
}
