//! What stands where: points with the buurt of the base division that each lies in.

use serde::{Deserialize, Serialize};

use crate::domain::{Level, PointKind, PointSet, Spot};
use crate::geometry::Locator;

use super::place::Place;
use super::regions::VintageAtlas;

/// Points of a subject, found by buurt.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PointAtlas {
    /// What they are.
    pub set: PointSet,
    /// Position of a buurt of the base division and number of a point in it, ordered.
    by_buurt: Vec<(u32, u32)>,
}

impl PointAtlas {
    /// Finds the buurt of every point; what lies outside all of them (on water, over the border) is on no list.
    pub fn new(set: &PointSet, base: &VintageAtlas) -> Self {
        let locator = Locator::new(&base.coverage, Level::Buurt);
        let outlines = base.buurt.outlines.iter().enumerate();
        let of_outline: std::collections::HashMap<u32, u32> =
            outlines.filter_map(|(at, outline)| Some(((*outline)?, u32::try_from(at).ok()?))).collect();
        let place = |(number, spot): (u32, &Spot)| {
            let outline = u32::try_from(locator.locate(spot.degrees())?).ok()?;
            Some((*of_outline.get(&outline)?, number))
        };
        let mut by_buurt: Vec<(u32, u32)> = (0_u32..).zip(&set.points).filter_map(place).collect();
        by_buurt.sort_unstable();
        Self { set: set.clone(), by_buurt }
    }

    /// The points of a place, by kind and name.
    pub fn inside(&self, place: &Place) -> Vec<&Spot> {
        let mut numbers: Vec<u32> = place.buurten.iter().flat_map(|&buurt| self.of_buurt(buurt)).collect();
        numbers.sort_unstable();
        numbers.into_iter().filter_map(|number| self.set.points.get(number as usize)).collect()
    }

    /// Numbers of the points of one buurt.
    fn of_buurt(&self, buurt: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.by_buurt.partition_point(|(at, _)| *at < buurt);
        let own = self.by_buurt.iter().skip(from).take_while(move |(at, _)| *at == buurt);
        own.map(|(_, number)| *number)
    }

    /// The kind of a point.
    pub fn kind(&self, spot: &Spot) -> Option<&PointKind> {
        self.set.kinds.get(usize::from(spot.kind))
    }
}
