//! All levels of a vintage on shared arcs.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::label::label_point;
use super::measure::{arc_areas, area, bbox, bbox_of};
use super::net::{Net, RefPolygons};
use super::project::degrees;
use super::{Point, PointRing, Polygons, at};
use crate::domain::{GeometryBasis, Level, RegionCode, Topology, Vintage};

/// Why a coverage cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CoverageError {
    /// The topology holds the country, which has no parts to dissolve.
    #[error("outlines of level {0} make no coverage; expected gemeente, wijk or buurt")]
    Level(Level),
    /// A reference to an arc that does not exist.
    #[error("the outline of {0} refers to an arc that is not in the topology; the file is damaged")]
    Arc(RegionCode),
}

/// One level: its regions ordered by code, on arcs of its own (borders inside a region are left out).
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Layer {
    level: Level,
    codes: Vec<RegionCode>,
    net: Net,
    /// Worst basis of the members.
    worst: Vec<GeometryBasis>,
    area_m2: Vec<f64>,
    bbox: Vec<[i32; 4]>,
    label: Vec<Point>,
    /// Base regions of each region, one after the other.
    members: Vec<u32>,
    /// Where the members of each region end.
    member_ends: Vec<u32>,
}

/// The outlines of a vintage on every level, from the same arcs: levels nest exactly and neighbours share borders.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Coverage {
    vintage: Vintage,
    /// From the base level up.
    layers: Vec<Layer>,
}

/// The outline of a union of base regions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    pub(crate) net: Net,
    /// Area in square metres on the ellipsoid.
    pub area_m2: f64,
}

impl Outline {
    /// Polygons in millionths of a degree; outer rings counter-clockwise.
    pub fn polygons(&self) -> Polygons {
        self.net.polygon_points(self.net.shape(0))
    }

    /// The outline as a geometry of `geo`, longitude and latitude in degrees.
    pub fn multi_polygon(&self) -> MultiPolygon<f64> {
        to_geo(&self.polygons())
    }

    /// West, south, east, north in degrees; `None` when the outline is empty.
    pub fn bbox(&self) -> Option<[f64; 4]> {
        (!self.net.points().is_empty()).then(|| bbox_degrees(bbox_of(self.net.points().iter())))
    }

    /// The point for a label, longitude and latitude in degrees.
    pub fn label_point(&self) -> [f64; 2] {
        degrees(label_point(&self.polygons()))
    }
}

/// Smallest box around several boxes of west, south, east, north.
pub fn union_bbox(boxes: impl IntoIterator<Item = [f64; 4]>) -> Option<[f64; 4]> {
    boxes.into_iter().reduce(|[w, s, e, n], [w2, s2, e2, n2]| [w.min(w2), s.min(s2), e.max(e2), n.max(n2)])
}

pub(super) fn bbox_degrees([w, s, e, n]: [i32; 4]) -> [f64; 4] {
    let ([w, s], [e, n]) = (degrees([w, s]), degrees([e, n]));
    [w, s, e, n]
}

/// Polygons in millionths of a degree as a geometry of `geo` in degrees.
pub(crate) fn to_geo(polygons: &[Vec<PointRing>]) -> MultiPolygon<f64> {
    let line =
        |ring: &PointRing| LineString(ring.iter().map(|&point| degrees(point)).map(|[x, y]| Coord { x, y }).collect());
    let polygon = |rings: &Vec<PointRing>| {
        let mut rings = rings.iter().map(line);
        let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
        Polygon::new(outer, rings.collect())
    };
    MultiPolygon(polygons.iter().map(polygon).collect())
}

/// The order in which a basis is worse.
const fn badness(basis: GeometryBasis) -> u8 {
    match basis {
        GeometryBasis::AmsterdamOfficial => 0,
        GeometryBasis::CbsGeneralised => 1,
        GeometryBasis::CbsSimplified => 2,
        GeometryBasis::Approximate => 3,
    }
}

impl Coverage {
    /// Builds every level from the arcs of the lowest one.
    ///
    /// # Errors
    /// When the topology is of the country, or refers to arcs that it does not hold.
    pub fn new(topology: &Topology) -> Result<Self, CoverageError> {
        let base_level = topology.level;
        if base_level == Level::Land {
            return Err(CoverageError::Level(base_level));
        }
        for shape in &topology.shapes {
            let mut refs = shape.polygons.iter().flatten().flatten();
            if refs.any(|&reference| topology.arcs.get(super::net::arc_of(reference)).is_none_or(|arc| arc.len() < 2)) {
                return Err(CoverageError::Arc(shape.code));
            }
        }
        let net = Net::new(topology);
        let areas = arc_areas(&net);
        let levels: Vec<Level> = Level::MAPPED.into_iter().rev().filter(|&level| level <= base_level).collect();
        let layers = levels
            .into_par_iter()
            .map(|level| {
                let groups = groups(topology, level);
                let shapes: Vec<RefPolygons> = groups.par_iter().map(|(_, members)| net.dissolve(members)).collect();
                let area_m2 = shapes.iter().map(|shape| area(&areas, shape)).collect();
                let coarse = if level == base_level { net.clone() } else { net.coarsen(&shapes) };
                layer(level, topology, groups, coarse, area_m2)
            })
            .collect();
        Ok(Self { vintage: topology.vintage, layers })
    }

    /// The vintage of the codes.
    pub const fn vintage(&self) -> Vintage {
        self.vintage
    }

    /// The lowest level, of which the others are made.
    pub fn base_level(&self) -> Level {
        self.layers.first().map_or(Level::Buurt, |layer| layer.level)
    }

