//! The parts of the compared places on small maps: one indicator, one period, the classes of the whole country.

use super::CompareView;
use crate::atlas::{LevelFigures, VintageAtlas};
use crate::domain::{IndicatorPeriod, Level, Source, Value, round_to};
use crate::stats::breaks::class_of;
use crate::views::explore::{Class, sequential};

/// The maps of a comparison, in the same classes.
#[derive(Debug)]
pub struct CompareMaps<'a> {
    /// The period of the values: that of the row of the indicator.
    pub period: &'a IndicatorPeriod,
    pub source: Option<&'a Source>,
    /// The level of the parts.
    pub level: Level,
    /// The vintage of the period, with its outlines.
    pub vintage: &'a VintageAtlas,
    /// Classes from low to high, with the parts of all maps in each.
    pub classes: Vec<Class>,
    /// Parts without a value.
    pub missing: usize,
    /// One per place, in their order.
    pub places: Vec<PlaceMap>,
}

/// The parts of one place.
#[derive(Clone, Debug)]
pub struct PlaceMap {
    /// Position in the level, value as published, colour. Empty where the place cannot be found in the vintage.
    pub parts: Vec<(usize, Value, Option<usize>)>,
}

impl<'a> CompareView<'a> {
    /// The maps of the chosen indicator; `None` where it may not colour a map, or no place has figures.
    pub fn maps(&self) -> Option<CompareMaps<'a>> {
        let of = self.chosen.filter(|of| of.indicator.choropleth)?;
        let at = of.period(self.chosen_row()?.period.period)?;
        let period = at.period;
        // The lowest level that is delivered; the members of every place are spread over it.
        let figures: &LevelFigures = at.figures.levels.iter().max_by_key(|figures| figures.level)?;
        let vintage = self.atlas.vintage(period.vintage)?;
        let count = figures.breaks.len() + 1;
        let bounds = |at: usize| figures.breaks.get(at).copied();
        let mut maps = CompareMaps {
            period,
            source: self.atlas.source_of(period),
            level: figures.level,
            vintage,
            classes: (0..count)
                .map(|at| Class {
                    index: sequential(at, count),
                    from: at.checked_sub(1).and_then(bounds),
                    to: bounds(at),
                    count: 0,
                })
                .collect(),
            missing: 0,
            places: Vec::new(),
        };
        for place in &self.places {
            let values = self.atlas.member_values(&place.place, at);
            let parts = values.into_iter().map(|(_, at, value)| maps.part(figures, at as usize, value)).collect();
            maps.places.push(PlaceMap { parts });
        }
        Some(maps)
    }
}

impl CompareMaps<'_> {
    /// Rounds the value as published, and counts it in its class.
    fn part(&mut self, figures: &LevelFigures, at: usize, value: Value) -> (usize, Value, Option<usize>) {
        let value = value.map(|value| round_to(value, self.period.decimals));
        let Some(known) = value.known() else {
            self.missing += 1;
            return (at, value, None);
        };
        let class = self.classes.get_mut(class_of(&figures.breaks, known));
        (
            at,
            value,
            class.map(|class| {
                class.count += 1;
                class.index
            }),
        )
    }
}
