//! One indicator on the map: classes, legend, table.

mod query;
mod scope;

use crate::atlas::{Atlas, LevelFigures, LevelRegions, Origin, VintageAtlas};
use crate::domain::{Indicator, IndicatorPeriod, Level, Missing, RegionCode, Source, Value};
use crate::stats::breaks::class_of;
use crate::stats::round::round_to;

pub use query::{Adjusted, ExploreError, ExploreQuery};
pub use scope::{Scope, ScopeChoice};

/// Rows on one page of the table.
pub const PAGE_SIZE: usize = 100;

/// One indicator in one period at one level.
#[derive(Debug)]
pub struct ExploreView<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// The period shown.
    pub period: &'a IndicatorPeriod,
    /// Its source.
    pub source: Option<&'a Source>,
    /// The level shown.
    pub level: Level,
    /// Levels that the period has, from large to small.
    pub levels: Vec<Level>,
    /// The vintage of the period, with its outlines.
    pub vintage: &'a VintageAtlas,
    /// Where the values come from.
    pub origin: Origin,
    /// Whether the values may colour a map.
    pub coloured: bool,
    /// Rounded bounds between classes.
    pub breaks: &'a [f64],
    /// Classes from low to high; empty where the values may not colour a map.
    pub classes: Vec<Class>,
    /// Regions in view without a value, per reason.
    pub missing: Vec<(Missing, usize)>,
    /// What of the country is shown; `None` for all of it.
    pub scope: Option<Scope<'a>>,
    /// What can be chosen instead.
    pub scopes: Vec<ScopeChoice<'a>>,
    /// Positions (in the level) of the regions in view, highest value first, those without a value last.
    pub order: Vec<usize>,
    /// The published figure of the Netherlands.
    pub nederland: Value,
    /// The page of the table, from 1.
    pub page: usize,
    /// What the query asked for and could not be shown.
    pub adjusted: Vec<Adjusted>,
    figures: &'a LevelFigures,
    regions: &'a LevelRegions,
}

/// A class of the legend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// Its colour: 0 (low) to 4 (high); from 10 on for ordinal figures with more classes.
    pub index: usize,
    /// Lower bound, inclusive; `None` for the lowest class.
    pub from: Option<f64>,
    /// Upper bound, exclusive; `None` for the highest class.
    pub to: Option<f64>,
    /// Regions in view.
    pub count: usize,
}

/// A row of the table.
#[derive(Debug)]
pub struct Row<'a> {
    /// Position in the level.
    pub position: usize,
    /// Code.
    pub code: RegionCode,
    /// Name.
    pub name: &'a str,
    /// Name of its gemeente; empty for a gemeente.
    pub gemeente: &'a str,
    /// The value, rounded as published.
    pub value: Value,
    /// Its class.
    pub class: Option<usize>,
}

impl<'a> ExploreView<'a> {
    /// Builds the view.
    ///
    /// # Errors
    /// [`ExploreError`] where the query names what does not exist.
    pub fn build(atlas: &'a Atlas, query: &ExploreQuery) -> Result<Self, ExploreError> {
        let chosen = query::choose(atlas, query)?;
        let (period, figures) = (chosen.period, chosen.figures);
        let vintage = atlas.vintage(period.vintage).ok_or(ExploreError::NoFigures)?;
        let regions = vintage.level(figures.level).ok_or(ExploreError::NoFigures)?;
        let scope = scope::choose(atlas, query, &chosen, vintage)?;
        let coloured = chosen.indicator.choropleth;
        let mut order = match &scope {
            Some(scope) => scope.positions.clone(),
            None => (0..regions.codes.len()).collect(),
        };
        let key = |position: usize| figures.values.get(position).known().map(|value| round_to(value, period.decimals));
        order.sort_by(|&a, &b| match (key(a), key(b)) {
            (Some(a_value), Some(b_value)) => b_value.total_cmp(&a_value).then(a.cmp(&b)),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => a.cmp(&b),
        });
        let mut view = Self {
            indicator: chosen.indicator,
            period,
            source: atlas.source_of(period),
            level: figures.level,
            levels: chosen.levels,
            vintage,
            origin: figures.origin,
            coloured,
            breaks: &figures.breaks,
            classes: Vec::new(),
            missing: Vec::new(),
            scopes: scope::choices(atlas, vintage, figures.level),
            scope,
            order,
            nederland: chosen.nederland,
            page: query.page,
            adjusted: chosen.adjusted,
            figures,
            regions,
        };
        view.count();
        if view.page > view.pages() {
            return Err(ExploreError::Page(view.pages()));
        }
        Ok(view)
    }

