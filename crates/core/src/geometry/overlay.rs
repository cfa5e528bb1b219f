//! How the regions of two vintages lie over each other.

use geo::{BooleanOps, Coord, LineString, MultiPolygon, Polygon};
use rayon::prelude::*;
use rstar::{AABB, RTree, RTreeObject};
use serde::{Deserialize, Serialize};

use super::crop::{Window, crop};
use super::project::{degrees, to_equal_area};
use super::{Coverage, Point, PointRing, Polygons};
use crate::domain::Level;

/// The common surface of a region of one coverage and a region of another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Index in the first coverage.
    pub from: u32,
    /// Index in the second coverage.
    pub to: u32,
    /// Common area as a share of the first region.
    pub share_of_from: f64,
    /// Common area as a share of the second region.
    pub share_of_to: f64,
    /// Common area in square metres.
    pub area_m2: f64,
}

/// Common areas below this share of the first region are noise of two generalisations.
pub const SLIVER: f64 = 0.0005;

/// Edges that are looked at together.
const RUN: usize = 16;
/// Margin in metres around a region when another is cropped to it; the joins of the crop stay outside the region.
const MARGIN: f64 = 1.0;

/// An outline in the equal-area plane.
#[derive(Debug)]
pub(super) struct Region {
    index: u32,
    envelope: AABB<[f64; 2]>,
    plane: MultiPolygon<f64>,
    area: f64,
    points: Polygons,
    /// West, south, east, north in millionths of a degree.
    bbox: [i32; 4],
    edges: Vec<(Point, Point)>,
    /// Box around each [`RUN`] of edges.
    boxes: Vec<[i32; 4]>,
}

/// The regions of a level, ready to be laid over others.
#[derive(Debug)]
pub struct Sheet {
    regions: Vec<Region>,
}

struct Entry<'a>(&'a Region);

impl RTreeObject for Entry<'_> {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.0.envelope
    }
}

impl Sheet {
    /// Prepares a level of a coverage.
    pub fn new(coverage: &Coverage, level: Level) -> Self {
        Self { regions: regions(coverage, level) }
    }
}

/// Lays the regions of one level over those of another: see [`lay`].
pub fn overlay(from: &Coverage, from_level: Level, to: &Coverage, to_level: Level) -> Vec<Share> {
    lay(&Sheet::new(from, from_level), &Sheet::new(to, to_level))
}

/// Lays the regions of `from` over those of `to`: exact intersections in the equal-area plane, ordered by both
/// indices. Common areas below [`SLIVER`] of the first region are dropped, and the rest is not scaled up.
pub fn lay(from: &Sheet, to: &Sheet) -> Vec<Share> {
    let tree = RTree::bulk_load(to.regions.iter().map(Entry).collect());
    let mut shares: Vec<Share> = from.regions.par_iter().flat_map_iter(|region| shares_of(region, &tree)).collect();
    shares.sort_unstable_by_key(|share| (share.from, share.to));
    shares
}

/// The shares of one region. Regions of a coverage lie beside each other, so an identical outline leaves nothing for
/// its neighbours, and once a region is covered up to a sliver nothing else can hold a share of it.
fn shares_of(region: &Region, tree: &RTree<Entry<'_>>) -> Vec<Share> {
    let candidates: Vec<&Region> = tree.locate_in_envelope_intersecting(region.envelope).map(|entry| entry.0).collect();
    if let Some(same) = candidates.iter().find(|other| other.bbox == region.bbox && other.points == region.points) {
        return share(region, same).into_iter().collect();
    }
    let mut found: Vec<Share> = Vec::new();
    let mut left = 1.0;
    for other in candidates {
        if left < SLIVER {
            break;
        }
        if let Some(share) = share(region, other) {
            left -= share.share_of_from;
            found.push(share);
        }
    }
    found
}

/// The same outline written in one way, so that outlines of two coverages can be compared: every ring begins at its
/// smallest point, holes and polygons are ordered.
fn canonical(mut polygons: Polygons) -> Polygons {
    for rings in &mut polygons {
        for ring in rings.iter_mut() {
            ring.pop();
            let smallest = ring.iter().enumerate().min_by_key(|(_, point)| **point).map_or(0, |(at, _)| at);
            ring.rotate_left(smallest);
            ring.extend(ring.first().copied());
        }
        if let Some(holes) = rings.get_mut(1..) {
            holes.sort_unstable();
        }
    }
    polygons.sort_unstable();
    polygons
}

