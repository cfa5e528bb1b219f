//! The faces of a plane that is cut into pieces, and whose interiors lie over each.

use std::collections::HashMap;

use super::super::nest::{ring_area2, side};
use super::super::trace::{Link, trace};
use super::super::{Point, PointRing, at, key};
use super::lines::{Nets, Piece, add};

/// The number of a face.
pub(super) type Face = usize;
/// The face around everything.
pub(super) const OUTSIDE: Face = 0;

/// The faces of a plane.
#[derive(Debug, Default)]
pub(super) struct Faces {
    /// Per piece: the face on its left, and on its right.
    pub beside: Vec<(Face, Face)>,
    /// Per face: twice its surface, in square units.
    pub area2: Vec<i64>,
    /// Per face: who lies over it, how many times over.
    pub over: Vec<Nets>,
}

/// A ring of a walk that turns left: the face inside it.
struct Inside {
    area2: i64,
    walk: usize,
    component: usize,
    low: Point,
    high: Point,
    ring: PointRing,
}

impl Faces {
    /// Finds the faces between pieces that meet in points only.
    pub fn new(pieces: &[Piece]) -> Self {
        let links: Vec<Link> =
            pieces.iter().flat_map(|piece| [link(piece.a, piece.b), link(piece.b, piece.a)]).collect();
        let mut walks = vec![0; links.len()];
        let mut names: HashMap<usize, usize> = HashMap::new();
        let mut sums: Vec<i64> = Vec::new();
        let mut rings: Vec<(usize, i64, PointRing)> = Vec::new();
        for found in trace(&links) {
            let next = names.len();
            let walk = *names.entry(found.walk).or_insert(next);
            if walk == sums.len() {
                sums.push(0);
            }
            let mut ring: PointRing = found.links.iter().map(|&link| start_of(pieces, link)).collect();
            ring.extend(ring.first().copied());
            let area2 = ring_area2(&ring);
            if let Some(area) = sums.get_mut(walk) {
                *area += area2;
            }
            for link in found.links {
                if let Some(place) = walks.get_mut(link) {
                    *place = walk;
                }
            }
            rings.push((walk, area2, ring));
        }
        let faces = join(&walks, &sums, rings);
        Self::around(pieces, &walks, &sums, &faces)
    }

    /// Puts faces together from walks, and spreads owners over them from the outside in.
    fn around(pieces: &[Piece], walks: &[usize], sums: &[i64], face_of: &[Face]) -> Self {
        let count = face_of.iter().max().map_or(1, |most| most + 1);
        let mut area2 = vec![0; count];
        for (&face, area) in face_of.iter().zip(sums) {
            if let Some(sum) = area2.get_mut(face) {
                *sum += area;
            }
        }
        let face = |link: usize| at(face_of, at(walks, link));
        let beside: Vec<(Face, Face)> = (0..pieces.len()).map(|piece| (face(2 * piece), face(2 * piece + 1))).collect();
        let over = spread(pieces, &beside, count);
        Self { beside, area2, over }
    }
}

fn link(a: Point, b: Point) -> Link {
    let ([ax, ay], [bx, by]) = (a, b);
    Link { from: key(a), to: key(b), out: [bx - ax, by - ay], back: [ax - bx, ay - by] }
}

fn start_of(pieces: &[Piece], link: usize) -> Point {
    pieces.get(link / 2).map_or([0, 0], |piece| if link.is_multiple_of(2) { piece.a } else { piece.b })
}

/// Sets of numbers that are joined.
pub(super) struct Joined(Vec<usize>);

impl Joined {
    pub fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub fn root(&mut self, mut one: usize) -> usize {
        while at(&self.0, one) != one {
            let up = at(&self.0, at(&self.0, one));
            if let Some(place) = self.0.get_mut(one) {
                *place = up;
            }
            one = up;
        }
        one
    }

    pub fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(place) = self.0.get_mut(one.max(other)) {
            *place = one.min(other);
        }
    }
}

/// The face of each walk. A walk that turns right goes around a connected piece of the plane from outside: it belongs to
/// the face that the piece lies in.
fn join(walks: &[usize], sums: &[i64], rings: Vec<(usize, i64, PointRing)>) -> Vec<Face> {
    let mut components = Joined::new(sums.len());
    for (&one, &other) in walks.iter().step_by(2).zip(walks.iter().skip(1).step_by(2)) {
        components.join(one, other);
    }
    let mut inside: Vec<Inside> = Vec::new();
    let mut around: Vec<(usize, Point)> = Vec::new();
    for (walk, area2, ring) in rings {
        if at(sums, walk) <= 0 {
            around.push((walk, ring.iter().copied().min().unwrap_or_default()));
        } else if area2 > 0 {
            let axis = |axis: usize| ring.iter().map(move |point| at(point, axis));
            let low = [axis(0).min().unwrap_or(0), axis(1).min().unwrap_or(0)];
            let high = [axis(0).max().unwrap_or(0), axis(1).max().unwrap_or(0)];
            inside.push(Inside { area2, walk, component: components.root(walk), low, high, ring });
        }
    }
    inside.sort_unstable_by_key(|ring| ring.area2);
    // One more for the outside, which is the first.
    let mut faces = Joined::new(sums.len() + 1);
    for (walk, point) in around {
        let component = components.root(walk);
        let holder = inside.iter().find(|ring| {
            ring.component != component
                && (0..2).all(|axis| (at(&ring.low, axis)..=at(&ring.high, axis)).contains(&at(&point, axis)))
                && side(point, &ring.ring) == Some(true)
        });
        faces.join(walk + 1, holder.map_or(OUTSIDE, |ring| ring.walk + 1));
    }
    let mut numbers: HashMap<usize, Face> = HashMap::from([(faces.root(OUTSIDE), OUTSIDE)]);
    (0..sums.len())
        .map(|walk| {
            let next = numbers.len();
            *numbers.entry(faces.root(walk + 1)).or_insert(next)
        })
        .collect()
}

/// Who lies over each face: nobody outside, and across every piece those more or fewer whose border it is.
fn spread(pieces: &[Piece], beside: &[(Face, Face)], count: usize) -> Vec<Nets> {
    let mut across: Vec<Vec<(Face, usize, i32)>> = vec![Vec::new(); count];
    for (piece, &(left, right)) in beside.iter().enumerate() {
        for (from, to, sign) in [(right, left, 1), (left, right, -1)] {
            if let Some(list) = across.get_mut(from) {
                list.push((to, piece, sign));
            }
        }
    }
    let mut over: Vec<Option<Nets>> = vec![None; count];
    let mut waiting = vec![OUTSIDE];
    if let Some(outside) = over.get_mut(OUTSIDE) {
        *outside = Some(Nets::new());
    }
    while let Some(face) = waiting.pop() {
        let here = over.get(face).cloned().flatten().unwrap_or_default();
        for &(to, piece, sign) in across.get(face).into_iter().flatten() {
            let Some(unseen @ None) = over.get_mut(to) else { continue };
            let mut nets = here.clone();
            for &(owner, net) in pieces.get(piece).into_iter().flat_map(|piece| &piece.nets) {
                add(&mut nets, owner, sign * net);
            }
            nets.retain(|(_, net)| *net != 0);
            nets.sort_unstable();
            *unseen = Some(nets);
            waiting.push(to);
        }
    }
    over.into_iter().map(Option::unwrap_or_default).collect()
}
