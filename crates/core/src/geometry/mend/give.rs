//! Who gets each face: the region whose better outline lies over it; what several claim or nobody does goes to the
//! neighbour with the longest shared border.

use std::collections::{BTreeMap, HashMap};

use super::super::at;
use super::faces::{Face, Faces, Joined, OUTSIDE};
use super::lines::{Nets, Owner, Piece};
use super::together::{length, surface};

/// What becomes of a region's outline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Its outline stays.
    #[default]
    Stays,
    /// It has no better outline: its former one holds where no better one lies.
    Former,
    /// It gets a better one.
    Better,
}

/// Where a face goes: to a region, or to none (outside).
pub(super) type Place = Option<u32>;

/// What lies over a face.
enum Claim {
    Settled(Place),
    Several(Vec<u32>),
    Nobody,
}

/// Faces and what goes with them.
pub(super) struct Giving<'a> {
    pub pieces: &'a [Piece],
    pub faces: &'a Faces,
    pub roles: &'a [Role],
    /// Metres below which what is left over is a sliver.
    pub tolerance: f64,
}

impl Giving<'_> {
    fn role(&self, region: u32) -> Role {
        at(self.roles, region as usize)
    }

    fn over(&self, face: Face) -> impl Iterator<Item = Owner> + '_ {
        self.faces.over.get(face).into_iter().flatten().filter(|(_, net)| *net > 0).map(|(owner, _)| *owner)
    }

    fn claim(&self, face: Face) -> Claim {
        let (mut free, mut former, mut better) = (false, None, Vec::new());
        for owner in self.over(face) {
            match owner {
                Owner::Free => free = true,
                Owner::Former(region) if self.role(region) == Role::Stays => return Claim::Settled(Some(region)),
                Owner::Former(region) => former = Some(region),
                Owner::Better(region) => better.push(region),
            }
        }
        match (better.as_slice(), former) {
            ([], Some(former)) => Claim::Settled(Some(former)),
            ([], None) if free => Claim::Nobody,
            ([], None) => Claim::Settled(None),
            ([only], _) => Claim::Settled(Some(*only)),
            _ => Claim::Several(better),
        }
    }

    /// The surface over which each better outline lies, in square units, twice.
    pub fn claimed(&self) -> HashMap<u32, i64> {
        let mut sums: HashMap<u32, i64> = HashMap::new();
        for (face, &area2) in self.faces.area2.iter().enumerate() {
            for owner in self.over(face) {
                if let Owner::Better(region) = owner {
                    *sums.entry(region).or_default() += area2;
                }
            }
        }
        sums
    }

    /// The place of every face, and the faces that border on nothing that may take them.
    pub fn places(&self) -> (Vec<Place>, Vec<Face>) {
        let claimed = self.claimed();
        let mut places: Vec<Place> = vec![None; self.faces.area2.len()];
        // Faces to be given, each with the regions that may have it; none for any.
        let mut waiting: BTreeMap<Face, Vec<u32>> = BTreeMap::new();
        for (face, place) in places.iter_mut().enumerate().skip(OUTSIDE + 1) {
            match self.claim(face) {
                Claim::Settled(to) => *place = to,
                Claim::Nobody => drop(waiting.insert(face, Vec::new())),
                Claim::Several(of) => {
                    // A whole region within another is that region; a strip along a border may be either's.
                    let area = |region: &u32| claimed.get(region).copied().unwrap_or_default();
                    let least = of.iter().copied().min_by_key(area).unwrap_or_default();
                    if at(&self.faces.area2, face) * 2 >= area(&least) {
                        *place = Some(least);
                    } else {
                        waiting.insert(face, of);
                    }
                }
            }
        }
        for face in self.slivers(&places, &waiting).into_iter().chain(self.pockets()) {
            waiting.insert(face, Vec::new());
        }
        let mut stuck = self.settle(&mut places, waiting);
        stuck.retain(|face| self.over(*face).next().is_some());
        (places, stuck)
    }

    /// Faces that are nobody's, on the map or before, and thinner than the tolerance: pockets between a better outline
    /// that reaches out of the land and what lies beside it.
    fn pockets(&self) -> Vec<Face> {
        let mut borders: Vec<f64> = vec![0.0; self.faces.area2.len()];
        for (piece, &(left, right)) in self.pieces.iter().zip(&self.faces.beside) {
            for face in [left, right] {
                if let Some(border) = borders.get_mut(face) {
                    *border += length(piece.a, piece.b);
                }
            }
        }
        let thin = |face: &Face| 2.0 * surface(at(&self.faces.area2, *face)) < self.tolerance * at(&borders, *face);
        (OUTSIDE + 1..borders.len()).filter(|face| self.over(*face).next().is_none()).filter(thin).collect()
    }

    /// Faces of parts that lie apart from the rest of their region and are thinner than the tolerance.
    fn slivers(&self, places: &[Place], waiting: &BTreeMap<Face, Vec<u32>>) -> Vec<Face> {
        let mut parts = Joined::new(places.len());
        let same = |left: Face, right: Face| {
            at(places, left) == at(places, right) && !waiting.contains_key(&left) && !waiting.contains_key(&right)
        };
        for &(left, right) in &self.faces.beside {
            if same(left, right) {
                parts.join(left, right);
            }
        }
        let mut sizes: HashMap<usize, (i64, f64)> = HashMap::new();
        for (face, &area2) in self.faces.area2.iter().enumerate() {
            sizes.entry(parts.root(face)).or_default().0 += area2;
        }
        for (piece, &(left, right)) in self.pieces.iter().zip(&self.faces.beside) {
            let (left, right) = (parts.root(left), parts.root(right));
            if left != right {
                for part in [left, right] {
                    sizes.entry(part).or_default().1 += length(piece.a, piece.b);
                }
            }
        }
        let mut largest: HashMap<u32, i64> = HashMap::new();
        for (face, place) in places.iter().enumerate() {
            if let (Some(region), Some((area2, _))) = (place, sizes.get(&parts.root(face))) {
                let most = largest.entry(*region).or_default();
                *most = (*most).max(*area2);
            }
        }
        let mut is_sliver = |face: &Face| {
            let Some(region) = at(places, *face) else { return false };
            let Some(&(area2, border)) = sizes.get(&parts.root(*face)) else { return false };
            self.role(region) != Role::Stays
                && largest.get(&region).is_some_and(|most| area2 < *most)
                && 2.0 * surface(area2) < self.tolerance * border
        };
        let faces: Vec<Face> = (OUTSIDE + 1..places.len()).filter(|face| !waiting.contains_key(face)).collect();
        faces.into_iter().filter(|face| is_sliver(face)).collect()
    }

    /// Gives each waiting face to the neighbour with the longest shared border, from the settled ones inwards. What is
    /// left over has no neighbour that may have it.
    fn settle(&self, places: &mut [Place], mut waiting: BTreeMap<Face, Vec<u32>>) -> Vec<Face> {
        let mut beside: HashMap<Face, Vec<(Face, f64)>> = HashMap::new();
        for (piece, &(left, right)) in self.pieces.iter().zip(&self.faces.beside) {
            let long = length(piece.a, piece.b);
            for (face, other) in [(left, right), (right, left)] {
                if face != other && waiting.contains_key(&face) {
                    beside.entry(face).or_default().push((other, long));
                }
            }
        }
        while !waiting.is_empty() {
            let mut given: Vec<(Face, Place)> = Vec::new();
            for (&face, of) in &waiting {
                let mut borders: BTreeMap<Place, f64> = BTreeMap::new();
                for &(other, long) in beside.get(&face).into_iter().flatten() {
                    let place = at(places, other);
                    let may = match place {
                        Some(region) => self.role(region) != Role::Stays && (of.is_empty() || of.contains(&region)),
                        None => of.is_empty(),
                    };
                    if may && !waiting.contains_key(&other) {
                        *borders.entry(place).or_default() += long;
                    }
                }
                // The smaller number where two are as long.
                let longest = borders.into_iter().rev().max_by(|one, two| one.1.total_cmp(&two.1));
                given.extend(longest.map(|(place, _)| (face, place)));
            }
            if given.is_empty() {
                let narrowed = waiting.values().filter(|of| !of.is_empty()).count();
                if narrowed == 0 {
                    break;
                }
                waiting.values_mut().for_each(Vec::clear);
            }
            for (face, to) in given {
                waiting.remove(&face);
                if let Some(place) = places.get_mut(face) {
                    *place = to;
                }
            }
        }
        waiting.into_keys().collect()
    }
}

/// Whether an owner lies over a face.
pub(super) fn lies_over(over: &Nets, owner: Owner) -> bool {
    over.iter().any(|&(known, net)| known == owner && net > 0)
}
