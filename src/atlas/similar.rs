//! Similar places: which areas, gemeenten, wijken and buurten are built and peopled alike.
//!
//! Method in [`crate::stats::similar`]. The features are structural (how dense, how old, which homes), in the newest
//! period on codes of the base vintage; no outcome of policy is among them, and a caller that compares an outcome
//! leaves out what is related to it. A region is compared with its own level. A focus area or own selection is compared
//! with the focus areas and with the wijken outside the programme, on the scale of wijken, because it is as large.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::Level;
use crate::stats::similar::{Scale, distance, nearest};

use super::members::slot;
use super::place::{Place, PlaceId};
use super::{Atlas, BASE_VINTAGE, VintageAtlas};

/// Structural features, and whether they grow by proportion and so are compared by their logarithm.
pub(super) const FEATURES: [(&str, bool); 9] = [
    ("dichtheid", true),
    ("adressendichtheid", true),
    ("huishoudensgrootte", false),
    ("aandeel_65_plus", false),
    ("aandeel_0_14", false),
    ("koopwoningen", false),
    ("eengezinswoningen", false),
    ("woz_waarde", true),
    ("afstand_supermarkt", true),
];

/// Indicators that are parts of one another: with one as the outcome, none of them is a feature.
const FAMILIES: [&[&str]; 4] = [
    &["aandeel_0_14", "aandeel_15_24", "aandeel_25_44", "aandeel_45_64", "aandeel_15_64", "aandeel_65_plus"],
    &["dichtheid", "adressendichtheid", "stedelijkheid", "inwoners", "oppervlakte_land"],
    &["huishoudensgrootte", "eenpersoonshuishoudens", "huishoudens_met_kinderen", "huishoudens_zonder_kinderen"],
    &["afstand_supermarkt", "afstand_huisarts", "afstand_school", "scholen_binnen_3km"],
];

/// Fewest inhabitants of a gemeente, wijk or buurt that sets the scale and may be found: below it the published
/// figures, rounded to 5 or to whole percents, jump.
pub const MIN_INHABITANTS: f64 = 200.0;

/// Fewest inhabitants of a wijk that is put beside a focus area.
pub const MIN_INHABITANTS_BESIDE_AREA: f64 = 5_000.0;

/// How many features are named as alike.
const ALIKE: usize = 3;

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Inside the programme: the 20 areas, or regions inside them (for gemeenten: those with an area).
    Programme,
    /// Anywhere in the country.
    Anywhere,
}

/// A feature as it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureUse {
    /// Position of the indicator in the catalogue.
    pub indicator: usize,
    /// Position of the period within the indicator.
    pub period: usize,
    /// Whether it is compared by proportion (its logarithm).
    pub log: bool,
}

/// A feature of two places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FeatureValue {
    /// Position of the indicator in the catalogue.
    pub indicator: usize,
    /// Figure of the place asked about.
    pub own: f64,
    /// Figure of the similar place.
    pub other: f64,
}

/// A place that is alike.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarPlace {
    /// Which: `PlaceId::Area` or `PlaceId::Region`.
    pub id: PlaceId,
    /// Distance in median absolute deviations over all features.
    pub distance: f64,
    /// The features that lie closest together, closest first.
    pub alike: Vec<FeatureValue>,
    /// The feature that lies furthest apart.
    pub differs: FeatureValue,
}

/// The places that are most alike.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarPlaces {
    /// Features used: those of the place that are known, without the ones related to the outcome.
    pub features: Vec<FeatureUse>,
    /// Level whose regions set the scale of the features.
    pub scale: Level,
    /// Fewest inhabitants of a region that was considered.
    pub min_inhabitants: f64,
    /// Nearest first; places as near as each other stand in the order of the Atlas.
    pub places: Vec<SimilarPlace>,
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

