//! The map as a whole: every region in view with its value, its class and its rank.

use super::distribution::Distribution;
use super::query::{self, Adjusted, ExploreError, ExploreQuery};
use super::scale::{self, Class, Mark, Scale};
use super::scope::{self, Scope, ScopeChoice};
use super::search::Search;
use super::selected::{self, Selected};
use crate::atlas::{Atlas, Hit, LevelRegions, Origin, Rank, Shown, VintageAtlas};
use crate::domain::{Indicator, IndicatorPeriod, Level, Margin, Missing, RegionCode, ShownFigure, Source, Value};
use crate::stats::rank::rank_among;
use crate::views::points::PointsView;

/// Rows on one page of the table.
pub const PAGE_SIZE: usize = 100;

/// One indicator in one period at one level.
#[derive(Debug)]
pub struct ExploreView<'a> {
    pub indicator: &'a Indicator,
    pub atlas: &'a Atlas,
    /// The period shown.
    pub period: &'a IndicatorPeriod,
    /// The period that is subtracted from it.
    pub since: Option<&'a IndicatorPeriod>,
    /// The periods that can be subtracted.
    pub earlier: Vec<&'a IndicatorPeriod>,
    pub source: Option<&'a Source>,
    /// The source of the period that is subtracted.
    pub since_source: Option<&'a Source>,
    /// The level shown.
    pub level: Level,
    /// Levels that the period has, from large to small.
    pub levels: Vec<Level>,
    /// The vintage of the period, with its outlines.
    pub vintage: &'a VintageAtlas,
    /// Decimals of the values.
    pub decimals: i8,
    /// Where the values come from.
    pub origin: Origin,
    /// Whether the values may colour a map.
    pub coloured: bool,
    /// How values become classes.
    pub scale: Scale<'a>,
    /// Classes from low to high; empty where the values may not colour a map.
    pub classes: Vec<Class>,
    /// What stands on the legend besides its classes.
    pub marks: Vec<Mark<'a>>,
    /// The spread over the whole level; `None` for classes, counts and equal values.
    pub distribution: Option<Distribution<'a>>,
    /// Regions in view without a value, per reason.
    pub missing: Vec<(Missing, usize)>,
    /// What of the country is shown; `None` for all of it.
    pub scope: Option<Scope<'a>>,
    /// What stands there, where the reader asked for it.
    pub points: Option<PointsView<'a>>,
    /// What can be chosen instead.
    pub scopes: Vec<ScopeChoice<'a>>,
    /// The place that is read out.
    pub selected: Option<Selected<'a>>,
    /// Places of which the reader has to choose one.
    pub candidates: Vec<Hit>,
    /// Positions (in the level) of the regions in view in the order of the table, those without a value last.
    pub order: Vec<usize>,
    /// Whether the lowest value comes first.
    pub ascending: bool,
    /// The figure of the Netherlands.
    pub nederland: ShownFigure,
    /// The page of the table, from 1.
    pub page: usize,
    /// What the query asked for and could not be shown.
    pub adjusted: Vec<Adjusted>,
    shown: Shown<'a>,
    /// Known values of the whole level, ascending.
    sorted: Vec<f64>,
    regions: &'a LevelRegions,
}

/// The points that the reader asked for in the part of the country that is shown.
fn points<'a>(
    atlas: &'a Atlas,
    query: &ExploreQuery,
    scope: Option<&Scope<'a>>,
) -> Result<Option<PointsView<'a>>, ExploreError> {
    let Some(id) = &query.points else { return Ok(None) };
    let points = atlas.points.iter().find(|points| points.set.id == *id);
    let points = points.ok_or_else(|| ExploreError::Points(id.clone()))?;
    let place = scope.and_then(|scope| match atlas.area(&scope.key) {
        Some((index, _)) => atlas.place_of_area(index).cloned(),
        None => atlas.place_of_region(scope.key.parse().ok()?),
    });
    Ok(place.and_then(|place| PointsView::of(points, &place)))
}

/// A row of the table.
#[derive(Debug)]
pub struct Row<'a> {
    /// Position in the level.
    pub position: usize,
    pub code: RegionCode,
    pub name: &'a str,
    /// Name of its gemeente; empty for a gemeente.
    pub gemeente: &'a str,
    /// The value, rounded as shown.
    pub value: Value,
    /// The margin that its publisher gives.
    pub margin: Option<Margin>,
    /// Its colour.
    pub class: Option<usize>,
    /// Its place among all regions of the level, highest value first.
    pub rank: Option<Rank>,
}

