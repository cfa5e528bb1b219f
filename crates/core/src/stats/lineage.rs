//! What each region of one division became in another, from the ground that they have in common.
//!
//! Method: the two divisions are laid over each other. Two regions are joined where their common ground is a real part of
//! one of the two: at least [`PART`] of its inhabitants on at least [`SLIVER`] of its surface. What is less is the noise
//! of two generalised outlines, or a border that moved by a street; it is left out, and the shares of what is joined are
//! scaled to 1. How the joined regions stand to each other then names the change (see [`Change`]).
//!
//! Inhabitants are those of the base division, laid evenly over each buurt: a share is that of the people who live on
//! that ground now. Where fewer than [`FEW`] live their number says little, and the surface is taken instead.

use crate::domain::Change;

/// Least share of a region that counts as a part of it, and least that two regions hold of each other to be one place
/// with another border. The same tenth as for members in another division: within it a figure is still of the place.
/// On the shipped divisions it leaves every gemeente that no law touched the same, outlines of two methods included.
pub const PART: f64 = 0.10;

/// Least share of its surface. A dense neighbour beside an empty region lays many of its people on it with a border that
/// is off by a few metres: of the pairs that touch, those below it are nine in ten.
pub const SLIVER: f64 = 0.05;

/// Fewer inhabitants than this are not weighed: the surface is.
pub const FEW: f64 = 50.0;

/// A region that kept its code is the same place with another border while it and its successor hold at least this share
/// of each other.
pub const MAIN: f64 = 0.5;

/// Inhabitants and surface (square metres).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ground {
    /// Inhabitants.
    pub people: f64,
    /// Square metres.
    pub surface: f64,
}

impl Ground {
    /// The share of its inhabitants that `part` holds, and of its surface; twice the surface where few live.
    fn shares(self, part: Self) -> (f64, f64) {
        let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 };
        let surface = share(part.surface, self.surface);
        (if self.people >= FEW { share(part.people, self.people) } else { surface }, surface)
    }
}

/// The common ground of a region of the one division and a region of the other, by position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Common {
    /// Position in the one.
    pub from: u32,
    /// Position in the other.
    pub to: u32,
    /// What they share.
    pub ground: Ground,
}

/// A part of a region, in the other division.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Position of the region of the other division.
    pub to: u32,
    /// The share of the region that it holds (0-1); the shares of all parts make 1.
    pub share: f64,
    /// The share of that other region that came from this one (0-1).
    pub of_other: f64,
    /// Whether the two are shares of surface instead, as few live there.
    pub by_surface: (bool, bool),
    /// The same two by surface, unscaled.
    surface: (f64, f64),
}

impl Part {
    /// Whether both hold at least `least` of each other, by inhabitants or by surface.
    fn holds(&self, least: f64) -> bool {
        self.share.min(self.of_other) >= least || self.surface.0.min(self.surface.1) >= least
    }
}

/// What a region became.
#[derive(Clone, Debug, PartialEq)]
pub struct Fate {
    /// In one word.
    pub change: Change,
    /// Where its ground is: the region that took its place, then the largest share first.
    pub parts: Vec<Part>,
}

/// The fate of every region of one division in another. `from` and `to` are all regions of both, `common` what they
/// share; `same_code` and `same_name` compare a region of the one with a region of the other.
pub fn fates(
    from: &[Ground],
    to: &[Ground],
    common: &[Common],
    same_code: impl Fn(u32, u32) -> bool,
    same_name: impl Fn(u32, u32) -> bool,
) -> Vec<Fate> {
    let mut parts: Vec<Vec<Part>> = vec![Vec::new(); from.len()];
    // How many regions are joined to each of the other division, and the share of it that they hold together.
    let mut joined = vec![(0_u32, (0.0_f64, 0.0_f64)); to.len()];
    for one in common {
        let (Some(whole), Some(other)) = (from.get(one.from as usize), to.get(one.to as usize)) else { continue };
        let ((share, surface), (of_other, of_surface)) = (whole.shares(one.ground), other.shares(one.ground));
        let real = (share >= PART && surface >= SLIVER) || (of_other >= PART && of_surface >= SLIVER);
        let (Some(list), Some(sum)) = (parts.get_mut(one.from as usize), joined.get_mut(one.to as usize)) else {
            continue;
        };
        if real {
            list.push(Part {
                to: one.to,
                share,
                of_other,
                by_surface: (whole.people < FEW, other.people < FEW),
                surface: (surface, of_surface),
            });
            *sum = (sum.0 + 1, (sum.1.0 + of_other, sum.1.1 + of_surface));
        }
    }
    let of = |to: u32| joined.get(to as usize).copied().unwrap_or_default();
    let fate = |(at, mut parts): (u32, Vec<Part>)| {
        let all = parts.iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.share, sum.1 + part.surface.0));
        for part in &mut parts {
            let whole = of(part.to).1;
            part.by_surface = (part.by_surface.0 || all.0 <= 0.0, part.by_surface.1 || whole.0 <= 0.0);
            part.share = scaled((part.share, part.surface.0), all);
            part.of_other = scaled((part.of_other, part.surface.1), whole);
        }
        parts.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.to.cmp(&b.to)));
        let successor = |part: &Part| part.holds(1.0 - PART) || (same_code(at, part.to) && part.holds(MAIN));
        let main = parts.iter().position(successor);
        let change = match parts.as_slice() {
            [] => Change::Unknown,
            [one] if of(one.to).0 == 1 => match (same_code(at, one.to), same_name(at, one.to)) {
                (true, true) => Change::Same,
                (true, false) => Change::Renamed,
                (false, _) => Change::Recoded,
            },
            _ if main.is_some() => Change::Moved,
            [_] => Change::Merged,
            _ if parts.iter().all(|part| of(part.to).0 == 1) => Change::Split,
            _ => Change::Ended,
        };
        if let Some(first) = parts.get_mut(..=main.unwrap_or_default()) {
            first.rotate_right(1);
        }
        Fate { change, parts }
    };
    (0..).zip(parts).map(fate).collect()
}