    /// The levels, from large to small.
    pub fn levels(&self) -> Vec<Level> {
        self.layers.iter().rev().map(|layer| layer.level).collect()
    }

    fn layer(&self, level: Level) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.level == level)
    }

    /// The codes of a level in order; empty when the vintage lacks the level.
    pub fn codes(&self, level: Level) -> &[RegionCode] {
        self.layer(level).map_or(&[], |layer| layer.codes.as_slice())
    }

    /// The place of a code in [`Self::codes`].
    pub fn index(&self, level: Level, code: RegionCode) -> Option<usize> {
        self.codes(level).binary_search(&code).ok()
    }

    /// How good the outline of a base region is.
    pub fn basis(&self, base: usize) -> Option<GeometryBasis> {
        self.layers.first()?.worst.get(base).copied()
    }

    /// The worst basis among the members of a region.
    pub fn worst_basis(&self, level: Level, index: usize) -> Option<GeometryBasis> {
        self.layer(level)?.worst.get(index).copied()
    }

    /// Area in square metres on the WGS84 ellipsoid (see [`super::project::to_equal_area`]); 0 outside the range.
    pub fn area_m2(&self, level: Level, index: usize) -> f64 {
        self.layer(level).map_or(0.0, |layer| at(&layer.area_m2, index))
    }

    /// West, south, east, north in degrees.
    pub fn bbox(&self, level: Level, index: usize) -> Option<[f64; 4]> {
        self.layer(level)?.bbox.get(index).copied().map(bbox_degrees)
    }

    /// West, south, east, north of the whole coverage in degrees.
    pub fn full_bbox(&self) -> Option<[f64; 4]> {
        union_bbox(self.layers.last()?.bbox.iter().copied().map(bbox_degrees))
    }

    /// The point for a label: the pole of inaccessibility of the largest polygon, in degrees.
    pub fn label_point(&self, level: Level, index: usize) -> Option<[f64; 2]> {
        self.layer(level)?.label.get(index).copied().map(degrees)
    }

    /// Polygons of a region in millionths of a degree; outer rings counter-clockwise, holes clockwise.
    pub fn polygons(&self, level: Level, index: usize) -> Polygons {
        self.layer(level).map(|layer| layer.net.polygon_points(layer.net.shape(index))).unwrap_or_default()
    }

    /// The outline of a region, longitude and latitude in degrees.
    pub fn multi_polygon(&self, level: Level, index: usize) -> MultiPolygon<f64> {
        to_geo(&self.polygons(level, index))
    }

    /// The base regions of a region, as indices of the base level.
    pub fn members(&self, level: Level, index: usize) -> &[u32] {
        let Some(layer) = self.layer(level) else { return &[] };
        let start = if index == 0 { 0 } else { at(&layer.member_ends, index - 1) as usize };
        layer.members.get(start..at(&layer.member_ends, index) as usize).unwrap_or_default()
    }

    /// The outline of a union of base regions.
    pub fn dissolve(&self, base: &[usize]) -> Outline {
        let Some(layer) = self.layers.first() else { return Outline { net: Net::default(), area_m2: 0.0 } };
        let mut members = base.to_vec();
        members.sort_unstable();
        members.dedup();
        let shape = layer.net.dissolve(&members);
        let area_m2 = members.iter().map(|&member| at(&layer.area_m2, member)).sum();
        Outline { net: layer.net.coarsen(&[shape]), area_m2 }
    }

    /// The arcs and shapes of a level.
    pub fn net(&self, level: Level) -> Option<&Net> {
        self.layer(level).map(|layer| &layer.net)
    }
}

/// The codes of a level with their base regions, ordered.
fn groups(topology: &Topology, level: Level) -> Vec<(RegionCode, Vec<usize>)> {
    let mut groups: Vec<(RegionCode, Vec<usize>)> = Vec::new();
    let pairs = topology.shapes.iter().enumerate().filter_map(|(base, shape)| Some((shape.code.at(level)?, base)));
    for (code, base) in pairs {
        // Shapes are ordered by code, and a code begins with the digits of what it lies in.
        match groups.last_mut() {
            Some((last, members)) if *last == code => members.push(base),
            _ => groups.push((code, vec![base])),
        }
    }
    groups
}

fn layer(
    level: Level,
    topology: &Topology,
    groups: Vec<(RegionCode, Vec<usize>)>,
    net: Net,
    area_m2: Vec<f64>,
) -> Layer {
    let label = net.shapes().par_iter().map(|shape| label_point(&net.polygon_points(shape))).collect();
    let bbox = net.shapes().iter().map(|shape| bbox(&net, shape)).collect();
    let basis = |&member: &usize| topology.shapes.get(member).map(|shape| shape.basis);
    let worst = groups
        .iter()
        .map(|(_, members)| {
            members.iter().filter_map(basis).max_by_key(|&basis| badness(basis)).unwrap_or(GeometryBasis::Approximate)
        })
        .collect();
    let mut members = Vec::new();
    let mut member_ends = Vec::new();
    let mut codes = Vec::new();
    for (code, own) in groups {
        codes.push(code);
        members.extend(own.into_iter().filter_map(|member| u32::try_from(member).ok()));
        member_ends.push(u32::try_from(members.len()).unwrap_or(u32::MAX));
    }
    Layer { level, codes, net, worst, area_m2, bbox, label, members, member_ends }
}

#[cfg(test)]
#[path = "coverage_tests.rs"]
pub(crate) mod tests;