fn regions(coverage: &Coverage, level: Level) -> Vec<Region> {
    (0..coverage.codes(level).len())
        .into_par_iter()
        .filter_map(|index| Region::new(u32::try_from(index).ok()?, coverage.polygons(level, index)))
        .collect()
}

impl Region {
    /// Lays polygons into the plane; `None` without a point.
    pub(super) fn new(index: u32, polygons: Polygons) -> Option<Self> {
        let points = canonical(polygons);
        let plane = MultiPolygon(points.iter().map(|rings| plane_polygon(rings)).collect());
        let corners = || plane.iter().flat_map(|polygon| polygon.exterior().0.iter()).map(|point| [point.x, point.y]);
        let low = corners().reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1])])?;
        let high = corners().reduce(|a, b| [a[0].max(b[0]), a[1].max(b[1])])?;
        let pairs = |ring: &PointRing| ring.iter().copied().zip(ring.iter().skip(1).copied()).collect::<Vec<_>>();
        let edges: Vec<(Point, Point)> = points.iter().flatten().flat_map(pairs).collect();
        let around = |run: &[(Point, Point)]| super::measure::bbox_of(run.iter().flat_map(|(a, b)| [a, b]));
        Some(Self {
            index,
            envelope: AABB::from_corners(low, high),
            area: plane_area(&plane),
            plane,
            bbox: super::measure::bbox_of(points.iter().flatten().flatten()),
            points,
            boxes: edges.chunks(RUN).map(around).collect(),
            edges,
        })
    }

    /// Surface in square metres.
    pub(super) const fn area(&self) -> f64 {
        self.area
    }

    /// The share of this region's surface that lies in `other` (0-1).
    pub(super) fn share_in(&self, other: &Self) -> f64 {
        share(self, other).map_or(0.0, |share| share.share_of_from)
    }
}

fn plane_polygon(rings: &[PointRing]) -> Polygon<f64> {
    let line = |ring: &PointRing| {
        let plane = ring.iter().map(|&point| to_equal_area(degrees(point)));
        LineString(plane.map(|[x, y]| Coord { x, y }).collect())
    };
    let mut lines = rings.iter().map(line);
    let outer = lines.next().unwrap_or_else(|| LineString(Vec::new()));
    Polygon::new(outer, lines.collect())
}

fn plane_area(plane: &MultiPolygon<f64>) -> f64 {
    geo::Area::unsigned_area(plane)
}

fn share(from: &Region, to: &Region) -> Option<Share> {
    let area = quick(from, to).unwrap_or_else(|| {
        let (low, high) = (from.envelope.lower(), from.envelope.upper());
        let window = Window { low: low.map(|least| least - MARGIN), high: high.map(|most| most + MARGIN) };
        plane_area(&from.plane.intersection(&crop(&to.plane, window)))
    });
    let share_of_from = (area / from.area).min(1.0);
    (share_of_from >= SLIVER).then_some(Share {
        from: from.index,
        to: to.index,
        share_of_from,
        share_of_to: (area / to.area).min(1.0),
        area_m2: area,
    })
}

/// The common area where it can be told without cutting: identical outlines, one wholly inside the other, or
/// wholly apart. `None` when the outlines cross.
fn quick(from: &Region, to: &Region) -> Option<f64> {
    if from.points == to.points {
        return Some(from.area);
    }
    if outlines_meet(from, to) {
        return None;
    }
    // Nothing crosses: every ring of one lies wholly inside or outside the other.
    let inside = |inner: &Polygons, outer: &Polygons| -> Vec<bool> {
        inner.iter().flatten().filter_map(|ring| ring.first()).map(|&point| in_polygons(point, outer)).collect()
    };
    let (in_to, in_from) = (inside(&from.points, &to.points), inside(&to.points, &from.points));
    match (in_to.contains(&true), in_to.contains(&false), in_from.contains(&true)) {
        (true, false, false) => Some(from.area),
        (false, true, true) if !in_from.contains(&false) => Some(to.area),
        (false, true, false) => Some(0.0),
        _ => None,
    }
}

fn in_polygons(point: Point, polygons: &Polygons) -> bool {
    polygons
        .iter()
        .any(|rings| rings.iter().filter(|ring| super::nest::side(point, ring) == Some(true)).count() % 2 == 1)
}

