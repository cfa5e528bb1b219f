//! Where a label stands: the pole of inaccessibility, the point inside that is farthest from the outline.
//!
//! Cells of a grid are split while they may hold a better point (the method of Mapbox's polylabel, 2016).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::project::{degrees, micro_degrees};
use super::{Point, PointRing, ring_area2};

/// The point for a label, on the largest polygon; the first point of the outline when it has no area.
pub(crate) fn label_point(polygons: &[Vec<PointRing>]) -> Point {
    let largest = polygons.iter().max_by_key(|rings| rings.iter().map(|ring| ring_area2(ring)).sum::<i64>());
    let Some(rings) = largest else { return [0, 0] };
    let Some(&anchor) = rings.first().and_then(|ring| ring.first()) else { return [0, 0] };
    let [lon, lat] = degrees(anchor);
    let squeeze = lat.to_radians().cos();
    let plane: Vec<Vec<[f64; 2]>> = rings
        .iter()
        .map(|ring| ring.iter().map(|&point| degrees(point)).map(|[x, y]| [(x - lon) * squeeze, y - lat]).collect())
        .collect();
    pole(&plane).map_or(anchor, |[x, y]| micro_degrees([x / squeeze + lon, y + lat]))
}

/// A square cell of the search.
struct Cell {
    centre: [f64; 2],
    half: f64,
    /// Distance of the centre to the outline, negative outside.
    distance: f64,
    /// The best distance that any point of the cell can have.
    best: f64,
}

impl Cell {
    fn new(centre: [f64; 2], half: f64, runs: &[Run<'_>]) -> Self {
        let distance = signed_distance(centre, runs);
        Self { centre, half, distance, best: distance + half * std::f64::consts::SQRT_2 }
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Cell {}
impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        self.best.total_cmp(&other.best)
    }
}

fn pole(rings: &[Vec<[f64; 2]>]) -> Option<[f64; 2]> {
    let outer = rings.first()?;
    let low = outer.iter().fold([f64::MAX; 2], |[x, y], p| [x.min(p[0]), y.min(p[1])]);
    let high = outer.iter().fold([f64::MIN; 2], |[x, y], p| [x.max(p[0]), y.max(p[1])]);
    let (width, height) = (high[0] - low[0], high[1] - low[1]);
    let size = width.min(height);
    if size <= 0.0 {
        return None;
    }
    let precision = size / 40.0;
    let half = size / 2.0;
    let runs = runs_of(rings);
    let mut queue = BinaryHeap::new();
    let mut x = low[0] + half;
    while x - half < high[0] {
        let mut y = low[1] + half;
        while y - half < high[1] {
            queue.push(Cell::new([x, y], half, &runs));
            y += size;
        }
        x += size;
    }
    let mut best = Cell::new(centroid(outer), 0.0, &runs);
    while let Some(cell) = queue.pop() {
        if cell.best - best.distance <= precision {
            break;
        }
        let half = cell.half / 2.0;
        let [x, y] = cell.centre;
        if cell.distance > best.distance {
            best = cell;
        }
        for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            queue.push(Cell::new([x + dx, y + dy], half, &runs));
        }
    }
    (best.distance > 0.0).then_some(best.centre)
}

fn centroid(ring: &[[f64; 2]]) -> [f64; 2] {
    let (mut x, mut y, mut area) = (0.0, 0.0, 0.0);
    for (a, b) in ring.iter().zip(ring.iter().skip(1)) {
        let cross = a[0] * b[1] - b[0] * a[1];
        x += (a[0] + b[0]) * cross;
        y += (a[1] + b[1]) * cross;
        area += cross * 3.0;
    }
    if area == 0.0 { ring.first().copied().unwrap_or_default() } else { [x / area, y / area] }
}

/// Edges that are looked at together.
const RUN: usize = 16;

/// A run of edges of a ring with the box around it: most runs are too far away to matter.
struct Run<'a> {
    low: [f64; 2],
    high: [f64; 2],
    points: &'a [[f64; 2]],
}

