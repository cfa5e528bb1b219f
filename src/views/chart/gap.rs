//! The distance of a place to its references over the years, as a chart.

use crate::atlas::{Atlas, Matching};
use crate::domain::IndicatorPeriod;
use crate::views::gap::{self, GapView};

use super::query::{self, ChartError, ChartQuery, NoChart};
use crate::views::place::NamedPlace;

/// The gap of a place.
#[derive(Clone, Debug)]
pub struct GapChart<'a> {
    pub place: NamedPlace<'a>,
    pub view: GapView<'a>,
}

impl<'a> GapChart<'a> {
    pub(super) fn build(atlas: &'a Atlas, query: &ChartQuery) -> Result<Self, ChartError> {
        let of = query::measured(atlas, query)?;
        let place = query::places(atlas, query, 1, 1)?.into_iter().next().ok_or(ChartError::NoPlace)?;
        if query.period.is_some() {
            query::period(atlas, query, of, None)?;
        }
        if of.headline().is_some_and(|at| at.period.is_count()) {
            return Err(ChartError::NoChart(NoChart::Count));
        }
        let too_few = || ChartError::NoChart(NoChart::TooFewPeriods);
        let view =
            gap::named(atlas, &mut Matching::new(atlas, &place.place), place.name.clone(), of).ok_or_else(too_few)?;
        if !view.is_drawn() {
            return Err(too_few());
        }
        Ok(Self { place, view })
    }

    /// Its periods, oldest first.
    pub fn periods(&self) -> Vec<&'a IndicatorPeriod> {
        self.view.periods.iter().map(|period| period.declared).collect()
    }
}
