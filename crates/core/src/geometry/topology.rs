//! Shared arcs from rings: every border between two neighbours is stored once.
//!
//! Rings are cut where the neighbouring points differ between the rings that pass (the method of `TopoJSON`),
//! pieces are stored once with their direction. Everything is ordered by region code and by coordinates, so
//! the same outlines always give the same topology. What is not a clean coverage is refused, all faults at once.

use thiserror::Error;

use super::crossing::{Edge, find_crossings, turn};
use super::hash::PointMap;
use super::{Point, PointRing, Polygons, at, key, ring_area2};
use crate::domain::{GeometryBasis, Level, RegionCode, Shape, Topology, Vintage};

/// The outline of one region as it was read: longitude and latitude in millionths of a degree, rings closed.
#[derive(Clone, Debug)]
pub struct InputShape {
    /// The region.
    pub code: RegionCode,
    /// How good the outline is.
    pub basis: GeometryBasis,
    /// Polygons, each an outer ring and its holes, in any direction.
    pub polygons: Polygons,
}

/// A ring of a region: code and number, counted from 1 over all polygons of the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{code}, ring {ring}")]
pub struct RingName {
    /// The region.
    pub code: RegionCode,
    /// Number of the ring.
    pub ring: usize,
}

/// A position in degrees, as messages show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{:.6}, {:.6}", f64::from(self.0[0]) / 1e6, f64::from(self.0[1]) / 1e6)]
pub struct Position(pub Point);

/// What is wrong with an outline.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TopologyFault {
    /// The last point differs from the first.
    #[error("{name}: ring is not closed; it ends at {end}, expected the first point {start}")]
    NotClosed {
        /// Which ring.
        name: RingName,
        /// First point.
        start: Position,
        /// Last point.
        end: Position,
    },
    /// Too few points.
    #[error("{name} at {at}: ring has {points} different points, expected at least 3 and the first one again")]
    TooShort {
        /// Which ring.
        name: RingName,
        /// First point.
        at: Position,
        /// Different points in a row.
        points: usize,
    },
    /// No surface.
    #[error("{name} at {at}: ring encloses no area")]
    NoArea {
        /// Which ring.
        name: RingName,
        /// First point.
        at: Position,
    },
    /// A ring crosses or touches itself, or two rings of one region cross.
    #[error("{name} at {at}: ring crosses or touches itself, expected every point once")]
    SelfIntersection {
        /// Which ring.
        name: RingName,
        /// Where.
        at: Position,
    },
    /// Two regions lie over each other.
    #[error("{name} at {at}: overlaps {other}, expected neighbours to share their border and nothing else")]
    Overlap {
        /// Which ring.
        name: RingName,
        /// The other ring.
        other: RingName,
        /// Where.
        at: Position,
    },
    /// A region stands twice in the list.
    #[error("{0}: region occurs more than once, expected one outline per code")]
    DuplicateCode(RegionCode),
    /// A region of another level.
    #[error("{code}: region is a {found}, expected a {expected}")]
    WrongLevel {
        /// The region.
        code: RegionCode,
        /// Its level.
        found: Level,
        /// Level of the list.
        expected: Level,
    },
    /// A region without polygons.
    #[error("{0}: region has no outline, expected at least one ring")]
    Empty(RegionCode),
}

/// Cuts outlines into shared arcs.
///
/// Rings come back counter-clockwise (outer) and clockwise (holes); points that repeat in a row are dropped.
///
/// # Errors
/// All faults of all regions together: rings that are not closed, too short, without area, crossing themselves
/// or overlapping others; codes that repeat or are of another level.
pub fn build_topology(vintage: Vintage, level: Level, shapes: Vec<InputShape>) -> Result<Topology, Vec<TopologyFault>> {
    match build_with_overlaps(vintage, level, shapes)? {
        (topology, overlaps) if overlaps.is_empty() => Ok(topology),
        (_, overlaps) => Err(overlaps),
    }
}

