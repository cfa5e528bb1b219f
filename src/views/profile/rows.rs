//! One row per indicator: figure, references, rank, spread and series.

use super::row::{ReferenceFigure, Row, SeriesPoint, Spread};
use crate::atlas::{Atlas, Figure, IndicatorRef, Matching, PeriodRef, Place, PlaceId, PlaceReferences};
use crate::domain::{IndicatorPeriod, Level, Reference, ShownFigure, Unit};

/// Rows of the indicators of a theme, in the order of the catalogue.
pub(super) fn of_theme<'a>(
    place: (&Place, &PlaceReferences<'a>),
    atlas: &'a Atlas,
    matching: &mut Matching<'_>,
    theme: &str,
) -> Vec<Row<'a>> {
    let of_theme = atlas.indicators().filter(|of| of.indicator.theme == theme);
    of_theme.filter_map(|of| row(place, atlas, matching, of)).collect()
}

fn row<'a>(
    (place, references): (&Place, &PlaceReferences<'a>),
    atlas: &'a Atlas,
    matching: &mut Matching<'_>,
    of: IndicatorRef<'a>,
) -> Option<Row<'a>> {
    let own: Vec<(PeriodRef<'a>, Figure)> = of.periods().map(|at| (at, atlas.place_figure(place, at))).collect();
    let (at, figure) = period_to_show(of, &own)?;
    let PeriodRef { indicator, period: declared, figures, .. } = at;
    let rank = match place.id {
        PlaceId::Area(area) => figures.ranks.get(area as usize).copied().flatten(),
        _ => None,
    };
    let beside = |reference, figure| ReferenceFigure { reference, figure: ShownFigure::of(figure, declared) };
    let mut list: Vec<ReferenceFigure<'a>> =
        references.figures(at).map(|(reference, figure)| beside(reference, figure)).collect();
    if !declared.is_count() && indicator.unit != Unit::Klasse {
        let matched = Reference::Matched(atlas.matching_level(place, indicator));
        list.push(beside(matched, matching.figure(at)));
    }
    Some(Row {
        indicator,
        gemeenten: figures.gemeenten,
        period: declared,
        source: atlas.source_of(declared),
        share_of: share_of(declared, &figure, &list),
        references: list,
        rank,
        spread: spread(atlas, place, at),
        series: series(&own),
        figure: ShownFigure::of(figure, declared),
    })
}

/// The period that pages lead with, else the newest with a figure. Without any figure the headline stands for all, with
/// its reason.
fn period_to_show<'a>(of: IndicatorRef<'a>, own: &[(PeriodRef<'a>, Figure)]) -> Option<(PeriodRef<'a>, Figure)> {
    let headline = of.headline()?;
    let headline = own.iter().find(|(at, _)| *at == headline);
    let known = |found: &&(PeriodRef<'a>, Figure)| found.1.value.known().is_some();
    headline.filter(known).or_else(|| own.iter().find(known)).or(headline).copied()
}

/// Which part of its gemeente a count is. Not shown for a sum over less than everything.
fn share_of<'a>(
    declared: &IndicatorPeriod,
    figure: &Figure,
    references: &[ReferenceFigure<'a>],
) -> Option<(&'a str, f64)> {
    if !declared.is_count() || figure.at_least {
        return None;
    }
    let (name, whole) = references.iter().find_map(|found| match found.reference {
        Reference::Gemeente(name) => Some((name, found.figure.known()?)),
        _ => None,
    })?;
    (whole > 0.0).then_some((name, figure.value.known()? / whole))
}

fn spread(atlas: &Atlas, place: &Place, at: PeriodRef<'_>) -> Option<Spread> {
    let declared = at.period;
    if matches!(place.id, PlaceId::Region(code) if code.level() == Level::Buurt) {
        return None;
    }
    let (level, values, members) = atlas.known_members(place, at)?;
    // One region has no spread; its class is all there is to say about a place.
    if members < 2 && !at.is_class() {
        return None;
    }
    let first = *values.first()?;
    let range = values.iter().fold((first, first), |(low, high), &value| (low.min(value), high.max(value)));
    let unknown = members - values.len();
    Some(Spread { level, vintage: declared.vintage, values, range, unknown, decimals: declared.decimals })
}

fn series<'a>(own: &[(PeriodRef<'a>, Figure)]) -> Vec<SeriesPoint<'a>> {
    let points = own.iter().map(|(at, figure)| SeriesPoint {
        declared: at.period,
        figure: ShownFigure::of(*figure, at.period),
        nederland: ShownFigure::of(at.figures.nederland, at.period),
    });
    let mut points: Vec<SeriesPoint<'a>> = points.collect();
    points.sort_by_key(|point| point.declared.period.end());
    points
}
