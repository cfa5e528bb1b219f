//! Finds places in the Atlas, and makes them of wijken and buurten.

use crate::domain::RegionCode;
use crate::geometry::coverage::Outline;

use super::model::Atlas;
use super::place::{Ahead, Place, PlaceId};

impl Atlas {
    /// The outline of a place: its buurten dissolved.
    pub fn outline_of(&self, place: &Place) -> Outline {
        let base = self.base();
        base.coverage.dissolve(&base.outline_positions(place))
    }

    /// The place of a gemeente, wijk or buurt of the base vintage; `None` for a code it does not have.
    pub fn place_of_region(&self, code: RegionCode) -> Option<Place> {
        let base = self.base();
        base.level(code.level())?.index(code)?;
        Some(Place::from_codes(base, PlaceId::Region(code), [code]))
    }

    /// The place of the area at `index`.
    pub fn place_of_area(&self, index: usize) -> Option<&Place> {
        self.areas.get(index).map(|area| &area.place)
    }

    /// A place made of any wijken and buurten of the base vintage; unknown codes are left out.
    pub fn own_place(&self, codes: &[RegionCode]) -> Place {
        Place::from_codes(self.base(), PlaceId::Own, codes.iter().copied())
    }

    /// The place with all its figures computed ahead, for a place that is asked for more than once.
    pub fn with_figures(&self, place: Place) -> Place {
        let figures = self.place_figures(&place);
        Place { ahead: Ahead(Some(figures.into())), ..place }
    }
}