/// As [`build_topology`], for outlines that were put together from several years: overlaps are given back beside
/// the topology. Borders that both neighbours draw alike are still stored once.
///
/// # Errors
/// Any fault other than an overlap; then all faults, overlaps among them.
pub fn build_with_overlaps(
    vintage: Vintage,
    level: Level,
    mut shapes: Vec<InputShape>,
) -> Result<(Topology, Vec<TopologyFault>), Vec<TopologyFault>> {
    shapes.sort_by_key(|shape| shape.code);
    let mut faults = list_faults(level, &shapes);
    let mut names = Vec::new();
    let mut rings = Vec::new();
    for shape in &shapes {
        let mut number = 0;
        for polygon in &shape.polygons {
            for (place, ring) in polygon.iter().enumerate() {
                number += 1;
                let name = RingName { code: shape.code, ring: number };
                match normalise(name, ring, place == 0) {
                    Ok(ring) => {
                        names.push(name);
                        rings.push(ring);
                    }
                    Err(fault) => faults.push(fault),
                }
            }
        }
    }
    check_edges(&rings, &names, &mut faults);
    if faults.iter().any(|fault| !matches!(fault, TopologyFault::Overlap { .. })) {
        return Err(faults);
    }
    let mut cutter = Cutter::new(&rings);
    let mut cut = rings.iter().map(|ring| cutter.cut(ring));
    let shapes = shapes
        .iter()
        .map(|shape| Shape {
            code: shape.code,
            basis: shape.basis,
            polygons: shape
                .polygons
                .iter()
                .map(|polygon| polygon.iter().filter_map(|_| cut.next()).collect())
                .collect(),
        })
        .collect();
    drop(cut);
    Ok((Topology { vintage, level, arcs: cutter.arcs, shapes }, faults))
}

/// Faults of the list itself.
fn list_faults(level: Level, shapes: &[InputShape]) -> Vec<TopologyFault> {
    let mut faults = Vec::new();
    for shape in shapes {
        if shape.code.level() != level {
            faults.push(TopologyFault::WrongLevel { code: shape.code, found: shape.code.level(), expected: level });
        }
        if shape.polygons.iter().all(Vec::is_empty) {
            faults.push(TopologyFault::Empty(shape.code));
        }
    }
    for (one, two) in shapes.iter().zip(shapes.iter().skip(1)) {
        if one.code == two.code {
            faults.push(TopologyFault::DuplicateCode(one.code));
        }
    }
    faults
}

/// A ring without repeated points, turned as it should be.
fn normalise(name: RingName, ring: &[Point], outer: bool) -> Result<PointRing, TopologyFault> {
    let (start, end) = (at(ring, 0), ring.last().copied().unwrap_or_default());
    let mut points = ring.to_vec();
    points.dedup();
    if start != end {
        return Err(TopologyFault::NotClosed { name, start: Position(start), end: Position(end) });
    }
    if points.len() < 4 {
        let found = points.len().saturating_sub(1);
        return Err(TopologyFault::TooShort { name, at: Position(start), points: found });
    }
    let mut sorted: Vec<u64> = points.iter().skip(1).map(|&point| key(point)).collect();
    sorted.sort_unstable();
    let twice = sorted.iter().zip(sorted.iter().skip(1)).find(|(a, b)| a == b).map(|(a, _)| *a);
    let area = ring_area2(&points);
    if area == 0 {
        return Err(TopologyFault::NoArea { name, at: Position(start) });
    }
    if let Some(point) = points.iter().find(|&&point| Some(key(point)) == twice) {
        return Err(TopologyFault::SelfIntersection { name, at: Position(*point) });
    }
    if let Some(point) = spike(&points) {
        return Err(TopologyFault::SelfIntersection { name, at: Position(point) });
    }
    if (area > 0) != outer {
        points.reverse();
    }
    Ok(points)
}

/// A point where the ring turns back onto itself.
fn spike(ring: &[Point]) -> Option<Point> {
    let after = ring.iter().skip(1).chain(ring.get(1));
    let before = ring.iter().rev().nth(1).into_iter().chain(ring.iter());
    before.zip(ring).zip(after).find_map(|((&a, &b), &c)| {
        let ([ax, ay], [bx, by], [cx, cy]) = (a, b, c);
        let dot = (i64::from(ax) - i64::from(bx)) * (i64::from(cx) - i64::from(bx))
            + (i64::from(ay) - i64::from(by)) * (i64::from(cy) - i64::from(by));
        (turn(a, b, c) == 0 && dot > 0).then_some(b)
    })
}