/// Whether any edges of two outlines touch or cross.
fn outlines_meet(one: &Region, two: &Region) -> bool {
    let near: Vec<(Point, Point)> = two.edges_in(one.bbox).collect();
    let [w, s, e, n] = super::measure::bbox_of(near.iter().flat_map(|(a, b)| [a, b]));
    !near.is_empty() && one.edges_in([w, s, e, n]).any(|(a, b)| near.iter().any(|&(c, d)| touch(a, b, c, d)))
}

const fn boxes_meet([w, s, e, n]: [i32; 4], [w2, s2, e2, n2]: [i32; 4]) -> bool {
    w <= e2 && w2 <= e && s <= n2 && s2 <= n
}

impl Region {
    /// The edges whose box meets this one.
    fn edges_in(&self, bounds: [i32; 4]) -> impl Iterator<Item = (Point, Point)> + '_ {
        let runs =
            self.boxes.iter().zip(self.edges.chunks(RUN)).filter(move |(around, _)| boxes_meet(**around, bounds));
        runs.flat_map(|(_, run)| run.iter().copied())
            .filter(move |(a, b)| boxes_meet(super::measure::bbox_of([a, b].into_iter()), bounds))
    }
}

fn touch(a: Point, b: Point, c: Point, d: Point) -> bool {
    use super::crossing::turn;
    let apart = |axis: fn(Point) -> i32| {
        axis(a).max(axis(b)) < axis(c).min(axis(d)) || axis(c).max(axis(d)) < axis(a).min(axis(b))
    };
    !apart(|point| point[0])
        && !apart(|point| point[1])
        && turn(a, b, c).signum() * turn(a, b, d).signum() <= 0
        && turn(c, d, a).signum() * turn(c, d, b).signum() <= 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{GeometryBasis, Vintage};
    use crate::geometry::coverage::tests::row;
    use crate::geometry::{InputShape, build_topology};

    fn one_wijk(x: i32, y: i32, width: i32, height: i32) -> Coverage {
        let ring = vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]];
        let shape = InputShape {
            code: "WK000900".parse().unwrap(),
            basis: GeometryBasis::CbsGeneralised,
            polygons: vec![vec![ring]],
        };
        Coverage::new(&build_topology(Vintage(2022), Level::Wijk, vec![shape]).unwrap()).unwrap()
    }

    #[test]
    fn a_coverage_laid_over_itself_gives_each_region_whole() {
        let coverage = row();
        let shares = overlay(&coverage, Level::Buurt, &coverage, Level::Buurt);
        assert_eq!(shares.len(), 8);
        assert!(shares.iter().all(|s| s.from == s.to && s.share_of_from > 0.999_999 && s.share_of_to > 0.999_999));
    }

    #[test]
    fn parts_are_measured() {
        let shares = overlay(&row(), Level::Buurt, &one_wijk(5_005_000, 52_000_000, 10_000, 20_000), Level::Wijk);
        let found: Vec<(u32, f64)> = shares.iter().map(|s| (s.from, (s.share_of_from * 1e4).round() / 1e4)).collect();
        assert_eq!(found, [(0, 0.5), (1, 0.5)]);
        assert!(shares.iter().all(|s| (s.share_of_to - 0.25).abs() < 1e-3));
    }

    #[test]
    fn a_region_strictly_inside_another_counts_whole() {
        let shares = overlay(&row(), Level::Buurt, &one_wijk(4_000_000, 51_000_000, 2_000_000, 2_000_000), Level::Wijk);
        assert_eq!(shares.len(), 8);
        assert!(shares.iter().all(|s| (s.share_of_from - 1.0).abs() < 1e-12));
        let around = overlay(&row(), Level::Gemeente, &one_wijk(5_001_000, 52_001_000, 1_000, 1_000), Level::Wijk);
        assert_eq!(around.len(), 1);
        assert!((around[0].share_of_to - 1.0).abs() < 1e-12);
    }

    #[test]
    fn slivers_are_dropped() {
        let shares = overlay(&row(), Level::Buurt, &one_wijk(5_009_998, 52_000_000, 10_000, 10_000), Level::Wijk);
        assert_eq!(shares.iter().map(|s| s.from).collect::<Vec<_>>(), [1]);
    }
}
