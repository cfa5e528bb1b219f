//! A net of shared arcs and the shapes that run along it: one level of a coverage, or what one zoom shows.

use serde::{Deserialize, Serialize};

use super::hash::PointMap;
use super::nest::{WalkRing, nest};
use super::{Link, Point, PointRing, Polygons, at, key, trace};
use crate::domain::Topology;
use crate::domain::topology::{ArcRef, Ring};

/// The polygons of one region as references to arcs.
pub type RefPolygons = Vec<Vec<Ring>>;

/// Arcs in millionths of a degree, how much each point matters, and shapes that run along the arcs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Net {
    #[serde(deserialize_with = "exact")]
    points: Vec<Point>,
    /// Importance of each point, see [`super::simplify`]; 255 is kept at every scale.
    #[serde(deserialize_with = "exact")]
    weights: Vec<u8>,
    /// Where each arc ends in `points`.
    #[serde(deserialize_with = "exact")]
    ends: Vec<u32>,
    /// Shapes in the order of their codes.
    shapes: Vec<RefPolygons>,
}

/// Reads a list and gives back the room that it did not need: a long list grows by doubling while it is read, and this one
/// stays in memory for as long as the program serves.
fn exact<'de, D, T>(reader: D) -> Result<Vec<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    let mut list = Vec::deserialize(reader)?;
    list.shrink_to_fit();
    Ok(list)
}

/// Index of the arc that a reference names.
pub(crate) fn arc_of(reference: ArcRef) -> usize {
    usize::try_from(if reference < 0 { !reference } else { reference }).unwrap_or(usize::MAX)
}

impl Net {
    /// The net of a topology, its points weighed.
    pub fn new(topology: &Topology) -> Self {
        let shapes = topology.shapes.iter().map(|shape| shape.polygons.clone()).collect();
        Self::weighed(topology.arcs.iter().map(Vec::as_slice), shapes)
    }

