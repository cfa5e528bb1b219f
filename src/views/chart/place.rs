//! Who stands in a chart: places that were asked for, and the references beside them.

use crate::atlas::{Atlas, Place, PlaceId};
use crate::domain::{Level, RegionCode};
use crate::views::profile::region_address;

/// A place in a chart.
#[derive(Clone, Debug)]
pub struct ChartPlace<'a> {
    /// Slug or code, as in addresses.
    pub key: String,
    /// Its name.
    pub name: &'a str,
    /// Its level; `None` for a focus area.
    pub level: Option<Level>,
    /// Name of the gemeente that it lies in; `None` for a gemeente.
    pub gemeente: Option<&'a str>,
    /// The place.
    pub place: Place,
}

impl<'a> ChartPlace<'a> {
    /// The place of a slug or code; `None` where there is none.
    #[must_use]
    pub fn find(atlas: &'a Atlas, key: &str) -> Option<Self> {
        let base = atlas.base()?;
        if let Some((index, area)) = atlas.area(key) {
            return Some(Self {
                key: area.area.slug.as_str().to_owned(),
                name: &area.area.name,
                level: None,
                gemeente: base.name(area.area.gemeente),
                place: atlas.place_of_area(index)?.clone(),
            });
        }
        let code: RegionCode = key.parse().ok()?;
        let place = atlas.place_of_region(code)?;
        let gemeente = code.gemeente().filter(|&gemeente| gemeente != code).and_then(|gemeente| base.name(gemeente));
        Some(Self { key: code.to_string(), name: base.name(code)?, level: Some(code.level()), gemeente, place })
    }

    /// The code of the gemeente that it lies in, or is.
    #[must_use]
    pub fn gemeente_code(&self, atlas: &Atlas) -> Option<RegionCode> {
        atlas.gemeente_of(&self.place)
    }

    /// The place of its gemeente; `None` for a gemeente.
    pub(super) fn gemeente_place(&self, atlas: &Atlas) -> Option<Place> {
        self.gemeente?;
        atlas.place_of_region(self.gemeente_code(atlas)?)
    }

    /// The address of its profile on this site.
    #[must_use]
    pub fn address(&self) -> String {
        match self.place.id {
            PlaceId::Region(code) => region_address(code).unwrap_or_default(),
            _ => format!("/gebieden/{}", self.key),
        }
    }
}

/// Whose figures a line, dot or bar shows.
#[derive(Clone, Debug)]
pub enum Who<'a> {
    /// A place that was asked for, with its position among them.
    Place(ChartPlace<'a>, usize),
    /// The Netherlands.
    Nederland,
    /// The gemeente that the place lies in.
    Gemeente(&'a str),
    /// The rest of that gemeente, outside every focus area.
    Rest(&'a str),
    /// The 20 focus areas together.
    Together,
}

impl<'a> Who<'a> {
    /// The place that was asked for; `None` for a reference.
    #[must_use]
    pub const fn place(&self) -> Option<&ChartPlace<'a>> {
        match self {
            Self::Place(place, _) => Some(place),
            _ => None,
        }
    }
}
