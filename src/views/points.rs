//! What stands in a place, by subject.

use crate::atlas::{Place, PointAtlas};
use crate::domain::{PointKind, Spot};

/// The points of a subject in a place.
#[derive(Clone, Debug)]
pub struct PointsView<'a> {
    pub points: &'a PointAtlas,
    /// By kind and name; none of what lies outside the outlines of the place.
    pub spots: Vec<Point<'a>>,
}

/// A point with what it is.
#[derive(Clone, Copy, Debug)]
pub struct Point<'a> {
    pub kind: &'a PointKind,
    pub spot: &'a Spot,
}

impl<'a> PointsView<'a> {
    /// What stands in `place`; `None` where nothing is known of it.
    pub fn of(points: &'a PointAtlas, place: &Place) -> Option<Self> {
        let with_kind = |spot| Some(Point { kind: points.kind(spot)?, spot });
        let spots: Vec<Point<'a>> = points.inside(place).into_iter().filter_map(with_kind).collect();
        (!spots.is_empty()).then_some(Self { points, spots })
    }

    /// How many there are of each kind, in the order of the kinds.
    pub fn by_kind(&self) -> impl Iterator<Item = (&'a PointKind, usize)> + '_ {
        let count = |kind: &'a PointKind| (kind, self.spots.iter().filter(|point| point.kind.id == kind.id).count());
        self.points.set.kinds.iter().map(count).filter(|(_, count)| *count > 0)
    }
}
