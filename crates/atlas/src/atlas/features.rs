//! Structural features: what regions are like, and how each lies to the programme.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::{Indicator, Level};
use crate::stats::similar::Scale;

use super::members::slot;
use super::period::{IndicatorRef, PeriodId, PeriodRef};
use super::{Atlas, BASE_VINTAGE, VintageAtlas};

/// Fewest inhabitants of a gemeente, wijk or buurt that sets the scale and may be found: below it the published
/// figures, rounded to 5 or to whole percents, jump.
pub const MIN_INHABITANTS: f64 = 200.0;

/// A feature as it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureUse {
    /// The indicator in the period.
    pub at: PeriodId,
    /// Whether it is compared by proportion (its logarithm).
    pub log: bool,
}

/// How a region lies to the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Membership {
    /// No buurt of it belongs to a focus area.
    Outside,
    /// Some do.
    Partly,
    /// All do.
    Inside,
}

/// The scaled features of one level.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LevelFeatures {
    /// Scale of each feature.
    pub scales: Vec<Scale>,
    /// Rows of scaled features in the order of the regions; not a number where unknown.
    rows: Vec<f32>,
}

impl LevelFeatures {
    /// Scales `values` (rows of `uses.len()`); only regions for which `counts` holds set the scale.
    pub(super) fn new(uses: &[FeatureUse], values: &[Vec<Option<f64>>], counts: impl Fn(usize) -> bool) -> Self {
        let scale = |(at, feature): (usize, &FeatureUse)| {
            let column = values.iter().enumerate().filter(|&(region, _)| counts(region));
            Scale::of(column.filter_map(|(_, row)| row.get(at).copied().flatten()), feature.log)
        };
        let scales: Vec<Scale> = uses.iter().enumerate().map(scale).collect();
        let rows = values.iter().flat_map(|row| place_row(&scales, row)).collect();
        Self { scales, rows }
    }

    /// The scaled features of the region at `position`.
    pub(super) fn row(&self, position: usize) -> Option<&[f32]> {
        let width = self.scales.len();
        self.rows.get(position * width..(position + 1) * width).filter(|row| !row.is_empty())
    }
}

pub(super) fn place_row(scales: &[Scale], values: &[Option<f64>]) -> Vec<f32> {
    scales.iter().zip(values).map(|(scale, &value)| scale.place(value)).collect()
}

/// The feature matrices of a release.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Similarity {
    /// The features.
    pub uses: Vec<FeatureUse>,
    /// Gemeenten, wijken, buurten.
    levels: [LevelFeatures; 3],
    /// Inhabitants per level; 0 where unknown.
    inhabitants: [Vec<f32>; 3],
    /// How each region lies to the programme, per level.
    membership: [Vec<Membership>; 3],
}

impl Similarity {
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

    /// The regions of a level that have enough inhabitants and lie to the programme as asked: position and scaled features.
    pub(super) fn candidates(
        &self,
        level: Level,
        min_inhabitants: f64,
        fits: impl Fn(Membership) -> bool,
    ) -> impl Iterator<Item = (usize, &[f32])> {
        self.candidates_by(self.level(level), level, min_inhabitants, fits)
    }

    /// The same with other features than those by which places are similar.
    pub(super) fn candidates_by<'a>(
        &'a self,
        features: Option<&'a LevelFeatures>,
        level: Level,
        min_inhabitants: f64,
        fits: impl Fn(Membership) -> bool,
    ) -> impl Iterator<Item = (usize, &'a [f32])> {
        // Read in step instead of looked up: every profile walks over all buurten of the country.
        let width = features.map_or(1, |features| features.scales.len().max(1));
        let rows = features.map_or(&[][..], |features| features.rows.as_slice()).chunks_exact(width);
        let people = self.inhabitants.get(slot(level)).map_or(&[][..], Vec::as_slice);
        let membership = self.membership.get(slot(level)).map_or(&[][..], Vec::as_slice);
        let facts = people.iter().zip(membership).zip(rows).enumerate();
        facts.filter_map(move |(position, ((&people, &membership), row))| {
            (f64::from(people) >= min_inhabitants && fits(membership)).then_some((position, row))
        })
    }

    /// Features of a level of the base vintage.
    pub(super) fn level(&self, level: Level) -> Option<&LevelFeatures> {
        self.levels.get(slot(level))
    }

    /// Inhabitants of the region at `position` of `level`; 0 where unknown.
    #[must_use]
    pub fn inhabitants(&self, level: Level, position: usize) -> f64 {
        let list = self.inhabitants.get(slot(level));
        list.and_then(|list| list.get(position)).copied().map_or(0.0, f64::from)
    }
}

/// The newest period of an indicator on codes of the base vintage.
fn newest(of: IndicatorRef<'_>) -> Option<PeriodRef<'_>> {
    of.periods().find(|at| at.period.vintage == BASE_VINTAGE)
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
    for &buurt in atlas.areas.iter().flat_map(|area| &area.place.buurten) {
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
pub(super) fn related(atlas: &Atlas, feature: &FeatureUse, outcome: &Indicator) -> bool {
    atlas.indicator_at(feature.at.indicator).is_some_and(|feature| feature.indicator.is_tied_to(outcome))
}