    fn count(&mut self) {
        if self.coloured {
            let bounds = |index: usize| self.breaks.get(index).copied();
            self.classes = (0..=self.breaks.len())
                .map(|index| Class {
                    index: colour(index, self.breaks.len() + 1),
                    from: index.checked_sub(1).and_then(bounds),
                    to: bounds(index),
                    count: 0,
                })
                .collect();
        }
        for &position in &self.order {
            match self.figures.values.get(position) {
                Value::Known(_) => {
                    let class = self.class_number(position);
                    if let Some(class) = class.and_then(|class| self.classes.get_mut(class)) {
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

    fn class_number(&self, position: usize) -> Option<usize> {
        let value = self.figures.values.get(position).known()?;
        self.coloured.then(|| class_of(self.breaks, round_to(value, self.period.decimals)))
    }

    /// The colour of the region at `position`; `None` without value.
    #[must_use]
    pub fn class(&self, position: usize) -> Option<usize> {
        self.class_number(position).map(|class| colour(class, self.breaks.len() + 1))
    }

    /// The value of the region at `position`, rounded as published.
    #[must_use]
    pub fn value(&self, position: usize) -> Value {
        self.figures.values.get(position).map(|value| round_to(value, self.period.decimals))
    }

    /// The region at `position`.
    #[must_use]
    pub fn row(&self, position: usize) -> Option<Row<'a>> {
        let code = *self.regions.codes.get(position)?;
        let gemeente = (self.level != Level::Gemeente).then(|| code.gemeente()).flatten();
        Some(Row {
            position,
            code,
            name: self.regions.name(position),
            gemeente: gemeente.and_then(|code| self.vintage.name(code)).unwrap_or_default(),
            value: self.value(position),
            class: self.class(position),
        })
    }

    /// The rows of the page.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a>> + '_ {
        let first = self.page.saturating_sub(1).saturating_mul(PAGE_SIZE);
        self.order.iter().skip(first).take(PAGE_SIZE).filter_map(|&position| self.row(position))
    }

    /// Number of pages of the table.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.order.len().div_ceil(PAGE_SIZE).max(1)
    }

    /// Regions in view with a value.
    #[must_use]
    pub fn known(&self) -> usize {
        self.order.len() - self.missing.iter().map(|(_, count)| count).sum::<usize>()
    }
}

/// Spreads up to five classes over the five colours of the scale (0-4); more classes (ordinal figures) take the longer
/// scale, which begins at 10.
#[must_use]
pub const fn colour(class: usize, classes: usize) -> usize {
    match classes {
        0 | 1 => 2,
        2..=5 => (class * 4 + (classes - 1) / 2) / (classes - 1),
        _ => class + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::colour;

    #[test]
    fn few_classes_use_the_ends_of_the_scale() {
        assert_eq!((0..5).map(|class| colour(class, 5)).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert_eq!((0..3).map(|class| colour(class, 3)).collect::<Vec<_>>(), [0, 2, 4]);
        assert_eq!((0..2).map(|class| colour(class, 2)).collect::<Vec<_>>(), [0, 4]);
        assert_eq!(colour(0, 1), 2);
        assert_eq!((0..9).map(|class| colour(class, 9)).collect::<Vec<_>>(), [10, 11, 12, 13, 14, 15, 16, 17, 18]);
    }
}
