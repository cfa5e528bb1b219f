//! Outlines at full detail with as many points as a map needs: borders are thinned once for both neighbours.
//!
//! Memory is bounded by the points themselves: nodes are found by sorting, every border is kept once, and no map holds
//! every edge. What comes out of outlines that are a coverage is one.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use super::hash::{Mixer, PointMap};
use super::weigh::{KEPT, weight_of, weights};
use super::{Point, PointRing, Polygons, at, key};

/// Points by their key.
type Nodes = HashSet<u64, BuildHasherDefault<Mixer>>;

/// Metres of a unit of the fine grid at 52.2° north, on which points are weighed.
const FINE_METRES: f64 = 0.022_87;

/// Thins outlines: points go whose triangle with their neighbours is smaller than half a square of `metres`, the smallest
/// first, unless a border would run over another. Rings that fall together go too, but for the last of a region.
pub fn thin(mut regions: Vec<Polygons>, metres: f64) -> Vec<Polygons> {
    // A point that repeats has other neighbours in each ring: it would be a node.
    regions.iter_mut().flatten().flatten().for_each(Vec::dedup);
    let mut cutter =
        Cutter { nodes: nodes(&regions), known: PointMap::default(), points: Vec::new(), ends: Vec::new() };
    // Each outline is let go as soon as it is cut.
    let cut: Vec<Vec<Vec<Vec<i32>>>> = regions
        .into_iter()
        .map(|polygons| polygons.iter().map(|rings| rings.iter().map(|ring| cutter.cut(ring)).collect()).collect())
        .collect();
    let Cutter { points, ends, .. } = cutter;
    let arcs = Arcs::new(points, &ends, metres);
    cut.iter().map(|polygons| arcs.outline(polygons)).collect()
}

/// Points at which borders part: those whose neighbours differ between the rings that pass.
fn nodes(regions: &[Polygons]) -> Nodes {
    let rings = || regions.iter().flatten().flatten();
    let mut passes: Vec<(u64, u64)> = Vec::with_capacity(rings().map(Vec::len).sum());
    for ring in rings() {
        let before = ring.iter().rev().nth(1).into_iter().chain(ring.iter());
        for ((&a, &b), &c) in before.zip(ring).zip(ring.iter().skip(1)) {
            let (low, high) = (key(a).min(key(c)), key(a).max(key(c)));
            passes.push((key(b), low.rotate_left(32).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high));
        }
    }
    passes.sort_unstable();
    let differing = passes.iter().zip(passes.iter().skip(1)).filter(|(one, two)| one.0 == two.0 && one.1 != two.1);
    differing.map(|(one, _)| one.0).collect()
}

/// Cuts rings at nodes and keeps every piece once.
struct Cutter {
    nodes: Nodes,
    known: PointMap<(u64, u64), i32>,
    points: Vec<Point>,
    /// Where each piece ends among the points.
    ends: Vec<usize>,
}

impl Cutter {
    fn cut(&mut self, ring: &[Point]) -> Vec<i32> {
        let open = ring.get(1..).unwrap_or_default();
        // A ring without nodes begins at its smallest point, whoever has it.
        let smallest = || open.iter().enumerate().min_by_key(|(_, point)| key(**point)).map_or(0, |(index, _)| index);
        let start = open.iter().position(|&point| self.nodes.contains(&key(point))).unwrap_or_else(smallest);
        let mut references = Vec::new();
        let mut piece: PointRing = Vec::new();
        for (place, &point) in open.iter().cycle().skip(start).take(open.len() + 1).enumerate() {
            piece.push(point);
            if place > 0 && (place == open.len() || self.nodes.contains(&key(point))) {
                references.push(self.keep(&mut piece));
                piece.clear();
                piece.push(point);
            }
        }
        references
    }

    /// Keeps a piece once; a piece and its reverse are the same.
    fn keep(&mut self, piece: &mut PointRing) -> i32 {
        let backwards = piece.iter().rev().lt(piece.iter());
        if backwards {
            piece.reverse();
        }
        let next = i32::try_from(self.ends.len()).unwrap_or(i32::MAX);
        let number = *self.known.entry((key(at(piece, 0)), key(at(piece, 1)))).or_insert(next);
        if number == next {
            self.points.extend_from_slice(piece);
            self.ends.push(self.points.len());
        }
        if backwards { !number } else { number }
    }
}

/// Thinned pieces of border.
struct Arcs {
    points: Vec<Point>,
    weights: Vec<u8>,
    ends: Vec<usize>,
    least: u8,
}

