//! One row per indicator: figure, references, rank, spread and series.

use super::{ReferenceFigure, Row, SeriesPoint, Spread};
use crate::atlas::{Atlas, Figure, Matching, PeriodFigures, Place, PlaceId, PlaceReferences};
use crate::domain::{Indicator, IndicatorPeriod, Level, Reference, Rule, ShownFigure, Unit};
use crate::stats::robust::sorted;

/// Whether an indicator counts something: such figures are not compared with a larger place.
#[must_use]
pub const fn is_count(declared: &IndicatorPeriod) -> bool {
    matches!(declared.rule, Rule::Sum {})
}

/// Rows of the indicators of a theme, in the order of the catalogue.
pub(super) fn of_theme<'a>(
    place: (&Place, &PlaceReferences<'a>),
    atlas: &'a Atlas,
    matching: &mut Matching<'_>,
    theme: &str,
) -> Vec<Row<'a>> {
    let indicators = atlas.catalogue.indicators.iter().enumerate();
    indicators
        .filter(|(_, indicator)| indicator.theme == theme)
        .filter_map(|(index, indicator)| row(place, atlas, matching, index, indicator))
        .collect()
}

fn row<'a>(
    (place, references): (&Place, &PlaceReferences<'a>),
    atlas: &'a Atlas,
    matching: &mut Matching<'_>,
    index: usize,
    indicator: &'a Indicator,
) -> Option<Row<'a>> {
    let all = &atlas.figures.get(index)?.periods;
    let own: Vec<Figure> = (0..indicator.periods.len()).map(|at| atlas.place_figure(place, index, at)).collect();
    let shown = period_to_show(indicator, &own);
    let declared = indicator.periods.get(shown)?;
    let figures = all.get(shown)?;
    let figure = *own.get(shown)?;
    let rank = match place.id {
        PlaceId::Area(area) => figures.ranks.get(area as usize).copied().flatten(),
        _ => None,
    };
    let beside = |reference, figure| ReferenceFigure { reference, figure: ShownFigure::of(figure, declared) };
    let mut list: Vec<ReferenceFigure<'a>> =
        references.figures(index, shown).map(|(reference, figure)| beside(reference, figure)).collect();
    if !is_count(declared) && indicator.unit != Unit::Klasse {
        let matched = Reference::Matched(atlas.matching_level(place, index));
        list.push(beside(matched, matching.figure(index, shown)));
    }
    Some(Row {
        indicator,
        gemeenten: figures.gemeenten,
        period: declared,
        source: atlas.source_of(declared),
        share_of: share_of(declared, &figure, &list),
        references: list,
        rank,
        spread: spread(atlas, place, indicator, (index, shown)),
        series: series(indicator, all, &own),
        figure: ShownFigure::of(figure, declared),
    })
}

/// The period that pages lead with, else the newest with a figure. Without any figure the headline stands for all, with
/// its reason.
fn period_to_show(indicator: &Indicator, own: &[Figure]) -> usize {
    let headline = indicator.headline_index();
    let known = |at: usize| own.get(at).is_some_and(|figure| figure.value.known().is_some());
    if known(headline) { headline } else { (0..own.len()).find(|&at| known(at)).unwrap_or(headline) }
}

/// Which part of its gemeente a count is. Not shown for a sum over less than everything.
fn share_of<'a>(
    declared: &IndicatorPeriod,
    figure: &Figure,
    references: &[ReferenceFigure<'a>],
) -> Option<(&'a str, f64)> {
    if !is_count(declared) || figure.at_least {
        return None;
    }
    let (name, whole) = references.iter().find_map(|found| match found.reference {
        Reference::Gemeente(name) => Some((name, found.figure.known()?)),
        _ => None,
    })?;
    (whole > 0.0).then_some((name, figure.value.known()? / whole))
}

fn spread(atlas: &Atlas, place: &Place, indicator: &Indicator, (index, period): (usize, usize)) -> Option<Spread> {
    let declared = indicator.periods.get(period)?;
    if matches!(place.id, PlaceId::Region(code) if code.level() == Level::Buurt) {
        return None;
    }
    let (level, values, members) = atlas.known_members(place, index, period)?;
    // One region has no spread; its class is all there is to say about a place.
    if members < 2 && indicator.unit != Unit::Klasse {
        return None;
    }
    let first = *values.first()?;
    let range = values.iter().fold((first, first), |(low, high), &value| (low.min(value), high.max(value)));
    let unknown = members - values.len();
    Some(Spread { level, vintage: declared.vintage, values, range, unknown, decimals: declared.decimals })
}

fn series<'a>(indicator: &'a Indicator, all: &[PeriodFigures], own: &[Figure]) -> Vec<SeriesPoint<'a>> {
    let points = indicator.periods.iter().zip(all).zip(own).map(|((declared, figures), figure)| SeriesPoint {
        declared,
        figure: ShownFigure::of(*figure, declared),
        nederland: ShownFigure::of(figures.nederland, declared),
    });
    let mut points: Vec<SeriesPoint<'a>> = points.collect();
    points.sort_by_key(|point| point.declared.period.end());
    points
}

impl Spread {
    /// How often each class occurs, for values that are classes: class and number of regions.
    #[must_use]
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
    #[must_use]
    pub fn is_class(&self) -> bool {
        self.indicator.unit == Unit::Klasse
    }

    /// The figures that are missing in the series: how many, of how many.
    #[must_use]
    pub fn gaps(&self) -> usize {
        self.series.iter().filter(|point| point.figure.value.known().is_none()).count()
    }
}
