//! One indicator of a place, with what it is compared with.

use crate::atlas::{Centre, Rank};
use crate::domain::{Indicator, IndicatorPeriod, Level, Reference, ReferenceKind, ShownFigure, Source, Vintage};
use crate::stats::robust::sorted;

/// A theme of indicators.
#[derive(Clone, Debug)]
pub struct ThemeView<'a> {
    /// Id, also the anchor on the page.
    pub id: &'a str,
    pub label: &'a str,
    /// One row per indicator.
    pub rows: Vec<Row<'a>>,
    /// Indicators that have none until the reader asks for all of the theme.
    pub closed: Vec<&'a Indicator>,
}

/// One indicator of the place.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub indicator: &'a Indicator,
    /// The period shown: the headline of the indicator, or the newest with a figure where that one has none.
    pub period: &'a IndicatorPeriod,
    pub source: Option<&'a Source>,
    /// Middle and spread of the gemeenten in that period.
    pub gemeenten: Option<Centre>,
    pub figure: ShownFigure,
    /// Whether the source gives margins with some figures of that period.
    pub with_margins: bool,
    /// What it is compared with, in the same period.
    pub references: Vec<ReferenceFigure<'a>>,
    /// Share (0-1) of the count of the named gemeente.
    pub share_of: Option<(&'a str, f64)>,
    /// Rank among the areas of its programme.
    pub rank: Option<Rank>,
    /// The values inside the place.
    pub spread: Option<Spread>,
    /// All periods, oldest first.
    pub series: Vec<SeriesPoint<'a>>,
}

impl<'a> Row<'a> {
    pub fn reference(&self, kind: ReferenceKind) -> Option<&ReferenceFigure<'a>> {
        self.references.iter().find(|found| found.reference.kind() == kind)
    }
}

#[derive(Clone, Copy, Debug)]
pub struct ReferenceFigure<'a> {
    pub reference: Reference<'a>,
    /// Its figure in the period of the row.
    pub figure: ShownFigure,
}

/// The values inside a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Level of the values.
    pub level: Level,
    /// Vintage of the regions.
    pub vintage: Vintage,
    /// Known values, in the order of the members.
    pub values: Vec<f64>,
    /// The lowest and the highest of them.
    pub range: (f64, f64),
    /// Regions without a value.
    pub unknown: usize,
    /// Decimals of the values.
    pub decimals: i8,
}

/// One period of a series.
#[derive(Clone, Debug)]
pub struct SeriesPoint<'a> {
    pub declared: &'a IndicatorPeriod,
    /// Figure of the place.
    pub figure: ShownFigure,
    pub nederland: ShownFigure,
}

impl Spread {
    /// How often each class occurs, for values that are classes: class and number of regions.
    pub fn classes(&self) -> Vec<(f64, usize)> {
        let mut list: Vec<(f64, usize)> = Vec::new();
        for value in sorted(self.values.iter().copied()) {
            match list.last_mut() {
                Some((class, count)) if (*class - value).abs() < 0.5 => *count += 1,
                _ => list.push((value, 1)),
            }
        }
        list
    }
}

impl Row<'_> {
    /// Whether the values are classes.
    pub fn is_class(&self) -> bool {
        self.indicator.unit.ordinal
    }

    /// The figures that are missing in the series: how many, of how many.
    pub fn gaps(&self) -> usize {
        self.series.iter().filter(|point| point.figure.value.known().is_none()).count()
    }
}
