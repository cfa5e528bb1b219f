//! Cutting polygons into tiles, exactly.
//!
//! [`SimplifiedCoverage`](crate::geometry::SimplifiedCoverage) has a point wherever a segment crosses the edge of a
//! tile with its buffer. Cutting is therefore choosing: every edge lies in a tile or outside it, nothing is rounded, and
//! neighbours are cut in the same points. What the edges of a strip leave open is closed along its sides.

use crate::geometry::simplify::{EXTENT, polygons_from_edges};
use crate::geometry::{Point, Polygons};

/// Units that a tile reaches beyond its edge.
pub const BUFFER: i32 = 64;

/// A directed edge with the interior on its left.
type Edge = (Point, Point);

/// The part of a shape that lies in one tile, in units of the zoom's grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Column.
    pub column: i32,
    /// Row, from the south.
    pub row: i32,
    /// Valid polygons.
    pub polygons: Polygons,
}

/// Cuts a shape into the tiles that it reaches.
pub fn cut(shape: &Polygons) -> Vec<Piece> {
    let points = || shape.iter().flatten().flatten();
    let low = points().fold([i32::MAX; 2], |[x, y], p| [x.min(p[0]), y.min(p[1])]);
    let high = points().fold([i32::MIN; 2], |[x, y], p| [x.max(p[0]), y.max(p[1])]);
    if low[0] > high[0] {
        return Vec::new();
    }
    let (columns, rows) = (strips(low[0], high[0]), strips(low[1], high[1]));
    let mut pieces = Vec::new();
    let mut strip_edges: Vec<Vec<Edge>> = Vec::new();
    for column in columns.clone() {
        let whole_column = within(column, low[0], high[0]);
        for row in rows.clone().filter(|&row| whole_column && within(row, low[1], high[1])) {
            pieces.push(Piece { column, row, polygons: shape.clone() });
        }
    }
    let all_whole = columns.clone().all(|column| within(column, low[0], high[0]))
        && rows.clone().all(|row| within(row, low[1], high[1]));
    if all_whole {
        return pieces;
    }
    let edges = shape.iter().flatten().flat_map(|ring| ring.iter().copied().zip(ring.iter().skip(1).copied()));
    divide(edges, Axis::X, &columns, &mut strip_edges);
    for (column, edges) in columns.zip(&mut strip_edges) {
        close(edges, Axis::X, column);
        let mut row_edges: Vec<Vec<Edge>> = Vec::new();
        divide(split(edges, &rows).into_iter(), Axis::Y, &rows, &mut row_edges);
        for (row, mut edges) in rows.clone().zip(row_edges) {
            if within(column, low[0], high[0]) && within(row, low[1], high[1]) {
                continue;
            }
            close(&mut edges, Axis::Y, row);
            let polygons = polygons_from_edges(edges);
            if !polygons.is_empty() {
                pieces.push(Piece { column, row, polygons });
            }
        }
    }
    pieces
}

/// Which coordinate a strip bounds.
#[derive(Clone, Copy)]
enum Axis {
    X,
    Y,
}

impl Axis {
    /// The bounded coordinate of a point, and the other one.
    const fn of(self, [x, y]: Point) -> (i32, i32) {
        match self {
            Self::X => (x, y),
            Self::Y => (y, x),
        }
    }

    const fn point(self, bounded: i32, other: i32) -> Point {
        match self {
            Self::X => [bounded, other],
            Self::Y => [other, bounded],
        }
    }

    /// Whether an edge along the upper side of a strip has the strip on its left when the other coordinate grows:
    /// going north the west is left, going east the north is left.
    const fn upper_grows(self) -> bool {
        matches!(self, Self::X)
    }
}

/// Lower and upper side of a strip, buffer included.
const fn sides(strip: i32) -> (i32, i32) {
    (strip * EXTENT - BUFFER, (strip + 1) * EXTENT + BUFFER)
}

const fn within(strip: i32, low: i32, high: i32) -> bool {
    let (lower, upper) = sides(strip);
    lower <= low && high <= upper
}

/// Strips of which the inside is reached by `low` to `high`.
const fn strips(low: i32, high: i32) -> std::ops::RangeInclusive<i32> {
    let first = (low - BUFFER).div_euclid(EXTENT);
    let last = (high + BUFFER - 1).div_euclid(EXTENT);
    first..=if last < first { first } else { last }
}

/// Puts every edge into the strips that it lies in; an edge along a side only where its interior is inside.
fn divide(
    edges: impl Iterator<Item = Edge>,
    axis: Axis,
    range: &std::ops::RangeInclusive<i32>,
    strips: &mut Vec<Vec<Edge>>,
) {
    let first = *range.start();
    strips.resize_with(range.clone().count(), Vec::new);
    for (a, b) in edges {
        let ((a1, a2), (b1, b2)) = (axis.of(a), axis.of(b));
        let (low, high) = (a1.min(b1), a1.max(b1));
        let from = (high - BUFFER).div_euclid(EXTENT) - 1;
        for strip in from..=from + 2 {
            let (lower, upper) = sides(strip);
            let grows = b2 > a2;
            let outside = low < lower
                || high > upper
                || (low == upper && grows != axis.upper_grows())
                || (high == lower && grows == axis.upper_grows());
            let place = usize::try_from(strip - first).ok().filter(|_| !outside);
            if let Some(edges) = place.and_then(|place| strips.get_mut(place)) {
                edges.push((a, b));
            }
        }
    }
}

