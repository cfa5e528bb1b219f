//! What a code stood for in every division, and what became of it.

use std::collections::BTreeSet;

use crate::domain::{Change, Level, PlacedCode, PracticeExample, RegionCode, Vintage};

use super::descent::plain;
use super::lineage::{Kin, Piece};
use super::model::Atlas;
use super::regions::VintageAtlas;
use super::search::{Hit, HitKind};

/// A region in which ground of another lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Relative<'a> {
    /// Its code in its own division.
    pub code: RegionCode,
    /// Its name there.
    pub name: &'a str,
    /// The share of the inhabitants of the place who live in it (0-1).
    pub share: f64,
    /// The share of its own inhabitants who live in the place (0-1).
    pub of_other: f64,
    /// Whether the two are shares of surface instead, as few live there.
    pub by_surface: (bool, bool),
}

/// One or several divisions of which the same is to be said, newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Era<'a> {
    /// The divisions.
    pub vintages: Vec<Vintage>,
    /// What the region that the code stands for is called in them.
    pub name: &'a str,
    /// From then to now; for divisions after the base from now to then.
    pub change: Change,
    /// Where the ground is in the other division: its successor, then the largest share first.
    pub relatives: Vec<Relative<'a>>,
}

impl<'a> Era<'a> {
    /// Whether another division tells the same: the same change from and to the same codes, and no other name.
    fn tells(&self, other: &Self) -> bool {
        let pairs = || self.relatives.iter().zip(&other.relatives);
        self.change == other.change
            && self.relatives.len() == other.relatives.len()
            && pairs().all(|(one, other)| one.code == other.code && may_be(one.name, other.name))
            && may_be(self.name, other.name)
    }

    /// Takes another division in that tells the same, and names from it that were missing.
    fn take(&mut self, other: Self) {
        self.vintages.extend(other.vintages);
        let better = |own: &mut &'a str, other: &'a str| {
            if is_bare(own) {
                *own = other;
            }
        };
        better(&mut self.name, other.name);
        for (own, other) in self.relatives.iter_mut().zip(other.relatives) {
            better(&mut own.name, other.name);
        }
    }
}

/// Whether a name is only the code of a region without one.
fn is_bare(name: &str) -> bool {
    name.parse::<RegionCode>().is_ok()
}

/// Whether two names can be of one place.
fn may_be(one: &str, other: &str) -> bool {
    is_bare(one) || is_bare(other) || plain(one) == plain(other)
}

