//! Inhabitants by age: three groups where a period has those, five where it has five.

use crate::atlas::{Atlas, Place};
use crate::domain::{IndicatorPeriod, Period, Reference, ShownFigure};

use super::drawable;
use super::place::{AskedPlace, SeriesOwner};
use super::query::{self, ChartError, ChartQuery, NoChart};
use crate::views::place::NamedPlace;

/// A group of ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeGroup {
    /// Id of the indicator that gives its share.
    pub indicator: &'static str,
    /// First age.
    pub from: u8,
    /// Last age, inclusive; `None` for the oldest.
    pub to: Option<u8>,
    /// Its shade, from 1 (young) to 5 (old), the same in divisions of three and five.
    pub shade: u8,
}

const fn group(indicator: &'static str, from: u8, to: Option<u8>, shade: u8) -> AgeGroup {
    AgeGroup { indicator, from, to, shade }
}

/// The finest division first.
const DIVISIONS: [&[AgeGroup]; 2] = [
    &[
        group("aandeel_0_14", 0, Some(14), 1),
        group("aandeel_15_24", 15, Some(24), 2),
        group("aandeel_25_44", 25, Some(44), 3),
        group("aandeel_45_64", 45, Some(64), 4),
        group("aandeel_65_plus", 65, None, 5),
    ],
    &[
        group("aandeel_0_14", 0, Some(14), 1),
        group("aandeel_15_64", 15, Some(64), 3),
        group("aandeel_65_plus", 65, None, 5),
    ],
];

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

/// A bar.
#[derive(Clone, Debug)]
pub struct AgeBar<'a> {
    /// Whose it is.
    pub owner: SeriesOwner<'a>,
    /// The period.
    pub period: Period,
    /// Groups from young to old with the share of each (percent).
    pub groups: Vec<(AgeGroup, ShownFigure)>,
}

impl AgeBar<'_> {
    /// Whether every group has a figure: only then the bar is drawn.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.groups.iter().all(|(_, shown)| drawable(shown).is_some_and(|value| value >= 0.0))
    }
}

impl<'a> AgesView<'a> {
    pub(super) fn build(atlas: &'a Atlas, query: &ChartQuery) -> Result<Self, ChartError> {
        if let Some(id) = &query.indicator {
            let known = DIVISIONS.iter().flat_map(|groups| groups.iter()).any(|group| group.indicator == id);
            if !known {
                return Err(ChartError::UnknownIndicator(id.chars().take(60).collect()));
            }
        }
        let place = query::places(atlas, query, 0, 1)?.into_iter().next();
        let (youngest, indicator) = atlas.indicator("aandeel_0_14").ok_or(ChartError::NoChart(NoChart::NoAges))?;
        let mut order: Vec<usize> = (0..indicator.periods.len()).collect();
        order.sort_by_key(|&at| indicator.periods.get(at).map(|declared| std::cmp::Reverse(declared.period.end())));
        if query.period.is_some() {
            order = vec![query::period(atlas, query, (youngest, indicator), None)?];
        }
        let mut view = Self { place, periods: Vec::new(), bars: Vec::new() };
        for declared in order.iter().filter_map(|&at| indicator.periods.get(at)) {
            view.add(atlas, declared);
        }
        view.periods.reverse();
        if view.bars.iter().any(AgeBar::complete) { Ok(view) } else { Err(ChartError::NoChart(NoChart::NoAges)) }
    }

    /// Adds the bars of a period, where some division has figures for it.
    fn add(&mut self, atlas: &'a Atlas, declared: &'a IndicatorPeriod) {
        let has = |group: &AgeGroup| {
            atlas.indicator(group.indicator).is_some_and(|(_, found)| found.period(declared.period).is_some())
        };
        let Some(groups) = DIVISIONS.iter().find(|groups| groups.iter().all(has)) else { return };
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

fn share(atlas: &Atlas, group: &AgeGroup, period: Period, place: Option<&Place>) -> Option<(AgeGroup, ShownFigure)> {
    let (index, indicator) = atlas.indicator(group.indicator)?;
    let at = indicator.periods.iter().position(|declared| declared.period == period)?;
    let figure = match place {
        Some(place) => atlas.place_figure(place, index, at),
        None => atlas.figures.get(index)?.periods.get(at)?.nederland,
    };
    Some((*group, ShownFigure::of(figure, indicator.periods.get(at)?)))
}
