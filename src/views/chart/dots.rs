//! One period: places and references as dots on one scale, with the spread inside each place.

use crate::atlas::{Atlas, PeriodRef};
use crate::domain::{Indicator, IndicatorPeriod, Level, Reference, ShownFigure};

use super::drawable::drawable;
use super::place::{AskedPlace, SeriesOwner};
use super::query::{self, ChartError, ChartQuery, MOST_PLACES, NoChart};
use crate::views::place::NamedPlace;

/// Places on one scale.
#[derive(Clone, Debug)]
pub struct DotsView<'a> {
    pub indicator: &'a Indicator,
    /// The period shown.
    pub period: &'a IndicatorPeriod,
    /// Places in the order in which they were asked for, then the references.
    pub rows: Vec<DotRow<'a>>,
}

/// A row of the chart.
#[derive(Clone, Debug)]
pub struct DotRow<'a> {
    pub owner: SeriesOwner<'a>,
    pub shown: ShownFigure,
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
            let shown = ShownFigure::of(atlas.place_figure(&place.place, at), at.period);
            // The parts of a count are no other values of it.
            let (level, members) = if counts { (None, Vec::new()) } else { members(atlas, &place, at) };
            DotRow { owner: SeriesOwner::Place(AskedPlace { named: place, position }), shown, members, level }
        };
        let mut rows: Vec<DotRow<'a>> = places.into_iter().enumerate().map(own).collect();
        if let Some(reason) = rows.first().and_then(|row| row.shown.value.missing())
            && rows.iter().all(|row| drawable(&row.shown).is_none())
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

/// Nederland always; for one place also its gemeente, the rest of that, and the areas of a programme together.
fn references<'a>(atlas: &'a Atlas, places: &[NamedPlace<'a>], at: PeriodRef<'_>) -> Vec<DotRow<'a>> {
    let Some(first) = places.first() else { return Vec::new() };
    let row = |(reference, figure)| DotRow {
        owner: SeriesOwner::Reference(reference),
        shown: ShownFigure::of(figure, at.period),
        members: Vec::new(),
        level: None,
    };
    let alone = |(reference, _): &(Reference<'_>, _)| places.len() == 1 || *reference == Reference::Nederland;
    atlas.references_of(&first.place).figures(at).filter(alone).map(row).collect()
}
