//! Better outlines in the place of poorer ones, so that what comes out is a coverage.
//!
//! Outlines that were simplified one by one overlap and leave gaps of metres between neighbours. `replace` draws them
//! together (`together`), cuts the plane where lines cross (`lines`), tells from the lines who lies over each face
//! (`faces`), gives what several or none claim to the neighbour with the longest shared border (`give`), and draws
//! every outline anew from its faces (`outline`). Borders between outlines that stay are not touched.

mod faces;
mod give;
mod lines;
mod outline;
mod together;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::nest::ring_area2;
use super::topology::InputShape;
use super::{Point, PointRing, Polygons, at};
use crate::domain::{GeometryBasis, RegionCode};
use faces::{Face, Faces};
use give::{Giving, Place, Role, lies_over};
use lines::{Lines, Owner, Piece};
use together::{Drawn, draw_together};

/// How outlines are put in the place of others.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Metres within which borders are the same border.
    pub tolerance: f64,
    /// How much a drawn outline must have in common with the better one, as a share of both together (0-1); one that
    /// has less was cut off by neighbours that stay, and keeps its former outline.
    pub likeness: f64,
}

/// Outlines after better ones took the place of poorer ones.
#[derive(Clone, Debug, Default)]
pub struct Mended {
    /// All outlines, in the order they came in.
    pub shapes: Vec<InputShape>,
    /// Regions with a better outline, each with its likeness to it.
    pub replaced: BTreeMap<RegionCode, f64>,
    /// Regions that keep their former outline although there is a better one, each with the likeness it would have had.
    pub kept: BTreeMap<RegionCode, f64>,
}

/// Rounds in which regions may fall back to their former outline.
const ROUNDS: usize = 6;
/// The least that may be left of a former outline (as a share) before it comes before better ones.
const LEAST_LEFT: f64 = 0.5;

/// Puts the outlines of `better` in the place of those of `base` that are of the basis `poor`. What nobody's better
/// outline covers goes to the former outlines of poor regions that have none; slivers to the neighbour with the longest
/// shared border. `base` must be a coverage, and what comes out is one.
pub fn replace(base: &[InputShape], better: &[InputShape], poor: GeometryBasis, limits: Limits) -> Mended {
    let known: HashMap<RegionCode, &InputShape> = better.iter().map(|shape| (shape.code, shape)).collect();
    let mut roles: Vec<Role> = base
        .iter()
        .map(|shape| match (shape.basis == poor, known.contains_key(&shape.code)) {
            (false, _) => Role::Stays,
            (true, false) => Role::Former,
            (true, true) => Role::Better,
        })
        .collect();
    let mut kept = BTreeMap::new();
    let mut plane = Plane::new(base, &known, &roles, limits);
    for _ in 0..ROUNDS {
        let fallen = plane.fall_back(base, &mut roles, &mut kept);
        if !fallen {
            break;
        }
        plane = Plane::new(base, &known, &roles, limits);
    }
    let likeness = plane.likeness();
    let code = |region: &u32| base.get(*region as usize).map(|shape| shape.code);
    let replaced = likeness.iter().filter_map(|(region, like)| Some((code(region)?, *like))).collect();
    Mended { shapes: plane.shapes(base, &known), replaced, kept }
}

/// The plane with better outlines in it, and who has each face.
struct Plane {
    pieces: Vec<Piece>,
    faces: Faces,
    roles: Vec<Role>,
    places: Vec<Place>,
    stuck: Vec<Face>,
    limits: Limits,
    /// Points that outlines came in with; others fall away where they are no corner.
    given: HashSet<Point>,
}

impl Plane {
    fn new(base: &[InputShape], better: &HashMap<RegionCode, &InputShape>, roles: &[Role], limits: Limits) -> Self {
        let role = |region: u32| at(roles, region as usize);
        let mut given: HashSet<Point> = HashSet::new();
        let (mut ground, mut drawn) = (Vec::new(), Vec::new());
        for (region, shape) in (0_u32..).zip(base) {
            ground.extend(rings(region, &shape.polygons));
            if let (Role::Better, Some(shape)) = (role(region), better.get(&shape.code)) {
                drawn.extend(rings(region, &shape.polygons));
            }
        }
        given.extend(ground.iter().chain(&drawn).flat_map(|one| one.ring.iter().copied()));
        draw_together(&mut drawn, &borders(&ground, roles), limits.tolerance);
        let mut lines = Lines::default();
        for one in &ground {
            let owner = if role(one.region) == Role::Better { Owner::Free } else { Owner::Former(one.region) };
            lines.ring(&one.ring, owner);
        }
        for one in &drawn {
            lines.ring(&one.ring, Owner::Better(one.region));
        }
        let pieces = lines.pieces();
        let faces = Faces::new(&pieces);
        let giving = Giving { pieces: &pieces, faces: &faces, roles, tolerance: limits.tolerance };
        let (places, stuck) = giving.places();
        Self { pieces, faces, roles: roles.to_vec(), places, stuck, limits, given }
    }