fn runs_of(rings: &[Vec<[f64; 2]>]) -> Vec<Run<'_>> {
    // A run ends with the point that the next one begins with.
    let pieces = |ring: &'_ Vec<[f64; 2]>| {
        (0..ring.len().saturating_sub(1))
            .step_by(RUN)
            .map(|start| (start, (start + RUN + 1).min(ring.len())))
            .collect::<Vec<_>>()
    };
    rings
        .iter()
        .flat_map(|ring| pieces(ring).into_iter().map(move |(start, end)| (ring, start..end)))
        .filter_map(|(ring, piece)| {
            let points = ring.get(piece)?;
            let low = points.iter().fold([f64::MAX; 2], |[x, y], p| [x.min(p[0]), y.min(p[1])]);
            let high = points.iter().fold([f64::MIN; 2], |[x, y], p| [x.max(p[0]), y.max(p[1])]);
            Some(Run { low, high, points })
        })
        .collect()
}

impl Run<'_> {
    /// Squared distance from the box, 0 inside.
    fn distance2(&self, [px, py]: [f64; 2]) -> f64 {
        let dx = (self.low[0] - px).max(px - self.high[0]).max(0.0);
        let dy = (self.low[1] - py).max(py - self.high[1]).max(0.0);
        dx * dx + dy * dy
    }
}

/// Distance to the nearest edge, negative outside.
fn signed_distance([px, py]: [f64; 2], runs: &[Run<'_>]) -> f64 {
    let mut inside = false;
    let mut nearest = f64::MAX;
    for run in runs {
        let near = run.distance2([px, py]) < nearest;
        // A run wholly left of the point, above or below it does not cross the ray to the right.
        let crosses = run.low[1] <= py && py <= run.high[1] && px <= run.high[0];
        if !near && !crosses {
            continue;
        }
        for (a, b) in run.points.iter().zip(run.points.iter().skip(1)) {
            if (a[1] > py) != (b[1] > py) && px < (b[0] - a[0]) * (py - a[1]) / (b[1] - a[1]) + a[0] {
                inside = !inside;
            }
            if !near {
                continue;
            }
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let length2 = dx * dx + dy * dy;
            let along =
                if length2 > 0.0 { (((px - a[0]) * dx + (py - a[1]) * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
            let (ex, ey) = (px - a[0] - along * dx, py - a[1] - along * dy);
            nearest = nearest.min(ex * ex + ey * ey);
        }
    }
    if inside { nearest.sqrt() } else { -nearest.sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_of_a_horseshoe_lies_inside_it() {
        let horseshoe = vec![
            [5_000_000, 52_000_000],
            [5_030_000, 52_000_000],
            [5_030_000, 52_030_000],
            [5_020_000, 52_030_000],
            [5_020_000, 52_010_000],
            [5_010_000, 52_010_000],
            [5_010_000, 52_030_000],
            [5_000_000, 52_030_000],
            [5_000_000, 52_000_000],
        ];
        let point = label_point(&[vec![horseshoe.clone()]]);
        assert_eq!(crate::geometry::nest::side(point, &horseshoe), Some(true), "{point:?}");
    }

    #[test]
    fn the_label_avoids_a_hole_and_takes_the_largest_polygon() {
        let square = |x: i32, y: i32, s: i32| vec![[x, y], [x + s, y], [x + s, y + s], [x, y + s], [x, y]];
        let mut hole = square(5_010_000, 52_010_000, 10_000);
        hole.reverse();
        let polygons = [vec![square(6_000_000, 52_000_000, 5_000)], vec![square(5_000_000, 52_000_000, 30_000), hole]];
        let point = label_point(&polygons);
        assert_eq!(crate::geometry::nest::side(point, &polygons[1][0]), Some(true));
        assert_eq!(crate::geometry::nest::side(point, &polygons[1][1]), Some(false));
    }
}
