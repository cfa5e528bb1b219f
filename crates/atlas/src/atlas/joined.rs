//! The figures of one indicator in one period, as features of a map carry them.

use crate::domain::{Level, Missing, Value, round_to};
use crate::stats::breaks::class_of;

use super::{Figure, PeriodRef};

/// What one feature of a tile says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TileFigure {
    /// A figure, rounded as it is published.
    Known {
        /// The value.
        value: f64,
        /// Its class by the breaks of its level, from 0; `None` for what may not colour a map.
        class: Option<u32>,
        /// Whether it is a sum over less than all members.
        at_least: bool,
    },
    /// Why there is none.
    Missing(Missing),
}

impl PeriodRef<'_> {
    /// Whether there are figures of the focus areas in the vintage in which these are drawn.
    pub fn has_areas(self) -> bool {
        self.on_base() && !self.figures.areas.is_empty()
    }

    /// The figure of the region at `index` of a level.
    pub fn region_on_tile(self, level: Level, index: usize) -> TileFigure {
        let Some(figures) = self.level(level) else { return TileFigure::Missing(Missing::NotPublishedAtLevel) };
        match figures.values.get(index) {
            Value::Missing(reason) => TileFigure::Missing(reason),
            Value::Known(number) => {
                let value = round_to(number, self.period.decimals);
                let class = self
                    .indicator
                    .choropleth
                    .then(|| u32::try_from(class_of(&figures.breaks, value)).unwrap_or(u32::MAX));
                TileFigure::Known { value, class, at_least: false }
            }
        }
    }

    /// The figure of the focus area at `index`. It has no class: breaks are those of the regions of a level.
    pub fn area_on_tile(self, index: usize) -> TileFigure {
        let missing = Figure::missing(Missing::NotInDelivery);
        let figure = self.figures.areas.get(index).unwrap_or(&missing);
        match figure.value {
            Value::Missing(reason) => TileFigure::Missing(reason),
            Value::Known(number) => TileFigure::Known {
                value: round_to(number, self.period.decimals_for(None)),
                class: None,
                at_least: figure.at_least,
            },
        }
    }
}