fn place_row(scales: &[Scale], values: &[Option<f64>]) -> Vec<f32> {
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
        let Some(base) = atlas.base() else { return Self::default() };
        let uses: Vec<FeatureUse> = FEATURES.iter().filter_map(|&(id, log)| feature(atlas, id, log)).collect();
        let inhabitants = Level::MAPPED.map(|level| inhabitants(atlas, base, level));
        let levels = Level::MAPPED.map(|level| {
            let people = inhabitants.get(slot(level)).map_or(&[][..], Vec::as_slice);
            let value = |position: usize| {
                uses.iter().map(|at| atlas.region_figure(at.indicator, at.period, level, position).known()).collect()
            };
            let values: Vec<Vec<Option<f64>>> = (0..people.len()).into_par_iter().map(value).collect();
            LevelFeatures::new(&uses, &values, |at| {
                people.get(at).is_some_and(|&count| f64::from(count) >= MIN_INHABITANTS)
            })
        });
        let membership = Level::MAPPED.map(|level| membership(atlas, base, level));
        Self { uses, levels, inhabitants, membership }
    }

    /// How the region at `position` of `level` lies to the programme.
    #[must_use]
    pub fn membership(&self, level: Level, position: usize) -> Membership {
        let list = self.membership.get(slot(level));
        list.and_then(|list| list.get(position)).copied().unwrap_or(Membership::Outside)
    }

    /// Features of a level of the base vintage.
    pub(super) fn level(&self, level: Level) -> Option<&LevelFeatures> {
        self.levels.get(slot(level))
    }

    /// Inhabitants of the region at `position` of `level`; 0 where unknown.
    pub(super) fn inhabitants(&self, level: Level, position: usize) -> f64 {
        let list = self.inhabitants.get(slot(level));
        list.and_then(|list| list.get(position)).copied().map_or(0.0, f64::from)
    }
}

/// The newest period of `id` on codes of the base vintage.
fn feature(atlas: &Atlas, id: &str, log: bool) -> Option<FeatureUse> {
    let (indicator, facts) = atlas.indicator(id)?;
    let period = facts.periods.iter().position(|declared| declared.vintage == BASE_VINTAGE)?;
    Some(FeatureUse { indicator, period, log })
}

