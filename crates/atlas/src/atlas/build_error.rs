//! Why no Atlas can be built from a dataset.

use thiserror::Error;

use crate::domain::{RegionCode, Vintage};
use crate::geometry::coverage::CoverageError;

/// Why no Atlas can be built from a dataset. Ingest refuses such data; these are the last guard.
#[derive(Debug, Error)]
pub enum BuildError {
    /// The base division is missing.
    #[error("the dataset has no outlines of {0}, the division in which areas are delimited")]
    NoBaseVintage(Vintage),
    /// No division has buurten.
    #[error("the dataset has no division with outlines of buurten, on which areas could be delimited")]
    NoBuurten,
    /// A vintage has outlines and no list of regions.
    #[error("the dataset has outlines of {0} and no list of its regions")]
    NoRegions(Vintage),
    /// An area lists a code that its vintage does not have.
    #[error("area {area} lists {code}, which the base division does not have")]
    UnknownMember {
        /// The area.
        area: String,
        /// The code.
        code: RegionCode,
    },
    /// The outlines of a vintage do not fit together.
    #[error("the outlines of {vintage} do not fit together: {error}")]
    Outlines {
        /// The vintage.
        vintage: Vintage,
        /// What is wrong.
        error: CoverageError,
    },
    /// No member of an area has an outline.
    #[error("no member of area {0} has an outline in the base division")]
    NoOutline(String),
    /// The dataset has no inhabitants of the base vintage.
    #[error("the dataset has no population for the buurten of the base division; coverage and memberships need it")]
    NoInhabitants,
}
