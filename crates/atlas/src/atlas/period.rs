//! One handle for an indicator and one for an indicator in a period.
//!
//! The catalogue and the figures stand side by side in the Atlas, in one order. Who looks up an indicator once gets a
//! handle that holds both, so that nobody else counts positions or asks whether they fit. What outlives a borrow of the
//! Atlas keeps the id of the handle instead, and finds it back with [`Atlas::at`] or [`Atlas::indicator_at`].

use crate::domain::{Indicator, IndicatorPeriod, Level, Missing, Period, Value, Vintage};

use super::figures::{IndicatorFigures, LevelFigures, PeriodFigures};
use super::ids::{IndicatorId, PeriodId};
use super::model::Atlas;

/// An indicator with its figures. Two are equal when they stand for the same indicator of one Atlas.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorRef<'a> {
    /// What it measures.
    pub indicator: &'a Indicator,
    figures: &'a IndicatorFigures,
    id: IndicatorId,
}

impl PartialEq for IndicatorRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for IndicatorRef<'_> {}

impl<'a> IndicatorRef<'a> {
    /// What stands for it where a reference cannot be kept.
    pub const fn id(self) -> IndicatorId {
        self.id
    }

    /// Its periods, newest first.
    pub fn periods(self) -> impl Iterator<Item = PeriodRef<'a>> + Clone {
        (0_u16..).zip(self.indicator.periods.iter().zip(&self.figures.periods)).map(move |(at, (period, figures))| {
            PeriodRef { indicator: self.indicator, period, figures, id: PeriodId { indicator: self.id, period: at } }
        })
    }

    /// Its periods, oldest first.
    pub fn oldest_first(self) -> Vec<PeriodRef<'a>> {
        let mut list: Vec<PeriodRef<'a>> = self.periods().collect();
        list.sort_by_key(|one| one.period.period.end());
        list
    }

    /// It in `period`.
    pub fn period(self, period: Period) -> Option<PeriodRef<'a>> {
        self.periods().find(|one| one.period.period == period)
    }

    /// It in the period that pages lead with; `None` only for an indicator without periods, which no delivery has.
    pub fn headline(self) -> Option<PeriodRef<'a>> {
        self.periods().nth(self.indicator.headline_index())
    }

    /// The period that pages lead with where `fits` holds for it, else the newest for which it holds.
    pub fn headline_or_newest(self, fits: impl Fn(&PeriodRef<'a>) -> bool) -> Option<PeriodRef<'a>> {
        self.headline().filter(&fits).or_else(|| self.periods().find(fits))
    }

    /// The period in which it says what the places of today are like: the newest on codes of the base division, and
    /// where it has none (the first edition of a year brings the inhabitants alone) the one nearest to that year, of
    /// which the figures are carried over.
    pub fn for_base(self, base: Vintage) -> Option<PeriodRef<'a>> {
        let nearest = || self.periods().min_by_key(|at| at.period.period.end().abs_diff(base.0));
        self.periods().find(|at| at.on_base()).or_else(nearest)
    }

    /// Returns whether its values are classes.
    pub fn is_class(self) -> bool {
        self.indicator.unit.ordinal
    }
}

/// An indicator in a period: what it measures, how the period was delivered, and its figures. Two are equal when they
/// stand for the same indicator and period of one Atlas.
#[derive(Clone, Copy, Debug)]
pub struct PeriodRef<'a> {
    /// What it measures.
    pub indicator: &'a Indicator,
    /// How the period was delivered.
    pub period: &'a IndicatorPeriod,
    /// Its figures.
    pub figures: &'a PeriodFigures,
    id: PeriodId,
}

impl PartialEq for PeriodRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for PeriodRef<'_> {}

impl<'a> PeriodRef<'a> {
    /// What stands for it where a reference cannot be kept.
    pub const fn id(self) -> PeriodId {
        self.id
    }

    /// Returns whether its figures stand on the codes by which places are addressed.
    pub const fn on_base(self) -> bool {
        self.figures.on_base
    }

    /// Its values at `level`; `None` where it has none there.
    pub fn level(self, level: Level) -> Option<&'a LevelFigures> {
        self.figures.level(level)
    }

    /// The levels that it has values for, from large to small.
    pub fn levels(self) -> impl Iterator<Item = Level> {
        self.figures.levels.iter().map(|figures| figures.level)
    }

    /// The value of a region (position in the vintage of the period).
    pub fn region(self, level: Level, position: usize) -> Value {
        self.level(level).map_or(Value::Missing(Missing::NotPublishedAtLevel), |figures| figures.values.get(position))
    }

    /// Returns whether its values are classes.
    pub fn is_class(self) -> bool {
        self.indicator.unit.ordinal
    }

    /// A period that stands on its own, to be read as one of an Atlas is.
    #[cfg(test)]
    pub(crate) const fn alone(
        indicator: &'a Indicator,
        period: &'a IndicatorPeriod,
        figures: &'a PeriodFigures,
    ) -> Self {
        Self { indicator, period, figures, id: PeriodId { indicator: IndicatorId(0), period: 0 } }
    }
}

impl Atlas {
    /// The indicators, in the order of the catalogue.
    pub fn indicators(&self) -> impl Iterator<Item = IndicatorRef<'_>> + Clone {
        let pairs = (0_u16..).zip(self.catalogue.indicators.iter().zip(&self.figures));
        pairs.map(|(at, (indicator, figures))| IndicatorRef { indicator, figures, id: IndicatorId(at) })
    }

    /// The indicator `id`.
    pub fn indicator(&self, id: &str) -> Option<IndicatorRef<'_>> {
        self.indicators().find(|one| one.indicator.id == id)
    }

    /// The indicator that counts people.
    pub fn population(&self) -> Option<IndicatorRef<'_>> {
        self.indicator(self.catalogue.population_id())
    }

    /// The indicator that is shown where a reader named none.
    pub fn default_indicator(&self) -> Option<IndicatorRef<'_>> {
        self.indicator(&self.catalogue.default_indicator()?.id)
    }

    /// The indicator `id` in `period`.
    pub fn period(&self, id: &str, period: Period) -> Option<PeriodRef<'_>> {
        self.indicator(id)?.period(period)
    }

    /// The indicator that a handle of this Atlas stood for.
    pub fn indicator_at(&self, id: IndicatorId) -> Option<IndicatorRef<'_>> {
        let indicator = self.catalogue.indicators.get(id.position())?;
        Some(IndicatorRef { indicator, figures: self.figures.get(id.position())?, id })
    }

    /// The indicator and period that a handle of this Atlas stood for.
    pub fn at(&self, id: PeriodId) -> Option<PeriodRef<'_>> {
        let of = self.indicator_at(id.indicator)?;
        let period = of.indicator.periods.get(id.position())?;
        Some(PeriodRef { indicator: of.indicator, period, figures: of.figures.periods.get(id.position())?, id })
    }
}
