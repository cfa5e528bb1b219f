//! Which hole belongs in which outer ring.

use super::{Point, PointRing, Polygons};

/// Twice the signed area of a closed ring, positive counter-clockwise.
pub fn ring_area2(ring: &[Point]) -> i64 {
    let Some(&[x0, y0]) = ring.first() else { return 0 };
    let (x0, y0) = (i64::from(x0), i64::from(y0));
    ring.iter()
        .zip(ring.iter().skip(1))
        .map(|(&[ax, ay], &[bx, by])| {
            (i64::from(ax) - x0) * (i64::from(by) - y0) - (i64::from(bx) - x0) * (i64::from(ay) - y0)
        })
        .sum()
}

/// A ring and the walk it was cut from.
pub(crate) struct WalkRing<T> {
    /// What the caller wants back (arc references, or the points themselves).
    pub payload: T,
    /// Closed ring of points.
    pub points: PointRing,
    /// Rings of one walk belong together.
    pub walk: usize,
}

/// Groups rings into polygons: counter-clockwise rings are outer, clockwise ones holes. A hole goes to the outer
/// ring of its own walk, else to the smallest outer ring around it. Rings without area are left out.
pub(crate) fn nest<T>(rings: Vec<WalkRing<T>>) -> Vec<Vec<T>> {
    let mut outers: Vec<(i64, usize, PointRing, Vec<T>)> = Vec::new();
    let mut holes = Vec::new();
    for ring in rings {
        let area = ring_area2(&ring.points);
        if area > 0 {
            outers.push((area, ring.walk, ring.points, vec![ring.payload]));
        } else if area < 0 {
            holes.push((-area, ring));
        }
    }
    if let ([(_, _, _, only)], false) = (outers.as_mut_slice(), holes.is_empty()) {
        only.extend(holes.into_iter().map(|(_, hole)| hole.payload));
        return outers.into_iter().map(|(.., polygon)| polygon).collect();
    }
    for (area, hole) in holes {
        let owner = outers
            .iter()
            .enumerate()
            .filter(|(_, (outer_area, walk, points, _))| {
                *outer_area > area && (*walk == hole.walk || lies_in(&hole.points, points))
            })
            .min_by_key(|(_, (outer_area, ..))| *outer_area)
            .map(|(index, _)| index);
        if let Some((.., polygon)) = owner.and_then(|index| outers.get_mut(index)) {
            polygon.push(hole.payload);
        }
    }
    outers.into_iter().map(|(.., polygon)| polygon).collect()
}

/// Whether the first point of `inner` that is not on the ring `outer` lies inside it.
fn lies_in(inner: &[Point], outer: &[Point]) -> bool {
    inner.iter().find_map(|&point| side(point, outer)).unwrap_or(true)
}

/// `Some(true)` inside, `Some(false)` outside, `None` on the ring.
pub(crate) fn side([px, py]: Point, ring: &[Point]) -> Option<bool> {
    let (px, py) = (i64::from(px), i64::from(py));
    let mut inside = false;
    for (&[ax, ay], &[bx, by]) in ring.iter().zip(ring.iter().skip(1)) {
        let (ax, ay, bx, by) = (i64::from(ax), i64::from(ay), i64::from(bx), i64::from(by));
        let turn = (bx - ax) * (py - ay) - (by - ay) * (px - ax);
        let within = px >= ax.min(bx) && px <= ax.max(bx) && py >= ay.min(by) && py <= ay.max(by);
        if turn == 0 && within {
            return None;
        }
        if (ay > py) != (by > py) && ((turn > 0) == (by > ay)) {
            inside = !inside;
        }
    }
    Some(inside)
}

/// Polygons of plain point rings from traced rings.
pub(crate) fn nest_points(rings: Vec<(PointRing, usize)>) -> Polygons {
    nest(rings.into_iter().map(|(points, walk)| WalkRing { payload: points.clone(), points, walk }).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: i32, y: i32, size: i32) -> PointRing {
        vec![[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    }

    fn reversed(mut ring: PointRing) -> PointRing {
        ring.reverse();
        ring
    }

    #[test]
    fn a_hole_goes_to_the_smallest_ring_around_it() {
        let rings = vec![
            (square(0, 0, 100), 0),
            (reversed(square(10, 10, 50)), 1),
            (square(20, 20, 30), 2),
            (reversed(square(25, 25, 5)), 3),
        ];
        let polygons = nest_points(rings);
        assert_eq!(polygons.len(), 2);
        assert_eq!(polygons[0], vec![square(0, 0, 100), reversed(square(10, 10, 50))]);
        assert_eq!(polygons[1], vec![square(20, 20, 30), reversed(square(25, 25, 5))]);
    }

    #[test]
    fn a_point_on_the_ring_is_neither_inside_nor_outside() {
        let ring = square(0, 0, 10);
        assert_eq!(side([5, 5], &ring), Some(true));
        assert_eq!(side([15, 5], &ring), Some(false));
        assert_eq!(side([10, 5], &ring), None);
    }

    #[test]
    fn the_area_is_positive_counter_clockwise() {
        assert_eq!(ring_area2(&square(3, 4, 10)), 200);
        assert_eq!(ring_area2(&reversed(square(3, 4, 10))), -200);
    }
}
