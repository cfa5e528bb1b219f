//! Any chart: built from a query, and what all kinds have in common.

use super::ages::AgesView;
use super::distribution::DistributionView;
use super::dots::DotsView;
use super::gap::GapChart;
use super::query::{ChartError, ChartKind, ChartQuery};
use super::trend::TrendView;
use crate::atlas::Atlas;
use crate::domain::{Indicator, IndicatorPeriod, Source};
use crate::views::place::NamedPlace;

/// Any chart.
#[derive(Clone, Debug)]
pub enum Chart<'a> {
    /// A series per place over all periods.
    Trend(TrendView<'a>),
    /// One period: a dot per place on one scale.
    Dots(DotsView<'a>),
    /// One period: a dot per region.
    Swarm(DistributionView<'a>),
    /// The distance to references over all periods.
    Gap(GapChart<'a>),
    /// One period: regions counted per class of equal width.
    Histogram(DistributionView<'a>),
    /// Inhabitants by age.
    Ages(AgesView<'a>),
}

impl<'a> Chart<'a> {
    /// The chart that a query asks for.
    pub fn build(atlas: &'a Atlas, kind: ChartKind, query: &ChartQuery) -> Result<Self, ChartError> {
        match kind {
            ChartKind::Trend => TrendView::build(atlas, query).map(Self::Trend),
            ChartKind::Dots => DotsView::build(atlas, query).map(Self::Dots),
            ChartKind::Swarm => DistributionView::swarm(atlas, query).map(Self::Swarm),
            ChartKind::Gap => GapChart::build(atlas, query).map(Self::Gap),
            ChartKind::Histogram => DistributionView::histogram(atlas, query).map(Self::Histogram),
            ChartKind::Ages => AgesView::build(atlas, query).map(Self::Ages),
        }
    }

    pub const fn kind(&self) -> ChartKind {
        match self {
            Self::Trend(_) => ChartKind::Trend,
            Self::Dots(_) => ChartKind::Dots,
            Self::Swarm(_) => ChartKind::Swarm,
            Self::Gap(_) => ChartKind::Gap,
            Self::Histogram(_) => ChartKind::Histogram,
            Self::Ages(_) => ChartKind::Ages,
        }
    }

    /// The indicator; `None` where a chart shows several.
    pub const fn indicator(&self) -> Option<&'a Indicator> {
        match self {
            Self::Trend(view) => Some(view.indicator),
            Self::Dots(view) => Some(view.indicator),
            Self::Gap(chart) => Some(chart.view.indicator),
            Self::Swarm(view) | Self::Histogram(view) => Some(view.indicator),
            Self::Ages(_) => None,
        }
    }

    /// The periods with figures in it, oldest first.
    pub fn periods(&self) -> Vec<&'a IndicatorPeriod> {
        match self {
            Self::Trend(view) => view.periods.clone(),
            Self::Dots(view) => vec![view.period],
            Self::Gap(chart) => chart.periods(),
            Self::Swarm(view) | Self::Histogram(view) => vec![view.period],
            Self::Ages(view) => view.periods.clone(),
        }
    }

    /// The places that were asked for.
    pub fn places(&self) -> Vec<&NamedPlace<'a>> {
        match self {
            Self::Trend(view) => {
                view.lines.iter().filter_map(|line| line.owner.place()).map(|place| &place.named).collect()
            }
            Self::Dots(view) => {
                view.rows.iter().filter_map(|row| row.owner.place()).map(|place| &place.named).collect()
            }
            Self::Swarm(view) | Self::Histogram(view) => view.marked.iter().map(|marked| &marked.place).collect(),
            Self::Gap(chart) => vec![&chart.place],
            Self::Ages(view) => view.place.iter().collect(),
        }
    }

    /// The sources of its figures, each once.
    pub fn sources(&self, atlas: &'a Atlas) -> Vec<&'a Source> {
        sources(atlas, &self.periods())
    }
}

/// The sources of periods, each once, newest period first.
fn sources<'a>(atlas: &'a Atlas, periods: &[&'a IndicatorPeriod]) -> Vec<&'a Source> {
    let mut list: Vec<&Source> = Vec::new();
    for source in periods.iter().rev().filter_map(|declared| atlas.source_of(declared)) {
        if !list.iter().any(|known| known.id == source.id) {
            list.push(source);
        }
    }
    list
}
