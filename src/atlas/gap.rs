//! "Loopt de achterstand in?": the distance between a place and its references, period by period.
//!
//! Method: the gap is the figure of the place minus that of the reference, both rounded as they are shown, so that a
//! reader who subtracts gets the same. Periods that cannot be compared are not: the change is taken over the newest run
//! of periods without a break ([`crate::stats::trend`]). Against the matched neighbourhoods the difference of the two
//! changes is given as well ([`crate::stats::difference`]).

use crate::domain::{IndicatorPeriod, Rule, Unit};
use crate::stats::difference::{Distance, FirstLast, difference_in_differences, distance};
use crate::stats::round::{round_to, rounding_unit};
use crate::stats::trend::{Point, comparable, slope};

use super::Atlas;
use super::figures::Figure;
use super::matched::Matching;
use super::place::{Place, PlaceId};

/// Fewest known periods in a run of which a pace per year is given.
const PACE_FROM: usize = 4;

/// What a place is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GapKind {
    /// The Netherlands.
    Nederland,
    /// The gemeente, for a wijk, a buurt or an own selection inside one.
    Gemeente,
    /// The rest of the gemeente, for a focus area.
    Rest,
    /// The matched neighbourhoods outside the 20.
    Matched,
}

/// How a gap moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GapChange {
    /// Position in [`Gap::order`] of the first and last period compared.
    pub between: (usize, usize),
    /// The gap in those periods.
    pub gap: FirstLast,
    /// What that means.
    pub distance: Distance,
    /// Change of the gap per year over the run, where it has enough periods.
    pub per_year: Option<f64>,
    /// Change of the place minus change of the reference, as a difference in differences.
    pub difference: f64,
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
pub struct Gap {
    /// Position of the indicator in the catalogue.
    pub indicator: usize,
    /// Positions of its periods, oldest first.
    pub order: Vec<usize>,
    /// Figures of the place, oldest first.
    pub own: Vec<Figure>,
    /// The references that this place has.
    pub series: Vec<GapSeries>,
}

impl Atlas {
    /// Whether an indicator can have a gap: two periods or more, no count, no class.
    #[must_use]
    pub fn has_gap(&self, indicator: usize) -> bool {
        self.catalogue.indicators.get(indicator).is_some_and(|facts| {
            let compared = |declared: &IndicatorPeriod| !matches!(declared.rule, Rule::Sum {} | Rule::None { .. });
            facts.unit != Unit::Klasse && facts.periods.iter().filter(|declared| compared(declared)).count() > 1
        })
    }

    /// The gaps of a place for an indicator; `None` for an indicator that can have none.
    #[must_use]
    pub fn gap(&self, place: &Place, indicator: usize) -> Option<Gap> {
        let facts = self.catalogue.indicators.get(indicator).filter(|_| self.has_gap(indicator))?;
        let figures = self.figures.get(indicator)?;
        let mut order: Vec<usize> = (0..facts.periods.len()).collect();
        order.sort_by_key(|&at| facts.periods.get(at).map(|declared| declared.period.end()));
        let own: Vec<Figure> = order.iter().map(|&at| self.place_figure(place, indicator, at)).collect();
        let declared: Vec<&IndicatorPeriod> = order.iter().filter_map(|&at| facts.periods.get(at)).collect();
        let of = |kind: GapKind, list: Vec<Figure>| gap_series(kind, &declared, &own, list);
        let mut series = vec![of(
            GapKind::Nederland,
            order.iter().filter_map(|&at| figures.periods.get(at)).map(|period| period.nederland).collect(),
        )];
        if let PlaceId::Area(area) = place.id {
            let rest = |at: &usize| figures.periods.get(*at)?.rest.get(area as usize).copied();
            series.push(of(GapKind::Rest, order.iter().filter_map(rest).collect()));
        } else if let Some(gemeente) = self.gemeente_of(place).filter(|&code| place.id != PlaceId::Region(code)) {
            let gemeente = self.place_of_region(gemeente)?;
            series.push(of(
                GapKind::Gemeente,
                order.iter().map(|&at| self.place_figure(&gemeente, indicator, at)).collect(),
            ));
        }
        let mut matching = Matching::new(self, place);
        series.push(of(GapKind::Matched, order.iter().map(|&at| matching.figure(indicator, at)).collect()));
        Some(Gap { indicator, order, own, series })
    }
}

fn gap_series(kind: GapKind, declared: &[&IndicatorPeriod], own: &[Figure], figures: Vec<Figure>) -> GapSeries {
    let shown = |figure: &Figure, declared: &IndicatorPeriod| {
        figure.value.known().map(|value| round_to(value, figure.decimals(declared)))
    };
    let pairs: Vec<Option<(f64, f64)>> = declared
        .iter()
        .zip(own.iter().zip(&figures))
        .map(|(declared, (own, other))| shown(own, declared).zip(shown(other, declared)))
        .collect();
    let points: Vec<Point> = declared
        .iter()
        .zip(&pairs)
        .map(|(declared, pair)| Point {
            year: declared.period.end(),
            value: pair.map(|(own, other)| own - other),
            break_before: declared.break_before.is_some(),
        })
        .collect();
    let decimals = declared
        .iter()
        .zip(own.iter().zip(&figures))
        .map(|(declared, (own, other))| own.decimals(declared).min(other.decimals(declared)));
    let decimals: Vec<i8> = decimals.collect();
    let change = comparable(&points).and_then(|run| change(&run, &points, &pairs, &decimals));
    GapSeries { kind, figures, gaps: points.iter().map(|point| point.value).collect(), change }
}

fn change(run: &[usize], points: &[Point], pairs: &[Option<(f64, f64)>], decimals: &[i8]) -> Option<GapChange> {
    let between = (*run.first()?, *run.last()?);
    let (first, last) = ((*pairs.get(between.0)?)?, (*pairs.get(between.1)?)?);
    let gap = FirstLast { first: first.0 - first.1, last: last.0 - last.1 };
    let coarsest = [between.0, between.1].iter().filter_map(|&at| decimals.get(at)).min()?;
    let years: Vec<(u16, f64)> =
        run.iter().filter_map(|&at| points.get(at)).filter_map(|point| Some((point.year, point.value?))).collect();
    Some(GapChange {
        between,
        gap,
        distance: distance(gap, rounding_unit(*coarsest)),
        per_year: if years.len() >= PACE_FROM { slope(&years) } else { None },
        difference: difference_in_differences(
            FirstLast { first: first.0, last: last.0 },
            FirstLast { first: first.1, last: last.1 },
        ),
    })
}
