//! One period: how the regions of a level are spread, with places marked among them.

use crate::atlas::{Atlas, LevelFigures, LevelRegions, PeriodRef, PlaceId, VintageAtlas};
use crate::domain::{Indicator, IndicatorPeriod, Level, Missing, ShownFigure, Value, Vintage, round_to};
use crate::stats::bins::{Bin, bins, class_bins};

use super::drawable::LARGEST;
use super::query::{self, ChartError, ChartQuery, MOST_PLACES, NoChart};
use crate::views::place::NamedPlace;

/// The largest number of regions shown as dots of their own.
const MOST_DOTS: usize = 4000;

/// The regions of a level in one period.
#[derive(Clone, Debug)]
pub struct DistributionView<'a> {
    pub indicator: &'a Indicator,
    /// The period shown.
    pub period: &'a IndicatorPeriod,
    /// Level of the regions.
    pub level: Level,
    /// Vintage of the regions.
    pub vintage: Vintage,
    /// Name of the gemeente that the regions are limited to; `None` for the whole country.
    pub within: Option<&'a str>,
    /// Position in the level and value (rounded as published) of every region with a figure, ascending by value.
    pub values: Vec<(u32, f64)>,
    /// Regions without a figure, per reason.
    pub missing: Vec<MissingCount>,
    /// Places that were asked for.
    pub marked: Vec<Marked<'a>>,
    /// The Netherlands; missing for counts.
    pub nederland: Option<ShownFigure>,
    /// The values counted per class of equal width; one per class for figures that are classes.
    pub bins: Vec<Bin>,
    regions: &'a LevelRegions,
}

/// How many regions have no figure for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingCount {
    pub reason: Missing,
    /// How many.
    pub count: usize,
}

/// A place marked among the regions.
#[derive(Clone, Debug)]
pub struct Marked<'a> {
    pub place: NamedPlace<'a>,
    /// Its own figure.
    pub shown: ShownFigure,
    /// Positions (in the level) of the regions shown that lie in it, ascending.
    pub positions: Vec<u32>,
}

impl<'a> DistributionView<'a> {
    /// The regions as dots: of the whole country, or for buurten those of the gemeente of the first place.
    pub(super) fn swarm(atlas: &'a Atlas, query: &ChartQuery) -> Result<Self, ChartError> {
        let view = Self::build(atlas, query, true)?;
        if view.indicator.unit.ordinal {
            return Err(ChartError::NoChart(NoChart::Class));
        }
        if view.values.len() > MOST_DOTS { Err(ChartError::NoChart(NoChart::TooManyRegions)) } else { Ok(view) }
    }

    /// The regions counted per class of equal width.
    pub(super) fn histogram(atlas: &'a Atlas, query: &ChartQuery) -> Result<Self, ChartError> {
        Self::build(atlas, query, false)
    }

    fn build(atlas: &'a Atlas, query: &ChartQuery, dots: bool) -> Result<Self, ChartError> {
        let of = query::indicator(atlas, query)?;
        let places = query::places(atlas, query, 0, MOST_PLACES)?;
        let at = query::period(atlas, query, of, places.first().map(|place| &place.place))?;
        let none = || ChartError::NoChart(NoChart::NoRegions);
        let PeriodRef { indicator, period, figures, .. } = at;
        let level = level(query, at, places.first(), dots)?;
        let vintage = atlas.vintage(period.vintage).ok_or_else(none)?;
        let regions = vintage.level(level).ok_or_else(none)?;
        let (within, mut positions) = scope(atlas, vintage, level, places.first().filter(|_| dots));
        if indicator.is_local() {
            let codes = &regions.codes;
            let exists = |at: &u32| codes.get(*at as usize).is_some_and(|code| indicator.exists_in(code.gemeente()));
            positions.retain(exists);
        }
        let (values, missing) = values(figures.level(level).ok_or_else(none)?, positions, period.decimals);
        if values.is_empty() {
            return Err(none());
        }
        let list: Vec<f64> = values.iter().map(|&(_, value)| value).collect();
        let bins = if indicator.unit.ordinal { class_bins(&list) } else { bins(&list, period.decimals) };
        let national = ShownFigure::of(figures.nederland, period);
        let marked = places.into_iter().map(|place| marked(atlas, place, at, (vintage, level))).collect();
        let nederland = (!period.is_count() && !indicator.is_local() && !indicator.unit.ordinal).then_some(national);
        Ok(Self {
            indicator,
            period,
            level,
            vintage: period.vintage,
            within,
            values,
            missing,
            marked,
            nederland,
            bins,
            regions,
        })
    }

