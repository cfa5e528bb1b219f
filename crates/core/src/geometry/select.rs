//! Which regions a drawn shape holds.
//!
//! Method (house plan): a region is a member when at least half of its surface lies inside the shape, measured in the
//! equal-area plane by the same overlay that carries places between vintages.

use std::str::FromStr;

use rayon::prelude::*;
use thiserror::Error;

use super::crossing::turn;
use super::measure::bbox_of;
use super::nest::ring_area2;
use super::overlay::Region;
use super::project::micro_degrees;
use super::{Coverage, Point, PointRing};
use crate::domain::Level;

/// Corners that a shape may have at most.
pub const MOST_CORNERS: usize = 200;
/// The smallest surface of a shape in square metres: one hectare.
pub const LEAST_SURFACE: f64 = 10_000.0;
/// A region belongs to a shape when at least this share of its surface lies inside.
const HALF: f64 = 0.5;
/// West, south, east, north within which a shape may lie: the Netherlands with room around it.
const ROOM: [f64; 4] = [2.0, 50.0, 8.5, 54.5];

/// What can be wrong with a drawn shape.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ShapeError {
    /// A corner is not "longitude,latitude".
    #[error("corner {0} is not a longitude and a latitude")]
    Corner(usize),
    /// A corner lies outside the Netherlands.
    #[error("corner {0} lies outside the Netherlands")]
    Outside(usize),
    /// Fewer than three different corners.
    #[error("a shape has at least three corners")]
    TooFew,
    /// More corners than are read.
    #[error("a shape has at most {MOST_CORNERS} corners; this one has {0}")]
    TooMany(usize),
    /// Two sides cross or touch.
    #[error("the outline of the shape crosses or touches itself")]
    CrossesItself,
    /// Smaller than can hold anything.
    #[error("the shape is smaller than one hectare")]
    TooSmall,
}

/// A simple polygon in longitude and latitude.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnShape {
    /// Closed, counter-clockwise.
    ring: PointRing,
}

impl FromStr for DrawnShape {
    type Err = ShapeError;

    /// Reads `5.12,52.09;5.13,52.09;5.13,52.10`: corners in order, longitude first; the first may stand again at the
    /// end.
    fn from_str(text: &str) -> Result<Self, ShapeError> {
        let corners = text.split(';').filter(|corner| !corner.trim().is_empty());
        let mut points = Vec::new();
        for (at, corner) in corners.enumerate().take(MOST_CORNERS + 2) {
            points.push(read_corner(corner, at + 1)?);
        }
        points.dedup();
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        match points.len() {
            0..=2 => return Err(ShapeError::TooFew),
            count if count > MOST_CORNERS => return Err(ShapeError::TooMany(text.split(';').count())),
            _ => {}
        }
        points.extend(points.first().copied());
        if crosses_itself(&points) {
            return Err(ShapeError::CrossesItself);
        }
        if ring_area2(&points) < 0 {
            points.reverse();
        }
        let shape = Self { ring: points };
        if shape.region().is_none_or(|region| region.area() < LEAST_SURFACE) {
            return Err(ShapeError::TooSmall);
        }
        Ok(shape)
    }
}

fn read_corner(corner: &str, number: usize) -> Result<Point, ShapeError> {
    let wrong = || ShapeError::Corner(number);
    let (lon, lat) = corner.split_once(',').ok_or_else(wrong)?;
    let read = |text: &str| text.trim().parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(wrong);
    let (lon, lat) = (read(lon)?, read(lat)?);
    let [west, south, east, north] = ROOM;
    if !(west..=east).contains(&lon) || !(south..=north).contains(&lat) {
        return Err(ShapeError::Outside(number));
    }
    Ok(micro_degrees([lon, lat]))
}

/// Whether any two sides of a closed ring that are no neighbours touch, or two neighbours lie on top of each other.
fn crosses_itself(ring: &[Point]) -> bool {
    let sides: Vec<(Point, Point)> = ring.iter().copied().zip(ring.iter().skip(1).copied()).collect();
    sides.iter().enumerate().any(|(at, &(a, b))| {
        sides.iter().enumerate().skip(at + 1).any(|(other, &(c, d))| {
            let neighbours = other == at + 1 || (at == 0 && other + 1 == sides.len());
            if !neighbours {
                return touch(a, b, c, d);
            }
            // The corner that both share, and the far ends.
            let (from, corner, to) = if b == c { (a, b, d) } else { (c, d, b) };
            turn(from, corner, to) == 0 && folds_back(from, corner, to)
        })
    })
}

