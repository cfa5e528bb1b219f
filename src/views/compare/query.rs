//! What a comparison is asked for.

use thiserror::Error;

use super::{ComparedPlace, MOST, level_of};
use crate::atlas::{Atlas, PlaceId};
use crate::views::profile::region_address;

/// What a comparison is asked for.
#[derive(Clone, Debug, Default)]
pub struct CompareQuery {
    /// Slugs of focus areas and codes of gemeenten, wijken and buurten, in the order of the columns.
    pub keys: Vec<String>,
    /// Id of the indicator of maps and trends.
    pub indicator: Option<String>,
}

/// What can be wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CompareError {
    /// No such place.
    #[error("no place \"{0}\"")]
    Place(String),
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

pub(super) fn places<'a>(atlas: &'a Atlas, keys: &[String]) -> Result<Vec<ComparedPlace<'a>>, CompareError> {
    if keys.len() > MOST {
        return Err(CompareError::TooMany(keys.len()));
    }
    let mut places: Vec<ComparedPlace<'a>> = Vec::new();
    for key in keys {
        let place = compared(atlas, key).ok_or_else(|| CompareError::Place(key.clone()))?;
        if places.iter().any(|earlier| earlier.place.id == place.place.id) {
            return Err(CompareError::Twice(place.name.to_owned()));
        }
        places.push(place);
    }
    Ok(places)
}

fn compared<'a>(atlas: &'a Atlas, key: &str) -> Option<ComparedPlace<'a>> {
    let place = atlas.place_of_key(key)?;
    let base = atlas.base()?;
    let (name, href) = match place.id {
        PlaceId::Area(index) => {
            let area = &atlas.areas.get(index as usize)?.area;
            (area.name.as_str(), format!("/gebieden/{}", area.slug))
        }
        PlaceId::Region(code) => (base.name(code)?, region_address(code)?),
        PlaceId::Rest(_) | PlaceId::Together | PlaceId::Own => return None,
    };
    let level = level_of(&place);
    let gemeente = if level == Some(crate::domain::Level::Gemeente) { None } else { atlas.gemeente_of(&place) };
    Some(ComparedPlace {
        key: key.to_owned(),
        name,
        level,
        gemeente: gemeente.and_then(|code| base.name(code)).unwrap_or_default(),
        href,
        place,
    })
}
