//! Derives the lineage of a division, once, from the overlay that carries figures between it and the base, by the rule of
//! [`crate::stats::lineage`].

use std::collections::BTreeMap;

use crate::domain::{Change, Column, Level};
use crate::stats::lineage::{Common, Fate, Ground, fates};

use super::lineage::{Kin, LevelLineage, Lineage, Piece};
use super::members::{CrossVintage, slot};
use super::regions::{LevelRegions, VintageAtlas};
use super::search::fold;

impl Lineage {
    /// Derives the lineage of `other` by the overlay `cross`.
    pub(super) fn new(base: &VintageAtlas, inhabitants: &Column, other: &VintageAtlas, cross: &CrossVintage) -> Self {
        Self(Level::MAPPED.map(|level| {
            let regions = (base.level(level), other.level(level).filter(|_| level <= cross.level));
            let (Some(now), Some(then)) = regions else { return LevelLineage::default() };
            derive(now, then, &common(base, inhabitants, cross, level), cross, level)
        }))
    }
}

impl VintageAtlas {
    /// What changed between this division and the base at `level`; `None` for the base and for levels that it lacks.
    pub fn lineage_at(&self, level: Level) -> Option<&LevelLineage> {
        let cross = self.cross.as_ref()?;
        (level != Level::Land && level <= cross.level).then(|| self.lineage.level(level)).flatten()
    }
}

/// The ground of every region of the base, and what it shares with those of the other division.
fn common(base: &VintageAtlas, inhabitants: &Column, cross: &CrossVintage, level: Level) -> (Vec<Ground>, Vec<Common>) {
    let mut whole = vec![Ground::default(); base.level(level).map_or(0, |regions| regions.codes.len())];
    let mut shared: BTreeMap<(u32, u32), Ground> = BTreeMap::new();
    for (buurt, code) in (0_u32..).zip(&base.buurt.codes) {
        let now = code.at(level).and_then(|code| base.level(level)?.index(code)).and_then(|at| u32::try_from(at).ok());
        let Some(now) = now else { continue };
        let ground = Ground {
            people: inhabitants.get(buurt as usize).known().unwrap_or_default(),
            surface: cross.base_area.get(buurt as usize).map_or(0.0, |&area| f64::from(area)),
        };
        if let Some(sum) = whole.get_mut(now as usize) {
            sum.people += ground.people;
            sum.surface += ground.surface;
        }
        for (lowest, share) in cross.entries(buurt) {
            let Some(then) = cross.parent(lowest, level) else { continue };
            let sum = shared.entry((then, now)).or_default();
            sum.people += share * ground.people;
            sum.surface += share * ground.surface;
        }
    }
    let common = |((from, to), ground): ((u32, u32), Ground)| Common { from, to, ground };
    (whole, shared.into_iter().map(common).collect())
}

fn derive(
    now: &LevelRegions,
    then: &LevelRegions,
    (now_ground, shared): &(Vec<Ground>, Vec<Common>),
    cross: &CrossVintage,
    level: Level,
) -> LevelLineage {
    let people = cross.inhabitants.get(slot(level)).map_or(&[][..], Vec::as_slice);
    let surface = |at: u32| cross.surface_at(level, at);
    let then_ground: Vec<Ground> =
        (0_u32..).zip(people).map(|(at, &people)| Ground { people, surface: surface(at) }).collect();
    let code = |regions: &LevelRegions, at: u32| regions.codes.get(at as usize).copied();
    let names = |regions: &LevelRegions| -> Vec<String> { regions.names.iter().map(|name| plain(name)).collect() };
    let (names_then, names_now) = (names(then), names(now));
    let same_code = |from: u32, to: u32| code(then, from) == code(now, to);
    let own_names = then.names.iter().zip(&then.outlines).all(|(name, outline)| name.is_empty() || outline.is_some());
    let same_name = |from: u32, to: u32| match (names_then.get(from as usize), names_now.get(to as usize)) {
        (Some(one), Some(other)) => !own_names || one.is_empty() || other.is_empty() || one == other,
        _ => true,
    };
    let back: Vec<Common> =
        shared.iter().map(|one| Common { from: one.to, to: one.from, ground: one.ground }).collect();
    LevelLineage {
        became: changed(fates(&then_ground, now_ground, shared, same_code, same_name), |change| change),
        was: changed(
            fates(now_ground, &then_ground, &back, |now, then| same_code(then, now), |now, then| same_name(then, now)),
            Change::reversed,
        ),
        own_names,
    }
}

fn changed(fates: Vec<Fate>, read: fn(Change) -> Change) -> BTreeMap<u32, Kin> {
    #[expect(clippy::cast_possible_truncation, reason = "a share needs no more than single precision")]
    let kin = |fate: Fate| Kin {
        change: read(fate.change),
        pieces: fate
            .parts
            .iter()
            .map(|part| Piece {
                position: part.to,
                share: part.share as f32,
                of_other: part.of_other as f32,
                by_surface: part.by_surface,
            })
            .collect(),
    };
    (0..).zip(fates).filter(|(_, fate)| fate.change != Change::Same).map(|(at, fate)| (at, kin(fate))).collect()
}

/// A name as it is compared: without the number that CBS wrote before names of wijken, and what stands between brackets
/// to tell namesakes apart.
pub(super) fn plain(name: &str) -> String {
    let folded = fold(name.split(" (").next().unwrap_or_default());
    match folded.strip_prefix("wijk ").and_then(|rest| rest.split_once(' ')) {
        Some((number, rest)) if number.bytes().all(|b| b.is_ascii_digit()) => rest.to_owned(),
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_brackets_make_no_other_name() {
        for (one, other) in [
            ("Wijk 01 Lariks", "Lariks"),
            ("Hengelo", "Hengelo (O.)"),
            ("Nuenen,Gerwen en Nederwetten", "Nuenen, Gerwen en Nederwetten"),
            ("Sudwest-Fryslan", "Súdwest-Fryslân"),
        ] {
            assert_eq!(plain(one), plain(other));
        }
        assert_ne!(plain("Wijk 02"), plain("Overstegen"));
    }
}