/// Cuts edges along a side of a column where they cross the sides of rows. Other edges have points there already.
fn split(edges: &[Edge], rows: &std::ops::RangeInclusive<i32>) -> Vec<Edge> {
    let mut parts = Vec::with_capacity(edges.len() + 8);
    let mut stops = Vec::new();
    for &(a, b) in edges {
        if a[0] != b[0] {
            parts.push((a, b));
            continue;
        }
        let (low, high) = (a[1].min(b[1]), a[1].max(b[1]));
        let first = (low - BUFFER).div_euclid(EXTENT).max(*rows.start());
        let last = (high + BUFFER).div_euclid(EXTENT).min(*rows.end() + 1);
        let lines = (first..=last).flat_map(|row| [row * EXTENT - BUFFER, row * EXTENT + BUFFER]);
        stops.clear();
        stops.extend(lines.filter(|&line| line > low && line < high).map(|line| [a[0], line]));
        if a[1] > b[1] {
            stops.reverse();
        }
        let mut from = a;
        for &to in stops.iter().chain([&b]) {
            parts.push((from, to));
            from = to;
        }
    }
    parts
}

/// Adds edges along the sides of a strip where the interior reaches them.
fn close(edges: &mut Vec<Edge>, axis: Axis, strip: i32) {
    let (lower, upper) = sides(strip);
    for (side, growing) in [(lower, !axis.upper_grows()), (upper, axis.upper_grows())] {
        // How many edges leave each point of the side, less how many arrive.
        let mut balance: Vec<(i32, i32)> = Vec::new();
        for &(a, b) in edges.iter() {
            for (point, change) in [(a, 1), (b, -1)] {
                let (bounded, other) = axis.of(point);
                if bounded == side {
                    balance.push((other, change));
                }
            }
        }
        balance.sort_unstable();
        let mut open = 0;
        let mut added = Vec::new();
        for (&(from, change), &(to, _)) in balance.iter().zip(balance.iter().skip(1)) {
            open += if growing { -change } else { change };
            if open > 0 && from != to {
                let (from, to) = (axis.point(side, from), axis.point(side, to));
                added.push(if growing { (from, to) } else { (to, from) });
            }
        }
        edges.extend(added);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const E: i32 = EXTENT;

    fn area2(polygons: &Polygons) -> i64 {
        polygons.iter().flatten().map(|ring| crate::geometry::ring_area2(ring)).sum()
    }

    fn rectangle(x0: i32, y0: i32, x1: i32, y1: i32) -> Vec<Point> {
        // With points where the sides cross cutting lines, as the simplified coverage has them.
        let stops = |from: i32, to: i32| -> Vec<i32> {
            let lines = (-1..5).flat_map(|i| [i * E - BUFFER, i * E + BUFFER]);
            let mut all: Vec<i32> = lines.filter(|&l| l > from && l < to).collect();
            all.insert(0, from);
            all
        };
        let mut ring: Vec<Point> = stops(x0, x1).into_iter().map(|x| [x, y0]).collect();
        ring.extend(stops(y0, y1).into_iter().map(|y| [x1, y]));
        let mut top: Vec<Point> = stops(x0, x1).into_iter().skip(1).map(|x| [x, y1]).collect();
        top.push([x1, y1]);
        top.reverse();
        ring.extend(top);
        let mut left: Vec<Point> = stops(y0, y1).into_iter().map(|y| [x0, y]).collect();
        left.push([x0, y1]);
        left.reverse();
        ring.extend(left);
        ring.dedup();
        ring
    }

    #[test]
    fn a_shape_inside_one_tile_comes_out_unchanged() {
        let shape = vec![vec![rectangle(100, 100, 200, 300)]];
        assert_eq!(cut(&shape), [Piece { column: 0, row: 0, polygons: shape.clone() }]);
    }

    #[test]
    fn a_tile_that_is_covered_becomes_its_rectangle() {
        let shape = vec![vec![rectangle(-500, -500, 3 * E, 3 * E)]];
        let pieces = cut(&shape);
        let middle = pieces.iter().find(|piece| (piece.column, piece.row) == (1, 1)).unwrap();
        assert_eq!(area2(&middle.polygons), 2 * i64::from(E + 2 * BUFFER).pow(2));
        assert_eq!(middle.polygons.len(), 1);
        assert_eq!(middle.polygons[0].len(), 1);
    }

    #[test]
    fn a_hole_that_crosses_the_side_opens_it() {
        let mut hole = rectangle(E - 1000, 1000, E + 1000, 2000);
        hole.reverse();
        let shape = vec![vec![rectangle(100, 100, 2 * E - 100, 3000), hole]];
        let pieces = cut(&shape);
        assert_eq!(pieces.len(), 2);
        let left = pieces.iter().find(|piece| piece.column == 0).unwrap();
        let width = i64::from(E + BUFFER - 100);
        assert_eq!(area2(&left.polygons), 2 * (width * 2900 - i64::from(1000 + BUFFER) * 1000));
        assert_eq!(left.polygons[0].len(), 1);
    }

    #[test]
    fn a_shape_that_only_touches_the_side_of_a_tile_is_not_in_it() {
        let shape = vec![vec![rectangle(E + BUFFER, 100, E + BUFFER + 500, 600)]];
        assert_eq!(cut(&shape).iter().map(|piece| piece.column).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_shape_near_a_side_is_whole_in_both_tiles() {
        let shape = vec![vec![rectangle(E - 10, 100, E + 10, 200)]];
        let pieces = cut(&shape);
        assert_eq!(pieces.len(), 2);
        assert!(pieces.iter().all(|piece| piece.polygons == shape));
    }
}
