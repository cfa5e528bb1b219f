//! What a comparison is asked for.

use thiserror::Error;

use crate::atlas::Atlas;
use crate::domain::Lang;
use crate::views::place::{KeyError, NamedPlace, named};

/// Places that still can be told apart.
pub const MOST: usize = 6;

/// What a comparison is asked for.
#[derive(Clone, Debug, Default)]
pub struct CompareQuery {
    /// Slugs of focus areas, codes of gemeenten, wijken and buurten, and keys of readers' own places, in the order of
    /// the columns.
    pub keys: Vec<String>,
    /// Id of the indicator of maps and trends.
    pub indicator: Option<String>,
}

/// What can be wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CompareError {
    /// No such place.
    #[error(transparent)]
    Place(#[from] KeyError),
    /// The place stands in the comparison twice.
    #[error("\"{0}\" is named twice")]
    Twice(String),
    /// More places than can be told apart.
    #[error("{0} places; at most {MOST} are compared")]
    TooMany(usize),
    /// No such indicator.
    #[error("no indicator \"{0}\"")]
    Indicator(String),
}

pub(super) fn places<'a>(atlas: &'a Atlas, keys: &[String], lang: Lang) -> Result<Vec<NamedPlace<'a>>, CompareError> {
    if keys.len() > MOST {
        return Err(CompareError::TooMany(keys.len()));
    }
    let mut places: Vec<NamedPlace<'a>> = Vec::new();
    for key in keys {
        let place = named(atlas, key, lang)?;
        if places.iter().any(|earlier| earlier.is(&place)) {
            return Err(CompareError::Twice(place.name.into_owned()));
        }
        places.push(place);
    }
    Ok(places)
}
