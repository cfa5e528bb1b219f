//! Where a place stands out: the measure behind suggestions and the table of gaps.
//!
//! Method, the same as for "Wat opvalt" on a profile: the difference between the place and Nederland in the period that
//! pages show, divided by the median absolute deviation of the gemeenten in that period (a robust measure of how far
//! apart gemeenten usually lie). Here only the side counts that draws the attention of the programme: for a figure with
//! a judgement the less favourable one, for the few without a judgement the side that `vocabulary.toml` names.

use std::collections::BTreeMap;

use crate::domain::{Direction, Level, ShownFigure, Side};
use crate::stats::difference::compare;
use crate::stats::robust::median_and_mad;

use super::ids::{IndicatorId, PeriodId};
use super::period::PeriodRef;
use super::{Atlas, Place};

/// From how many usual distances on a place stands out on a theme.
pub const STANDS_OUT: f64 = 2.0;

/// One figure of a place against Nederland.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Position of the theme in the vocabulary.
    pub theme: usize,
    /// The indicator in the period.
    pub at: PeriodId,
    /// The figure of the place.
    pub own: ShownFigure,
    /// That of Nederland.
    pub nederland: ShownFigure,
    /// Usual distances (median absolute deviations of the gemeenten) from Nederland; positive on the side that draws
    /// attention, 0 within rounding.
    pub distance: f64,
}

/// The figures that are looked at, and how far gemeenten usually lie apart on them.
#[derive(Clone, Debug, Default)]
pub struct Yardsticks {
    /// Theme, indicator, side.
    signals: Vec<(usize, IndicatorId, Side)>,
    /// Median absolute deviation of the gemeenten per indicator and period.
    spread: BTreeMap<PeriodId, f64>,
}

impl Yardsticks {
    /// The yardsticks of a release.
    pub fn of(atlas: &Atlas) -> Self {
        let mut signals = Vec::new();
        let mut spread = BTreeMap::new();
        for (theme, facts) in atlas.vocabulary.themes.iter().enumerate() {
            for signal in &facts.signals {
                let Some(indicator) = atlas.indicator(&signal.indicator) else { continue };
                signals.push((theme, indicator.id(), signal.when));
                spread.extend(indicator.periods().filter_map(|at| Some((at.id(), spread_of(at)?))));
            }
        }
        Self { signals, spread }
    }

    /// The strongest figure of each theme that has one for this place, in the order of the vocabulary.
    pub fn strongest(&self, atlas: &Atlas, place: &Place) -> Vec<Standing> {
        let mut best: Vec<Standing> = Vec::new();
        for &signal in &self.signals {
            let Some(standing) = self.standing(atlas, place, signal) else { continue };
            match best.iter_mut().find(|known| known.theme == standing.theme) {
                Some(known) if standing.distance > known.distance => *known = standing,
                Some(_) => {}
                None => best.push(standing),
            }
        }
        best
    }

    fn standing<'a>(
        &self,
        atlas: &'a Atlas,
        place: &Place,
        (theme, indicator, side): (usize, IndicatorId, Side),
    ) -> Option<Standing> {
        let indicator = atlas.indicator_at(indicator)?;
        let of = |at: PeriodRef<'a>| {
            let figure = atlas.place_figure(place, at);
            figure.value.known().map(|_| (at, ShownFigure::of(figure, at.period)))
        };
        let (at, own) = indicator.headline().and_then(of).or_else(|| indicator.periods().find_map(of))?;
        let nederland = ShownFigure::of(at.figures.nederland, at.period);
        let compared = compare(&own, &nederland)?;
        let gap = compared.difference();
        let mad = *self.spread.get(&at.id())?;
        let gap = match side {
            Side::Higher => gap,
            Side::Lower => -gap,
        };
        let distance = if compared.direction == Direction::Similar { 0.0 } else { gap / mad };
        Some(Standing { theme, at: at.id(), own, nederland, distance })
    }
}

fn spread_of(at: PeriodRef<'_>) -> Option<f64> {
    let values: Vec<f64> = at.level(Level::Gemeente)?.values.known().collect();
    median_and_mad(&values).map(|(_, mad)| mad).filter(|&mad| mad > 0.0)
}