fn inhabitants(atlas: &Atlas, base: &VintageAtlas, level: Level) -> Vec<f32> {
    let len = base.level(level).map_or(0, |regions| regions.codes.len());
    let use_of = feature(atlas, "inwoners", false);
    let of = |position| {
        let value = use_of.map(|at| atlas.region_figure(at.indicator, at.period, level, position));
        #[expect(clippy::cast_possible_truncation, reason = "compared with a minimum of hundreds or thousands")]
        value.and_then(crate::domain::Value::known).map_or(0.0, |count| count as f32)
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

/// Whether `feature` is `outcome` itself or is arithmetically tied to it.
pub(super) fn related(atlas: &Atlas, feature: usize, outcome: usize) -> bool {
    let id = |at: usize| atlas.catalogue.indicators.get(at).map(|indicator| indicator.id.as_str());
    let (Some(feature), Some(outcome)) = (id(feature), id(outcome)) else { return false };
    feature == outcome || FAMILIES.iter().any(|family| family.contains(&feature) && family.contains(&outcome))
}

impl Atlas {
    /// The `count` places most like `place`; `None` when too few of its features are known.
    #[must_use]
    pub fn similar(&self, place: &Place, scope: Scope, count: usize) -> Option<SimilarPlaces> {
        self.similar_without(place, scope, count, None)
    }

    /// The same, without the features that are related to the indicator `outcome` (position in the catalogue).
    #[must_use]
    pub fn similar_without(
        &self,
        place: &Place,
        scope: Scope,
        count: usize,
        outcome: Option<usize>,
    ) -> Option<SimilarPlaces> {
        let uses = &self.similarity.uses;
        let mut own = self.feature_row(place)?;
        for (value, feature) in own.iter_mut().zip(uses) {
            if outcome.is_some_and(|outcome| related(self, feature.indicator, outcome)) {
                *value = f32::NAN;
            }
        }
        let found = match place.id {
            PlaceId::Region(code) => self.similar_regions(place, code.level(), scope, &own, count),
            _ => self.similar_to_area(place, scope, &own, count),
        };
        distance(&own, &own)?;
        let places = found.into_iter().filter_map(|(id, far)| self.explain(place, &own, id, far)).collect();
        let features = uses.iter().zip(&own).filter(|(_, value)| value.is_finite()).map(|(feature, _)| *feature);
        let is_region = matches!(place.id, PlaceId::Region(_));
        Some(SimilarPlaces {
            features: features.collect(),
            scale: scale_level(place),
            min_inhabitants: if is_region { MIN_INHABITANTS } else { MIN_INHABITANTS_BESIDE_AREA },
            places,
        })
    }

    /// The scaled features of a place.
    fn feature_row(&self, place: &Place) -> Option<Vec<f32>> {
        let level = scale_level(place);
        let features = self.similarity.level(level)?;
        if let PlaceId::Region(code) = place.id {
            let position = self.base()?.level(level)?.index(code)?;
            return features.row(position).map(<[f32]>::to_vec);
        }
        let values: Vec<Option<f64>> = self
            .similarity
            .uses
            .iter()
            .map(|at| self.place_figure(place, at.indicator, at.period).value.known())
            .collect();
        Some(place_row(&features.scales, &values))
    }

    fn similar_regions(
        &self,
        place: &Place,
        level: Level,
        scope: Scope,
        own: &[f32],
        count: usize,
    ) -> Vec<(PlaceId, f64)> {
        let fits = |membership| match (scope, level) {
            (Scope::Anywhere, _) => true,
            (Scope::Programme, Level::Gemeente) => membership != Membership::Outside,
            (Scope::Programme, _) => membership == Membership::Inside,
        };
        let candidates = self.regions_of(level, MIN_INHABITANTS, fits).filter(|&(id, ..)| id != place.id);
        nearest(own, candidates.map(|(id, _, row)| (id, row)), count)
    }

    fn similar_to_area(&self, place: &Place, scope: Scope, own: &[f32], count: usize) -> Vec<(PlaceId, f64)> {
        let areas = self.areas.iter().filter(|area| area.place.id != place.id && !overlap(&area.place, place));
        let rows: Vec<(PlaceId, Vec<f32>)> =
            areas.filter_map(|area| Some((area.place.id, self.feature_row(&area.place)?))).collect();
        let areas = rows.iter().map(|(id, row)| (*id, row.as_slice()));
        if scope == Scope::Programme {
            return nearest(own, areas, count);
        }
        let outside = |membership| membership == Membership::Outside;
        let wijken = self.regions_of(Level::Wijk, MIN_INHABITANTS_BESIDE_AREA, outside);
        let apart = wijken.filter(|&(_, position, _)| !self.wijk_touches(position, place));
        nearest(own, areas.chain(apart.map(|(id, _, row)| (id, row))), count)
    }

    /// The regions of a level that have enough inhabitants and lie to the programme as asked.
    pub(super) fn regions_of(
        &self,
        level: Level,
        min_inhabitants: f64,
        fits: impl Fn(Membership) -> bool,
    ) -> impl Iterator<Item = (PlaceId, usize, &[f32])> {
        let codes = self.base().and_then(|base| base.level(level)).map_or(&[][..], |regions| &regions.codes);
        let features = self.similarity.level(level);
        codes.iter().enumerate().filter_map(move |(position, &code)| {
            let counts = self.similarity.inhabitants(level, position) >= min_inhabitants;
            (counts && fits(self.similarity.membership(level, position)))
                .then(|| Some((PlaceId::Region(code), position, features?.row(position)?)))?
        })
    }

    fn wijk_touches(&self, wijk: usize, place: &Place) -> bool {
        let (Some(base), Ok(wijk)) = (self.base(), u32::try_from(wijk)) else { return false };
        let buurten = base.positions_within(Level::Wijk, wijk, Level::Buurt);
        buurten.iter().any(|buurt| place.buurten.binary_search(buurt).is_ok())
    }

    /// Says in which features a place that was found is alike and in which it differs most.
    fn explain(&self, place: &Place, own: &[f32], id: PlaceId, far: f64) -> Option<SimilarPlace> {
        let other = match id {
            PlaceId::Area(index) => self.place_of_area(index as usize)?.clone(),
            PlaceId::Region(code) => self.place_of_region(code)?,
            _ => return None,
        };
        let row = self.feature_row(&other)?;
        let mut gaps: Vec<(f32, FeatureValue)> = Vec::new();
        for ((feature, own), theirs) in self.similarity.uses.iter().zip(own).zip(&row) {
            let gap = (own - theirs).abs();
            let value = |place| self.place_figure(place, feature.indicator, feature.period).value.known();
            if let (true, Some(own), Some(other)) = (gap.is_finite(), value(place), value(&other)) {
                gaps.push((gap, FeatureValue { indicator: feature.indicator, own, other }));
            }
        }
        gaps.sort_by(|left, right| left.0.total_cmp(&right.0));
        let (_, differs) = gaps.pop()?;
        let alike = gaps.into_iter().take(ALIKE).map(|(_, feature)| feature).collect();
        Some(SimilarPlace { id, distance: far, alike, differs })
    }
}

/// The level whose regions set the scale for a place.
const fn scale_level(place: &Place) -> Level {
    match place.id {
        PlaceId::Region(code) => code.level(),
        _ => Level::Wijk,
    }
}

fn overlap(left: &Place, right: &Place) -> bool {
    left.buurten.iter().any(|buurt| right.buurten.binary_search(buurt).is_ok())
}
