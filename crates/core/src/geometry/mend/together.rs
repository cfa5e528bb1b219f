//! Outlines that were simplified one by one, drawn together: what lies within a tolerance of a border becomes that border.

use std::collections::{BTreeMap, HashMap};

use super::super::{Point, PointRing};

/// Metres per millionth of a degree at 52.2° north, within 2 % all over the Netherlands.
const METRES: [f64; 2] = [0.068_3, 0.111_2];

/// A ring of a region's outline.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// Number of the region.
    pub region: u32,
    /// Closed ring, outer ones to the left and holes to the right.
    pub ring: PointRing,
}

/// A position in metres.
pub(super) fn metres([x, y]: Point) -> [f64; 2] {
    [f64::from(x) * METRES[0], f64::from(y) * METRES[1]]
}

/// The length of an edge in metres.
pub(super) fn length(a: Point, b: Point) -> f64 {
    let ([ax, ay], [bx, by]) = (metres(a), metres(b));
    (ax - bx).hypot(ay - by)
}

/// Square metres of twice a surface in square units.
#[expect(clippy::cast_precision_loss, reason = "a surface, to be compared with others")]
pub(super) fn surface(area2: i64) -> f64 {
    area2 as f64 / 2.0 * METRES[0] * METRES[1]
}

/// The point of an edge that is nearest to `point`: its place along the edge (0-1), and how far it is.
fn nearest(point: Point, (a, b): (Point, Point)) -> (f64, f64) {
    let ([px, py], [ax, ay], [bx, by]) = (metres(point), metres(a), metres(b));
    let (dx, dy) = (bx - ax, by - ay);
    let along = (((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    (along, (ax + along * dx - px).hypot(ay + along * dy - py))
}

/// Things by the square that they lie in.
struct Squares<T> {
    side: f64,
    held: HashMap<[i64; 2], Vec<T>>,
}

impl<T: Copy> Squares<T> {
    fn new(side: f64) -> Self {
        Self { side, held: HashMap::new() }
    }

    #[expect(clippy::cast_possible_truncation, reason = "metres in and around the Netherlands")]
    fn square(&self, [x, y]: [f64; 2]) -> [i64; 2] {
        [(x / self.side).floor() as i64, (y / self.side).floor() as i64]
    }

    fn put(&mut self, at: [i64; 2], thing: T) {
        self.held.entry(at).or_default().push(thing);
    }

    /// Squares along an edge, each once; those beside them hold what is near.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "steps along an edge")]
    fn along(&self, (a, b): (Point, Point)) -> Vec<[i64; 2]> {
        let ([ax, ay], [bx, by]) = (metres(a), metres(b));
        let steps = (length(a, b) / self.side * 2.0).ceil().max(1.0);
        let mut squares: Vec<[i64; 2]> = (0..=steps as u32)
            .map(|step| {
                let share = f64::from(step) / steps;
                self.square([ax + share * (bx - ax), ay + share * (by - ay)])
            })
            .collect();
        squares.dedup();
        squares
    }

    fn near(&self, squares: &[[i64; 2]]) -> Vec<T>
    where
        T: Ord,
    {
        let mut found: Vec<T> = Vec::new();
        for &[column, row] in squares {
            for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))) {
                found.extend(self.held.get(&[column + dx, row + dy]).into_iter().flatten().copied());
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Draws rings together within `tolerance` metres: points move onto borders that stay (`fixed`), and every line bends
/// through the points of its neighbours beside it. Rings may cross afterwards; the plane is cut where they do.
pub(super) fn draw_together(rings: &mut [Drawn], fixed: &[(Point, Point)], tolerance: f64) {
    let moved = moves(rings, fixed, tolerance);
    for drawn in rings.iter_mut() {
        for point in &mut drawn.ring {
            *point = moved.get(point).copied().unwrap_or(*point);
        }
        drawn.ring.dedup();
    }
    let bent = bends(rings, fixed, tolerance);
    for drawn in rings.iter_mut() {
        let mut ring: PointRing = drawn.ring.first().copied().into_iter().collect();
        for (&a, &b) in drawn.ring.iter().zip(drawn.ring.iter().skip(1)) {
            let between = bent.get(&(a.min(b), a.max(b))).map(Vec::as_slice).unwrap_or_default();
            if a < b {
                ring.extend(between);
            } else {
                ring.extend(between.iter().rev());
            }
            ring.push(b);
        }
        ring.dedup();
        drawn.ring = ring;
    }
}

/// Where points go that lie within the tolerance of a border that stays: to its nearest point, a vertex where one is near.
fn moves(rings: &[Drawn], fixed: &[(Point, Point)], tolerance: f64) -> HashMap<Point, Point> {
    let mut borders: Squares<(Point, Point)> = Squares::new(tolerance);
    for &edge in fixed {
        for square in borders.along(edge) {
            borders.put(square, edge);
        }
    }
    let mut moved = HashMap::new();
    for &point in rings.iter().flat_map(|drawn| &drawn.ring) {
        if moved.contains_key(&point) {
            continue;
        }
        let near = borders.near(&[borders.square(metres(point))]);
        let ends = near.iter().flat_map(|&(a, b)| [a, b]).map(|end| (length(point, end), end));
        let end = ends.filter(|(far, _)| *far < tolerance).min_by(|one, two| one.0.total_cmp(&two.0));
        let to = end.map(|(_, end)| end).or_else(|| {
            let beside = near.iter().map(|&edge| (nearest(point, edge), edge)).filter(|((_, far), _)| *far < tolerance);
            let ((along, _), (a, b)) = beside.min_by(|one, two| one.0.1.total_cmp(&two.0.1))?;
            Some(between(a, b, along))
        });
        moved.insert(point, to.unwrap_or(point));
    }
    moved
}

/// The point at a share of the way along an edge, on the grid.
fn between(a: Point, b: Point, along: f64) -> Point {
    let part = |from: i32, to: i32| {
        super::super::project::round_i32(f64::from(from) + along * (f64::from(to) - f64::from(from)))
    };
    [part(a[0], b[0]), part(a[1], b[1])]
}

/// Per edge, from its smaller end: the points of others that it bends through.
fn bends(rings: &[Drawn], fixed: &[(Point, Point)], tolerance: f64) -> HashMap<(Point, Point), PointRing> {
    let mut owners: BTreeMap<Point, Vec<u32>> =
        fixed.iter().flat_map(|&(a, b)| [(a, Vec::new()), (b, Vec::new())]).collect();
    let mut edges: BTreeMap<(Point, Point), Vec<u32>> = BTreeMap::new();
    for (number, drawn) in (0_u32..).zip(rings) {
        for (&a, &b) in drawn.ring.iter().zip(drawn.ring.iter().skip(1)) {
            owners.entry(a).or_default().push(number);
            edges.entry((a.min(b), a.max(b))).or_default().push(number);
        }
    }
    let mut points: Squares<Point> = Squares::new(tolerance);
    for &point in owners.keys() {
        points.put(points.square(metres(point)), point);
    }
    let mut bent = HashMap::new();
    for (&(a, b), whose) in &edges {
        let mut passed: Vec<(f64, Point)> = Vec::new();
        for point in points.near(&points.along((a, b))) {
            let (along, far) = nearest(point, (a, b));
            // A ring does not bend through its own points: that would close its narrow places.
            let own = owners.get(&point).is_some_and(|of| of.iter().any(|ring| whose.contains(ring)));
            if point != a && point != b && far < tolerance && along > 0.0 && along < 1.0 && !own {
                passed.push((along, point));
            }
        }
        passed.sort_unstable_by(|one, two| one.0.total_cmp(&two.0).then(one.1.cmp(&two.1)));
        if !passed.is_empty() {
            bent.insert((a, b), passed.into_iter().map(|(_, point)| point).collect());
        }
    }
    bent
}
