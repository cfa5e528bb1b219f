//! Matched neighbourhoods: for each member of a place the three regions outside the programme that were most alike.
//!
//! Method (house plan): a focus area or own selection is matched buurt by buurt, or wijk by wijk where an indicator has
//! no buurten in some period or the place has more than [`BY_BUURT`]; a gemeente, wijk or buurt is matched as itself.
//! Alike is judged as in [`super::similar`], on the earliest period that has structural features at that level, and
//! never on the indicator that is compared or what is arithmetically tied to it. A region may be chosen more than once. The pool takes the weights of the members:
//! each member passes its weight on to the mean of its three.
//!
//! Members and programme are those of the year of the figure: an area that joins later, or a delimitation that changes,
//! leaves the years before as they were.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::{Feature, Indicator, IndicatorPeriod, Level, Missing, Period, Rule, Vintage};
use crate::stats::aggregate::{Part, weighted_mean};
use crate::stats::nearest::Table;

use super::features::{FeatureUse, MIN_INHABITANTS, Membership};
use super::figures::{Figure, MemberBasis};
use super::members::{VintageMembers, slot};
use super::model::Atlas;
use super::period::{IndicatorRef, PeriodRef};
use super::place::{Place, PlaceId};
use super::places::figure_from;
use super::pools::{Matched, Pool, PoolMember};
use super::scaling::{matrix, related};

/// How many regions stand beside each member.
pub const MATCHES: usize = 3;

/// Buurten of a place up to which it is matched buurt by buurt; a larger one, which no focus area is, is matched wijk by
/// wijk: it is made of whole wijken for the most part, and its reader does not wait for thousands of buurten.
pub const BY_BUURT: usize = 100;

impl Matched {
    pub(super) fn new(atlas: &Atlas) -> Self {
        let uses = Level::MAPPED.map(|level| earliest(atlas, level));
        let features = Level::MAPPED.map(|level| {
            let uses = uses.get(slot(level))?;
            let people = atlas.similarity.inhabitants.get(slot(level)).map_or(&[][..], Vec::as_slice);
            (*uses != atlas.similarity.uses).then(|| matrix(atlas, level, uses, people))
        });
        let left_out = Level::MAPPED.map(|level| {
            let uses = uses.get(slot(level)).map_or(&[][..], Vec::as_slice);
            let mut sets: Vec<u32> =
                atlas.catalogue.indicators.iter().map(|outcome| left_out(atlas, uses, outcome)).collect();
            sets.sort_unstable();
            sets.dedup();
            sets
        });
        Self { uses, features, left_out, pools: Vec::new() }
    }
}

/// Which of the features an indicator leaves out, as bits.
fn left_out(atlas: &Atlas, uses: &[FeatureUse], outcome: &Indicator) -> u32 {
    let tied = uses.iter().enumerate().filter(|&(_, &feature)| related(atlas, feature, outcome));
    tied.fold(0, |bits, (at, _)| bits | (1 << at))
}

/// The features of a level in the earliest period that has any. Those that only older deliveries have stand in for the
/// others there; where the newest delivery is the earliest, its features are those by which places are alike.
fn earliest(atlas: &Atlas, level: Level) -> Vec<FeatureUse> {
    let (usual, older) = (atlas.catalogue.similar_features(), atlas.catalogue.older_features());
    let of_level = |feature: &Feature<'_>| {
        let of = atlas.indicator(&feature.indicator.id)?;
        Some(of.periods().filter(|at| at.period.levels.contains(&level)).map(|at| (at.period.period, at.id())))
    };
    let newest = usual.iter().filter_map(of_level).flatten().map(|(period, _)| period.end()).max();
    let all: Vec<(Period, FeatureUse)> = usual
        .iter()
        .map(|feature| (feature, false))
        .chain(older.iter().map(|feature| (feature, true)))
        .filter_map(|(feature, is_older)| {
            let (period, at) = of_level(feature)?.min_by_key(|(period, _)| period.end())?;
            let fits = !is_older || newest.is_none_or(|newest| period.end() < newest);
            fits.then_some((period, FeatureUse { at, log: feature.by_proportion }))
        })
        .collect();
    let first = all.iter().map(|(period, _)| *period).min();
    all.into_iter().filter(|(period, _)| Some(*period) == first).map(|(_, feature)| feature).collect()
}

/// Makes the pools of the focus areas, and per area its figures of every indicator and period.
pub(super) fn of_areas(atlas: &Atlas) -> (Vec<Vec<Pool>>, Vec<Vec<Figure>>) {
    let places: Vec<&Place> = atlas.areas.iter().map(|area| &area.place).collect();
    let computed: Vec<(Vec<Pool>, Vec<Figure>)> = places
        .par_iter()
        .map(|place| {
            let mut matching = Matching::new(atlas, place);
            let all = atlas.indicators().flat_map(IndicatorRef::periods);
            let figures = all.map(|at| matching.compute(at)).collect();
            (matching.pools, figures)
        })
        .collect();
    computed.into_iter().unzip()
}

