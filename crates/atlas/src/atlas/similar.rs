//! Similar places: which areas, gemeenten, wijken and buurten are built and peopled alike.
//!
//! Method in [`crate::stats::similar`]. The features are structural (how dense, how old, which homes), in the newest
//! period on codes of the base vintage, else the nearest to it; no outcome of policy is among them, and a caller that compares an outcome
//! leaves out what is related to it. A region is compared with its own level. A focus area or own selection is compared
//! with the focus areas and with the wijken outside the programme, on the scale of wijken, because it is as large.

use crate::domain::{Indicator, Level, RegionCode};
use crate::stats::similar::{distance, nearest};

use super::Atlas;
use super::features::{FeatureUse, MIN_INHABITANTS, Membership, place_row};
use super::ids::IndicatorId;
use super::place::{Place, PlaceId};
use super::scaling::related;

/// Fewest inhabitants of a wijk that is put beside a focus area.
pub const MIN_INHABITANTS_BESIDE_AREA: f64 = 5_000.0;

/// How many features are named as alike.
const ALIKE: usize = 3;

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Inside the programme: its areas, or regions inside them (for gemeenten: those with an area).
    Programme,
    /// Anywhere in the country.
    Anywhere,
}

/// A feature of two places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FeatureValue {
    /// The indicator.
    pub indicator: IndicatorId,
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

impl Atlas {
    /// The `count` places most like `place`; `None` when too few of its features are known.
    pub fn similar(&self, place: &Place, scope: Scope, count: usize) -> Option<SimilarPlaces> {
        self.similar_without(place, scope, count, None)
    }

    /// The same, without the features that are related to the indicator `outcome`.
    pub fn similar_without(
        &self,
        place: &Place,
        scope: Scope,
        count: usize,
        outcome: Option<&Indicator>,
    ) -> Option<SimilarPlaces> {
        self.similar_beside(place, (scope, self.programme_for(place)), count, outcome)
    }

    /// The same beside another programme than that of the place: that at a position, or all of them.
    pub(super) fn similar_beside(
        &self,
        place: &Place,
        scope: (Scope, Option<usize>),
        count: usize,
        outcome: Option<&Indicator>,
    ) -> Option<SimilarPlaces> {
        let uses = &self.similarity.uses;
        let mut own = self.feature_row(place)?;
        for (value, &feature) in own.iter_mut().zip(uses) {
            if outcome.is_some_and(|outcome| related(self, feature, outcome)) {
                *value = f32::NAN;
            }
        }
        let found = match place.id {
            PlaceId::Region(code) => self.similar_regions(place, code.level(), scope, &own, count),
            _ => self.similar_to_area(place, scope, &own, count),
        };
        distance(&own, &own)?;
        let figures: Vec<Option<f64>> = uses.iter().map(|&feature| self.feature_value(place, feature)).collect();
        let places = found.into_iter().filter_map(|(id, far)| self.explain((&own, &figures), id, far)).collect();
        let features = uses.iter().zip(&own).filter(|(_, value)| value.is_finite()).map(|(feature, _)| *feature);
        let is_region = matches!(place.id, PlaceId::Region(_));
        Some(SimilarPlaces {
            features: features.collect(),
            scale: scale_level(place),
            min_inhabitants: if is_region { MIN_INHABITANTS } else { MIN_INHABITANTS_BESIDE_AREA },
            places,
        })
    }

    fn feature_value(&self, place: &Place, feature: FeatureUse) -> Option<f64> {
        self.place_figure(place, self.at(feature.at)?).value.known()
    }

    /// The scaled features of a place.
    fn feature_row(&self, place: &Place) -> Option<Vec<f32>> {
        let level = scale_level(place);
        let features = self.similarity.level(level)?;
        if let PlaceId::Region(code) = place.id {
            let position = self.base().level(level)?.index(code)?;
            return features.row(position).map(<[f32]>::to_vec);
        }
        let uses = self.similarity.uses.iter();
        let values: Vec<Option<f64>> = uses.map(|&feature| self.feature_value(place, feature)).collect();
        Some(place_row(&features.scales, &values))
    }

