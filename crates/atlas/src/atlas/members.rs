//! Members of a place in another vintage, by overlay of outlines.
//!
//! Method (house plan): a region of the other vintage is a member when at least half of its surface lies inside the
//! place. The period counts only when the members hold at least 90 % of the inhabitants of the place and at
//! most 10 % of theirs lie outside it; for counts 98 % and 2 %. Inhabitants are spread evenly over a buurt.

use serde::{Deserialize, Serialize};

use crate::domain::{Level, Overlay, Period};

use super::figures::MemberBasis;

/// A region belongs to a place when at least this share of its surface lies inside.
pub const HALF_SURFACE: f64 = 0.5;

/// Least share of inhabitants held and largest share outside, for shares and means.
pub const LIMITS: (f64, f64) = (0.90, 0.10);

/// The same for counts and for ratios recomputed from counts.
pub const LIMITS_FOR_COUNTS: (f64, f64) = (0.98, 0.02);

/// Position of a region that does not exist at a level.
const NOWHERE: u32 = u32::MAX;

/// How the lowest regions of another vintage relate to the buurten of the base vintage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CrossVintage {
    /// The lowest level of the other vintage.
    pub level: Level,
    /// Per buurt of the base vintage (position): where its entries start; one more than there are buurten.
    pub starts: Vec<u32>,
    /// Position of the region of the other vintage (lowest level), per entry.
    pub to: Vec<u32>,
    /// Share of the buurt's surface that lies in that region (0-1), per entry.
    pub share_of_from: Vec<f32>,
    /// Surface of the regions in square metres, per level: gemeente, wijk, buurt; 0 without outline.
    pub area: [Vec<f32>; 3],
    /// Surface of every buurt of the base vintage in square metres; 0 without outline.
    pub base_area: Vec<f32>,
    /// Position of the parent gemeente and wijk of every lowest region.
    pub parents: [Vec<u32>; 2],
    /// Inhabitants laid on the regions, per level: gemeente, wijk, buurt.
    pub inhabitants: [Vec<f64>; 3],
    /// The period of those inhabitants.
    pub people_of: Period,
}

/// The members of a place in a vintage.
#[derive(Clone, Debug, PartialEq)]
pub struct VintageMembers {
    /// Level and position of each member in that vintage.
    pub regions: Vec<(Level, u32)>,
    /// How they were found, with the shares held and outside.
    pub basis: MemberBasis,
}

impl VintageMembers {
    /// Whether the members hold enough of the place, and little else.
    pub fn holds(&self, limits: (f64, f64)) -> bool {
        match self.basis {
            MemberBasis::Listed => true,
            MemberBasis::Overlay(Overlay { held, outside, .. }) => {
                !self.regions.is_empty() && held >= limits.0 && outside <= limits.1
            }
        }
    }
}

/// Surface and inhabitants of a place in each region that it touches, by position.
type Inside = std::collections::BTreeMap<u32, (f64, f64)>;

/// Slot of a mapped level in arrays per level.
pub(super) const fn slot(level: Level) -> usize {
    match level {
        Level::Land | Level::Gemeente => 0,
        Level::Wijk => 1,
        Level::Buurt => 2,
    }
}

impl CrossVintage {
    /// Position, at `level`, of the region that holds the lowest region `lowest`.
    pub(super) fn parent(&self, lowest: u32, level: Level) -> Option<u32> {
        if level == self.level {
            return Some(lowest);
        }
        let position = *self.parents.get(slot(level))?.get(lowest as usize)?;
        (position != NOWHERE).then_some(position)
    }

