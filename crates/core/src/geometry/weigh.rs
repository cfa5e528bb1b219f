//! How much each point of a net matters.
//!
//! M. Visvalingam and J. D. Whyatt, "Line generalisation by repeated elimination of points", 1993: the point whose
//! triangle with its neighbours is smallest goes first, over the whole net in one order. A point whose triangle
//! holds another point waits, so that no border ever runs over another: what is left after any number of steps is
//! planar. The order is kept as one weight per point, so every scale is a filter over the same points.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use rayon::prelude::*;

use super::crossing::turn;
use super::project::to_fine;
use super::{Point, at};

/// Weight of a point that every scale keeps.
pub(crate) const KEPT: u8 = u8::MAX;
/// Twice the area, on the fine grid, above which nothing is removed: far coarser than zoom 4.
const LARGEST: u64 = 1 << 38;

/// Twice an area on the fine grid as a weight: five steps per doubling.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "five times a logarithm below 2^64 fits")]
#[expect(clippy::cast_precision_loss, reason = "the logarithm is rounded down anyway")]
pub(crate) fn weight_of(area2: u64) -> u8 {
    ((area2.saturating_add(1) as f64).log2() * 5.0).min(254.0) as u8
}

/// Weighs every point of a net, of which each of `arcs` is a range; the ends of arcs are kept.
pub(crate) fn weights(points: &[Point], arcs: impl Iterator<Item = Range<usize>>) -> Vec<u8> {
    let fine: Vec<Point> = points.par_iter().map(|&point| to_fine(point)).collect();
    let mut weigher = Weigher::new(arcs, fine);
    weigher.run();
    weigher.weights
}

