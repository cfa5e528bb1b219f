//! "Zou dit hier ook kunnen?": the place of an example beside another place, on six counts.
//!
//! Rule-based: two figures are "about the same" within the tolerance of their count, and different beyond it. Nothing is
//! added up to a verdict: what a difference means for the example is for the reader to judge.

use crate::atlas::{Atlas, Place};
use crate::domain::{Indicator, IndicatorPeriod, Missing, ShownFigure, Text};

/// How far two figures may lie apart and still be about the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// The larger is at most so many times the smaller.
    Times(f64),
    /// At most so many units apart (percentage points for shares).
    Units(f64),
}

/// What two places are compared on.
#[derive(Clone, Copy, Debug)]
pub struct Dimension {
    /// Id.
    pub id: &'static str,
    /// Name in Dutch and English.
    pub name: (&'static str, &'static str),
    /// The indicator that stands for it.
    pub indicator: &'static str,
    /// How far two figures may lie apart.
    pub tolerance: Tolerance,
}

/// The counts, in order. The thresholds are repeated on the page and on `/methode` from here.
pub const DIMENSIONS: [Dimension; 7] = [
    Dimension { id: "schaal", name: ("Schaal", "Scale"), indicator: "inwoners", tolerance: Tolerance::Times(1.5) },
    Dimension {
        id: "eigendom",
        name: ("Eigendom", "Tenure"),
        indicator: "koopwoningen",
        tolerance: Tolerance::Units(10.0),
    },
    Dimension {
        id: "inkomen",
        name: ("Inkomen", "Income"),
        indicator: "inkomen_per_inwoner",
        tolerance: Tolerance::Times(1.1),
    },
    Dimension { id: "jong", name: ("Leeftijd", "Age"), indicator: "aandeel_0_14", tolerance: Tolerance::Units(3.0) },
    Dimension { id: "oud", name: ("Leeftijd", "Age"), indicator: "aandeel_65_plus", tolerance: Tolerance::Units(3.0) },
    Dimension {
        id: "dichtheid",
        name: ("Dichtheid", "Density"),
        indicator: "dichtheid",
        tolerance: Tolerance::Times(1.5),
    },
    Dimension {
        id: "stedelijkheid",
        name: ("Stedelijkheid", "Urbanity"),
        indicator: "adressendichtheid",
        tolerance: Tolerance::Times(1.5),
    },
];

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
    pub dimension: Dimension,
    /// Its indicator.
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
#[must_use]
pub fn transfer<'a>(atlas: &'a Atlas, there: &Place, here: &Place, conditions: Option<&'a Text>) -> Transfer<'a> {
    let row = |dimension: &Dimension| {
        let (at, indicator) = atlas.indicator(dimension.indicator)?;
        let sides = |period: usize| {
            let declared = indicator.periods.get(period)?;
            let side = |place: &Place| ShownFigure::of(atlas.place_figure(place, at, period), declared);
            Some((declared, side(there), side(here)))
        };
        let known = |(_, there, here): &(&IndicatorPeriod, ShownFigure, ShownFigure)| {
            there.known().is_some() && here.known().is_some()
        };
        let both = (0..indicator.periods.len()).filter_map(sides).find(known);
        let (period, there, here) = both.or_else(|| sides(indicator.headline_index()))?;
        let verdict = verdict(dimension.tolerance, there.known(), here.known());
        Some(TransferRow { dimension: *dimension, indicator, period, there, here, verdict })
    };
    Transfer { rows: DIMENSIONS.iter().filter_map(row).collect(), conditions }
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
    #[must_use]
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
