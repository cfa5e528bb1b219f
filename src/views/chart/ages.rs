//! Inhabitants by age: three groups where a period has those, five where it has five.

use crate::atlas::{Atlas, PeriodRef, Place};
use crate::domain::{Indicator, IndicatorPeriod, Period, Reference, ShownFigure};

pub use crate::domain::AgeGroup;

use super::drawable::drawable;
use super::place::{AskedPlace, SeriesOwner};
use super::query::{self, ChartError, ChartQuery, NoChart};
use crate::views::place::NamedPlace;

/// A group of ages with the indicator that gives its share.
type Group<'a> = (&'a Indicator, AgeGroup);

/// The divisions of all ages that the groups make, the finest first: from each age on the narrowest group, or the widest.
fn divisions(atlas: &Atlas) -> [Vec<Group<'_>>; 2] {
    let groups = atlas.catalogue.age_groups();
    let end = |group: &AgeGroup| group.to.unwrap_or(u8::MAX);
    [false, true].map(|widest| {
        let mut division: Vec<Group<'_>> = Vec::new();
        let mut next = Some(0);
        while let Some(from) = next {
            let here = groups.iter().filter(|(_, group)| group.from == from);
            let found = if widest {
                here.max_by_key(|(_, group)| end(group))
            } else {
                here.min_by_key(|(_, group)| end(group))
            };
            division.extend(found);
            next = found.and_then(|(_, group)| group.to?.checked_add(1)).filter(|&next| next > from);
        }
        // Groups that leave ages out divide nothing.
        if division.last().is_some_and(|(_, group)| group.to.is_some()) {
            division.clear();
        }
        division
    })
}

/// Shares of age groups of a place beside references.
#[derive(Clone, Debug)]
pub struct AgesView<'a> {
    /// The place; `None` for the Netherlands alone.
    pub place: Option<NamedPlace<'a>>,
    /// Periods shown, oldest first: the declaration of the youngest group.
    pub periods: Vec<&'a IndicatorPeriod>,
    /// Bars, newest period first; within a period the place first.
    pub bars: Vec<AgeBar<'a>>,
}

#[derive(Clone, Debug)]
pub struct AgeBar<'a> {
    pub owner: SeriesOwner<'a>,
    pub period: Period,
    /// Groups from young to old with the share of each (percent).
    pub groups: Vec<(AgeGroup, ShownFigure)>,
}

impl AgeBar<'_> {
    /// Whether every group has a figure: only then the bar is drawn.
    pub fn complete(&self) -> bool {
        self.groups.iter().all(|(_, shown)| drawable(shown).is_some_and(|value| value >= 0.0))
    }
}

impl<'a> AgesView<'a> {
    pub(super) fn build(atlas: &'a Atlas, query: &ChartQuery) -> Result<Self, ChartError> {
        if let Some(id) = &query.indicator {
            let known = atlas.catalogue.age_groups().iter().any(|(indicator, _)| indicator.id == *id);
            if !known {
                return Err(ChartError::UnknownIndicator(id.chars().take(60).collect()));
            }
        }
        let place = query::places(atlas, query, 0, 1)?.into_iter().next();
        let divisions = divisions(atlas);
        let youngest = divisions.iter().flatten().next().and_then(|(indicator, _)| atlas.indicator(&indicator.id));
        let youngest = youngest.ok_or(ChartError::NoChart(NoChart::NoAges))?;
        let mut newest_first: Vec<PeriodRef<'a>> = youngest.periods().collect();
        newest_first.sort_by_key(|at| std::cmp::Reverse(at.period.period.end()));
        if query.period.is_some() {
            newest_first = vec![query::period(atlas, query, youngest, None)?];
        }
        let mut view = Self { place, periods: Vec::new(), bars: Vec::new() };
        for at in newest_first {
            view.add(atlas, &divisions, at.period);
        }
        view.periods.reverse();
        if view.bars.iter().any(AgeBar::complete) { Ok(view) } else { Err(ChartError::NoChart(NoChart::NoAges)) }
    }

    /// Adds the bars of a period, where some division has figures for it.
    fn add(&mut self, atlas: &'a Atlas, divisions: &[Vec<Group<'_>>], declared: &'a IndicatorPeriod) {
        let has = |(indicator, _): &Group<'_>| indicator.period(declared.period).is_some();
        let Some(groups) = divisions.iter().find(|groups| !groups.is_empty() && groups.iter().all(has)) else { return };
        let bar = |owner, place: Option<&Place>| AgeBar {
            owner,
            period: declared.period,
            groups: groups.iter().filter_map(|group| share(atlas, group, declared.period, place)).collect(),
        };
        self.periods.push(declared);
        let Some(place) = self.place.clone() else {
            self.bars.push(bar(SeriesOwner::Reference(Reference::Nederland), None));
            return;
        };
        let own = bar(SeriesOwner::Place(AskedPlace { named: place.clone(), position: 0 }), Some(&place.place));
        let gemeente = place.gemeente_place(atlas).zip(place.gemeente);
        self.bars.push(own);
        if let Some((gemeente, name)) = gemeente {
            self.bars.push(bar(SeriesOwner::Reference(Reference::Gemeente(name)), Some(&gemeente)));
        }
        self.bars.push(bar(SeriesOwner::Reference(Reference::Nederland), None));
    }
}

fn share(atlas: &Atlas, group: &Group<'_>, period: Period, place: Option<&Place>) -> Option<(AgeGroup, ShownFigure)> {
    let (indicator, group) = group;
    let at = atlas.period(&indicator.id, period)?;
    let figure = place.map_or(at.figures.nederland, |place| atlas.place_figure(place, at));
    Some((*group, ShownFigure::of(figure, at.period)))
}