fn folds_back(from: Point, corner: Point, to: Point) -> bool {
    let along = |axis: fn(Point) -> i32| {
        (i64::from(axis(corner)) - i64::from(axis(from))) * (i64::from(axis(to)) - i64::from(axis(corner)))
    };
    along(|point| point[0]) + along(|point| point[1]) < 0
}

fn touch(a: Point, b: Point, c: Point, d: Point) -> bool {
    let apart = |axis: fn(Point) -> i32| {
        axis(a).max(axis(b)) < axis(c).min(axis(d)) || axis(c).max(axis(d)) < axis(a).min(axis(b))
    };
    !apart(|point| point[0])
        && !apart(|point| point[1])
        && turn(a, b, c).signum() * turn(a, b, d).signum() <= 0
        && turn(c, d, a).signum() * turn(c, d, b).signum() <= 0
}

impl DrawnShape {
    fn region(&self) -> Option<Region> {
        Region::new(0, vec![vec![self.ring.clone()]])
    }

    /// Positions (in [`Coverage::codes`]) of the regions of a level that lie in the shape for at least half of their
    /// surface, ascending.
    pub fn members(&self, coverage: &Coverage, level: Level) -> Vec<usize> {
        let Some(own) = self.region() else { return Vec::new() };
        let [west, south, east, north] = super::coverage::bbox_degrees(bbox_of(self.ring.iter()));
        let near = |&index: &usize| {
            let bbox = coverage.bbox(level, index);
            bbox.is_some_and(|[w, s, e, n]| w <= east && e >= west && s <= north && n >= south)
        };
        let inside = |&index: &usize| {
            let region = Region::new(0, coverage.polygons(level, index));
            region.is_some_and(|region| region.share_in(&own) >= HALF)
        };
        let near: Vec<usize> = (0..coverage.codes(level).len()).filter(near).collect();
        near.into_par_iter().filter(inside).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::coverage::tests::row;

    /// The coverage of the tests: eight buurten of a hundredth of a degree, four in a row from 5.00, 52.00.
    fn members(text: &str) -> Vec<usize> {
        text.parse::<DrawnShape>().unwrap().members(&row(), Level::Buurt)
    }

    fn fault(text: &str) -> ShapeError {
        text.parse::<DrawnShape>().unwrap_err()
    }

    #[test]
    fn a_region_is_a_member_from_half_of_its_surface_on() {
        let whole = members("4.99,51.99;5.0101,51.99;5.0101,52.0101;4.99,52.0101");
        assert_eq!(whole, [0]);
        assert_eq!(members("4.99,51.99;5.0049,51.99;5.0049,52.011;4.99,52.011"), [] as [usize; 0]);
        assert_eq!(members("4.99,51.99;5.0051,51.99;5.0051,52.011;4.99,52.011"), [0]);
    }

    #[test]
    fn the_direction_of_drawing_and_a_repeated_first_corner_do_not_matter() {
        let forth = "4.99,51.99;5.0101,51.99;5.0101,52.0101;4.99,52.0101";
        let back = "4.99,52.0101;5.0101,52.0101;5.0101,51.99;4.99,51.99;4.99,52.0101";
        assert_eq!(members(forth), members(back));
    }

    #[test]
    fn a_shape_that_crosses_or_touches_itself_is_refused() {
        assert_eq!(fault("5.0,52.0;5.1,52.1;5.1,52.0;5.0,52.1"), ShapeError::CrossesItself);
        assert_eq!(fault("5.0,52.0;5.1,52.0;5.1,52.1;5.05,52.0;5.0,52.1"), ShapeError::CrossesItself);
        assert_eq!(fault("5.0,52.0;5.1,52.0;5.05,52.0;5.0,52.1"), ShapeError::CrossesItself);
    }

    #[test]
    fn shapes_that_are_no_shapes_are_told_apart() {
        assert_eq!(fault(""), ShapeError::TooFew);
        assert_eq!(fault("5.0,52.0;5.1,52.0;5.0,52.0"), ShapeError::TooFew);
        assert_eq!(fault("5.0,52.0;abc;5.1,52.1"), ShapeError::Corner(2));
        assert_eq!(fault("5.0,52.0;NaN,52.0;5.1,52.1"), ShapeError::Corner(2));
        assert_eq!(fault("5.0,52.0;50.0,52.0;5.1,52.1"), ShapeError::Outside(2));
        assert_eq!(fault("5.0,52.0;5.0001,52.0;5.0001,52.0001"), ShapeError::TooSmall);
        let many: Vec<String> = (0..201).map(|at| format!("{:.5},52.0", 5.0 + f64::from(at) / 1e4)).collect();
        assert_eq!(fault(&many.join(";")), ShapeError::TooMany(201));
    }
}
