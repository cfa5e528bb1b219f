//! Structural features: what regions are like, and how each lies to the programme.

use serde::{Deserialize, Serialize};

use crate::domain::Level;
use crate::stats::similar::Scale;

use super::ids::PeriodId;
use super::members::slot;

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

/// How a region lies to a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Membership {
    /// No buurt of it belongs to an area.
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
    pub(super) levels: [LevelFeatures; 3],
    /// Inhabitants per level; 0 where unknown.
    pub(super) inhabitants: [Vec<f32>; 3],
    /// How each region lies to the programmes, over the years.
    pub(super) sides: Vec<Sides>,
}

/// How each region lies to a programme, from a year on until the next of the same programme.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sides {
    /// The programme by its position; `None` for all of them together.
    pub(super) programme: Option<usize>,
    /// First year.
    pub(super) from: u16,
    /// Gemeenten, wijken, buurten.
    pub(super) levels: [Vec<Membership>; 3],
}

impl Similarity {
    /// How regions lay to a programme in a year.
    pub(super) fn sides(&self, programme: Option<usize>, year: u16) -> Option<&Sides> {
        self.sides.iter().rev().find(|one| one.programme == programme && one.from <= year)
    }

    /// The regions of a level that have enough inhabitants and lie to the programme as asked: position and scaled
    /// features.
    pub(super) fn candidates<'a>(
        &'a self,
        features: Option<&'a LevelFeatures>,
        sides: Option<&'a Sides>,
        (level, min_inhabitants): (Level, f64),
        fits: impl Fn(Membership) -> bool,
    ) -> impl Iterator<Item = (usize, &'a [f32])> {
        // Read in step instead of looked up: every profile walks over all buurten of the country.
        let width = features.map_or(1, |features| features.scales.len().max(1));
        let rows = features.map_or(&[][..], |features| features.rows.as_slice()).chunks_exact(width);
        let people = self.inhabitants.get(slot(level)).map_or(&[][..], Vec::as_slice);
        let membership = sides.and_then(|sides| sides.levels.get(slot(level))).map_or(&[][..], Vec::as_slice);
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
    pub fn inhabitants(&self, level: Level, position: usize) -> f64 {
        let list = self.inhabitants.get(slot(level));
        list.and_then(|list| list.get(position)).copied().map_or(0.0, f64::from)
    }
}