    /// Entries of a buurt: position of the lowest region and share of the buurt's surface in it.
    pub(super) fn entries(&self, buurt: u32) -> impl Iterator<Item = (u32, f64)> + '_ {
        let start = self.starts.get(buurt as usize).copied().unwrap_or_default() as usize;
        let end = self.starts.get(buurt as usize + 1).map_or(start, |&end| end as usize);
        let to = self.to.get(start..end).unwrap_or_default();
        let shares = self.share_of_from.get(start..end).unwrap_or_default();
        to.iter().zip(shares).map(|(&to, &share)| (to, f64::from(share)))
    }

    /// The buurten of the base vintage of which at least half of the surface lies in regions (lowest level) that somebody
    /// owns, each with the owner of the largest part.
    pub(super) fn held<T>(&self, owner: impl Fn(u32) -> Option<T>) -> impl Iterator<Item = (u32, T)> {
        let buurten = u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or_default();
        (0..buurten).filter_map(move |buurt| {
            let parts = self.entries(buurt).filter_map(|(lowest, share)| Some((owner(lowest)?, share)));
            let (mut held, mut most) = (0.0, None);
            for (whose, share) in parts {
                held += share;
                if most.as_ref().is_none_or(|(_, largest)| share > *largest) {
                    most = Some((whose, share));
                }
            }
            most.filter(|_| held >= HALF_SURFACE).map(|(whose, _)| (buurt, whose))
        })
    }

    /// Lays a count per buurt of the base vintage on the regions of `level`, by surface. Unknown counts add nothing.
    pub(super) fn carry(&self, counts: impl Fn(u32) -> Option<f64>, level: Level, len: usize) -> Vec<f64> {
        let mut carried = vec![0.0; len];
        let buurten = u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or_default();
        for buurt in 0..buurten {
            let Some(count) = counts(buurt) else { continue };
            for (lowest, share) in self.entries(buurt) {
                let target = self.parent(lowest, level).and_then(|position| carried.get_mut(position as usize));
                if let Some(target) = target {
                    *target += count * share;
                }
            }
        }
        carried
    }

    /// The regions of `level` that are members of the place made of these `buurten`.
    pub(super) fn members(&self, buurten: &[u32], inhabitants: impl Fn(u32) -> f64, level: Level) -> VintageMembers {
        let (inside, total) = self.inside(buurten, inhabitants, level);
        let belongs = |&(position, (surface, _)): &(&u32, &(f64, f64))| {
            let whole = self.surface_at(level, *position);
            whole > 0.0 && surface / whole >= HALF_SURFACE
        };
        let regions: Vec<(Level, u32)> =
            inside.iter().filter(belongs).map(|(&position, _)| (level, position)).collect();
        let basis = self.basis(&regions, &inside, total);
        VintageMembers { regions, basis }
    }

    /// What these `regions` hold of the place made of these `buurten`, and how much of them lies outside it.
    pub(super) fn basis_of(
        &self,
        buurten: &[u32],
        inhabitants: impl Fn(u32) -> f64,
        level: Level,
        regions: &[(Level, u32)],
    ) -> MemberBasis {
        let (inside, total) = self.inside(buurten, inhabitants, level);
        self.basis(regions, &inside, total)
    }

    /// Surface and inhabitants of the place in every region of `level` that it touches, and all its inhabitants.
    fn inside(&self, buurten: &[u32], inhabitants: impl Fn(u32) -> f64, level: Level) -> (Inside, f64) {
        let mut inside = Inside::new();
        let mut total = 0.0;
        for &buurt in buurten {
            let people = inhabitants(buurt);
            let surface = self.base_area.get(buurt as usize).map_or(0.0, |&area| f64::from(area));
            total += people;
            for (lowest, share) in self.entries(buurt) {
                let Some(position) = self.parent(lowest, level) else { continue };
                let entry = inside.entry(position).or_default();
                entry.0 += share * surface;
                entry.1 += share * people;
            }
        }
        (inside, total)
    }

    fn basis(&self, regions: &[(Level, u32)], inside: &Inside, total: f64) -> MemberBasis {
        let (mut held, mut theirs) = (0.0, 0.0);
        for (level, position) in regions {
            held += inside.get(position).map_or(0.0, |&(_, people)| people);
            let list = self.inhabitants.get(slot(*level));
            theirs += list.and_then(|list| list.get(*position as usize)).copied().unwrap_or_default();
        }
        let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 };
        MemberBasis::Overlay(Overlay {
            held: share(held, total),
            outside: share(theirs - held, theirs),
            people_of: self.people_of,
        })
    }

    /// Surface of the region at `position` of `level`.
    pub(super) fn surface_at(&self, level: Level, position: u32) -> f64 {
        self.area.get(slot(level)).and_then(|areas| areas.get(position as usize)).map_or(0.0, |&area| f64::from(area))
    }
}

/// The parent positions of the lowest regions at a higher level.
pub(super) fn parent_positions(
    codes: &[crate::domain::RegionCode],
    level: Level,
    index: impl Fn(crate::domain::RegionCode) -> Option<usize>,
) -> Vec<u32> {
    let position =
        |code: &crate::domain::RegionCode| code.at(level).and_then(&index).and_then(|at| u32::try_from(at).ok());
    codes.iter().map(|code| position(code).unwrap_or(NOWHERE)).collect()
}