    fn weighed<'a>(arcs: impl Iterator<Item = &'a [Point]>, shapes: Vec<RefPolygons>) -> Self {
        let mut net = Self { shapes, ..Self::default() };
        for arc in arcs {
            net.points.extend_from_slice(arc);
            net.ends.push(u32::try_from(net.points.len()).unwrap_or(u32::MAX));
        }
        let ranges = (0..net.arc_count()).map(|arc| net.range(arc));
        net.weights = super::weigh::weights(&net.points, ranges);
        net
    }

    /// The same arcs with other shapes. Every shape must run along whole arcs of this net.
    #[must_use]
    pub fn with_shapes(&self, shapes: Vec<RefPolygons>) -> Self {
        Self { shapes, points: self.points.clone(), weights: self.weights.clone(), ends: self.ends.clone() }
    }

    /// Number of arcs.
    pub const fn arc_count(&self) -> usize {
        self.ends.len()
    }

    /// The shapes.
    pub fn shapes(&self) -> &[RefPolygons] {
        &self.shapes
    }

    /// The polygons of one shape; empty outside the range.
    pub fn shape(&self, index: usize) -> &[Vec<Ring>] {
        self.shapes.get(index).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn range(&self, arc: usize) -> std::ops::Range<usize> {
        let start = if arc == 0 { 0 } else { at(&self.ends, arc - 1) as usize };
        start..at(&self.ends, arc) as usize
    }

    /// Points of all arcs, one after the other.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The points of one arc; empty outside the range.
    pub fn arc(&self, arc: usize) -> &[Point] {
        self.points.get(self.range(arc)).unwrap_or_default()
    }

    pub(crate) fn arc_weights(&self, arc: usize) -> &[u8] {
        self.weights.get(self.range(arc)).unwrap_or_default()
    }

    /// The closed ring as points.
    pub fn ring_points(&self, ring: &[ArcRef]) -> PointRing {
        let mut points = Vec::new();
        for &reference in ring {
            let arc = self.arc(arc_of(reference)).iter();
            // Arcs share their nodes: every arc after the first leaves its first point out.
            let skip = usize::from(!points.is_empty());
            if reference < 0 {
                points.extend(arc.rev().skip(skip));
            } else {
                points.extend(arc.skip(skip));
            }
        }
        points
    }

    /// Polygons as points.
    pub fn polygon_points(&self, polygons: &[Vec<Ring>]) -> Polygons {
        polygons.iter().map(|rings| rings.iter().map(|ring| self.ring_points(ring)).collect()).collect()
    }

    /// The union of shapes: borders between two of them fall away, what is left is joined into rings.
    pub fn dissolve(&self, members: &[usize]) -> RefPolygons {
        if let [only] = members {
            return self.shape(*only).to_vec();
        }
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        let mut refs: Vec<ArcRef> =
            members.iter().flat_map(|&member| self.shape(member).iter().flatten().flatten().copied()).collect();
        refs.sort_unstable_by_key(|&reference| (arc_of(reference), reference));
        let mut kept: Vec<ArcRef> = Vec::new();
        for reference in refs {
            if kept.last() == Some(&!reference) {
                kept.pop();
            } else {
                kept.push(reference);
            }
        }
        self.join(&kept)
    }

    /// Joins directed arcs into polygons.
    fn join(&self, refs: &[ArcRef]) -> RefPolygons {
        let links: Vec<Link> = refs.iter().map(|&reference| self.link(reference)).collect();
        let rings = trace(&links)
            .into_iter()
            .map(|found| {
                let ring: Ring = found.links.iter().map(|&link| at(refs, link)).collect();
                WalkRing { points: self.ring_points(&ring), payload: ring, walk: found.walk }
            })
            .collect();
        nest(rings)
    }

    fn link(&self, reference: ArcRef) -> Link {
        let arc = self.arc(arc_of(reference));
        let ends = |mut points: Box<dyn Iterator<Item = Point> + '_>| {
            let first = points.next().unwrap_or_default();
            (first, points.next().unwrap_or(first))
        };
        let front = ends(Box::new(arc.iter().copied()));
        let back = ends(Box::new(arc.iter().rev().copied()));
        let ((start, second), (end, before)) = if reference < 0 { (back, front) } else { (front, back) };
        let towards = |[ax, ay]: Point, [bx, by]: Point| [bx - ax, by - ay];
        Link { from: key(start), to: key(end), out: towards(start, second), back: towards(end, before) }
    }

    /// A net of other shapes over the same arcs: arcs that no shape uses fall away, and arcs that meet in a point
    /// where nothing branches become one, so that the point may be simplified away.
    #[must_use]
    pub fn coarsen(&self, shapes: &[RefPolygons]) -> Self {
        let chains = Chains::new(self, shapes);
        let arcs: Vec<Vec<Point>> = chains.arcs.iter().map(|chain| self.ring_points(chain)).collect();
        let shapes = shapes
            .iter()
            .map(|polygons| {
                polygons.iter().map(|rings| rings.iter().map(|ring| chains.replace(ring)).collect()).collect()
            })
            .collect();
        Self::weighed(arcs.iter().map(Vec::as_slice), shapes)
    }
}

/// Arcs joined where nothing branches.
struct Chains {
    /// Each chain as the arcs it runs along.
    arcs: Vec<Vec<ArcRef>>,
    /// For an arc that begins a chain (in its direction) the chain, with its direction.
    begins: PointMap<u64, ArcRef>,
}

impl Chains {
    fn new(net: &Net, shapes: &[RefPolygons]) -> Self {
        let mut used = vec![false; net.arc_count()];
        for &reference in shapes.iter().flatten().flatten().flatten() {
            if let Some(flag) = used.get_mut(arc_of(reference)) {
                *flag = true;
            }
        }
        // What leaves each node: an arc leaves its first point forwards and its last point backwards.
        let mut leaving: PointMap<u64, Vec<ArcRef>> = PointMap::default();
        for arc in (0..net.arc_count()).filter(|&arc| at(&used, arc)) {
            let points = net.arc(arc);
            let (Some(&first), Some(&last), Ok(reference)) = (points.first(), points.last(), ArcRef::try_from(arc))
            else {
                continue;
            };
            leaving.entry(key(first)).or_default().push(reference);
            leaving.entry(key(last)).or_default().push(!reference);
        }
        let mut chains = Self { arcs: Vec::new(), begins: PointMap::default() };
        let mut done = vec![false; net.arc_count()];
        // Chains that begin in a branching node first, then rings without any.
        for branching in [true, false] {
            for arc in (0..net.arc_count()).filter(|&arc| at(&used, arc)) {
                let Ok(reference) = ArcRef::try_from(arc) else { continue };
                for start in [reference, !reference] {
                    let begins = leaving.get(&net.link(start).from).is_some_and(|refs| refs.len() != 2);
                    if !at(&done, arc) && begins == branching {
                        chains.push(follow(net, start, &leaving, &mut done));
                    }
                }
            }
        }
        chains
    }