    fn similar_regions(
        &self,
        place: &Place,
        level: Level,
        (scope, programme): (Scope, Option<usize>),
        own: &[f32],
        count: usize,
    ) -> Vec<(PlaceId, f64)> {
        let fits = |membership| match (scope, level) {
            (Scope::Anywhere, _) => true,
            (Scope::Programme, Level::Gemeente) => membership != Membership::Outside,
            (Scope::Programme, _) => membership == Membership::Inside,
        };
        let candidates = self.regions_of((level, MIN_INHABITANTS), programme, fits).filter(|&(id, ..)| id != place.id);
        nearest(own, candidates.map(|(id, _, row)| (id, row)), count)
    }

    fn similar_to_area(
        &self,
        place: &Place,
        (scope, programme): (Scope, Option<usize>),
        own: &[f32],
        count: usize,
    ) -> Vec<(PlaceId, f64)> {
        let areas = self.areas_inside(programme, self.this_year());
        let areas = areas.filter(|area| area.place.id != place.id && !overlap(&area.place, place));
        let rows: Vec<(PlaceId, Vec<f32>)> =
            areas.filter_map(|area| Some((area.place.id, self.feature_row(&area.place)?))).collect();
        let areas = rows.iter().map(|(id, row)| (*id, row.as_slice()));
        if scope == Scope::Programme {
            return nearest(own, areas, count);
        }
        let outside = |membership| membership == Membership::Outside;
        let wijken = self.regions_of((Level::Wijk, MIN_INHABITANTS_BESIDE_AREA), programme, outside);
        let touched = self.wijken_touched(place);
        let apart =
            wijken.filter(|&(id, ..)| !matches!(id, PlaceId::Region(code) if touched.binary_search(&code).is_ok()));
        nearest(own, areas.chain(apart.map(|(id, _, row)| (id, row))), count)
    }

    /// The regions of a level that have enough inhabitants and lie to the programme of today as asked.
    fn regions_of(
        &self,
        (level, min_inhabitants): (Level, f64),
        programme: Option<usize>,
        fits: impl Fn(Membership) -> bool,
    ) -> impl Iterator<Item = (PlaceId, usize, &[f32])> {
        let codes = self.base().level(level).map_or(&[][..], |regions| &regions.codes);
        let (features, sides) = (self.similarity.level(level), self.similarity.sides(programme, self.this_year()));
        let candidates = self.similarity.candidates(features, sides, (level, min_inhabitants), fits);
        candidates.filter_map(|(position, row)| Some((PlaceId::Region(*codes.get(position)?), position, row)))
    }

    /// The wijken that the buurten of a place lie in, ascending.
    fn wijken_touched(&self, place: &Place) -> Vec<RegionCode> {
        let base = self.base();
        let codes = place.buurten.iter().filter_map(|&at| base.buurt.codes.get(at as usize)?.at(Level::Wijk));
        let mut wijken: Vec<RegionCode> = codes.collect();
        wijken.dedup();
        wijken
    }

    /// Says in which features a place that was found is alike and in which it differs most.
    fn explain(&self, (own, figures): (&[f32], &[Option<f64>]), id: PlaceId, far: f64) -> Option<SimilarPlace> {
        let found = match id {
            PlaceId::Region(code) => Some(self.place_of_region(code)?),
            _ => None,
        };
        let other = match (&found, id) {
            (Some(found), _) => found,
            (None, PlaceId::Area(index)) => self.place_of_area(index as usize)?,
            _ => return None,
        };
        let row = self.feature_row(other)?;
        let mut gaps: Vec<(f32, FeatureValue)> = Vec::new();
        for ((&feature, (own, figure)), theirs) in self.similarity.uses.iter().zip(own.iter().zip(figures)).zip(&row) {
            let gap = (own - theirs).abs();
            if let (true, Some(own), Some(other)) = (gap.is_finite(), *figure, self.feature_value(other, feature)) {
                gaps.push((gap, FeatureValue { indicator: feature.at.indicator, own, other }));
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