struct Weigher {
    fine: Vec<Point>,
    before: Vec<u32>,
    after: Vec<u32>,
    alive: Vec<bool>,
    /// The key under which a point waits; others in the queue are out of date.
    waits: Vec<u64>,
    weights: Vec<u8>,
    index: Index,
    queue: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Weigher {
    fn new(arcs: impl Iterator<Item = Range<usize>>, fine: Vec<Point>) -> Self {
        let count = fine.len();
        let numbers = || 0..u32::try_from(count).unwrap_or(u32::MAX);
        let index = Index::new(&fine);
        let mut weigher = Self {
            before: numbers().map(|i| i.saturating_sub(1)).collect(),
            after: numbers().map(|i| i + 1).collect(),
            alive: vec![true; count],
            waits: vec![u64::MAX; count],
            weights: vec![KEPT; count],
            index,
            queue: BinaryHeap::with_capacity(count),
            fine,
        };
        for arc in arcs {
            for inner in arc.start + 1..arc.end.saturating_sub(1) {
                weigher.enqueue(inner);
            }
        }
        weigher
    }

    fn corners(&self, point: usize) -> (usize, usize, Point, Point, Point) {
        let (a, c) = (at(&self.before, point) as usize, at(&self.after, point) as usize);
        (a, c, at(&self.fine, a), at(&self.fine, point), at(&self.fine, c))
    }

    fn enqueue(&mut self, point: usize) {
        let (_, _, a, b, c) = self.corners(point);
        self.wait(point, turn(a, b, c).unsigned_abs());
    }

    fn wait(&mut self, point: usize, area2: u64) {
        if let (Some(slot), Ok(number)) = (self.waits.get_mut(point), u32::try_from(point)) {
            *slot = area2;
            self.queue.push(Reverse((area2, number)));
        }
    }

    fn run(&mut self) {
        let mut level = 0;
        while let Some(Reverse((area2, number))) = self.queue.pop() {
            let point = number as usize;
            if area2 > LARGEST {
                return;
            }
            if !at(&self.alive, point) || at(&self.waits, point) != area2 {
                continue;
            }
            let (left, right, a, b, c) = self.corners(point);
            if self.index.holds_other([a, b, c], &self.fine, &self.alive) {
                // Its turn comes again when smaller things have gone.
                self.wait(point, area2.saturating_mul(2).max(2));
                continue;
            }
            level = level.max(area2);
            self.remove(point, left, right, level);
        }
    }

    fn remove(&mut self, point: usize, left: usize, right: usize, level: u64) {
        if let (Some(alive), Some(weight)) = (self.alive.get_mut(point), self.weights.get_mut(point)) {
            *alive = false;
            *weight = weight_of(level);
        }
        if let (Some(after), Ok(to)) = (self.after.get_mut(left), u32::try_from(right)) {
            *after = to;
        }
        if let (Some(before), Ok(to)) = (self.before.get_mut(right), u32::try_from(left)) {
            *before = to;
        }
        for neighbour in [left, right] {
            // The ends of arcs never waited.
            if at(&self.waits, neighbour) != u64::MAX {
                self.enqueue(neighbour);
            }
        }
    }
}

/// Points by square cells.
struct Index {
    low: Point,
    shift: u32,
    columns: usize,
    starts: Vec<u32>,
    entries: Vec<u32>,
}

impl Index {
    fn new(points: &[Point]) -> Self {
        let low = points.iter().fold([i32::MAX; 2], |[x, y], p| [x.min(p[0]), y.min(p[1])]);
        let high = points.iter().fold([i32::MIN; 2], |[x, y], p| [x.max(p[0]), y.max(p[1])]);
        let span = |axis: usize| u64::from(at(&high, axis).saturating_sub(at(&low, axis)).unsigned_abs());
        // About two points per cell.
        let wanted = (points.len() as u64 / 2).max(1);
        let shift = (0..31).find(|&s| ((span(0) >> s) + 1) * ((span(1) >> s) + 1) <= wanted).unwrap_or(31);
        let side = |axis: usize| usize::try_from((span(axis) >> shift) + 1).unwrap_or(1);
        let (columns, rows) = (side(0), side(1));
        let mut index = Self { low, shift, columns, starts: vec![0; columns * rows + 1], entries: Vec::new() };
        let mut cells: Vec<(u32, u32)> = points
            .iter()
            .zip(0..)
            .map(|(&[x, y], number)| (u32::try_from(index.row(y) * columns + index.column(x)).unwrap_or(0), number))
            .collect();
        cells.sort_unstable();
        for (cell, _) in &cells {
            if let Some(count) = index.starts.get_mut(*cell as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut index.starts {
            sum += *start;
            *start = sum;
        }
        index.entries = cells.into_iter().map(|(_, number)| number).collect();
        index
    }

    fn column(&self, x: i32) -> usize {
        usize::try_from((i64::from(x) - i64::from(self.low[0])) >> self.shift).unwrap_or(0)
    }

    fn row(&self, y: i32) -> usize {
        usize::try_from((i64::from(y) - i64::from(self.low[1])) >> self.shift).unwrap_or(0)
    }

    /// Whether a living point other than its corners lies in the closed triangle.
    fn holds_other(&self, [a, b, c]: [Point; 3], points: &[Point], alive: &[bool]) -> bool {
        let width = [a[0].min(b[0]).min(c[0]), a[0].max(b[0]).max(c[0])];
        let height = [a[1].min(b[1]).min(c[1]), a[1].max(b[1]).max(c[1])];
        let (from, to) = (self.column(width[0]), self.column(width[1]));
        (self.row(height[0])..=self.row(height[1])).any(|row| {
            let first = at(&self.starts, row * self.columns + from) as usize;
            let last = at(&self.starts, row * self.columns + to + 1) as usize;
            self.entries.get(first..last).unwrap_or_default().iter().any(|&entry| {
                let point = at(points, entry as usize);
                at(alive, entry as usize)
                    && (width[0]..=width[1]).contains(&point[0])
                    && (height[0]..=height[1]).contains(&point[1])
                    && point != a
                    && point != b
                    && point != c
                    && in_triangle(point, [a, b, c])
            })
        })
    }
}

fn in_triangle(point: Point, [a, b, c]: [Point; 3]) -> bool {
    let sides = [turn(a, b, point).signum(), turn(b, c, point).signum(), turn(c, a, point).signum()];
    !(sides.contains(&1) && sides.contains(&-1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_in_the_closed_triangle_is_found() {
        let points = [[0, 0], [10, 0], [10, 10], [9, 1], [5, 5], [0, 10]];
        let index = Index::new(&points);
        let corners = [[0, 0], [10, 0], [10, 10]];
        assert!(index.holds_other(corners, &points, &[true; 6]));
        assert!(index.holds_other(corners, &points, &[true, true, true, false, true, true]));
        assert!(!index.holds_other(corners, &points, &[true, true, true, false, false, true]));
    }

    #[test]
    fn larger_areas_weigh_more_and_none_weighs_as_much_as_an_end() {
        assert!(weight_of(0) < weight_of(100));
        assert!(weight_of(1 << 20) < weight_of(1 << 21));
        assert!(weight_of(u64::MAX) < KEPT);
    }
}
