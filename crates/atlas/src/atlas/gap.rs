//! "Loopt de achterstand in?": the distance between a place and its references, period by period.
//!
//! Method: the gap is the figure of the place minus that of the reference, both rounded to the coarser of their
//! roundings, so that a reader who subtracts gets the same. Periods that cannot be compared are not: the change is taken over the newest run
//! of periods without a break ([`crate::stats::trend`]). Against the matched neighbourhoods the difference of the two
//! changes is given as well ([`crate::stats::difference`]).

use crate::domain::IndicatorPeriod;
use crate::stats::difference::{Distance, FirstLast, difference_in_differences, distance};
use crate::stats::round::{round_to, rounding_unit};
use crate::stats::trend::{Point, comparable, slope};

use super::Atlas;
use super::figures::Figure;
use super::matched::Matching;
use super::period::{IndicatorRef, PeriodRef};
use super::place::PlaceId;

/// Fewest known periods in a run of which a pace per year is given.
const PACE_FROM: usize = 4;

/// What a place is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GapKind {
    /// The Netherlands.
    Nederland,
    /// The gemeente, for a wijk or a buurt.
    Gemeente,
    /// The rest of the gemeente, for a focus area and an own selection inside one.
    Rest,
    /// The matched neighbourhoods outside the 20.
    Matched,
}

/// How a gap moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GapChange {
    /// Position in [`Gap::periods`] of the first and last period compared.
    pub between: (usize, usize),
    /// The place in those periods.
    pub place: FirstLast,
    /// The reference in those periods.
    pub reference: FirstLast,
    /// What happened to the distance between the two.
    pub distance: Distance,
    /// Change of the gap per year over the run, where it has enough periods.
    pub per_year: Option<f64>,
    /// Decimals of the coarsest of the four figures.
    pub decimals: i8,
}

impl GapChange {
    /// The gap in both periods: place minus reference.
    #[must_use]
    pub fn gap(&self) -> FirstLast {
        FirstLast { first: self.place.first - self.reference.first, last: self.place.last - self.reference.last }
    }

    /// The change of the place minus the change of the reference.
    #[must_use]
    pub fn difference(&self) -> f64 {
        difference_in_differences(self.place, self.reference)
    }
}

/// The gap to one reference.
#[derive(Clone, Debug, PartialEq)]
pub struct GapSeries {
    /// The reference.
    pub kind: GapKind,
    /// Its figures, oldest first.
    pub figures: Vec<Figure>,
    /// Place minus reference per period; `None` where one of them is missing.
    pub gaps: Vec<Option<f64>>,
    /// How it moved; `None` without two comparable periods.
    pub change: Option<GapChange>,
}

/// The distance between a place and its references over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap<'a> {
    /// The indicator.
    pub of: IndicatorRef<'a>,
    /// Its periods, oldest first.
    pub periods: Vec<PeriodRef<'a>>,
    /// Figures of the place, oldest first.
    pub own: Vec<Figure>,
    /// The references that this place has.
    pub series: Vec<GapSeries>,
}

impl IndicatorRef<'_> {
    /// Returns whether it can have a gap: two periods or more, no count, no class.
    #[must_use]
    pub fn has_gap(self) -> bool {
        !self.is_class() && self.indicator.periods.iter().filter(|declared| declared.is_relative()).count() > 1
    }
}

impl Atlas {
    /// The gaps for an indicator of the place that `matching` was prepared for; `None` for an indicator that can have
    /// none.
    #[must_use]
    pub fn gap<'a>(&'a self, matching: &mut Matching<'_>, of: IndicatorRef<'a>) -> Option<Gap<'a>> {
        if !of.has_gap() {
            return None;
        }
        let place = matching.place();
        let periods = of.oldest_first();
        let own: Vec<Figure> = periods.iter().map(|&at| self.place_figure(place, at)).collect();
        let against = |kind: GapKind, list: Vec<Figure>| gap_series(kind, &periods, &own, list);
        let mut series = vec![against(GapKind::Nederland, periods.iter().map(|at| at.figures.nederland).collect())];
        if let Some(rest) = self.rest_of(place) {
            let figures = periods.iter().filter_map(|&at| self.rest_figure(&rest, at)).collect();
            series.push(against(GapKind::Rest, figures));
        } else if let PlaceId::Region(code) = place.id
            && let Some(gemeente) = code.gemeente().filter(|&gemeente| gemeente != code)
        {
            let gemeente = self.place_of_region(gemeente)?;
            let figures = periods.iter().map(|&at| self.place_figure(&gemeente, at)).collect();
            series.push(against(GapKind::Gemeente, figures));
        }
        series.push(against(GapKind::Matched, periods.iter().map(|&at| matching.figure(at)).collect()));
        Some(Gap { of, own, series, periods })
    }
}

fn gap_series(kind: GapKind, periods: &[PeriodRef<'_>], own: &[Figure], figures: Vec<Figure>) -> GapSeries {
    let pairs = periods.iter().zip(own.iter().zip(&figures));
    let compared: Vec<Compared> = pairs.map(|(at, (own, other))| Compared::of(at.period, own, other)).collect();
    let points: Vec<Point> = periods
        .iter()
        .zip(&compared)
        .map(|(at, compared)| Point {
            year: at.period.period.end(),
            value: compared.pair.map(|(own, other)| own - other),
            break_before: at.period.break_before.is_some(),
        })
        .collect();
    let change = comparable(&points).and_then(|run| change(&run, &points, &compared));
    GapSeries { kind, figures, gaps: points.iter().map(|point| point.value).collect(), change }
}

/// Two figures of one period, rounded to the coarser of their roundings.
struct Compared {
    pair: Option<(f64, f64)>,
    decimals: i8,
}

impl Compared {
    fn of(declared: &IndicatorPeriod, own: &Figure, other: &Figure) -> Self {
        let decimals = own.decimals(declared).min(other.decimals(declared));
        let rounded = |figure: &Figure| figure.value.known().map(|value| round_to(value, decimals));
        Self { pair: rounded(own).zip(rounded(other)), decimals }
    }
}

fn change(run: &[usize], points: &[Point], compared: &[Compared]) -> Option<GapChange> {
    let between = (*run.first()?, *run.last()?);
    let (from, to) = (compared.get(between.0)?, compared.get(between.1)?);
    let (first, last) = (from.pair?, to.pair?);
    let place = FirstLast { first: first.0, last: last.0 };
    let reference = FirstLast { first: first.1, last: last.1 };
    let gap = FirstLast { first: first.0 - first.1, last: last.0 - last.1 };
    let decimals = from.decimals.min(to.decimals);
    let years: Vec<(u16, f64)> =
        run.iter().filter_map(|&at| points.get(at)).filter_map(|point| Some((point.year, point.value?))).collect();
    Some(GapChange {
        between,
        place,
        reference,
        distance: distance(gap, rounding_unit(decimals)),
        per_year: if years.len() >= PACE_FROM { slope(&years) } else { None },
        decimals,
    })
}
