//! Area and bounding box.

use super::net::Net;
use super::project::{degrees, to_equal_area};
use super::{Point, at};
use crate::domain::topology::Ring;

/// For each arc its share of the area of whatever lies left of it, in square metres on the ellipsoid.
///
/// Areas of shapes are sums over their arcs, so they add up over levels exactly (apart from float rounding).
pub(crate) fn arc_areas(net: &Net) -> Vec<f64> {
    // Near the Netherlands, so that the sums stay small.
    let [x0, y0] = to_equal_area([5.0, 52.0]);
    (0..net.arc_count())
        .map(|arc| {
            let plane: Vec<[f64; 2]> = net.arc(arc).iter().map(|&point| to_equal_area(degrees(point))).collect();
            let pairs = plane.iter().zip(plane.iter().skip(1));
            pairs.map(|(a, b)| (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0)).sum::<f64>() / 2.0
        })
        .collect()
}

/// The area of polygons from the shares of their arcs.
pub(crate) fn area(arc_areas: &[f64], polygons: &[Vec<Ring>]) -> f64 {
    polygons
        .iter()
        .flatten()
        .flatten()
        .map(|&reference| {
            let share = at(arc_areas, super::net::arc_of(reference));
            if reference < 0 { -share } else { share }
        })
        .sum()
}

/// The smallest box around polygons: west, south, east, north.
pub(crate) fn bbox(net: &Net, polygons: &[Vec<Ring>]) -> [i32; 4] {
    let references = polygons.iter().filter_map(|rings| rings.first()).flatten();
    let points = references.flat_map(|&reference| net.arc(super::net::arc_of(reference)));
    bbox_of(points)
}

/// The smallest box around points: west, south, east, north.
pub(crate) fn bbox_of<'a>(points: impl Iterator<Item = &'a Point>) -> [i32; 4] {
    points.fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |[w, s, e, n], &[x, y]| {
        [w.min(x), s.min(y), e.max(x), n.max(y)]
    })
}
