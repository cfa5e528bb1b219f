//! One row per indicator: figure, references, rank, spread and series.

use super::choices::Rows;
use super::row::{ReferenceFigure, Row, SeriesPoint, Spread};
use crate::atlas::{Atlas, Figure, IndicatorRef, Matching, PeriodRef, Place, PlaceId, PlaceReferences};
use crate::domain::{Indicator, IndicatorPeriod, Level, Reference, ShownFigure};

/// Rows that a theme has on a page, but for indicators with a role, which all have theirs.
const OPENED: usize = 18;

/// Rows of the indicators of a theme, in the order of the catalogue, and the indicators that have none.
pub(super) fn of_theme<'a>(
    place: (&Place, &PlaceReferences<'a>),
    atlas: &'a Atlas,
    matching: &mut Matching<'_>,
    theme: &str,
    rows: Rows<'_>,
) -> (Vec<Row<'a>>, Vec<&'a Indicator>) {
    let of_theme: Vec<_> = atlas.indicators_of(place.0).filter(|of| of.indicator.theme == theme).collect();
    let most = match rows {
        Rows::Opened(chosen) if chosen != Some(theme) => OPENED,
        Rows::Opened(_) | Rows::All => usize::MAX,
    };
    let roles: Vec<bool> = of_theme.iter().map(|of| !of.indicator.roles.is_empty()).collect();
    let (opened, closed): (Vec<_>, Vec<_>) =
        of_theme.into_iter().zip(opened(&roles, most)).partition(|&(_, open)| open);
    let rows = opened.into_iter().filter_map(|(of, _)| row(place, atlas, matching, of)).collect();
    (rows, closed.into_iter().map(|(of, _)| of.indicator).collect())
}

/// Which of a list are opened: those with a role, and then the first until there are `most`.
fn opened(roles: &[bool], most: usize) -> Vec<bool> {
    let mut room = most.saturating_sub(roles.iter().filter(|&&role| role).count());
    let open = |&role: &bool| {
        let fills = !role && room > 0;
        room -= usize::from(fills);
        role || fills
    };
    roles.iter().map(open).collect()
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
    if !declared.is_count() && !indicator.is_local() && !indicator.unit.ordinal {
        let matched = Reference::Matched(atlas.matching_level(place, indicator));
        list.push(beside(matched, matching.figure(at)));
    }
    Some(Row {
        indicator,
        gemeenten: figures.gemeenten,
        with_margins: figures.has_margins(),
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

#[cfg(test)]
mod tests {
    use super::opened;

    #[test]
    fn what_has_a_role_is_open_and_the_first_of_the_rest_fill_up() {
        let roles = [false, true, false, false, true];
        assert_eq!(opened(&roles, 3), [true, true, false, false, true]);
        assert_eq!(opened(&roles, 4), [true, true, true, false, true]);
        assert_eq!(opened(&roles, 1), roles, "a role is never closed");
        assert_eq!(opened(&roles, usize::MAX), [true; 5]);
    }
}
