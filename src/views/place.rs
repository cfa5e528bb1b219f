//! The places that pages are asked for, under the names they have in addresses and in sentences.

use std::borrow::Cow;

use thiserror::Error;

use crate::atlas::{Atlas, MOST_MEMBERS, Place, PlaceId, SelectionError};
use crate::domain::{Designation, Lang, Level, OwnKey, OwnKeyError, RegionCode, Vintage};
use crate::urls;

use super::profile::{default_name, place_address};

/// A place under its name.
#[derive(Clone, Debug)]
pub struct NamedPlace<'a> {
    /// What stands in addresses: the slug of a focus area, the code of a region, the key of a reader's own place.
    pub key: String,
    pub name: Cow<'a, str>,
    /// Its level; `None` for a focus area and a reader's own place.
    pub level: Option<Level>,
    /// What an area is one of, and is called after.
    pub designation: Option<&'a Designation>,
    /// Name of the gemeente that it lies in; `None` for a gemeente and where it lies in several.
    pub gemeente: Option<&'a str>,
    /// The address of its profile on this site.
    pub href: String,
    pub place: Place,
}

/// Why a key names no place.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// No focus area has this slug and no region this code; its first characters.
    #[error("no place \"{0}\"")]
    Unknown(String),
    /// It is meant as a reader's own place and cannot be read.
    #[error(transparent)]
    Own(#[from] OwnKeyError),
    /// The members make no place.
    #[error(transparent)]
    Selection(#[from] SelectionError),
}

/// The place that a key names: a focus area by its slug, a gemeente, wijk or buurt by its code, a reader's own place by
/// its members. `lang` is the language in which a place without a name is called after its members.
pub fn named<'a>(atlas: &'a Atlas, key: &str, lang: Lang) -> Result<NamedPlace<'a>, KeyError> {
    if OwnKey::is_meant(key) {
        return own(atlas, key.parse()?, lang);
    }
    let unknown = || KeyError::Unknown(key.chars().take(60).collect());
    let place = atlas.place_of_key(key).ok_or_else(unknown)?;
    known(atlas, key, place).ok_or_else(unknown)
}

fn known<'a>(atlas: &'a Atlas, key: &str, place: Place) -> Option<NamedPlace<'a>> {
    let base = atlas.base();
    let (name, key, level, designation) = match place.id {
        PlaceId::Area(index) => {
            let area = &atlas.areas.get(index as usize)?.area;
            (area.name.as_str(), key.to_owned(), None, atlas.named_by(area))
        }
        PlaceId::Region(code) => (base.name(code)?, code.to_string(), Some(code.level()), None),
        PlaceId::Rest(_) | PlaceId::Own => return None,
    };
    let gemeente = atlas.gemeente_of(&place).filter(|&code| place.id != PlaceId::Region(code));
    Some(NamedPlace {
        key,
        name: Cow::Borrowed(name),
        level,
        designation,
        gemeente: gemeente.and_then(|code| base.name(code)),
        href: place_address(atlas, &place)?,
        place,
    })
}

/// A reader's own place, its members as [`Atlas::selection`] writes them.
fn own(atlas: &Atlas, key: OwnKey, lang: Lang) -> Result<NamedPlace<'_>, KeyError> {
    let written = key.vintage.unwrap_or_else(|| atlas.unmarked());
    let carried = !atlas.is_base(written);
    let codes = if carried {
        let found = atlas.selection_then(&key.codes, written);
        found.ok_or_else(|| SelectionError::Unknown(key.codes.clone()))?
    } else {
        atlas.selection(&key.codes)?
    };
    if codes.len() > MOST_MEMBERS {
        return Err(SelectionError::TooMany(codes.len()).into());
    }
    let unknown = || KeyError::Unknown(key.to_string().chars().take(60).collect());
    let place = atlas.kept_place(&codes);
    if place.listed.is_empty() {
        return Err(unknown());
    }
    let gemeente = atlas.gemeente_of(&place).and_then(|code| atlas.base().name(code));
    let mut name = key.name.clone().unwrap_or_else(|| default_name(atlas, &codes, lang));
    if carried {
        name = carried_name(&name, written, lang);
    }
    let key = OwnKey { vintage: atlas.mark(), codes, name: key.name };
    Ok(NamedPlace {
        href: urls::selection(urls::OWN_AREA, &key.codes, key.name.as_deref(), key.vintage).to_string(),
        key: key.to_string(),
        name: Cow::Owned(name),
        level: None,
        designation: None,
        gemeente,
        place: (*place).clone(),
    })
}

/// The name of a reader's own place whose members were named in another division: every page with it says so.
pub fn carried_name(name: &str, written: Vintage, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!("{name} (overgenomen uit de indeling van {written})"),
        Lang::En => format!("{name} (taken over from the division of {written})"),
    }
}

impl NamedPlace<'_> {
    /// Whether a reader put it together.
    pub fn is_own(&self) -> bool {
        self.place.id == PlaceId::Own
    }

    /// Whether it is the same place as another, under whatever name.
    pub fn is(&self, other: &NamedPlace<'_>) -> bool {
        self.place.id == other.place.id && (!self.is_own() || self.place.listed == other.place.listed)
    }

    /// The code of the gemeente that it lies in, or is.
    pub fn gemeente_code(&self, atlas: &Atlas) -> Option<RegionCode> {
        atlas.gemeente_of(&self.place)
    }

    /// The place of its gemeente; `None` for a gemeente and where it lies in several.
    pub fn gemeente_place(&self, atlas: &Atlas) -> Option<Place> {
        self.gemeente?;
        atlas.place_of_region(self.gemeente_code(atlas)?)
    }
}
