//! One row per indicator: figure, references, rank, spread and series.

use super::{Reference, ReferenceKind, Row, SeriesPoint, Spread};
use crate::atlas::{Atlas, Figure, IndicatorRef, Matching, PeriodFigures, PeriodRef, Place, PlaceId, Rest};
use crate::domain::{IndicatorPeriod, Level, Unit};
use crate::stats::robust::sorted;

/// The decimals at which a figure is shown: as published, or those of an area when it was built from members.
#[must_use]
pub fn decimals_of(figure: &Figure, declared: &IndicatorPeriod) -> i8 {
    figure.decimals(declared)
}

/// The gemeente that a place lies in, with its name; `None` for a gemeente itself.
pub(super) fn gemeente_place<'a>(atlas: &'a Atlas, place: &Place) -> Option<(Place, &'a str)> {
    let code = atlas.gemeente_of(place)?;
    if place.id == PlaceId::Region(code) {
        return None;
    }
    Some((atlas.place_of_region(code)?, atlas.base().name(code)?))
}

/// What stands beside a place besides the country and the programme.
#[derive(Clone, Copy)]
pub(super) struct Beside<'p, 'a> {
    /// The gemeente that it lies in, with its name.
    pub gemeente: Option<&'p (Place, &'a str)>,
    /// The rest of it.
    pub rest: Option<&'p Rest>,
}

/// Rows of the indicators of a theme, in the order of the catalogue.
pub(super) fn of_theme<'a>(
    atlas: &'a Atlas,
    place: &Place,
    beside: Beside<'_, 'a>,
    matching: &mut Matching<'_>,
    theme: &str,
) -> Vec<Row<'a>> {
    let of_theme = atlas.indicators().filter(|of| of.indicator.theme == theme);
    of_theme.filter_map(|of| row(atlas, (place, beside), matching, of)).collect()
}

fn row<'a>(
    atlas: &'a Atlas,
    (place, beside): (&Place, Beside<'_, 'a>),
    matching: &mut Matching<'_>,
    of: IndicatorRef<'a>,
) -> Option<Row<'a>> {
    let own: Vec<(PeriodRef<'a>, Figure)> = of.periods().map(|at| (at, atlas.place_figure(place, at))).collect();
    let (at, figure) = period_to_show(of, &own)?;
    let PeriodRef { indicator, period: declared, figures, .. } = at;
    let gemeente_figure = beside.gemeente.map(|(place, name)| (*name, atlas.place_figure(place, at)));
    let rest = beside.rest.and_then(|rest| atlas.rest_figure(rest, at));
    let rank = match place.id {
        PlaceId::Area(area) => figures.ranks.get(area as usize).copied().flatten(),
        _ => None,
    };
    let mut references = references(place, declared, figures, (gemeente_figure, rest));
    if !declared.is_count() && indicator.unit != Unit::Klasse {
        let figure = matching.figure(at);
        let kind = ReferenceKind::Matched(atlas.matching_level(place, indicator));
        references.push(Reference { kind, decimals: figure.decimals(declared), figure });
    }
    Some(Row {
        indicator,
        gemeenten: figures.gemeenten,
        period: declared,
        source: atlas.source_of(declared),
        decimals: decimals_of(&figure, declared),
        references,
        share_of: share_of(declared, &figure, gemeente_figure),
        rank,
        spread: spread(atlas, place, at),
        series: series(&own),
        figure,
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

fn references<'a>(
    place: &Place,
    declared: &IndicatorPeriod,
    figures: &PeriodFigures,
    (gemeente, rest): (Option<(&'a str, Figure)>, Option<Figure>),
) -> Vec<Reference<'a>> {
    let reference = |kind, figure: Figure| Reference { kind, decimals: decimals_of(&figure, declared), figure };
    let mut list = vec![reference(ReferenceKind::Nederland, figures.nederland)];
    if let Some((name, figure)) = gemeente {
        list.push(reference(ReferenceKind::Gemeente(name), figure));
    }
    if let (Some(rest), Some((name, _))) = (rest, gemeente) {
        list.push(reference(ReferenceKind::Rest(name), rest));
    }
    if matches!(place.id, PlaceId::Area(_) | PlaceId::Own) {
        list.push(reference(ReferenceKind::Together, figures.together));
    }
    list
}

/// Which part of its gemeente a count is. Not shown for a sum over less than everything.
fn share_of<'a>(
    declared: &IndicatorPeriod,
    figure: &Figure,
    gemeente: Option<(&'a str, Figure)>,
) -> Option<(&'a str, f64)> {
    let (name, whole) = gemeente.filter(|_| declared.is_count() && !figure.at_least)?;
    let whole = whole.value.known().filter(|&whole| whole > 0.0)?;
    Some((name, figure.value.known()? / whole))
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
        figure: *figure,
        decimals: decimals_of(figure, at.period),
        nederland: at.figures.nederland,
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
