//! Where edges cross: a sweep in horizontal stripes, so that tens of thousands of rings take milliseconds.

use rayon::prelude::*;

use super::Point;

/// An edge with a number that says whose it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    /// One end.
    pub a: Point,
    /// The other end.
    pub b: Point,
    /// Owner, as the caller counts.
    pub owner: u32,
}

impl Edge {
    fn x_range(&self) -> (i32, i32) {
        (self.a[0].min(self.b[0]), self.a[0].max(self.b[0]))
    }

    fn y_range(&self) -> (i32, i32) {
        (self.a[1].min(self.b[1]), self.a[1].max(self.b[1]))
    }
}

/// Two owners whose edges cross properly, and about where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Crossing {
    /// Smaller owner.
    pub first: u32,
    /// Larger owner (the same for a ring that crosses itself).
    pub second: u32,
    /// Position, rounded.
    pub at: Point,
}

/// Finds every proper crossing (interiors of both edges meet in one point), ordered and without doubles.
pub(crate) fn find_crossings(edges: &[Edge]) -> Vec<Crossing> {
    let low = edges.iter().map(|e| e.y_range().0).min().unwrap_or(0);
    let high = edges.iter().map(|e| e.y_range().1).max().unwrap_or(0);
    let count = edges.len().isqrt().clamp(1, 2048);
    let height = ((i64::from(high) - i64::from(low)) / i64::try_from(count).unwrap_or(1) + 1).max(1);
    let stripe = |y: i32| usize::try_from((i64::from(y) - i64::from(low)) / height).unwrap_or(0);
    let mut stripes: Vec<Vec<Edge>> = vec![Vec::new(); count + 1];
    for edge in edges {
        let (bottom, top) = edge.y_range();
        for bucket in stripes.iter_mut().take(stripe(top) + 1).skip(stripe(bottom)) {
            bucket.push(*edge);
        }
    }
    let mut found: Vec<Crossing> = stripes.into_par_iter().flat_map_iter(crossings_in).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn crossings_in(mut edges: Vec<Edge>) -> Vec<Crossing> {
    edges.sort_unstable_by_key(|edge| edge.x_range().0);
    let mut found = Vec::new();
    for (i, edge) in edges.iter().enumerate() {
        let right = edge.x_range().1;
        let (bottom, top) = edge.y_range();
        for other in edges.iter().skip(i + 1).take_while(|other| other.x_range().0 <= right) {
            let (other_bottom, other_top) = other.y_range();
            if other_bottom > top || other_top < bottom {
                continue;
            }
            if let Some(at) = proper_crossing(edge, other) {
                let (first, second) = (edge.owner.min(other.owner), edge.owner.max(other.owner));
                found.push(Crossing { first, second, at });
            }
        }
    }
    found
}

/// Twice the signed area of a triangle: positive when `c` lies left of `a` to `b`.
pub(crate) fn turn([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point) -> i64 {
    (i64::from(bx) - i64::from(ax)) * (i64::from(cy) - i64::from(ay))
        - (i64::from(by) - i64::from(ay)) * (i64::from(cx) - i64::from(ax))
}

fn proper_crossing(one: &Edge, two: &Edge) -> Option<Point> {
    let (c, d) = (turn(one.a, one.b, two.a), turn(one.a, one.b, two.b));
    if c.signum() * d.signum() >= 0 || turn(two.a, two.b, one.a).signum() * turn(two.a, two.b, one.b).signum() >= 0 {
        return None;
    }
    // The share of the way along the second edge; both are small integers times one another, so i128 is exact.
    let along = |from: i32, to: i32| {
        let (c, d) = (i128::from(c), i128::from(d));
        let step = (i128::from(to) - i128::from(from)) * c / (c - d);
        i32::try_from(i128::from(from) + step).unwrap_or(from)
    };
    Some([along(two.a[0], two.b[0]), along(two.a[1], two.b[1])])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_that_cross_are_found_with_their_place() {
        let edges = [
            Edge { a: [0, 0], b: [10, 10], owner: 7 },
            Edge { a: [0, 10], b: [10, 0], owner: 3 },
            Edge { a: [20, 0], b: [30, 0], owner: 1 },
        ];
        assert_eq!(find_crossings(&edges), [Crossing { first: 3, second: 7, at: [5, 5] }]);
    }

    #[test]
    fn edges_that_only_touch_do_not_cross() {
        let edges = [
            Edge { a: [0, 0], b: [10, 0], owner: 0 },
            Edge { a: [10, 0], b: [10, 10], owner: 0 },
            Edge { a: [5, 0], b: [5, 9], owner: 1 },
        ];
        assert!(find_crossings(&edges).is_empty());
    }
}
