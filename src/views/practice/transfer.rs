//! "Zou dit hier ook kunnen?": the place of an example beside another place, count by count.
//!
//! Rule-based: the counts and how far two figures may lie apart are roles in the catalogue. Two figures are "about the
//! same" within the tolerance of their count, and different beyond it. Nothing is added up to a verdict: what a
//! difference means for the example is for the reader to judge.

use crate::atlas::{Atlas, PeriodRef, Place};
use crate::domain::{Indicator, IndicatorPeriod, Missing, ShownFigure, Text, TransferDimension};

pub use crate::domain::Tolerance;

/// Whether two figures are about the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Within the tolerance.
    Same,
    /// Higher where the example is.
    HigherThere,
    /// Lower where the example is.
    LowerThere,
    /// One of them is missing.
    Unknown,
}

/// One count.
#[derive(Clone, Debug)]
pub struct TransferRow<'a> {
    /// The count.
    pub dimension: &'a TransferDimension,
    pub indicator: &'a Indicator,
    /// The newest period in which both are known, else the one that pages lead with.
    pub period: &'a IndicatorPeriod,
    /// Where the example is.
    pub there: ShownFigure,
    /// The other place.
    pub here: ShownFigure,
    /// Whether they are about the same.
    pub verdict: Verdict,
}

/// An example's place beside another place.
#[derive(Clone, Debug)]
pub struct Transfer<'a> {
    /// One row per count.
    pub rows: Vec<TransferRow<'a>>,
    /// What the example itself says it took.
    pub conditions: Option<&'a Text>,
}

/// Compares the place of an example (`there`) with another (`here`).
pub fn transfer<'a>(atlas: &'a Atlas, there: &Place, here: &Place, conditions: Option<&'a Text>) -> Transfer<'a> {
    let row = |(indicator, dimension): (&'a Indicator, &'a TransferDimension)| {
        let of = atlas.indicator(&indicator.id)?;
        let sides = |at: PeriodRef<'a>| {
            let side = |place: &Place| ShownFigure::of(atlas.place_figure(place, at), at.period);
            (at.period, side(there), side(here))
        };
        let known = |(_, there, here): &(&IndicatorPeriod, ShownFigure, ShownFigure)| {
            there.known().is_some() && here.known().is_some()
        };
        let both = of.periods().map(sides).find(known);
        let (period, there, here) = both.or_else(|| of.headline().map(sides))?;
        let verdict = verdict(dimension.tolerance, there.known(), here.known());
        Some(TransferRow { dimension, indicator, period, there, here, verdict })
    };
    Transfer { rows: atlas.catalogue.transfer_dimensions().into_iter().filter_map(row).collect(), conditions }
}

fn verdict(tolerance: Tolerance, there: Option<f64>, here: Option<f64>) -> Verdict {
    let Some((there, here)) = there.zip(here) else { return Verdict::Unknown };
    let same = match tolerance {
        Tolerance::Units(units) => (there - here).abs() <= units,
        Tolerance::Times(times) => there.max(here) <= times * there.min(here),
    };
    if same {
        Verdict::Same
    } else if there > here {
        Verdict::HigherThere
    } else {
        Verdict::LowerThere
    }
}

impl TransferRow<'_> {
    /// Why a figure is missing; `None` where both are known.
    pub fn missing(&self) -> Option<Missing> {
        self.there.value.missing().or_else(|| self.here.value.missing())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_about_the_same_within_their_tolerance() {
        assert_eq!(verdict(Tolerance::Units(10.0), Some(30.0), Some(40.0)), Verdict::Same);
        assert_eq!(verdict(Tolerance::Units(10.0), Some(30.0), Some(40.1)), Verdict::LowerThere);
        assert_eq!(verdict(Tolerance::Times(1.5), Some(15_000.0), Some(10_000.0)), Verdict::Same);
        assert_eq!(verdict(Tolerance::Times(1.5), Some(15_001.0), Some(10_000.0)), Verdict::HigherThere);
    }

    #[test]
    fn a_missing_figure_gives_no_verdict() {
        assert_eq!(verdict(Tolerance::Times(1.5), None, Some(1.0)), Verdict::Unknown);
    }
}
