//! What the map is asked for, and what it can show of that.

use thiserror::Error;

use crate::atlas::{Atlas, IndicatorRef, NotComparable, PeriodRef, Quantity, Shown};
use crate::domain::{Indicator, IndicatorPeriod, Level, Period, ReferenceKind, ShownFigure};

/// How the values are divided into classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(strum::IntoStaticStr)]
pub enum ClassMethod {
    /// About as many regions in every class.
    #[default]
    #[strum(serialize = "kwantiel")]
    Quantile,
    /// Natural classes (ckmeans).
    #[strum(serialize = "natuurlijk")]
    Natural,
    /// Classes of equal width.
    #[strum(serialize = "gelijk")]
    Equal,
    /// Breaks given by the reader.
    #[strum(serialize = "eigen")]
    Manual,
}

impl ClassMethod {
    /// All methods, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Quantile, Self::Natural, Self::Equal, Self::Manual];

    /// Its name in addresses.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The references that a diverging scale can have in its middle, in the order in which they are offered.
pub const CENTRES: [ReferenceKind; 3] = [ReferenceKind::Nederland, ReferenceKind::Gemeente, ReferenceKind::Together];

/// What the map is asked for.
#[derive(Clone, Debug, Default)]
pub struct ExploreQuery {
    /// Id of the indicator.
    pub indicator: Option<String>,
    pub level: Option<Level>,
    pub period: Option<Period>,
    /// Code of a gemeente or slug of an area: the part of the country that is shown.
    pub place: Option<String>,
    /// Slug, code or name of the place that is read out.
    pub selected: Option<String>,
    /// Id of the points to mark on the map.
    pub points: Option<String>,
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
    /// No such points.
    #[error("no points \"{0}\"")]
    Points(String),
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
    /// Points are marked on a part of the country only: of all of it there are too many.
    Points(String),
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
    let of = match &query.indicator {
        Some(id) => atlas.indicator(id).ok_or_else(|| ExploreError::Indicator(id.clone()))?,
        None => atlas.default_indicator().ok_or(ExploreError::NoFigures)?,
    };
    let mut adjusted = Vec::new();
    let found = query.period.and_then(|wanted| of.period(wanted));
    if let (Some(wanted), None) = (query.period, found) {
        adjusted.push(Adjusted::Period(wanted));
    }
    let now = found.or_else(|| of.headline()).ok_or(ExploreError::NoFigures)?;
    let levels: Vec<Level> = now.levels().collect();
    // Of one gemeente there is nothing to compare on a map of gemeenten.
    let asked = query.level.unwrap_or(if now.indicator.is_local() { Level::Buurt } else { Level::Gemeente });
    // The nearest level above the one asked for, else the largest there is.
    let level = levels.iter().copied().filter(|&level| level <= asked).max().or_else(|| levels.first().copied());
    let level = level.ok_or(ExploreError::NoFigures)?;
    if query.level.is_some() && level != asked {
        adjusted.push(Adjusted::Level(asked));
    }
    let since = query.since.and_then(|wanted| match of.period(wanted) {
        None => {
            adjusted.push(Adjusted::Since(wanted, None));
            None
        }
        Some(since) => match now.comparable_with(since) {
            Ok(()) => Some(since),
            Err(reason) => {
                adjusted.push(Adjusted::Since(wanted, Some(reason)));
                None
            }
        },
    });
    let alone = || Quantity { now, since: None }.shown(level);
    let shown = Quantity { now, since }.shown(level).or_else(alone).ok_or(ExploreError::NoFigures)?;
    Ok(Chosen {
        indicator: now.indicator,
        period: now.period,
        since: shown.quantity.since.map(|since| since.period),
        levels,
        nederland: shown.quantity.nederland(),
        shown,
        adjusted,
    })
}

/// The periods that can be subtracted from the one shown, newest first.
pub(super) fn earlier<'a>(atlas: &'a Atlas, now: PeriodRef<'a>) -> Vec<&'a IndicatorPeriod> {
    let all = atlas.indicator_at(now.id().indicator).into_iter().flat_map(IndicatorRef::periods);
    let before = all.skip_while(move |&one| one != now).skip(1);
    before.filter(|&since| now.comparable_with(since).is_ok()).map(|since| since.period).collect()
}