/// A share of the inhabitants as a share of those of all parts; of the surface where nobody lives on any of them.
fn scaled(part: (f64, f64), all: (f64, f64)) -> f64 {
    if all.0 > 0.0 {
        part.0 / all.0
    } else if all.1 > 0.0 {
        part.1 / all.1
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Regions of 1000 people on 1000 square metres; common ground in thousandths of both.
    fn fates_of(from: usize, to: usize, common: &[(u32, u32, f64)]) -> Vec<Fate> {
        let mut sums = (vec![Ground::default(); from], vec![Ground::default(); to]);
        let common: Vec<Common> = common
            .iter()
            .map(|&(from, to, part)| Common { from, to, ground: Ground { people: part, surface: part } })
            .collect();
        for one in &common {
            for sum in [&mut sums.0[one.from as usize], &mut sums.1[one.to as usize]] {
                sum.people += one.ground.people;
                sum.surface += one.ground.surface;
            }
        }
        // A region has the code and the name of the one at the same position.
        fates(&sums.0, &sums.1, &common, |a, b| a == b, |a, b| a == b)
    }

    fn changes(from: usize, to: usize, common: &[(u32, u32, f64)]) -> Vec<Change> {
        fates_of(from, to, common).into_iter().map(|fate| fate.change).collect()
    }

    #[test]
    fn each_change_is_told_by_how_regions_lie_in_each_other() {
        use Change::{Ended, Merged, Moved, Recoded, Same, Split, Unknown};
        assert_eq!(changes(2, 2, &[(0, 0, 1e3), (1, 1, 1e3)]), [Same, Same]);
        assert_eq!(changes(2, 2, &[(0, 1, 1e3), (1, 0, 1e3)]), [Recoded, Recoded], "a code handed to its neighbour");
        assert_eq!(changes(1, 3, &[(0, 1, 5e2), (0, 2, 5e2)]), [Split]);
        assert_eq!(changes(2, 3, &[(0, 2, 5e2), (1, 2, 5e2)]), [Merged, Merged], "two went into a new one");
        assert_eq!(changes(2, 1, &[(0, 0, 1e3), (1, 0, 5e2)]), [Moved, Merged], "one grew by the other");
        assert_eq!(changes(2, 2, &[(0, 0, 7e2), (0, 1, 3e2), (1, 1, 1e3)]), [Moved, Moved], "a border moved");
        let apart = changes(3, 4, &[(0, 1, 5e2), (0, 2, 5e2), (1, 1, 1e3), (2, 2, 1e3)]);
        assert_eq!(apart, [Ended, Moved, Moved], "two neighbours took what was left");
        assert_eq!(changes(1, 1, &[]), [Unknown]);
    }

    #[test]
    fn slivers_change_nothing() {
        let common = [(0, 0, 950.0), (0, 1, 50.0), (1, 0, 90.0), (1, 1, 910.0)];
        assert_eq!(changes(2, 2, &common), [Change::Same, Change::Same]);
    }

    #[test]
    fn a_border_off_by_metres_lays_no_people_of_a_dense_neighbour_on_empty_ground() {
        let ground = |people: f64, surface: f64| Ground { people, surface };
        let common = |from, to, people, surface| Common { from, to, ground: ground(people, surface) };
        // A nature reserve of 60 people: 3 % of it lies under a quarter of 10,000.
        let regions = [ground(160.0, 1e6), ground(9_900.0, 1e6)];
        let links = [common(0, 0, 60.0, 9.7e5), common(0, 1, 100.0, 3e4), common(1, 1, 9_900.0, 1e6)];
        let found = fates(&regions, &[ground(60.0, 9.7e5), ground(1e4, 1.03e6)], &links, |a, b| a == b, |_, _| true);
        assert!(found.iter().all(|fate| fate.change == Change::Same), "{found:?}");
    }

    proptest! {
        #[test]
        fn the_shares_of_all_parts_make_one(
            common in prop::collection::vec((0_u32..6, 0_u32..6, 0.0_f64..1000.0, 1.0_f64..1000.0), 0..30),
        ) {
            let mut sums = (vec![Ground::default(); 6], vec![Ground::default(); 6]);
            let common: Vec<Common> = common
                .into_iter()
                .map(|(from, to, people, surface)| Common { from, to, ground: Ground { people, surface } })
                .collect();
            for one in &common {
                for sum in [&mut sums.0[one.from as usize], &mut sums.1[one.to as usize]] {
                    sum.people += one.ground.people;
                    sum.surface += one.ground.surface;
                }
            }
            let found = fates(&sums.0, &sums.1, &common, |a, b| a == b, |_, _| true);
            for fate in &found {
                let whole: f64 = fate.parts.iter().map(|part| part.share).sum();
                prop_assert!(fate.parts.is_empty() || (whole - 1.0).abs() < 1e-9, "{fate:?}");
                prop_assert_eq!(fate.parts.is_empty(), fate.change == Change::Unknown);
            }
            for to in 0..6 {
                let whole: f64 =
                    found.iter().flat_map(|fate| &fate.parts).filter(|part| part.to == to).map(|part| part.of_other).sum();
                prop_assert!(whole.abs() < 1e-9 || (whole - 1.0).abs() < 1e-9, "{to}: {whole}");
            }
        }
    }
}
