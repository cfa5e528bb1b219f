//! Cutting polygons to a box before exact work on them, so that a small region is not laid over a province.
//!
//! I. E. Sutherland and G. W. Hodgman, "Reentrant polygon clipping", 1974: a ring is cut by one side of the box after
//! the other. A ring that leaves the box several times comes back joined along the side; such joins enclose no
//! surface, and with a margin around what is measured they lie outside of it.

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// A box of the plane: lowest and highest x and y.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    /// Lowest x and y.
    pub low: [f64; 2],
    /// Highest x and y.
    pub high: [f64; 2],
}

/// What of the polygons lies in the window, up to joins along its sides.
pub(crate) fn crop(polygons: &MultiPolygon<f64>, window: Window) -> MultiPolygon<f64> {
    let polygon = |polygon: &Polygon<f64>| {
        let outer = crop_ring(polygon.exterior(), window)?;
        let holes = polygon.interiors().iter().filter_map(|hole| crop_ring(hole, window)).collect();
        Some(Polygon::new(outer, holes))
    };
    MultiPolygon(polygons.iter().filter_map(polygon).collect())
}

/// A side of the window: coordinate that it bounds, the bound, and 1 where it is the lowest, -1 where it is the highest.
type Side = (fn(&Coord<f64>) -> f64, f64, f64);

/// A ring cut to the window; `None` when nothing is left.
fn crop_ring(ring: &LineString<f64>, window: Window) -> Option<LineString<f64>> {
    let mut points: Vec<Coord<f64>> = ring.0.iter().skip(1).copied().collect();
    let sides: [Side; 4] = [
        (|point| point.x, window.low[0], 1.0),
        (|point| point.x, window.high[0], -1.0),
        (|point| point.y, window.low[1], 1.0),
        (|point| point.y, window.high[1], -1.0),
    ];
    for (axis, bound, sign) in sides {
        let depth = |point: &Coord<f64>| (axis(point) - bound) * sign;
        if points.iter().all(|point| depth(point) >= 0.0) {
            continue;
        }
        points = cut(&points, depth);
        if points.len() < 3 {
            return None;
        }
    }
    Some(LineString(points))
}

/// One side: keeps what has a depth of at least 0.
fn cut(points: &[Coord<f64>], depth: impl Fn(&Coord<f64>) -> f64) -> Vec<Coord<f64>> {
    let mut kept = Vec::with_capacity(points.len() + 4);
    let Some(mut before) = points.last().copied() else { return kept };
    let mut depth_before = depth(&before);
    for &point in points {
        let depth_here = depth(&point);
        if (depth_before >= 0.0) != (depth_here >= 0.0) {
            let along = depth_before / (depth_before - depth_here);
            kept.push(before + (point - before) * along);
        }
        if depth_here >= 0.0 {
            kept.push(point);
        }
        (before, depth_before) = (point, depth_here);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Area;

    fn square(x: f64, y: f64, size: f64) -> LineString<f64> {
        LineString::from(vec![(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)])
    }

    const WINDOW: Window = Window { low: [0.0, 0.0], high: [10.0, 10.0] };

    #[test]
    fn what_lies_outside_falls_away_and_what_lies_inside_stays() {
        let polygons = MultiPolygon(vec![
            Polygon::new(square(20.0, 20.0, 5.0), vec![]),
            Polygon::new(square(2.0, 2.0, 4.0), vec![square(3.0, 3.0, 1.0)]),
        ]);
        let cropped = crop(&polygons, WINDOW);
        assert_eq!(cropped.0.len(), 1);
        assert!((cropped.unsigned_area() - 15.0).abs() < 1e-12);
    }

    #[test]
    fn a_polygon_around_the_window_becomes_the_window_with_its_hole() {
        let around = Polygon::new(square(-100.0, -100.0, 300.0), vec![square(4.0, 4.0, 2.0), square(50.0, 50.0, 3.0)]);
        let cropped = crop(&MultiPolygon(vec![around]), WINDOW);
        assert!((cropped.unsigned_area() - 96.0).abs() < 1e-9);
    }

    #[test]
    fn a_comb_keeps_its_surface() {
        // Two teeth reach into the window from below.
        let comb = LineString::from(vec![
            (1.0, -5.0),
            (9.0, -5.0),
            (9.0, 4.0),
            (7.0, 4.0),
            (7.0, -2.0),
            (3.0, -2.0),
            (3.0, 4.0),
            (1.0, 4.0),
            (1.0, -5.0),
        ]);
        let cropped = crop(&MultiPolygon(vec![Polygon::new(comb, vec![])]), WINDOW);
        assert!((cropped.unsigned_area() - 16.0).abs() < 1e-9);
    }
}
