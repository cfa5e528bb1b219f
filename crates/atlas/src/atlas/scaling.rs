//! Puts the structural features of every region on one scale, and says how each region lies to the programme.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::domain::{Indicator, Level, Period, RegionCode};

use super::features::{FeatureUse, LevelFeatures, MIN_INHABITANTS, Membership, Sides, Similarity};
use super::members::slot;
use super::model::Atlas;
use super::period::PeriodRef;
use super::regions::VintageAtlas;

impl Similarity {
    /// The features of the catalogue, each in the period that is nearest to the base vintage.
    pub(super) fn new(atlas: &Atlas) -> Self {
        let base = atlas.base();
        let features = atlas.catalogue.similar_features().into_iter();
        let uses: Vec<FeatureUse> = features
            .filter_map(|feature| {
                let at = atlas.indicator(&feature.indicator.id)?.for_base(base.vintage)?;
                Some(FeatureUse { at: at.id(), log: feature.by_proportion })
            })
            .collect();
        let inhabitants = Level::MAPPED.map(|level| inhabitants(atlas, base, level));
        let levels = Level::MAPPED.map(|level| {
            let people = inhabitants.get(slot(level)).map_or(&[][..], Vec::as_slice);
            matrix(atlas, level, &uses, people)
        });
        Self { uses, levels, inhabitants, sides: sides(atlas) }
    }
}

/// The features of every region of a level, those on other codes carried to the regions of the base vintage; `people` are
/// their inhabitants.
pub(super) fn matrix(atlas: &Atlas, level: Level, uses: &[FeatureUse], people: &[f32]) -> LevelFeatures {
    let codes = atlas.base().level(level).map_or(&[][..], |regions| &regions.codes);
    let features: Vec<Option<PeriodRef<'_>>> = uses.iter().map(|feature| atlas.at(feature.at)).collect();
    let row = |(position, code): (usize, &RegionCode)| -> Vec<Option<f64>> {
        let carried = features.iter().flatten().any(|at| !at.on_base());
        let place = carried.then(|| atlas.place_of_region(*code)).flatten();
        let value = |at: PeriodRef<'_>| {
            if at.on_base() {
                at.region(level, position).known()
            } else {
                atlas.compute_figure(place.as_ref()?, at).value.known()
            }
        };
        features.iter().map(|at| value((*at)?)).collect()
    };
    let values: Vec<Vec<Option<f64>>> = codes.par_iter().enumerate().map(row).collect();
    LevelFeatures::new(uses, &values, |at| people.get(at).is_some_and(|&count| f64::from(count) >= MIN_INHABITANTS))
}

fn inhabitants(atlas: &Atlas, base: &VintageAtlas, level: Level) -> Vec<f32> {
    let len = base.level(level).map_or(0, |regions| regions.codes.len());
    let population = atlas.population().and_then(|of| of.for_base(base.vintage));
    let of = |position| {
        let count = population.and_then(|at| at.region(level, position).known());
        #[expect(clippy::cast_possible_truncation, reason = "compared with a minimum of hundreds or thousands")]
        count.map_or(0.0, |count| count as f32)
    };
    (0..len).map(of).collect()
}

/// How regions lie to all programmes together and to each, anew from every year in which the set of its buurten changed.
fn sides(atlas: &Atlas) -> Vec<Sides> {
    let mut found: Vec<Sides> = Vec::new();
    for programme in [None].into_iter().chain(atlas.programmes().map(|(at, _)| Some(at))) {
        let mut before = None;
        for year in atlas.set_years() {
            let places = atlas.areas_inside(programme, year).map(|area| area.place_in(Period::Year(year)));
            let inside: BTreeSet<u32> = places.flat_map(|place| place.buurten.iter().copied()).collect();
            if before.as_ref() != Some(&inside) {
                let levels = Level::MAPPED.map(|level| membership(atlas.base(), level, &inside));
                found.push(Sides { programme, from: year, levels });
                before = Some(inside);
            }
        }
    }
    found
}

fn membership(base: &VintageAtlas, level: Level, inside: &BTreeSet<u32>) -> Vec<Membership> {
    let len = base.level(level).map_or(0, |regions| regions.codes.len());
    let of = |position: usize| {
        let Ok(position) = u32::try_from(position) else { return Membership::Outside };
        let buurten = base.positions_within(level, position, Level::Buurt);
        let inside = buurten.iter().filter(|at| inside.contains(at)).count();
        match inside {
            0 => Membership::Outside,
            all if all == buurten.len() => Membership::Inside,
            _ => Membership::Partly,
        }
    };
    (0..len).map(of).collect()
}

/// Whether the indicator of `feature` is `outcome` itself or is arithmetically tied to it.
pub(super) fn related(atlas: &Atlas, feature: FeatureUse, outcome: &Indicator) -> bool {
    atlas.indicator_at(feature.at.indicator).is_some_and(|feature| feature.indicator.is_tied_to(outcome))
}