    /// The surface of each region, in square units, twice; and that on which its better outline lies.
    fn surfaces(&self) -> HashMap<u32, (i64, i64)> {
        let mut sums: HashMap<u32, (i64, i64)> = HashMap::new();
        for ((place, &area2), over) in self.places.iter().zip(&self.faces.area2).zip(&self.faces.over) {
            let Some(region) = *place else { continue };
            let (all, common) = sums.entry(region).or_default();
            *all += area2;
            *common += if lies_over(over, Owner::Better(region)) { area2 } else { 0 };
        }
        sums
    }

    /// What the outline of each region has in common with its better one, as a share of both together.
    #[expect(clippy::cast_precision_loss, reason = "a share of surfaces")]
    fn likeness(&self) -> BTreeMap<u32, f64> {
        let surfaces = self.surfaces();
        let claimed = self.giving().claimed();
        let better = (0_u32..).zip(&self.roles).filter(|(_, role)| **role == Role::Better);
        better
            .map(|(region, _)| {
                let (all, common) = surfaces.get(&region).copied().unwrap_or_default();
                let both = all + claimed.get(&region).copied().unwrap_or_default() - common;
                (region, if both > 0 { common as f64 / both as f64 } else { 0.0 })
            })
            .collect()
    }

    fn giving(&self) -> Giving<'_> {
        Giving { pieces: &self.pieces, faces: &self.faces, roles: &self.roles, tolerance: self.limits.tolerance }
    }

    /// Takes back what did not come out well: outlines unlike the better ones, better ones of which the land may go to
    /// nobody, and former outlines of which less than half is left. Whether there were any.
    #[expect(clippy::cast_precision_loss, reason = "a share of surfaces")]
    fn fall_back(&self, base: &[InputShape], roles: &mut [Role], kept: &mut BTreeMap<RegionCode, f64>) -> bool {
        let mut fallen = false;
        let (around, surfaces) = (self.around_stuck(), self.surfaces());
        for (region, like) in self.likeness() {
            let (Some(role), Some(shape)) = (roles.get_mut(region as usize), base.get(region as usize)) else {
                continue;
            };
            let stuck = shape.polygons.iter().flatten().flatten().filter(|point| around.contains(*point)).count() > 1;
            if like < self.limits.likeness || stuck {
                *role = Role::Former;
                kept.insert(shape.code, like);
                fallen = true;
            }
        }
        for ((region, role), shape) in (0_u32..).zip(roles.iter_mut()).zip(base) {
            let before: i64 = rings(region, &shape.polygons).map(|one| ring_area2(&one.ring)).sum();
            let (left, _) = surfaces.get(&region).copied().unwrap_or_default();
            if at(&self.roles, region as usize) == Role::Former && (left as f64) < LEAST_LEFT * before as f64 {
                *role = Role::Stays;
                fallen = true;
            }
        }
        fallen
    }

    /// Points around free land that no region may take: it goes back to those that it came from.
    fn around_stuck(&self) -> HashSet<Point> {
        let stuck: BTreeSet<Face> = self.stuck.iter().copied().collect();
        let beside = self.pieces.iter().zip(&self.faces.beside);
        beside
            .filter(|(_, (left, right))| stuck.contains(left) || stuck.contains(right))
            .flat_map(|(piece, _)| [piece.a, piece.b])
            .collect()
    }

    /// The outlines of all regions.
    fn shapes(&self, base: &[InputShape], better: &HashMap<RegionCode, &InputShape>) -> Vec<InputShape> {
        let drawn = outline::draw(&self.pieces, &self.faces, &self.places, &self.given);
        let shape = |(region, before): (u32, &InputShape)| {
            let basis = match (at(&self.roles, region as usize), better.get(&before.code)) {
                (Role::Better, Some(better)) => better.basis,
                _ => before.basis,
            };
            let edges = drawn.get(&region).map(Vec::as_slice).unwrap_or_default();
            let polygons = if outline::same(edges, rings(region, &before.polygons).map(|one| one.ring)) {
                before.polygons.clone()
            } else {
                super::simplify::polygons_from_edges(edges.to_vec())
            };
            InputShape { code: before.code, basis, polygons }
        };
        (0_u32..).zip(base).map(shape).collect()
    }
}

/// The rings of polygons with the interior on their left.
fn rings(region: u32, polygons: &Polygons) -> impl Iterator<Item = Drawn> + '_ {
    polygons.iter().flat_map(|rings| rings.iter().enumerate()).map(move |(place, ring)| {
        let mut ring: PointRing = ring.clone();
        if (ring_area2(&ring) > 0) != (place == 0) {
            ring.reverse();
        }
        Drawn { region, ring }
    })
}

/// Edges between an outline that stays and one that does not.
fn borders(ground: &[Drawn], roles: &[Role]) -> Vec<(Point, Point)> {
    let edges = |one: &'_ Drawn| -> Vec<(Point, Point)> {
        one.ring.iter().copied().zip(one.ring.iter().skip(1).copied()).collect()
    };
    let stays = |one: &&Drawn| at(roles, one.region as usize) == Role::Stays;
    let staying: HashSet<(Point, Point)> = ground.iter().filter(stays).flat_map(edges).collect();
    let others = ground.iter().filter(|one| !stays(one)).flat_map(edges);
    others.filter(|&(a, b)| staying.contains(&(b, a))).collect()
}

#[cfg(test)]
mod tests;
