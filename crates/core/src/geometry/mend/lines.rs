//! Directed lines of outlines, and the plane that they are cut into.

use std::collections::{BTreeSet, HashMap};

use super::super::crossing::{Edge, find_crossings};
use super::super::snap::Snapper;
use super::super::{Point, PointRing};

/// Bits by which crossings are told finer than the grid.
const FINER: u32 = 4;
/// Rounds of snapping; the second hardly ever finds anything.
const ROUNDS: usize = 12;

/// Whose interior lies beside a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Owner {
    /// Land that is given out anew.
    Free,
    /// The former outline of a region, by its number.
    Former(u32),
    /// The better outline of a region.
    Better(u32),
}

/// How often an owner's interior lies on the left of an edge, less how often on its right.
pub(super) type Nets = Vec<(Owner, i32)>;

/// A piece of border between two points, ordered; the nets are seen from the first to the second.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub a: Point,
    pub b: Point,
    pub nets: Nets,
}

/// Lines as they come in: each edge once, with everyone who runs along it.
#[derive(Debug, Default)]
pub(super) struct Lines {
    known: HashMap<(Point, Point), usize>,
    edges: Vec<(Point, Point)>,
    nets: Vec<Nets>,
}

pub(super) fn add(nets: &mut Nets, owner: Owner, times: i32) {
    match nets.iter_mut().find(|(known, _)| *known == owner) {
        Some((_, net)) => *net += times,
        None => nets.push((owner, times)),
    }
}

impl Lines {
    /// Adds a ring with the interior of `owner` on its left.
    pub fn ring(&mut self, ring: &[Point], owner: Owner) {
        for (&a, &b) in ring.iter().zip(ring.iter().skip(1)) {
            if a == b {
                continue;
            }
            let (edge, times) = if a < b { ((a, b), 1) } else { ((b, a), -1) };
            let next = self.edges.len();
            let index = *self.known.entry(edge).or_insert(next);
            if index == next {
                self.edges.push(edge);
                self.nets.push(Nets::new());
            }
            if let Some(nets) = self.nets.get_mut(index) {
                add(nets, owner, times);
            }
        }
    }

    /// Cuts the lines where they cross or touch, on the grid of their points: pieces meet in points only.
    pub fn pieces(mut self) -> Vec<Piece> {
        self.known.clear();
        let kept = self.edges.iter().zip(self.nets).filter(|(_, nets)| nets.iter().any(|(_, net)| *net != 0));
        let (edges, nets): (Vec<(Point, Point)>, Vec<Nets>) = kept.unzip();
        let mut chains: Vec<PointRing> = edges.iter().map(|&(a, b)| vec![a, b]).collect();
        for _ in 0..ROUNDS {
            let snapped = snapped(&chains);
            let settled = snapped == chains;
            chains = snapped;
            if settled {
                break;
            }
        }
        let mut pieces: HashMap<(Point, Point), Nets> = HashMap::new();
        for (chain, nets) in chains.iter().zip(&nets) {
            for (&a, &b) in chain.iter().zip(chain.iter().skip(1)) {
                let (edge, sign) = if a < b { ((a, b), 1) } else { ((b, a), -1) };
                let piece = pieces.entry(edge).or_default();
                for &(owner, net) in nets {
                    add(piece, owner, sign * net);
                }
            }
        }
        let mut pieces: Vec<Piece> = pieces
            .into_iter()
            .map(|((a, b), mut nets)| {
                nets.retain(|(_, net)| *net != 0);
                Piece { a, b, nets }
            })
            .filter(|piece| !piece.nets.is_empty())
            .collect();
        pieces.sort_unstable_by_key(|piece| (piece.a, piece.b));
        pieces
    }
}

/// Chains bent through every point that they pass within half a unit, and through the points in which they cross.
fn snapped(chains: &[PointRing]) -> Vec<PointRing> {
    let fine = |point: Point| point.map(|part| part << FINER);
    let mut lines: Vec<PointRing> =
        chains.iter().map(|chain| chain.iter().map(|&point| fine(point)).collect()).collect();
    let unique: BTreeSet<(Point, Point)> = lines
        .iter()
        .flat_map(|line| line.iter().zip(line.iter().skip(1)))
        .map(|(&a, &b)| if a < b { (a, b) } else { (b, a) })
        .collect();
    let edges: Vec<Edge> = unique.into_iter().map(|(a, b)| Edge { a, b, owner: 0 }).collect();
    let count = lines.len();
    // A crossing is told to less than one fine unit: beside the side of a cell, the cell behind it is bent through too.
    let around = [[-1, -1], [-1, 1], [1, -1], [1, 1]];
    for found in find_crossings(&edges) {
        lines.extend(around.map(|[dx, dy]| vec![[found.at[0] + dx, found.at[1] + dy]]));
    }
    // Tiles as large as the world: nothing is cut at their edges.
    let snapper = Snapper::new(&lines, FINER, i32::MAX, 0);
    lines.truncate(count);
    lines.iter().map(|line| snapper.snap(line)).collect()
}