impl Arcs {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a square of metres, on the fine grid")]
    fn new(points: Vec<Point>, ends: &[usize], metres: f64) -> Self {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let weights = weights(&points, starts.zip(ends.iter().copied()).map(|(start, end)| start..end));
        let least = weight_of((metres / FINE_METRES).powi(2) as u64);
        Self { points, weights, ends: ends.to_vec(), least }
    }

    fn outline(&self, polygons: &[Vec<Vec<i32>>]) -> Polygons {
        let thinned: Polygons = polygons.iter().filter_map(|rings| self.polygon(rings, self.least)).collect();
        if !thinned.is_empty() {
            return thinned;
        }
        polygons.iter().filter_map(|rings| self.polygon(rings, 0)).collect()
    }

    /// The rings that are left of a polygon; none without its outer one.
    fn polygon(&self, rings: &[Vec<i32>], least: u8) -> Option<Vec<PointRing>> {
        let mut rings = rings.iter().map(|ring| self.ring(ring, least));
        let outer = rings.next().filter(|ring| ring.len() >= 4)?;
        Some(std::iter::once(outer).chain(rings.filter(|ring| ring.len() >= 4)).collect())
    }

    fn ring(&self, references: &[i32], least: u8) -> PointRing {
        let mut ring = PointRing::new();
        for &reference in references {
            let number = usize::try_from(if reference < 0 { !reference } else { reference }).unwrap_or(usize::MAX);
            let start = number.checked_sub(1).map_or(0, |before| at(&self.ends, before));
            let range = start..at(&self.ends, number);
            let points = self.points.get(range.clone()).unwrap_or_default();
            let weights = self.weights.get(range).unwrap_or_default();
            let kept = points.iter().zip(weights).filter(|&(_, &weight)| weight >= least || weight == KEPT);
            let kept = kept.map(|(&point, _)| point);
            if reference < 0 { ring.extend(kept.rev()) } else { ring.extend(kept) }
        }
        ring.dedup();
        ring
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{GeometryBasis, Level, Vintage};
    use crate::geometry::{InputShape, build_topology};

    /// Two squares of 700 m beside each other; their common border and their outer ones wander by the steps given.
    fn detailed(steps: &[i32]) -> Vec<Polygons> {
        let wander = |at: i32| {
            let step = usize::try_from(at).ok().and_then(|at| steps.get(at % steps.len())).copied().unwrap_or(0);
            if at % 100 == 0 { 0 } else { step }
        };
        let column = |x: i32| (0..=100).map(move |at| [5_000_000 + x + wander(at), 52_000_000 + at * 60]);
        let ring = |left: i32| {
            let up = column(left + 10_000);
            let down = column(left).rev();
            let mut ring: PointRing = up.chain(down).collect();
            ring.extend(ring.first().copied());
            vec![vec![ring]]
        };
        vec![ring(0), ring(10_000)]
    }

    fn topology(regions: &[Polygons]) -> bool {
        let shapes = regions.iter().zip(["BU03440311", "BU03440312"]).map(|(polygons, code)| InputShape {
            code: code.parse().unwrap(),
            basis: GeometryBasis::CbsGeneralised,
            polygons: polygons.clone(),
        });
        build_topology(Vintage(2025), Level::Buurt, shapes.collect()).is_ok()
    }

    #[test]
    fn points_that_a_map_does_not_need_go_and_the_border_stays_one() {
        let before = detailed(&[0, 3, -2, 1]);
        let after = thin(before.clone(), 10.0);
        let points = |regions: &[Polygons]| regions.iter().flatten().flatten().map(Vec::len).sum::<usize>();
        assert!(points(&before) > 400 && points(&after) < 20, "{}", points(&after));
        assert!(topology(&after));
    }

    #[test]
    fn a_region_smaller_than_the_tolerance_keeps_its_outline() {
        let ring =
            vec![[5_000_000, 52_000_000], [5_000_010, 52_000_000], [5_000_010, 52_000_010], [5_000_000, 52_000_000]];
        let after = thin(vec![vec![vec![ring]]], 50.0);
        assert_eq!(after[0][0][0].len(), 4);
    }

    proptest! {
        #[test]
        fn what_was_a_coverage_is_one_thinned(
            steps in prop::collection::vec(-2_000..=2_000_i32, 7..40),
            metres in 0.5..60.0_f64,
        ) {
            let before = detailed(&steps);
            prop_assume!(topology(&before));
            prop_assert!(topology(&thin(before, metres)));
        }
    }
}
