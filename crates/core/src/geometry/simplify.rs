//! What one zoom shows: arcs simplified once, snapped to the tile grid, and still a coverage.

use rayon::prelude::*;

use super::crossing::{Edge, find_crossings};
use super::nest::nest_points;
use super::net::Net;
use super::project::{FINE_BITS, to_fine};
use super::snap::Snapper;
use super::weigh::{KEPT, weight_of};
use super::{Link, Point, PointRing, Polygons, key, trace};
use crate::domain::topology::Ring;

/// Units along the side of a tile.
pub const EXTENT: i32 = 4096;
/// Bits of [`EXTENT`].
const EXTENT_BITS: u32 = 12;
/// The largest zoom for which the fine grid has room.
pub const MAX_ZOOM: u8 = 16;

/// A net at one zoom, in whole units of that zoom's grid: [`EXTENT`] units per tile, counted over the whole world from
/// the south-west, north up.
///
/// Neighbours share every point of their border. Arcs touch only in points, never cross, and every polygon is valid;
/// what became smaller than the grid has fallen away. Segments that cross a cutting line (the edge of a tile with its
/// buffer) have a point on it, so that cutting a tile needs no rounding.
#[derive(Clone, Debug)]
pub struct SimplifiedCoverage {
    /// Zoom.
    pub zoom: u8,
    /// Arcs; an arc that collapsed has fewer than two points.
    pub arcs: Vec<Vec<Point>>,
    /// Polygons of each shape; empty for what is too small to be seen.
    pub shapes: Vec<Polygons>,
}

impl SimplifiedCoverage {
    /// Simplifies a net for a zoom (at most [`MAX_ZOOM`]): points whose triangle is smaller than `tolerance` square
    /// units of the grid are left out. `buffer` is the width in units that tiles reach beyond their edge.
    pub fn new(net: &Net, zoom: u8, tolerance: u32, buffer: i32) -> Self {
        let zoom = zoom.min(MAX_ZOOM);
        let shift = FINE_BITS - EXTENT_BITS - u32::from(zoom);
        let least = weight_of((u64::from(tolerance) * 2) << (2 * shift));
        let lines: Vec<Vec<Point>> = (0..net.arc_count())
            .into_par_iter()
            .map(|arc| {
                let points = net.arc(arc).iter().zip(net.arc_weights(arc));
                points.filter(|&(_, &w)| w >= least || w == KEPT).map(|(&point, _)| to_fine(point)).collect()
            })
            .collect();
        let snapper = Snapper::new(&lines, shift, EXTENT, buffer);
        let arcs: Vec<Vec<Point>> = lines.par_iter().map(|line| snapper.snap(line)).collect();
        let shapes = net.shapes().par_iter().map(|polygons| assemble(&arcs, polygons)).collect();
        Self { zoom, arcs, shapes }
    }
}

impl SimplifiedCoverage {
    /// Places where edges cross: none, unless the outlines that came in crossed. For tests and checks.
    pub fn crossings(&self) -> Vec<Point> {
        let edges: Vec<Edge> = self
            .arcs
            .iter()
            .flat_map(|arc| arc.iter().zip(arc.iter().skip(1)))
            .map(|(&a, &b)| Edge { a, b, owner: 0 })
            .collect();
        find_crossings(&edges).into_iter().map(|found| found.at).collect()
    }
}

/// The polygons of a shape from its snapped arcs.
fn assemble(arcs: &[Vec<Point>], polygons: &[Vec<Ring>]) -> Polygons {
    let points: Polygons =
        polygons.iter().map(|rings| rings.iter().map(|ring| ring_points(arcs, ring)).collect()).collect();
    let mut seen: Vec<u64> =
        points.iter().flatten().flat_map(|ring| ring.iter().skip(1)).map(|&point| key(point)).collect();
    seen.sort_unstable();
    let repeats = seen.iter().zip(seen.iter().skip(1)).any(|(a, b)| a == b);
    if repeats { rebuild(points.iter().flatten()) } else { points.into_iter().filter_map(visible).collect() }
}

fn ring_points(arcs: &[Vec<Point>], ring: &[i32]) -> PointRing {
    let mut points: PointRing = Vec::new();
    for &reference in ring {
        let arc = arcs.get(super::net::arc_of(reference)).map(Vec::as_slice).unwrap_or_default();
        if reference < 0 {
            points.extend(arc.iter().rev());
        } else {
            points.extend(arc);
        }
    }
    points.dedup();
    points
}

/// A polygon without the rings that became points.
fn visible(rings: Vec<PointRing>) -> Option<Vec<PointRing>> {
    let rings: Vec<PointRing> = rings.into_iter().filter(|ring| ring.len() >= 4).collect();
    (!rings.is_empty()).then_some(rings)
}

/// Valid polygons from rings that touch or run back along themselves after snapping.
pub(crate) fn rebuild<'a>(rings: impl Iterator<Item = &'a PointRing>) -> Polygons {
    let edges = rings.flat_map(|ring| ring.iter().copied().zip(ring.iter().skip(1).copied())).collect();
    polygons_from_edges(edges)
}

/// Valid polygons from directed edges with the interior on their left. Edges that run in both directions cancel.
pub fn polygons_from_edges(mut edges: Vec<(Point, Point)>) -> Polygons {
    edges.sort_unstable_by_key(|&(a, b)| (key(a).min(key(b)), key(a).max(key(b)), a < b));
    let mut kept: Vec<(Point, Point)> = Vec::with_capacity(edges.len());
    for (a, b) in edges {
        if a == b {
            continue;
        }
        if kept.last() == Some(&(b, a)) {
            kept.pop();
        } else {
            kept.push((a, b));
        }
    }
    let links: Vec<Link> = kept
        .iter()
        .map(|&(a, b)| {
            let ([ax, ay], [bx, by]) = (a, b);
            Link { from: key(a), to: key(b), out: [bx - ax, by - ay], back: [ax - bx, ay - by] }
        })
        .collect();
    let rings = trace(&links)
        .into_iter()
        .map(|found| {
            let mut ring: PointRing =
                found.links.iter().filter_map(|&link| kept.get(link)).map(|&(from, _)| from).collect();
            ring.extend(ring.first().copied());
            (ring, found.walk)
        })
        .collect();
    nest_points(rings)
}

#[cfg(test)]
#[path = "simplify_tests.rs"]
mod tests;
