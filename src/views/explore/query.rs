//! What the map is asked for, and what it can show of that.

use thiserror::Error;

use crate::atlas::{Atlas, Figure, NotComparable, Quantity, Shown};
use crate::domain::{Indicator, IndicatorPeriod, Level, Period, ReferenceKind, ShownFigure};

/// The indicator that is shown when none is asked for.
const FIRST: &str = "koopwoningen";

/// How the values are divided into classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClassMethod {
    /// About as many regions in every class.
    #[default]
    Quantile,
    /// Natural classes (ckmeans).
    Natural,
    /// Classes of equal width.
    Equal,
    /// Breaks given by the reader.
    Manual,
}

impl ClassMethod {
    /// All methods, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Quantile, Self::Natural, Self::Equal, Self::Manual];

    /// Its name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quantile => "kwantiel",
            Self::Natural => "natuurlijk",
            Self::Equal => "gelijk",
            Self::Manual => "eigen",
        }
    }
}

/// The references that a diverging scale can have in its middle, in the order in which they are offered.
pub const CENTRES: [ReferenceKind; 3] = [ReferenceKind::Nederland, ReferenceKind::Gemeente, ReferenceKind::Together];

/// What the map is asked for.
#[derive(Clone, Debug, Default)]
pub struct ExploreQuery {
    /// Id of the indicator.
    pub indicator: Option<String>,
    /// Level.
    pub level: Option<Level>,
    /// Period.
    pub period: Option<Period>,
    /// Code of a gemeente or slug of an area: the part of the country that is shown.
    pub place: Option<String>,
    /// Slug, code or name of the place that is read out.
    pub selected: Option<String>,
    /// How values are divided into classes.
    pub method: ClassMethod,
    /// Breaks given by the reader, ascending; used with [`ClassMethod::Manual`] only.
    pub breaks: Vec<f64>,
    /// The middle of a diverging scale.
    pub around: Option<ReferenceKind>,
    /// The period to subtract.
    pub since: Option<Period>,
    /// Lowest value first in the table.
    pub ascending: bool,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjusted {
    /// The indicator has no such period.
    Period(Period),
    /// The period has no such level.
    Level(Level),
    /// The periods cannot be subtracted; `None` where the indicator has no such period.
    Since(Period, Option<NotComparable>),
    /// The reference has no figure, or no place says which gemeente is meant.
    Around(ReferenceKind),
    /// The indicator is a class itself: it has no other classes.
    Method(ClassMethod),
}

/// What is shown.
pub(super) struct Chosen<'a> {
    pub indicator: &'a Indicator,
    pub period: &'a IndicatorPeriod,
    pub since: Option<&'a IndicatorPeriod>,
    pub levels: Vec<Level>,
    pub shown: Shown<'a>,
    pub nederland: ShownFigure,
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
    let at = |wanted: Period| indicator.periods.iter().position(|declared| declared.period == wanted);
    let found = query.period.and_then(at);
    if let (Some(wanted), None) = (query.period, found) {
        adjusted.push(Adjusted::Period(wanted));
    }
    let period_index = found.unwrap_or_else(|| indicator.headline_index());
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
    let alone = Quantity { indicator: indicator_index, period: period_index, since: None };
    let since = query.since.and_then(|wanted| match at(wanted) {
        None => {
            adjusted.push(Adjusted::Since(wanted, None));
            None
        }
        Some(since) => match atlas.comparable(indicator, period_index, since) {
            Ok(()) => Some(since),
            Err(reason) => {
                adjusted.push(Adjusted::Since(wanted, Some(reason)));
                None
            }
        },
    });
    let shown = atlas.shown(Quantity { since, ..alone }, level).or_else(|| atlas.shown(alone, level));
    let shown = shown.ok_or(ExploreError::NoFigures)?;
    Ok(Chosen {
        indicator,
        period,
        since: shown.quantity.since.and_then(|since| indicator.periods.get(since)),
        levels,
        nederland: ShownFigure::new(Figure::published(atlas.shown_nederland(shown.quantity)), shown.decimals),
        shown,
        adjusted,
    })
}

/// The periods that can be subtracted from the one shown, newest first.
pub(super) fn earlier<'a>(atlas: &Atlas, indicator: &'a Indicator, period: usize) -> Vec<&'a IndicatorPeriod> {
    let candidates = indicator.periods.iter().enumerate().skip(period + 1);
    candidates
        .filter(|&(since, _)| atlas.comparable(indicator, period, since).is_ok())
        .map(|(_, found)| found)
        .collect()
}
