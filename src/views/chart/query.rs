//! What a chart is asked for, and why it may not be there.

use thiserror::Error;

use crate::atlas::{Atlas, IndicatorRef, PeriodRef, Place};
use crate::domain::{Lang, Level, Missing, Period};

use crate::views::place::{KeyError, NamedPlace, named};

/// The largest number of places in one chart: more lines than that nobody tells apart.
pub const MOST_PLACES: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(strum::IntoStaticStr, strum::EnumString)]
pub enum ChartKind {
    /// Series over all periods.
    #[strum(serialize = "verloop")]
    Trend,
    /// A dot per place.
    #[strum(serialize = "stippen")]
    Dots,
    /// A dot per region.
    #[strum(serialize = "zwerm")]
    Swarm,
    /// Distance to references over all periods.
    #[strum(serialize = "achterstand")]
    Gap,
    /// Regions counted per class of equal width.
    #[strum(serialize = "verdeling")]
    Histogram,
    /// Inhabitants by age.
    #[strum(serialize = "leeftijd")]
    Ages,
}

impl ChartKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [Self::Trend, Self::Gap, Self::Dots, Self::Swarm, Self::Histogram, Self::Ages];

    /// The name in addresses.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What a chart is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ChartQuery {
    /// Slugs of areas, codes of gemeenten, wijken and buurten, and keys of readers' own places.
    pub places: Vec<String>,
    /// Id of the indicator.
    pub indicator: Option<String>,
    /// Period, for charts of one period.
    pub period: Option<Period>,
    /// Level of the regions, for charts of regions.
    pub level: Option<Level>,
    /// Language of the names of places that have none of their own.
    pub lang: Lang,
}

/// Why a chart of this kind cannot be drawn of figures that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoChart {
    /// The values are classes, which have no distance between them.
    Class,
    /// The values are counts, which have no distance to a larger place.
    Count,
    /// Fewer than two periods have a figure.
    TooFewPeriods,
    /// None of the places has a figure; the reason of the first.
    NoFigure(Missing),
    /// The regions shown have no figures.
    NoRegions,
    /// More regions than dots can show; a place would narrow them down.
    TooManyRegions,
    /// No period has all age groups.
    NoAges,
}

/// What can be wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ChartError {
    /// No such place.
    #[error(transparent)]
    Place(#[from] KeyError),
    /// The chart needs a place.
    #[error("no place is named")]
    NoPlace,
    /// A place is named twice.
    #[error("place \"{0}\" is named twice")]
    DoubledPlace(String),
    /// More places than the chart can show.
    #[error("more than {0} places")]
    TooManyPlaces(usize),
    /// No such indicator.
    #[error("no indicator \"{0}\"")]
    UnknownIndicator(String),
    /// The chart needs an indicator.
    #[error("no indicator is named")]
    NoIndicator,
    /// The indicator has no such period.
    #[error("\"{indicator}\" has no period {period}")]
    UnknownPeriod {
        /// Id of the indicator.
        indicator: String,
        /// The period that was asked for.
        period: Period,
        /// The periods that it has.
        known: Vec<Period>,
    },
    /// The period has no figures at this level.
    #[error("\"{indicator}\" has no figures by {level:?} in {period}")]
    UnknownLevel {
        /// Id of the indicator.
        indicator: String,
        period: Period,
        /// The level that was asked for.
        level: Level,
        /// The levels that it has.
        known: Vec<Level>,
    },
    /// It exists, but not as this kind of chart.
    #[error("cannot be drawn: {0:?}")]
    NoChart(NoChart),
}

/// The indicator that is asked for.
pub(super) fn indicator<'a>(atlas: &'a Atlas, query: &ChartQuery) -> Result<IndicatorRef<'a>, ChartError> {
    let id = query.indicator.as_deref().ok_or(ChartError::NoIndicator)?;
    atlas.indicator(id).ok_or_else(|| ChartError::UnknownIndicator(id.chars().take(60).collect()))
}

/// An indicator whose values lie at a distance from each other.
pub(super) fn measured<'a>(atlas: &'a Atlas, query: &ChartQuery) -> Result<IndicatorRef<'a>, ChartError> {
    let of = indicator(atlas, query)?;
    if of.is_class() { Err(ChartError::NoChart(NoChart::Class)) } else { Ok(of) }
}

/// The places that are asked for, between `least` and [`MOST_PLACES`].
pub(super) fn places<'a>(
    atlas: &'a Atlas,
    query: &ChartQuery,
    least: usize,
    most: usize,
) -> Result<Vec<NamedPlace<'a>>, ChartError> {
    if query.places.len() > most {
        return Err(ChartError::TooManyPlaces(most));
    }
    if query.places.len() < least {
        return Err(ChartError::NoPlace);
    }
    let mut list: Vec<NamedPlace<'a>> = Vec::with_capacity(query.places.len());
    for key in &query.places {
        let place = named(atlas, key, query.lang)?;
        // Where an indicator does not exist nothing is said of it.
        let asked = query.indicator.as_deref().and_then(|id| atlas.indicator(id));
        if let Some(of) = asked.filter(|of| !atlas.exists_for(of.indicator, &place.place)) {
            return Err(ChartError::UnknownIndicator(of.indicator.id.clone()));
        }
        if list.iter().any(|known| known.is(&place)) {
            return Err(ChartError::DoubledPlace(if place.is_own() { place.name.into_owned() } else { place.key }));
        }
        list.push(place);
    }
    Ok(list)
}

/// The period to show: the one asked for, else the one that pages lead with, else the newest in which the first place
/// has a figure.
pub(super) fn period<'a>(
    atlas: &Atlas,
    query: &ChartQuery,
    of: IndicatorRef<'a>,
    first: Option<&Place>,
) -> Result<PeriodRef<'a>, ChartError> {
    if let Some(period) = query.period {
        return of.period(period).ok_or_else(|| ChartError::UnknownPeriod {
            indicator: of.indicator.id.clone(),
            period,
            known: of.indicator.periods.iter().map(|declared| declared.period).collect(),
        });
    }
    let known = |at: &PeriodRef<'_>| first.is_none_or(|place| atlas.place_figure(place, *at).value.known().is_some());
    let found = of.headline_or_newest(known).or_else(|| of.headline());
    found.ok_or(ChartError::NoChart(NoChart::NoRegions))
}
