//! What the map is asked for, and what it can show of that.

use thiserror::Error;

use crate::atlas::{Atlas, LevelFigures};
use crate::domain::{Indicator, IndicatorPeriod, Level, Period, Value};

/// The indicator that is shown when none is asked for.
const FIRST: &str = "koopwoningen";

/// What the map is asked for.
#[derive(Clone, Debug, Default)]
pub struct ExploreQuery {
    /// Id of the indicator.
    pub indicator: Option<String>,
    /// Level.
    pub level: Option<Level>,
    /// Period.
    pub period: Option<Period>,
    /// Code of a gemeente or slug of an area.
    pub place: Option<String>,
    /// Page of the table, from 1.
    pub page: usize,
}

/// What can be wrong with the query.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExploreError {
    /// No such indicator.
    #[error("no indicator \"{0}\"")]
    Indicator(String),
    /// No such place, or it has no regions in the vintage of the period.
    #[error("no place \"{0}\"")]
    Place(String),
    /// The table has fewer pages.
    #[error("the table has {0} pages")]
    Page(usize),
    /// The release has no figures for it.
    #[error("no figures")]
    NoFigures,
}

/// What was asked for and does not exist for this indicator, so that something near is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjusted {
    /// The indicator has no such period.
    Period(Period),
    /// The period has no such level.
    Level(Level),
}

/// What is shown.
pub(super) struct Chosen<'a> {
    pub indicator_index: usize,
    pub period_index: usize,
    pub indicator: &'a Indicator,
    pub period: &'a IndicatorPeriod,
    pub levels: Vec<Level>,
    pub figures: &'a LevelFigures,
    pub nederland: Value,
    pub adjusted: Vec<Adjusted>,
}

pub(super) fn choose<'a>(atlas: &'a Atlas, query: &ExploreQuery) -> Result<Chosen<'a>, ExploreError> {
    let (indicator_index, indicator) = match &query.indicator {
        Some(id) => atlas.indicator(id).ok_or_else(|| ExploreError::Indicator(id.clone()))?,
        None => atlas
            .indicator(FIRST)
            .or_else(|| atlas.catalogue.indicators.iter().enumerate().next())
            .ok_or(ExploreError::NoFigures)?,
    };
    let mut adjusted = Vec::new();
    let wanted = query.period.map(|wanted| {
        let found = indicator.periods.iter().position(|declared| declared.period == wanted);
        if found.is_none() {
            adjusted.push(Adjusted::Period(wanted));
        }
        found.unwrap_or_else(|| indicator.headline_index())
    });
    let period_index = wanted.unwrap_or_else(|| indicator.headline_index());
    let period = indicator.periods.get(period_index).ok_or(ExploreError::NoFigures)?;
    let figures = atlas
        .figures
        .get(indicator_index)
        .and_then(|figures| figures.periods.get(period_index))
        .ok_or(ExploreError::NoFigures)?;
    let levels: Vec<Level> = figures.levels.iter().map(|figures| figures.level).collect();
    let asked = query.level.unwrap_or(Level::Gemeente);
    // The nearest level above the one asked for, else the largest there is.
    let level = levels.iter().copied().filter(|&level| level <= asked).max().or_else(|| levels.first().copied());
    let level = level.ok_or(ExploreError::NoFigures)?;
    if query.level.is_some() && level != asked {
        adjusted.push(Adjusted::Level(asked));
    }
    Ok(Chosen {
        indicator_index,
        period_index,
        indicator,
        period,
        levels,
        figures: figures.level(level).ok_or(ExploreError::NoFigures)?,
        nederland: figures.nederland.value,
        adjusted,
    })
}
