//! Outlines from faces: the edges between faces of different regions.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::crossing::{Edge, find_crossings, turn};
use super::super::{Point, PointRing, at};
use super::faces::Faces;
use super::give::Place;
use super::lines::Piece;

/// An edge with its smaller end first, and who is on its left and on its right.
type Edges = BTreeMap<(Point, Point), (Place, Place)>;

/// Edges of every region, with the region on their left. Points that no outline came in with fall away where a border
/// runs straight on.
pub(super) fn draw(
    pieces: &[Piece],
    faces: &Faces,
    places: &[Place],
    given: &HashSet<Point>,
) -> HashMap<u32, Vec<(Point, Point)>> {
    let mut edges = Edges::new();
    for (piece, &(left, right)) in pieces.iter().zip(&faces.beside) {
        let sides = (at(places, left), at(places, right));
        if sides.0 != sides.1 {
            edges.insert((piece.a, piece.b), sides);
        }
    }
    let edges = straightened(&edges, given);
    let mut drawn: HashMap<u32, Vec<(Point, Point)>> = HashMap::new();
    for ((a, b), (left, right)) in edges {
        for (place, edge) in [(left, (a, b)), (right, (b, a))] {
            if let Some(region) = place {
                drawn.entry(region).or_default().push(edge);
            }
        }
    }
    drawn
}

/// Rounds in which points come back that were missed.
const ROUNDS: usize = 8;
/// Units of the grid that a border may move by when a point falls away.
const AS_GOOD_AS_STRAIGHT: f64 = 2.0;

/// Borders without the points that came about where lines crossed and are no corner any more. Where borders would cross
/// without them, they stay.
fn straightened(edges: &Edges, given: &HashSet<Point>) -> Edges {
    let mut kept = given.clone();
    for _ in 0..ROUNDS {
        let mut straight = edges.clone();
        straighten(&mut straight, &kept);
        let lines: Vec<Edge> = (0_u32..).zip(straight.keys()).map(|(owner, &(a, b))| Edge { a, b, owner }).collect();
        let crossing: BTreeSet<u32> =
            find_crossings(&lines).into_iter().flat_map(|found| [found.first, found.second]).collect();
        if crossing.is_empty() {
            return straight;
        }
        for line in crossing.iter().filter_map(|&owner| lines.get(owner as usize)) {
            let near = |axis: usize| {
                let (a, b) = (at(&line.a, axis), at(&line.b, axis));
                a.min(b) - MARGIN..=a.max(b) + MARGIN
            };
            let (columns, rows) = (near(0), near(1));
            let ends = edges.keys().flat_map(|&(a, b)| [a, b]);
            kept.extend(ends.filter(|[x, y]| columns.contains(x) && rows.contains(y)));
        }
    }
    edges.clone()
}

/// Units around a line within which its points come back.
const MARGIN: i32 = 4;

/// Takes points out of borders that are not to be kept and are no corner.
fn straighten(edges: &mut Edges, kept: &HashSet<Point>) {
    let mut beside: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
    for &(a, b) in edges.keys() {
        beside.entry(a).or_default().push(b);
        beside.entry(b).or_default().push(a);
    }
    let loose = beside.iter().filter(|(point, around)| around.len() == 2 && !kept.contains(*point));
    for point in loose.map(|(point, _)| *point).collect::<Vec<_>>() {
        let Some(&[from, to]) = beside.get(&point).map(Vec::as_slice) else { continue };
        if from == to || edges.contains_key(&key(from, to)) || !is_straight(from, point, to) {
            continue;
        }
        let (Some(sides), Some(_)) = (edges.remove(&key(from, point)), edges.remove(&key(point, to))) else { continue };
        // Seen from the one end to the other, then from the smaller end on.
        let seen = if from < point { sides } else { (sides.1, sides.0) };
        edges.insert(key(from, to), if from < to { seen } else { (seen.1, seen.0) });
        for (end, other) in [(from, to), (to, from)] {
            for near in beside.get_mut(&end).into_iter().flatten().filter(|near| **near == point) {
                *near = other;
            }
        }
        beside.remove(&point);
    }
}

/// Whether a border hardly moves without a point.
#[expect(clippy::cast_precision_loss, reason = "a distance in units of the grid")]
fn is_straight(from: Point, point: Point, to: Point) -> bool {
    let long = (f64::from(to[0]) - f64::from(from[0])).hypot(f64::from(to[1]) - f64::from(from[1]));
    let ahead = |end: Point, other: Point| {
        let part = |axis: usize| {
            let (end, point, other) = (at(&end, axis), at(&point, axis), at(&other, axis));
            (i64::from(end) - i64::from(point)) * (i64::from(other) - i64::from(point))
        };
        part(0) + part(1) < 0
    };
    ahead(from, to) && turn(from, point, to).abs() as f64 <= AS_GOOD_AS_STRAIGHT * long
}

fn key(a: Point, b: Point) -> (Point, Point) {
    (a.min(b), a.max(b))
}

/// Whether edges are those of the rings: then nothing changed.
pub(super) fn same(edges: &[(Point, Point)], rings: impl Iterator<Item = PointRing>) -> bool {
    let mut before: Vec<(Point, Point)> = rings
        .flat_map(|ring| ring.iter().copied().zip(ring.iter().skip(1).copied()).collect::<Vec<_>>())
        .filter(|(a, b)| a != b)
        .collect();
    let mut after = edges.to_vec();
    before.sort_unstable();
    after.sort_unstable();
    before == after
}
