//! "Loopt de achterstand in?": the distance between a place and its references, period by period.
//!
//! Method: the gap is the figure of the place minus that of the reference, both rounded to the coarser of their
//! roundings, so that a reader who subtracts gets the same ([`crate::stats::difference`]). Periods that cannot be
//! compared are not: the change is taken over the newest run of periods without a break ([`crate::stats::trend`]). Against the matched neighbourhoods the difference of the two
//! changes is given as well ([`crate::stats::difference`]).
//! Where a source gives margins, a gap moved only where those of the place in both periods do not overlap.

use crate::domain::{Comparison, Direction, Reference, ReferenceKind, ShownFigure};
use crate::stats::difference::{Distance, FirstLast, compare, difference_in_differences, distance};
use crate::stats::trend::{Point, comparable, slope};

use super::Atlas;
use super::figures::Figure;
use super::matched::Matching;
use super::period::{IndicatorRef, PeriodRef};
use super::place::PlaceId;

/// Fewest known periods in a run of which a pace per year is given.
const PACE_FROM: usize = 4;

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
    /// Whether published margins keep them from being told apart in both periods.
    pub within_margin: bool,
    /// Change of the gap per year over the run, where it has enough periods.
    pub per_year: Option<f64>,
    /// Decimals of the coarsest of the four figures.
    pub decimals: i8,
}

impl GapChange {
    /// The gap in both periods: place minus reference.
    pub fn gap(&self) -> FirstLast {
        FirstLast { first: self.place.first - self.reference.first, last: self.place.last - self.reference.last }
    }

    /// The change of the place minus the change of the reference.
    pub fn difference(&self) -> f64 {
        difference_in_differences(self.place, self.reference)
    }
}

/// The gap to one reference.
#[derive(Clone, Debug, PartialEq)]
pub struct GapSeries<'a> {
    /// The reference.
    pub reference: Reference<'a>,
    /// Its figures, oldest first.
    pub figures: Vec<Figure>,
    /// The place against it per period; `None` where one of them is missing.
    pub gaps: Vec<Option<Comparison>>,
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
    pub series: Vec<GapSeries<'a>>,
}

impl IndicatorRef<'_> {
    /// Returns whether it can have a gap: two periods or more, no count, no class, and a country to be held against.
    pub fn has_gap(self) -> bool {
        let somewhere = !self.is_class() && !self.indicator.is_local();
        somewhere && self.indicator.periods.iter().filter(|declared| declared.is_relative()).count() > 1
    }
}

impl Atlas {
    /// The gaps for an indicator of the place that `matching` was prepared for; `None` for an indicator that can have
    /// none.
    pub fn gap<'a>(&'a self, matching: &mut Matching<'_>, of: IndicatorRef<'a>) -> Option<Gap<'a>> {
        if !of.has_gap() {
            return None;
        }
        let place = matching.place();
        let periods = of.oldest_first();
        let own: Vec<Figure> = periods.iter().map(|&at| self.place_figure(place, at)).collect();
        let references = self.references_of(place);
        // One of the gemeente and its rest: a region lies in the one, an area is compared with the other.
        let is_region = matches!(place.id, PlaceId::Region(_));
        let around = if is_region { ReferenceKind::Gemeente } else { ReferenceKind::Rest };
        let mut series: Vec<GapSeries<'a>> = [ReferenceKind::Nederland, around]
            .into_iter()
            .filter_map(|kind| {
                let reference = references.reference(kind)?;
                let figures = periods.iter().filter_map(|&at| references.figure(kind, at)).collect();
                Some(gap_series(reference, &periods, &own, figures))
            })
            .collect();
        let matched = periods.iter().map(|&at| matching.figure(at)).collect();
        let reference = Reference::Matched(self.matching_level(place, of.indicator));
        series.push(gap_series(reference, &periods, &own, matched));
        Some(Gap { of, periods, own, series })
    }
}

fn gap_series<'a>(
    reference: Reference<'a>,
    periods: &[PeriodRef<'_>],
    own: &[Figure],
    figures: Vec<Figure>,
) -> GapSeries<'a> {
    let pairs = periods.iter().zip(own.iter().zip(&figures));
    let gaps: Vec<Option<Comparison>> = pairs
        .map(|(at, (own, other))| compare(&ShownFigure::of(*own, at.period), &ShownFigure::of(*other, at.period)))
        .collect();
    let points: Vec<Point> = periods
        .iter()
        .zip(&gaps)
        .map(|(at, compared)| Point {
            year: at.period.period.end(),
            value: compared.map(|compared| compared.difference()),
            break_before: at.period.break_before.is_some(),
        })
        .collect();
    let change = comparable(&points).and_then(|run| change(&run, &points, (own, &gaps)));
    GapSeries { reference, figures, gaps, change }
}

fn change(run: &[usize], points: &[Point], (own, compared): (&[Figure], &[Option<Comparison>])) -> Option<GapChange> {
    let between = (*run.first()?, *run.last()?);
    let (from, to) = ((*compared.get(between.0)?)?, (*compared.get(between.1)?)?);
    let gap = FirstLast { first: from.difference(), last: to.difference() };
    let decimals = from.decimals.min(to.decimals);
    let margin = |at: usize| own.get(at).and_then(|figure| figure.margin);
    let unmoved = margin(between.0).zip(margin(between.1)).is_some_and(|(first, last)| first.overlaps(last));
    let years: Vec<(u16, f64)> =
        run.iter().filter_map(|&at| points.get(at)).filter_map(|point| Some((point.year, point.value?))).collect();
    Some(GapChange {
        between,
        place: FirstLast { first: from.own, last: to.own },
        reference: FirstLast { first: from.reference, last: to.reference },
        distance: if unmoved { Distance::Comparable } else { distance(gap, decimals) },
        within_margin: [from, to].iter().all(|one| one.direction == Direction::Similar)
            && [from, to].iter().any(|one| one.within_margin),
        per_year: if years.len() >= PACE_FROM { slope(&years) } else { None },
        decimals,
    })
}