impl Atlas {
    /// The level at which the places beside `place` are sought for an indicator.
    pub fn matching_level(&self, place: &Place, outcome: &Indicator) -> Level {
        if let PlaceId::Region(code) = place.id {
            return code.level();
        }
        let all_buurten = outcome.periods.iter().all(|declared| declared.levels.contains(&Level::Buurt));
        if all_buurten && place.buurten.len() <= BY_BUURT { Level::Buurt } else { Level::Wijk }
    }

    /// The features that an indicator leaves in, and on which its pool is therefore matched.
    pub fn matching_features(&self, level: Level, outcome: &Indicator) -> Vec<FeatureUse> {
        let uses = self.matched.uses(level).iter();
        uses.copied().filter(|&feature| !related(self, feature, outcome)).collect()
    }

    /// Positions of the members of a place at a level. A wijk counts when at least half of its inhabitants live inside.
    fn members_at(&self, place: &Place, level: Level) -> Vec<u32> {
        let base = self.base();
        if let PlaceId::Region(code) = place.id {
            let position = base.level(level).and_then(|regions| regions.index(code));
            return position.and_then(|at| u32::try_from(at).ok()).into_iter().collect();
        }
        if level == Level::Buurt {
            return place.buurten.clone();
        }
        let codes = place.buurten.iter().filter_map(|&at| base.buurt.codes.get(at as usize)?.at(level));
        let regions = base.level(level);
        let mut found: Vec<u32> = codes.filter_map(|code| u32::try_from(regions?.index(code)?).ok()).collect();
        found.dedup();
        let mostly_inside = |&position: &u32| {
            let (mut inside, mut all) = (0.0, 0.0);
            for buurt in base.positions_within(level, position, Level::Buurt) {
                let people = self.inhabitants(buurt);
                all += people;
                inside += if place.buurten.binary_search(&buurt).is_ok() { people } else { 0.0 };
            }
            inside * 2.0 >= all && inside > 0.0
        };
        found.retain(mostly_inside);
        found
    }

    /// A place as it was delimited in a year, and from which year on it and its programme were so.
    fn delimited<'a>(&'a self, place: &'a Place, year: u16) -> (&'a Place, u16) {
        let sides = self.similarity.sides(self.programme_for(place), year).map_or(0, |sides| sides.from);
        let PlaceId::Area(area) = place.id else { return (place, sides) };
        let Some(area) = self.areas.get(area as usize) else { return (place, sides) };
        let version = area.versions.iter().rev().find(|(from, _)| *from <= year).map_or(0, |(from, _)| *from);
        (area.place_in(Period::Year(year)), sides.max(version))
    }

    /// Seeks the regions most like each member in a year, once for each set of features left out.
    fn match_members(&self, place: &Place, year: u16, level: Level, left_out: &[u32]) -> Vec<Pool> {
        let sides = self.similarity.sides(self.programme_for(place), year);
        let (place, from) = self.delimited(place, year);
        let members = self.members_at(place, level);
        let features = self.matched.features.get(slot(level)).and_then(Option::as_ref);
        let Some(features) = features.or_else(|| self.similarity.level(level)) else { return Vec::new() };
        let outside = |membership| membership == Membership::Outside;
        let candidates = self.similarity.candidates(Some(features), sides, (level, MIN_INHABITANTS), outside);
        let candidates = candidates.filter_map(|(at, row)| Some((u32::try_from(at).ok()?, row)));
        let table = Table::new(candidates.filter(|(at, _)| members.binary_search(at).is_err()));
        // Of every member one entry for each pool.
        let matched = |&position: &u32| -> Vec<PoolMember> {
            let own = features.row(position as usize).unwrap_or_default();
            let lists = table.nearest_without(own, MATCHES, left_out).into_iter();
            lists.map(|list| PoolMember { position, nearest: list.into_iter().map(|(at, _)| at).collect() }).collect()
        };
        let entries: Vec<Vec<PoolMember>> = members.par_iter().map(matched).collect();
        let mut pools: Vec<Pool> =
            left_out.iter().map(|&left_out| Pool { level, left_out, from, members: Vec::new() }).collect();
        for entries in entries {
            for (pool, entry) in pools.iter_mut().zip(entries) {
                pool.members.push(entry);
            }
        }
        pools
    }

    /// What a member weighs: its denominator where that is delivered on codes of the base vintage, else its inhabitants.
    fn member_weight(&self, declared: &IndicatorPeriod, level: Level, position: u32) -> Option<f64> {
        let own = declared.rule.weight().and_then(|(measure, period)| {
            let period = period?;
            let part = self.columns.parts.iter().find(|(key, _)| {
                key.measure == measure && key.period == period && self.is_base(key.vintage) && key.level == level
            });
            if let Some((_, column)) = part {
                return Some(column.get(position as usize));
            }
            let at = self.indicator(measure)?.period(period).filter(|at| at.on_base())?;
            Some(at.region(level, position as usize))
        });
        match own {
            Some(value) => value.known(),
            None => Some(self.similarity.inhabitants(level, position as usize)),
        }
    }
}

fn position(pools: &[Pool], (level, left_out, from): (Level, u32, u16)) -> Option<usize> {
    pools.iter().position(|pool| pool.level == level && pool.left_out == left_out && pool.from == from)
}