    /// Name of the region at `position`.
    pub fn name(&self, position: u32) -> &'a str {
        self.regions.name(position as usize)
    }

    /// Code of the region at `position`.
    pub fn code(&self, position: u32) -> &'a str {
        self.regions.codes.get(position as usize).map_or("", |code| code.as_str())
    }

    /// Regions without a figure.
    pub fn unknown(&self) -> usize {
        self.missing.iter().map(|missing| missing.count).sum()
    }
}

/// The level to show: the one asked for, else the one of the place, else the gemeenten.
fn level(
    query: &ChartQuery,
    at: PeriodRef<'_>,
    first: Option<&NamedPlace<'_>>,
    dots: bool,
) -> Result<Level, ChartError> {
    let known: Vec<Level> = at.levels().collect();
    let wanted = query.level.unwrap_or(match first {
        None => Level::Gemeente,
        Some(place) => match place.level {
            Some(level) => level,
            // An area is held against the wijken of the country, or its parts against the buurten of its gemeente.
            None if dots => Level::Buurt,
            None => Level::Wijk,
        },
    });
    if known.contains(&wanted) {
        return Ok(wanted);
    }
    if let Some(level) = query.level {
        let (indicator, period) = (at.indicator.id.clone(), at.period.period);
        return Err(ChartError::UnknownLevel { indicator, period, level, known });
    }
    let above = known.iter().copied().filter(|&level| level <= wanted).max();
    above.or_else(|| known.first().copied()).ok_or(ChartError::NoChart(NoChart::NoRegions))
}

/// All regions of the level; buurten as dots only those of the gemeente of the place.
fn scope<'a>(
    atlas: &'a Atlas,
    vintage: &'a VintageAtlas,
    level: Level,
    place: Option<&NamedPlace<'a>>,
) -> (Option<&'a str>, Vec<u32>) {
    let all = || {
        let count = vintage.level(level).map_or(0, |regions| regions.codes.len());
        (0..u32::try_from(count).unwrap_or(0)).collect()
    };
    if level != Level::Buurt {
        return (None, all());
    }
    let Some(gemeente) = place.and_then(|place| place.gemeente_code(atlas)) else { return (None, all()) };
    let found = vintage.gemeente.index(gemeente).and_then(|at| u32::try_from(at).ok());
    match found {
        Some(at) => (vintage.name(gemeente), vintage.positions_within(Level::Gemeente, at, level)),
        None => (None, all()),
    }
}

fn values(figures: &LevelFigures, positions: Vec<u32>, decimals: i8) -> (Vec<(u32, f64)>, Vec<MissingCount>) {
    let mut known = Vec::with_capacity(positions.len());
    let mut missing: Vec<MissingCount> = Vec::new();
    for position in positions {
        match figures.values.get(position as usize) {
            Value::Known(value) => known.push((position, round_to(value, decimals))),
            Value::Missing(reason) => match missing.iter_mut().find(|found| found.reason == reason) {
                Some(found) => found.count += 1,
                None => missing.push(MissingCount { reason, count: 1 }),
            },
        }
    }
    known.retain(|(_, value)| value.is_finite() && value.abs() < LARGEST);
    known.sort_by(|left, right| left.1.total_cmp(&right.1).then(left.0.cmp(&right.0)));
    missing.sort_by_key(|found| found.reason);
    (known, missing)
}

fn marked<'a>(
    atlas: &'a Atlas,
    place: NamedPlace<'a>,
    at: PeriodRef<'_>,
    (vintage, level): (&VintageAtlas, Level),
) -> Marked<'a> {
    let shown = ShownFigure::of(atlas.place_figure(&place.place, at), at.period);
    let own = match place.place.id {
        PlaceId::Region(code) if code.level() == level && vintage.cross.is_none() => {
            vintage.level(level).and_then(|regions| regions.index(code)).and_then(|at| u32::try_from(at).ok())
        }
        _ => None,
    };
    let mut positions: Vec<u32> = if let Some(position) = own {
        vec![position]
    } else {
        let members = atlas.member_values(&place.place, at);
        members.into_iter().filter(|&(found, _, _)| found == level).map(|(_, position, _)| position).collect()
    };
    positions.sort_unstable();
    positions.dedup();
    Marked { place, shown, positions }
}