impl<'a> ExploreView<'a> {
    /// Builds the view.
    pub fn build(atlas: &'a Atlas, query: &ExploreQuery) -> Result<Self, ExploreError> {
        let mut chosen = query::choose(atlas, query)?;
        let vintage = atlas.vintage(chosen.period.vintage).ok_or(ExploreError::NoFigures)?;
        let level = chosen.shown.level;
        let regions = vintage.level(level).ok_or(ExploreError::NoFigures)?;
        let scope = scope::choose(atlas, query, &chosen, vintage)?;
        let points = points(atlas, query, scope.as_ref())?;
        if let (Some(id), None) = (&query.points, &scope) {
            chosen.adjusted.push(Adjusted::Points(id.clone()));
        }
        let (found, candidates) = match selected::find(atlas, query, scope.as_ref())? {
            Search::Nothing => (None, Vec::new()),
            Search::One(found) => (Some(found), Vec::new()),
            Search::Several(hits) => (None, hits),
        };
        let found = found.filter(|found| atlas.exists_for(chosen.indicator, &found.place));
        let gemeente = found.as_ref().and_then(|found| found.gemeente);
        let gemeente = gemeente.and_then(|code| selected::gemeente_figure(atlas, &chosen, code));
        let scale = Scale::new(atlas, query, &mut chosen, gemeente);
        let selected = found.and_then(|found| Selected::new(atlas, &chosen, found));
        let mut view = Self {
            atlas,
            points,
            indicator: chosen.indicator,
            period: chosen.period,
            since: chosen.since,
            earlier: query::earlier(atlas, chosen.shown.quantity.now),
            source: atlas.source_of(chosen.period),
            since_source: chosen.since.and_then(|since| atlas.source_of(since)),
            level,
            levels: chosen.levels,
            vintage,
            decimals: chosen.shown.decimals,
            origin: chosen.shown.origin,
            coloured: chosen.indicator.choropleth,
            classes: Vec::new(),
            marks: scale::marks(&scale, chosen.nederland, selected.as_ref()),
            distribution: None,
            missing: Vec::new(),
            scopes: scope::choices(atlas, chosen.indicator, vintage, level),
            order: Vec::new(),
            ascending: query.ascending,
            sorted: chosen.shown.sorted(),
            nederland: chosen.nederland,
            page: query.page,
            adjusted: chosen.adjusted,
            scale,
            scope,
            selected,
            candidates,
            shown: chosen.shown,
            regions,
        };
        view.sort();
        view.count();
        view.spread();
        if view.page > view.pages() {
            return Err(ExploreError::Page(view.pages()));
        }
        Ok(view)
    }

    fn sort(&mut self) {
        let positions = if let Some(scope) = &self.scope {
            scope.positions.clone()
        } else {
            let codes = self.regions.codes.iter().enumerate();
            codes.filter(|(_, code)| self.indicator.exists_in(code.gemeente())).map(|(at, _)| at).collect()
        };
        let mut known: Vec<(usize, f64)> = Vec::with_capacity(positions.len());
        let mut unknown = Vec::new();
        for position in positions {
            match self.shown.get(position) {
                Value::Known(value) => known.push((position, value)),
                Value::Missing(_) => unknown.push(position),
            }
        }
        known.sort_by(|(a, left), (b, right)| {
            let order = if self.ascending { left.total_cmp(right) } else { right.total_cmp(left) };
            order.then(a.cmp(b))
        });
        self.order = known.into_iter().map(|(position, _)| position).chain(unknown).collect();
    }

    fn count(&mut self) {
        if self.coloured {
            self.classes = self.scale.classes();
        }
        for &position in &self.order {
            match self.shown.get(position) {
                Value::Known(value) => {
                    if let Some(class) = self.classes.get_mut(self.scale.class_of(value)) {
                        class.count += 1;
                    }
                }
                Value::Missing(reason) => match self.missing.iter_mut().find(|(known, _)| *known == reason) {
                    Some((_, count)) => *count += 1,
                    None => self.missing.push((reason, 1)),
                },
            }
        }
        self.missing.sort_by_key(|&(reason, _)| reason);
    }

    fn spread(&mut self) {
        if !self.coloured || self.indicator.unit.ordinal {
            return;
        }
        let inside = match &self.scope {
            Some(scope) => scope.positions.iter().filter_map(|&position| self.shown.get(position).known()).collect(),
            None => Vec::new(),
        };
        self.distribution = Distribution::new(&self.sorted, &self.classes, &self.marks, inside);
    }

    /// The colour of the region at `position`; `None` without value.
    pub fn class(&self, position: usize) -> Option<usize> {
        self.colour_of(self.shown.get(position))
    }

    /// The colour of a value; `None` where it is missing or may not colour a map.
    pub fn colour_of(&self, value: Value) -> Option<usize> {
        let value = value.known().filter(|_| self.coloured)?;
        Some(self.scale.colour(self.scale.class_of(value)))
    }

    /// The value of the region at `position`, rounded as shown.
    pub fn value(&self, position: usize) -> Value {
        self.shown.get(position)
    }

    /// The region at `position`.
    pub fn row(&self, position: usize) -> Option<Row<'a>> {
        let code = *self.regions.codes.get(position)?;
        let gemeente = (self.level != Level::Gemeente).then(|| code.gemeente()).flatten();
        let value = self.value(position);
        Some(Row {
            position,
            code,
            name: self.regions.name(position),
            gemeente: gemeente.and_then(|code| self.vintage.name(code)).unwrap_or_default(),
            value,
            margin: self.shown.margin(position),
            class: self.colour_of(value),
            rank: value
                .known()
                .and_then(|value| rank_among(&self.sorted, self.shown.unknown(self.sorted.len()), value)),
        })
    }

    /// The rows of the page.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a>> + '_ {
        let first = self.page.saturating_sub(1).saturating_mul(PAGE_SIZE);
        self.order.iter().skip(first).take(PAGE_SIZE).filter_map(|&position| self.row(position))
    }

    /// Number of pages of the table.
    pub fn pages(&self) -> usize {
        self.order.len().div_ceil(PAGE_SIZE).max(1)
    }

    /// Regions in view with a value.
    pub fn known(&self) -> usize {
        self.order.len() - self.missing.iter().map(|(_, count)| count).sum::<usize>()
    }
}