/// A region (level and position), a vintage, and whether the limits of counts hold.
type Carried = (Level, u32, Vintage, bool);

/// The figures of the matched neighbourhoods of one place; what many indicators share is found once.
pub struct Matching<'a> {
    atlas: &'a Atlas,
    place: &'a Place,
    pools: Vec<Pool>,
    /// Members of a region in a vintage, under the limits of counts or not.
    carried: HashMap<Carried, Option<(Place, Arc<VintageMembers>)>>,
}

impl<'a> Matching<'a> {
    /// Prepares for a place.
    pub fn new(atlas: &'a Atlas, place: &'a Place) -> Self {
        Self { atlas, place, pools: Vec::new(), carried: HashMap::new() }
    }

    /// The figure of the matched neighbourhoods: derived with the Atlas for a focus area, else computed here.
    pub fn figure(&mut self, at: PeriodRef<'_>) -> Figure {
        let derived = match self.place.id {
            PlaceId::Area(area) => at.figures.matched.get(area as usize).copied(),
            _ => None,
        };
        derived.unwrap_or_else(|| self.compute(at))
    }

    /// The place that it was prepared for.
    pub const fn place(&self) -> &'a Place {
        self.place
    }

    /// Computes the figure. Counts and classes have none: they cannot be averaged over other places.
    fn compute(&mut self, at: PeriodRef<'_>) -> Figure {
        if at.indicator.is_local() {
            return Figure::missing(Missing::NotApplicable);
        }
        if !at.period.is_relative() || at.is_class() {
            return Figure::missing(Missing::NotAggregable);
        }
        let (level, pool) = self.found(at.indicator, at.period.period.end());
        // Taken out while the values are looked up, for that keeps what it finds.
        let members = self.pools.get_mut(pool).map(|pool| std::mem::take(&mut pool.members)).unwrap_or_default();
        let parts: Vec<Part> = members
            .iter()
            .map(|member| {
                let known: Vec<f64> =
                    member.nearest.iter().filter_map(|&position| self.value(level, position, at)).collect();
                #[expect(clippy::cast_precision_loss, reason = "at most three")]
                let mean = (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64);
                Part { value: mean, weight: self.atlas.member_weight(at.period, level, member.position) }
            })
            .collect();
        if let Some(pool) = self.pools.get_mut(pool) {
            pool.members = members;
        }
        figure_from(&weighted_mean(&parts), MemberBasis::Listed)
    }

    /// The matched neighbourhoods for the newest figure of an indicator: those kept for an area, else sought here, once
    /// for all sets of features that some indicator leaves out.
    pub fn pool(&mut self, outcome: &Indicator) -> Pool {
        let year = outcome.periods.iter().map(|declared| declared.period.end()).max().unwrap_or_default();
        let key = self.key(outcome, year);
        let kept = match self.place.id {
            PlaceId::Area(area) => self.atlas.matched.pools.get(area as usize),
            _ => None,
        };
        let kept = kept.and_then(|pools| pools.get(position(pools, key)?));
        if let Some(pool) = kept {
            return pool.clone();
        }
        let (_, at) = self.found(outcome, year);
        let (level, left_out, from) = key;
        self.pools.get(at).cloned().unwrap_or(Pool { level, left_out, from, members: Vec::new() })
    }

    /// What tells the pool of an indicator in a year apart.
    fn key(&self, outcome: &Indicator, year: u16) -> (Level, u32, u16) {
        let level = self.atlas.matching_level(self.place, outcome);
        let left_out = left_out(self.atlas, self.atlas.matched.uses(level), outcome);
        (level, left_out, self.atlas.delimited(self.place, year).1)
    }

    /// The level of the pool of an indicator in a year, and its position among the pools; sought where it is not there
    /// yet, with those of all sets of features at that level.
    fn found(&mut self, outcome: &Indicator, year: u16) -> (Level, usize) {
        let key = self.key(outcome, year);
        let level = key.0;
        if let Some(at) = position(&self.pools, key) {
            return (level, at);
        }
        let sets = self.atlas.matched.left_out.get(slot(level)).map_or(&[][..], Vec::as_slice);
        self.pools.extend(self.atlas.match_members(self.place, year, level, sets));
        (level, position(&self.pools, key).unwrap_or(usize::MAX))
    }

    /// The figure of one region of the base vintage in a period.
    fn value(&mut self, level: Level, position: u32, at: PeriodRef<'_>) -> Option<f64> {
        let (atlas, declared) = (self.atlas, at.period);
        if at.on_base() {
            return at.region(level, position as usize).known();
        }
        let counts = matches!(declared.rule, Rule::Ratio { .. });
        let carried = self.carried.entry((level, position, declared.vintage, counts)).or_insert_with(|| {
            let code = *atlas.base().level(level)?.codes.get(position as usize)?;
            let place = atlas.place_of_region(code)?;
            let members = atlas.members_of(&place, at).ok()?;
            Some((place, members))
        });
        let (place, members) = carried.as_ref()?;
        atlas.figure_of_members(place, at, members).value.known()
    }
}