    fn push(&mut self, chain: Vec<ArcRef>) {
        let (Some(&first), Some(&last), Ok(id)) = (chain.first(), chain.last(), ArcRef::try_from(self.arcs.len()))
        else {
            return;
        };
        self.begins.insert(ref_key(first), id);
        self.begins.insert(ref_key(!last), !id);
        self.arcs.push(chain);
    }

    /// A ring of arcs as a ring of chains.
    fn replace(&self, ring: &[ArcRef]) -> Ring {
        ring.iter().filter_map(|&reference| self.begins.get(&ref_key(reference)).copied()).collect()
    }
}

fn ref_key(reference: ArcRef) -> u64 {
    u64::from(reference.cast_unsigned())
}

/// Follows arcs from `start` until a node where something branches, or around a ring.
fn follow(net: &Net, start: ArcRef, leaving: &PointMap<u64, Vec<ArcRef>>, done: &mut [bool]) -> Vec<ArcRef> {
    let mut chain = Vec::new();
    let mut here = start;
    loop {
        if let Some(flag) = done.get_mut(arc_of(here)) {
            *flag = true;
        }
        chain.push(here);
        let node = net.link(here).to;
        let Some([one, two]) = leaving.get(&node).map(Vec::as_slice) else { return chain };
        // Going on means leaving by the arc that we did not come by.
        here = if *one == !here { *two } else { *one };
        if at(done, arc_of(here)) {
            return chain;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{GeometryBasis, Level, Vintage};
    use crate::geometry::{InputShape, build_topology, ring_area2};

    fn square(x: i32, y: i32) -> PointRing {
        vec![[x, y], [x + 10, y], [x + 10, y + 10], [x, y + 10], [x, y]]
    }

    fn net_of(polygons: Vec<Polygons>) -> Net {
        let shapes = polygons
            .into_iter()
            .enumerate()
            .map(|(i, polygons)| InputShape {
                code: format!("WK0001{i:02}").parse().unwrap(),
                basis: GeometryBasis::CbsGeneralised,
                polygons,
            })
            .collect();
        Net::new(&build_topology(Vintage(2024), Level::Wijk, shapes).unwrap())
    }

    fn area2(net: &Net, polygons: &RefPolygons) -> i64 {
        net.polygon_points(polygons).iter().flatten().map(|ring| ring_area2(ring)).sum()
    }

    /// Three by three squares.
    fn board() -> Net {
        net_of((0..9).map(|i| vec![vec![square(10 * (i % 3), 10 * (i / 3))]]).collect())
    }

    #[test]
    fn dissolving_all_gives_one_ring_of_the_whole_area() {
        let net = board();
        let whole = net.dissolve(&(0..9).collect::<Vec<_>>());
        assert_eq!(whole.len(), 1);
        assert_eq!(whole[0].len(), 1);
        assert_eq!(area2(&net, &whole), 2 * 900);
    }

    #[test]
    fn dissolving_around_a_gap_leaves_a_hole() {
        let net = board();
        let ring = net.dissolve(&[0, 1, 2, 3, 5, 6, 7, 8]);
        assert_eq!(ring.len(), 1);
        assert_eq!(ring[0].len(), 2);
        assert_eq!(area2(&net, &ring), 2 * 800);
    }

    #[test]
    fn squares_that_meet_in_a_corner_dissolve_to_two_polygons() {
        let net = board();
        let two = net.dissolve(&[0, 4]);
        assert_eq!(two.len(), 2);
        assert!(two.iter().all(|polygon| polygon.len() == 1));
    }

    #[test]
    fn coarsening_joins_arcs_where_nothing_branches() {
        let net = board();
        let left = net.dissolve(&[0, 3, 6]);
        let right = net.dissolve(&[1, 2, 4, 5, 7, 8]);
        let coarse = net.coarsen(&[left.clone(), right]);
        assert_eq!(coarse.arc_count(), 3);
        assert_eq!(area2(&coarse, &coarse.shape(0).to_vec()), area2(&net, &left));
        assert_eq!(coarse.shape(0)[0][0].len(), 2);
    }

    #[test]
    fn coarsening_keeps_a_ring_without_nodes() {
        let net = board();
        let coarse = net.coarsen(&[net.dissolve(&(0..9).collect::<Vec<_>>())]);
        assert_eq!(coarse.arc_count(), 1);
        assert_eq!(area2(&coarse, &coarse.shape(0).to_vec()), 2 * 900);
    }
}
