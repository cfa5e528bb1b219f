//! "Gebieden die hierop lijken": the places most like this one, and why.

use super::header::{gemeente_name, place_address, place_name};
use crate::atlas::{Atlas, FeatureValue, PeriodRef, Place, PlaceId, Scope};
use crate::domain::{Indicator, IndicatorPeriod, Level, ShownFigure};

/// How many are shown.
pub const SHOWN: usize = 10;

/// The places most like a place.
#[derive(Clone, Debug)]
pub struct SimilarView<'a> {
    /// Where was looked.
    pub scope: Scope,
    /// Features, each with the period it is of.
    pub features: Vec<(&'a Indicator, &'a IndicatorPeriod)>,
    /// Level whose regions set the scale.
    pub scale: Level,
    /// Fewest inhabitants of a region that was considered.
    pub min_inhabitants: f64,
    /// Nearest first.
    pub rows: Vec<SimilarRow<'a>>,
}

/// A place that is alike.
#[derive(Clone, Debug)]
pub struct SimilarRow<'a> {
    pub id: PlaceId,
    pub name: &'a str,
    /// Name of its gemeente; empty for a gemeente and for a focus area, whose name has it.
    pub gemeente: &'a str,
    /// Its address on this site.
    pub address: String,
    /// Distance in median absolute deviations.
    pub distance: f64,
    /// The features that lie closest together.
    pub alike: Vec<SimilarFeature<'a>>,
    /// The feature that lies furthest apart.
    pub differs: SimilarFeature<'a>,
}

/// A feature of two places.
#[derive(Clone, Copy, Debug)]
pub struct SimilarFeature<'a> {
    /// The feature.
    pub indicator: &'a Indicator,
    /// Of the place of the page.
    pub own: ShownFigure,
    pub other: ShownFigure,
}

/// The places most like `place`; `None` when too few of its features are known.
pub(super) fn of<'a>(atlas: &'a Atlas, place: &Place, scope: Scope) -> Option<SimilarView<'a>> {
    let found = atlas.similar(place, scope, SHOWN)?;
    let features: Vec<PeriodRef<'a>> = found.features.iter().filter_map(|feature| atlas.at(feature.at)).collect();
    // At the decimals of each figure: a place of one published row shows that row as published.
    let figure = |place: &Place, at: PeriodRef<'_>| ShownFigure::of(atlas.place_figure(place, at), at.period);
    let shown = |value: &FeatureValue, other: &Place| {
        let at = *features.iter().find(|at| at.id().indicator == value.indicator)?;
        Some(SimilarFeature { indicator: at.indicator, own: figure(place, at), other: figure(other, at) })
    };
    let rows = found.places.iter().filter_map(|similar| {
        let other = match similar.id {
            PlaceId::Area(index) => atlas.place_of_area(index as usize)?.clone(),
            PlaceId::Region(code) => atlas.place_of_region(code)?,
            _ => return None,
        };
        Some(SimilarRow {
            id: similar.id,
            name: place_name(atlas, &other)?,
            gemeente: gemeente_name(atlas, &other).unwrap_or_default(),
            address: place_address(atlas, &other)?,
            distance: similar.distance,
            alike: similar.alike.iter().filter_map(|value| shown(value, &other)).collect(),
            differs: shown(&similar.differs, &other)?,
        })
    });
    Some(SimilarView {
        scope,
        rows: rows.collect(),
        features: features.iter().map(|at| (at.indicator, at.period)).collect(),
        scale: found.scale,
        min_inhabitants: found.min_inhabitants,
    })
}
