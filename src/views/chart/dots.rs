//! One period: places and references as dots on one scale, with the spread inside each place.

use crate::atlas::{Atlas, PeriodRef, PlaceId};
use crate::domain::{Indicator, IndicatorPeriod, Level};

use super::Shown;
use super::place::Who;
use super::query::{self, ChartError, ChartQuery, MOST_PLACES, NoChart};
use crate::views::place::NamedPlace;

/// Places on one scale.
#[derive(Clone, Debug)]
pub struct DotsView<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// The period shown.
    pub period: &'a IndicatorPeriod,
    /// Places in the order in which they were asked for, then the references.
    pub rows: Vec<DotRow<'a>>,
}

/// A row of the chart.
#[derive(Clone, Debug)]
pub struct DotRow<'a> {
    /// Whose it is.
    pub who: Who<'a>,
    /// Its figure.
    pub shown: Shown,
    /// The known values inside a place that was asked for, ascending, and their level; empty where it has no parts.
    pub members: Vec<f64>,
    /// Level of the members.
    pub level: Option<Level>,
}

impl<'a> DotsView<'a> {
    pub(super) fn build(atlas: &'a Atlas, query: &ChartQuery) -> Result<Self, ChartError> {
        let of = query::measured(atlas, query)?;
        let places = query::places(atlas, query, 1, MOST_PLACES)?;
        let first = places.first().ok_or(ChartError::NoPlace)?;
        let at = query::period(atlas, query, of, Some(&first.place))?;
        let counts = at.period.is_count();
        let references = if counts { Vec::new() } else { references(atlas, &places, at) };
        let own = |(position, place): (usize, NamedPlace<'a>)| {
            let shown = Shown::of(atlas.place_figure(&place.place, at), at.period);
            // The parts of a count are no other values of it.
            let (level, members) = if counts { (None, Vec::new()) } else { members(atlas, &place, at) };
            DotRow { who: Who::Place(place, position), shown, members, level }
        };
        let mut rows: Vec<DotRow<'a>> = places.into_iter().enumerate().map(own).collect();
        if let Some(reason) = rows.first().and_then(|row| row.shown.figure.value.missing())
            && rows.iter().all(|row| row.shown.known().is_none())
        {
            return Err(ChartError::NoChart(NoChart::NoFigure(reason)));
        }
        rows.extend(references);
        Ok(Self { indicator: at.indicator, period: at.period, rows })
    }
}

fn members(atlas: &Atlas, place: &NamedPlace<'_>, at: PeriodRef<'_>) -> (Option<Level>, Vec<f64>) {
    if place.level == Some(Level::Buurt) {
        return (None, Vec::new());
    }
    let found = atlas.member_values(&place.place, at);
    let level = found.first().map(|&(level, _, _)| level);
    let values = crate::stats::robust::sorted(found.iter().filter_map(|(_, _, value)| value.known()));
    if found.len() < 2 { (None, Vec::new()) } else { (level, values) }
}

/// Nederland always; for one place also its gemeente, the rest of that, and the 20 areas together.
fn references<'a>(atlas: &'a Atlas, places: &[NamedPlace<'a>], at: PeriodRef<'_>) -> Vec<DotRow<'a>> {
    let row = |who, figure| DotRow { who, shown: Shown::of(figure, at.period), members: Vec::new(), level: None };
    let mut rows = vec![row(Who::Nederland, at.figures.nederland)];
    let [only] = places else { return rows };
    if let (Some(gemeente), Some(name)) = (only.gemeente_place(atlas), only.gemeente) {
        rows.push(row(Who::Gemeente(name), atlas.place_figure(&gemeente, at)));
    }
    let rest = atlas.rest_of(&only.place).and_then(|rest| atlas.rest_figure(&rest, at));
    if let (Some(rest), Some(name)) = (rest, only.gemeente) {
        rows.push(row(Who::Rest(name), rest));
    }
    if matches!(only.place.id, PlaceId::Area(_) | PlaceId::Own) {
        rows.push(row(Who::Together, at.figures.together));
    }
    rows
}