impl Atlas {
    /// What a code stands for in the divisions other than the base that have it, and where that ground is in the base.
    /// Empty for codes that no other division has.
    pub fn eras_of(&self, code: RegionCode) -> Vec<Era<'_>> {
        let level = code.level();
        let found = self.vintages.iter().rev().filter_map(|vintage| {
            let position = vintage.level(level)?.index(code)?;
            let kin = vintage.lineage_at(level)?.became.get(&u32::try_from(position).ok()?);
            Some((vintage.vintage, self.name_then(vintage, level, position), kin))
        });
        self.eras(found, |_| self.base().vintage, code)
    }

    /// What a region of the base division was in every other division that has its level.
    pub fn origins_of(&self, code: RegionCode) -> Vec<Era<'_>> {
        let level = code.level();
        let Some(position) = self.base().level(level).and_then(|regions| regions.index(code)) else {
            return Vec::new();
        };
        let found = self.vintages.iter().rev().filter_map(|vintage| {
            let kin = vintage.lineage_at(level)?.was.get(&u32::try_from(position).ok()?);
            Some((vintage.vintage, self.base().name(code)?, kin))
        });
        self.eras(found, |vintage| vintage, code)
    }

    /// Joins divisions of which the same is to be said. `other` is the division of the relatives.
    fn eras<'a>(
        &'a self,
        found: impl Iterator<Item = (Vintage, &'a str, Option<&'a Kin>)>,
        other: impl Fn(Vintage) -> Vintage,
        code: RegionCode,
    ) -> Vec<Era<'a>> {
        let later = |vintage: Vintage| vintage > self.base().vintage;
        let mut eras: Vec<Era<'a>> = Vec::new();
        for (vintage, name, kin) in found {
            let change = kin.map_or(Change::Same, |kin| kin.change);
            let relatives = match kin {
                Some(kin) => self.relatives(other(vintage), code.level(), kin),
                None => self.same(other(vintage), code).into_iter().collect(),
            };
            let era = Era {
                vintages: vec![vintage],
                name,
                change: if later(vintage) { change.reversed() } else { change },
                relatives,
            };
            match eras
                .iter_mut()
                .find(|known| known.tells(&era) && known.vintages.iter().all(|&one| later(one) == later(vintage)))
            {
                Some(known) => known.take(era),
                None => eras.push(era),
            }
        }
        eras
    }

    fn relatives<'a>(&'a self, vintage: Vintage, level: Level, kin: &Kin) -> Vec<Relative<'a>> {
        let Some(other) = self.vintage(vintage) else { return Vec::new() };
        let relative = |piece: &Piece| {
            let position = piece.position as usize;
            Some(Relative {
                code: *other.level(level)?.codes.get(position)?,
                name: self.name_then(other, level, position),
                share: f64::from(piece.share),
                of_other: f64::from(piece.of_other),
                by_surface: piece.by_surface,
            })
        };
        kin.pieces.iter().filter_map(relative).collect()
    }

    fn same(&self, vintage: Vintage, code: RegionCode) -> Option<Relative<'_>> {
        let other = self.vintage(vintage)?;
        let position = other.level(code.level())?.index(code)?;
        let name = self.name_then(other, code.level(), position);
        Some(Relative { code, name, share: 1.0, of_other: 1.0, by_surface: (false, false) })
    }

    /// The name of a region of a division; its code where the names there are not its own.
    fn name_then<'a>(&'a self, vintage: &'a VintageAtlas, level: Level, position: usize) -> &'a str {
        let own = vintage.lineage_at(level).is_none_or(|lineage| lineage.own_names);
        let code = vintage.level(level).and_then(|regions| regions.codes.get(position));
        if own { self.region_name(vintage.vintage, level, position) } else { code.map_or("", RegionCode::as_str) }
    }

    /// Makes the place of every example a region of the base, and keeps what it was written about.
    pub(super) fn carry_examples(&mut self) {
        let carried = |example: &PracticeExample| {
            let placed = PlacedCode { code: example.place?, vintage: example.division };
            let then = self.placed_then(placed)?;
            Some((self.placed_now(placed), then))
        };
        let carried: Vec<_> = self.practice.iter().map(carried).collect();
        for (example, carried) in self.practice.iter_mut().zip(carried) {
            example.written_about = carried.map(|(_, then)| then);
            if let Some((now, _)) = carried {
                example.place = now;
            }
        }
    }

    /// Makes the codes of neighbourhoods on lists by name regions of the base.
    pub(super) fn carry_lists(&mut self) {
        let now = |code: &RegionCode| self.placed_now(PlacedCode { code: *code, vintage: None });
        let carried: Vec<Vec<RegionCode>> =
            self.priority.iter().map(|one| one.codes.iter().filter_map(now).collect()).collect();
        for (one, codes) in self.priority.iter_mut().zip(carried) {
            one.codes = codes;
        }
    }

    /// The gemeenten and wijken of other divisions that have a name and whose code the base lacks, newest first.
    pub(super) fn former_places(&self) -> Vec<Hit> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for vintage in self.vintages.iter().rev().filter(|vintage| !vintage.is_base()) {
            for level in Level::MAPPED {
                for (position, &code) in vintage.level(level).into_iter().flat_map(|regions| &regions.codes).enumerate()
                {
                    let name = self.name_then(vintage, level, position);
                    if self.base().name(code).is_some() || is_bare(name) || !seen.insert(code) {
                        continue;
                    }
                    let gemeente = code.gemeente().filter(|gemeente| *gemeente != code);
                    let context = gemeente.and_then(|gemeente| vintage.name(gemeente)).unwrap_or_default();
                    found.push(Hit { kind: HitKind::Region(code), name: name.to_owned(), context: context.to_owned() });
                }
            }
        }
        found
    }

    /// The division of codes that name none.
    pub fn unmarked(&self) -> Vintage {
        self.catalogue.unmarked.unwrap_or(self.base().vintage)
    }

    /// The division that codes of the base name when they are kept: none while it is that of codes that name none.
    pub fn mark(&self) -> Option<Vintage> {
        let base = self.base().vintage;
        (base != self.unmarked()).then_some(base)
    }

    /// A code of the base as people's work keeps it.
    pub fn placed(&self, code: RegionCode) -> PlacedCode {
        PlacedCode { code, vintage: self.mark() }
    }

    /// The region of the base that a kept code stands for now; `None` where its division lacks it, or nothing tells.
    pub fn placed_now(&self, placed: PlacedCode) -> Option<RegionCode> {
        self.successor(placed.code, placed.vintage.unwrap_or_else(|| self.unmarked()))
    }

    /// The code and the division of a kept code, where it is not the same region of the base.
    pub fn placed_then(&self, placed: PlacedCode) -> Option<(RegionCode, Vintage)> {
        let vintage = placed.vintage.unwrap_or_else(|| self.unmarked());
        let other = self.vintage(vintage).filter(|other| !other.is_base() && other.name(placed.code).is_some())?;
        let same = other.level(placed.code.level())?.index(placed.code).and_then(|at| {
            let kin = other.lineage_at(placed.code.level())?.became.get(&u32::try_from(at).ok()?);
            Some(kin.is_none_or(|kin| kin.change == Change::Renamed))
        });
        (same != Some(true)).then_some((placed.code, vintage))
    }

    /// The region of the base division that took the place of a region of another: itself where it is the same, else the
    /// one with the largest share of its inhabitants. `None` for a code that the division does not have, and where no
    /// outline tells.
    pub fn successor(&self, code: RegionCode, vintage: Vintage) -> Option<RegionCode> {
        let other = self.vintage(vintage)?;
        let position = other.level(code.level())?.index(code)?;
        let kept = self.base().name(code).map(|_| code);
        if other.is_base() {
            return kept;
        }
        let Some(kin) = other.lineage_at(code.level())?.became.get(&u32::try_from(position).ok()?) else { return kept };
        let Some(first) = kin.pieces.first() else { return kept };
        self.base().level(code.level())?.codes.get(first.position as usize).copied()
    }

    /// A selection of another division in the base: the buurten of which at least half of the surface lies in it,
    /// written as every selection is. `None` where the division lacks one of the codes.
    pub fn selection_then(&self, codes: &[RegionCode], vintage: Vintage) -> Option<Vec<RegionCode>> {
        let other = self.vintage(vintage)?;
        let Some(cross) = &other.cross else { return self.selection(codes).ok() };
        let mut chosen = BTreeSet::new();
        for code in codes {
            let position = u32::try_from(other.level(code.level())?.index(*code)?).ok()?;
            chosen
                .extend(other.span_within(code.level(), position, cross.level).filter(|_| code.level() <= cross.level));
        }
        let held = cross.held(|lowest| chosen.contains(&lowest).then_some(()));
        Some(self.base().written(&held.map(|(buurt, ())| buurt).collect()))
    }

    /// The divisions other than the base that have a code, newest first.
    pub fn vintages_with(&self, code: RegionCode) -> impl Iterator<Item = &VintageAtlas> {
        self.vintages.iter().rev().filter(move |one| !one.is_base() && one.name(code).is_some())
    }
}