/// Edges that two rings run along in the same direction (then both have their interior on the same side), and
/// edges that cross.
fn check_edges(rings: &[PointRing], names: &[RingName], faults: &mut Vec<TopologyFault>) {
    let name = |ring: u32| names.get(ring as usize).copied();
    let mut seen: PointMap<(u64, u64), u32> = PointMap::default();
    let mut edges = Vec::new();
    let mut overlapping = Vec::new();
    for (owner, ring) in (0_u32..).zip(rings) {
        for (&a, &b) in ring.iter().zip(ring.iter().skip(1)) {
            if let Some(first) = seen.insert((key(a), key(b)), owner) {
                overlapping.push((first, owner, a));
            } else if !seen.contains_key(&(key(b), key(a))) {
                edges.push(Edge { a, b, owner });
            }
        }
    }
    overlapping.extend(find_crossings(&edges).into_iter().map(|found| (found.first, found.second, found.at)));
    // One fault per pair of rings: a slipped polygon crosses its neighbour in a hundred places.
    overlapping.sort_unstable();
    overlapping.dedup_by_key(|(first, second, _)| (*first, *second));
    for (first, second, at) in overlapping {
        let (Some(other), Some(name)) = (name(first), name(second)) else { continue };
        let at = Position(at);
        faults.push(if name.code == other.code {
            TopologyFault::SelfIntersection { name, at }
        } else {
            TopologyFault::Overlap { name, other, at }
        });
    }
}

/// Cuts rings at nodes and keeps every piece once.
struct Cutter {
    nodes: PointMap<u64, bool>,
    known: PointMap<(u64, u64), i32>,
    arcs: Vec<Vec<Point>>,
}

impl Cutter {
    /// Finds the nodes: points whose two neighbours differ between the rings that pass.
    fn new(rings: &[PointRing]) -> Self {
        let mut around: PointMap<u64, (u64, u64)> = PointMap::default();
        let mut nodes: PointMap<u64, bool> = PointMap::default();
        for ring in rings {
            let before = ring.iter().rev().nth(1).into_iter().chain(ring.iter());
            for ((&a, &b), &c) in before.zip(ring).zip(ring.iter().skip(1)) {
                let pair = (key(a).min(key(c)), key(a).max(key(c)));
                let first = *around.entry(key(b)).or_insert(pair);
                if first != pair {
                    nodes.insert(key(b), true);
                }
            }
        }
        Self { nodes, known: PointMap::default(), arcs: Vec::new() }
    }

    fn is_node(&self, point: Point) -> bool {
        self.nodes.contains_key(&key(point))
    }

    /// The ring as references to arcs.
    fn cut(&mut self, ring: &[Point]) -> Vec<i32> {
        let open: Vec<Point> = ring.iter().skip(1).copied().collect();
        let start = open.iter().position(|&point| self.is_node(point));
        // A ring without nodes begins at its smallest point, whoever stored it first.
        let start = start.unwrap_or_else(|| {
            open.iter().enumerate().min_by_key(|(_, point)| key(**point)).map_or(0, |(index, _)| index)
        });
        let turned = open.iter().cycle().skip(start).take(open.len() + 1).copied();
        let mut refs = Vec::new();
        let mut piece: Vec<Point> = Vec::new();
        for (place, point) in turned.enumerate() {
            piece.push(point);
            if place > 0 && (place == open.len() || self.is_node(point)) {
                refs.push(self.store(std::mem::replace(&mut piece, vec![point])));
            }
        }
        refs
    }

    /// Stores a piece once; a piece and its reverse are the same arc.
    fn store(&mut self, mut piece: Vec<Point>) -> i32 {
        let backwards = piece.iter().rev().lt(piece.iter());
        if backwards {
            piece.reverse();
        }
        // An edge lies on one arc only, so the first edge identifies it.
        let first_edge = (key(at(&piece, 0)), key(at(&piece, 1)));
        let next = i32::try_from(self.arcs.len()).unwrap_or(i32::MAX);
        let id = *self.known.entry(first_edge).or_insert(next);
        if id == next {
            self.arcs.push(piece);
        }
        if backwards { !id } else { id }
    }
}

#[cfg(test)]
#[path = "topology_tests.rs"]
mod tests;
