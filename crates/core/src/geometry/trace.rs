//! Rings from directed pieces of border: arcs when regions are dissolved, edges when a tile is cut.

use super::hash::PointMap;
use super::{Point, at};

/// A directed piece of border with the interior on its left.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Link {
    /// Key of the point it starts in.
    pub from: u64,
    /// Key of the point it ends in.
    pub to: u64,
    /// Direction in which it leaves.
    pub out: Point,
    /// Direction from its end back along itself.
    pub back: Point,
}

/// A closed ring without repeated points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Loop {
    /// Links it runs along, as indices of the input.
    pub links: Vec<usize>,
    /// Number of the connected walk it came from: rings of one walk bound the same piece of interior.
    pub walk: usize,
}

/// Joins links into rings. Where several meet in a point, the walk takes the sharpest turn to the left, so that
/// it stays with one connected interior; a walk that comes back to a point is then cut there. Both together
/// give rings as simple-feature geometry wants them: an outer ring never touches itself.
pub(crate) fn trace(links: &[Link]) -> Vec<Loop> {
    let mut order: Vec<u32> = (0..u32::try_from(links.len()).unwrap_or(u32::MAX)).collect();
    order.sort_unstable_by_key(|&i| at(links, i as usize).from);
    let mut used = vec![false; links.len()];
    let mut loops = Vec::new();
    for start in 0..links.len() {
        if at(&used, start) {
            continue;
        }
        let walk = walk_from(start, links, &order, &mut used);
        cut_at_repeats(&walk, links, start, &mut loops);
    }
    loops
}

/// The closed walk that begins with `start`; empty when the pieces do not close.
fn walk_from(start: usize, links: &[Link], order: &[u32], used: &mut [bool]) -> Vec<usize> {
    let mut walk = Vec::new();
    let mut here = start;
    loop {
        match used.get_mut(here) {
            Some(flag) if !*flag => *flag = true,
            _ => return Vec::new(),
        }
        walk.push(here);
        let link = at(links, here);
        match next_left(&link, links, order) {
            None => return Vec::new(),
            Some(next) if next == start => return walk,
            Some(next) => here = next,
        }
    }
}

/// The link that leaves the end of `link` with the sharpest turn to the left.
fn next_left(link: &Link, links: &[Link], order: &[u32]) -> Option<usize> {
    let first = order.partition_point(|&i| at(links, i as usize).from < link.to);
    let leaving = order.get(first..)?.iter().map(|&i| i as usize).take_while(|&i| at(links, i).from == link.to);
    leaving.reduce(
        |best, other| {
            if clockwise_before(link.back, at(links, other).out, at(links, best).out) { other } else { best }
        },
    )
}

/// Whether `a` comes before `b` when turning clockwise from `base`.
fn clockwise_before(base: Point, a: Point, b: Point) -> bool {
    let class = |v: Point| match cross(base, v).signum() {
        -1 => 0,
        1 => 2,
        _ if dot(base, v) < 0 => 1,
        _ => 3,
    };
    match class(a).cmp(&class(b)) {
        std::cmp::Ordering::Equal => cross(a, b) < 0,
        other => other == std::cmp::Ordering::Less,
    }
}

fn cross([ax, ay]: Point, [bx, by]: Point) -> i64 {
    i64::from(ax) * i64::from(by) - i64::from(ay) * i64::from(bx)
}

fn dot([ax, ay]: Point, [bx, by]: Point) -> i64 {
    i64::from(ax) * i64::from(bx) + i64::from(ay) * i64::from(by)
}

/// Cuts a walk into rings that visit every point once.
fn cut_at_repeats(walk: &[usize], links: &[Link], number: usize, loops: &mut Vec<Loop>) {
    let mut depth_of: PointMap<u64, usize> = PointMap::default();
    let mut stack: Vec<usize> = Vec::with_capacity(walk.len());
    for &index in walk {
        let link = at(links, index);
        depth_of.insert(link.from, stack.len());
        stack.push(index);
        if let Some(&depth) = depth_of.get(&link.to) {
            let ring = stack.split_off(depth);
            for &passed in &ring {
                depth_of.remove(&at(links, passed).from);
            }
            loops.push(Loop { links: ring, walk: number });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::key;

    fn edges(rings: &[&[Point]]) -> Vec<Link> {
        rings
            .iter()
            .flat_map(|ring| ring.windows(2))
            .map(|pair| {
                let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
                Link { from: key(pair[0]), to: key(pair[1]), out: [bx - ax, by - ay], back: [ax - bx, ay - by] }
            })
            .collect()
    }

    #[test]
    fn two_squares_that_touch_in_a_corner_stay_two_rings() {
        let links = edges(&[&[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]], &[[2, 2], [4, 2], [4, 4], [2, 4], [2, 2]]]);
        let loops = trace(&links);
        assert_eq!(loops.len(), 2);
        assert!(loops.iter().all(|ring| ring.links.len() == 4));
        assert_ne!(loops[0].walk, loops[1].walk);
    }

    #[test]
    fn a_hole_that_touches_the_outer_ring_is_a_ring_of_the_same_walk() {
        let links = edges(&[&[[0, 0], [6, 0], [6, 6], [0, 6], [0, 0]], &[[0, 0], [2, 4], [4, 2], [0, 0]]]);
        let loops = trace(&links);
        let mut sizes: Vec<usize> = loops.iter().map(|ring| ring.links.len()).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [3, 4]);
        assert_eq!(loops[0].walk, loops[1].walk);
    }

    #[test]
    fn pieces_that_do_not_close_give_no_ring() {
        assert!(trace(&edges(&[&[[0, 0], [2, 0], [2, 2]]])).is_empty());
    }
}
