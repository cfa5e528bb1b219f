//! Puts the structural features of every region on one scale, and says how each region lies to the programme.

use rayon::prelude::*;

use crate::domain::{Indicator, Level};

use super::features::{FeatureUse, LevelFeatures, MIN_INHABITANTS, Membership, Similarity};
use super::members::slot;
use super::model::Atlas;
use super::period::{IndicatorRef, PeriodRef};
use super::regions::VintageAtlas;

impl Similarity {
    /// The features of the catalogue, each in the newest period on codes of the base vintage.
    pub(super) fn new(atlas: &Atlas) -> Self {
        let base = atlas.base();
        let features = atlas.catalogue.similar_features().into_iter();
        let features: Vec<(PeriodRef<'_>, bool)> = features
            .filter_map(|feature| Some((newest(atlas.indicator(&feature.indicator.id)?)?, feature.by_proportion)))
            .collect();
        let uses: Vec<FeatureUse> = features.iter().map(|&(at, log)| FeatureUse { at: at.id(), log }).collect();
        let inhabitants = Level::MAPPED.map(|level| inhabitants(atlas, base, level));
        let levels = Level::MAPPED.map(|level| {
            let people = inhabitants.get(slot(level)).map_or(&[][..], Vec::as_slice);
            let value = |position: usize| features.iter().map(|(at, _)| at.region(level, position).known()).collect();
            let values: Vec<Vec<Option<f64>>> = (0..people.len()).into_par_iter().map(value).collect();
            LevelFeatures::new(&uses, &values, |at| {
                people.get(at).is_some_and(|&count| f64::from(count) >= MIN_INHABITANTS)
            })
        });
        let membership = Level::MAPPED.map(|level| membership(atlas, base, level));
        Self { uses, levels, inhabitants, membership }
    }
}

/// The newest period of an indicator on codes of the base vintage.
fn newest(of: IndicatorRef<'_>) -> Option<PeriodRef<'_>> {
    of.periods().find(|at| at.on_base())
}

fn inhabitants(atlas: &Atlas, base: &VintageAtlas, level: Level) -> Vec<f32> {
    let len = base.level(level).map_or(0, |regions| regions.codes.len());
    let population = atlas.population().and_then(newest);
    let of = |position| {
        let count = population.and_then(|at| at.region(level, position).known());
        #[expect(clippy::cast_possible_truncation, reason = "compared with a minimum of hundreds or thousands")]
        count.map_or(0.0, |count| count as f32)
    };
    (0..len).map(of).collect()
}

fn membership(atlas: &Atlas, base: &VintageAtlas, level: Level) -> Vec<Membership> {
    let mut taken = vec![false; base.buurt.codes.len()];
    for &buurt in atlas.areas_of_programme().flat_map(|area| &area.place.buurten) {
        if let Some(place) = taken.get_mut(buurt as usize) {
            *place = true;
        }
    }
    let len = base.level(level).map_or(0, |regions| regions.codes.len());
    let of = |position: usize| {
        let Ok(position) = u32::try_from(position) else { return Membership::Outside };
        let buurten = base.positions_within(level, position, Level::Buurt);
        let inside = buurten.iter().filter(|&&at| taken.get(at as usize).copied().unwrap_or(false)).count();
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
