//! The series of places beside their references.

use crate::atlas::{Atlas, PeriodRef, Place};
use crate::domain::{Designated, Indicator, IndicatorPeriod, Reference, ReferenceKind, ShownFigure};

use super::drawable::drawable;
use super::place::{AskedPlace, SeriesOwner};
use super::query::{self, ChartError, ChartQuery, MOST_PLACES, NoChart};
use crate::views::place::NamedPlace;

/// Series over all periods.
#[derive(Clone, Debug)]
pub struct TrendView<'a> {
    pub indicator: &'a Indicator,
    /// Its periods, oldest first.
    pub periods: Vec<&'a IndicatorPeriod>,
    /// References first, then the places in the order in which they were asked for.
    pub lines: Vec<TrendLine<'a>>,
    /// Designations of the areas among the places, whose date is known.
    pub designations: Vec<Designated<'a>>,
}

/// A line of the chart.
#[derive(Clone, Debug)]
pub struct TrendLine<'a> {
    pub owner: SeriesOwner<'a>,
    /// One figure per period of the view.
    pub figures: Vec<ShownFigure>,
}

impl<'a> TrendView<'a> {
    pub(super) fn build(atlas: &'a Atlas, query: &ChartQuery) -> Result<Self, ChartError> {
        let of = query::measured(atlas, query)?;
        let places = query::places(atlas, query, 1, MOST_PLACES)?;
        if let Some(period) = query.period {
            // A trend shows all periods; one that does not exist is still a mistake of the address.
            let asked = ChartQuery { period: Some(period), ..ChartQuery::default() };
            query::period(atlas, &asked, of, None)?;
        }
        let periods = of.oldest_first();
        let counts = periods.last().is_some_and(|at| at.period.is_count());
        let series = |place: &Place| -> Vec<ShownFigure> {
            periods.iter().map(|&at| ShownFigure::of(atlas.place_figure(place, at), at.period)).collect()
        };
        let mut lines = Vec::new();
        if !counts {
            lines = references(atlas, &places, &periods);
        }
        let designations = atlas.designated(places.iter().map(|place| place.place.id));
        for (position, place) in places.into_iter().enumerate() {
            let figures = series(&place.place);
            lines.push(TrendLine { owner: SeriesOwner::Place(AskedPlace { named: place, position }), figures });
        }
        let periods = periods.iter().map(|at| at.period).collect();
        let view = Self { indicator: of.indicator, periods, lines, designations };
        if view.known_periods() < 2 { Err(ChartError::NoChart(NoChart::TooFewPeriods)) } else { Ok(view) }
    }

    /// Periods in which at least one of the places has a figure.
    fn known_periods(&self) -> usize {
        let known = |at: &usize| {
            let mut places = self.lines.iter().filter(|line| line.owner.place().is_some());
            places.any(|line| line.figures.get(*at).is_some_and(|shown| drawable(shown).is_some()))
        };
        (0..self.periods.len()).filter(known).count()
    }
}

/// Nederland, and the gemeente of a place that stands alone.
fn references<'a>(atlas: &'a Atlas, places: &[NamedPlace<'a>], periods: &[PeriodRef<'_>]) -> Vec<TrendLine<'a>> {
    let Some(first) = places.first() else { return Vec::new() };
    let found = atlas.references_of(&first.place);
    let alone = if places.len() == 1 { found.reference(ReferenceKind::Gemeente) } else { None };
    let line = |reference: Reference<'a>| {
        let shown = |&at: &PeriodRef<'_>| Some(ShownFigure::of(found.figure(reference.kind(), at)?, at.period));
        TrendLine { owner: SeriesOwner::Reference(reference), figures: periods.iter().filter_map(shown).collect() }
    };
    let lines = [Some(Reference::Nederland), alone].into_iter().flatten().map(line);
    lines.filter(|line| !line.figures.is_empty()).collect()
}
