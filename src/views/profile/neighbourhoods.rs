//! The regions inside a place, with a few figures each.

use super::{NeighbourhoodRow, Neighbourhoods};
use crate::atlas::{Atlas, BASE_VINTAGE, Figure, Place, PlaceId, VintageAtlas};
use crate::domain::{GeometryBasis, Indicator, IndicatorPeriod, Level, Missing, RegionCode, ShownFigure};

/// Indicators of the columns, as far as the catalogue has them on codes of the base vintage.
pub const KEY_FIGURES: [&str; 6] =
    ["inwoners", "aandeel_65_plus", "koopwoningen", "woz_waarde", "misdrijven_per_1000", "ervaren_gezondheid_goed"];

/// A column: position of the indicator and of its period.
struct Column<'a> {
    indicator: usize,
    period: usize,
    shown: (&'a Indicator, &'a IndicatorPeriod),
}

/// The regions inside `place`: for an area its members with their buurten, for a gemeente its wijken, for a wijk its
/// buurten.
pub(super) fn of<'a>(atlas: &'a Atlas, place: &Place) -> Neighbourhoods<'a> {
    let columns: Vec<Column<'a>> = KEY_FIGURES.iter().filter_map(|id| column(atlas, id)).collect();
    let rows = atlas.base().map(|base| rows(atlas, base, place, &columns)).unwrap_or_default();
    Neighbourhoods { columns: columns.iter().map(|column| column.shown).collect(), rows }
}

fn column<'a>(atlas: &'a Atlas, id: &str) -> Option<Column<'a>> {
    let (index, indicator) = atlas.indicator(id)?;
    // The period that the rows of the page lead with, where it is on these codes: one page, one year.
    let fits = |&(_, declared): &(usize, &IndicatorPeriod)| declared.vintage == BASE_VINTAGE;
    let periods = || indicator.periods.iter().enumerate();
    let headline = periods().nth(indicator.headline_index()).filter(fits);
    let (period, declared) = headline.or_else(|| periods().find(fits))?;
    Some(Column { indicator: index, period, shown: (indicator, declared) })
}

fn rows<'a>(
    atlas: &'a Atlas,
    base: &'a VintageAtlas,
    place: &Place,
    columns: &[Column<'a>],
) -> Vec<NeighbourhoodRow<'a>> {
    let row = |code: RegionCode, nested: bool| region_row(atlas, base, columns, code, nested);
    if let PlaceId::Region(code) = place.id {
        return children(base, code).into_iter().filter_map(|child| row(child, false)).collect();
    }
    let listed = place.listed.iter().filter_map(|&(level, at)| base.level(level)?.codes.get(at as usize));
    listed
        .flat_map(|&code| {
            let inner = if code.level() == Level::Wijk { children(base, code) } else { Vec::new() };
            // A wijk that is one buurt says everything once.
            let inner = if inner.len() > 1 { inner } else { Vec::new() };
            std::iter::once((code, false)).chain(inner.into_iter().map(|child| (child, true)))
        })
        .filter_map(|(code, nested)| row(code, nested))
        .collect()
}

/// The regions one level below `code`, by code.
fn children(base: &VintageAtlas, code: RegionCode) -> Vec<RegionCode> {
    let below = match code.level() {
        Level::Gemeente => &base.wijk,
        Level::Wijk => &base.buurt,
        Level::Land | Level::Buurt => return Vec::new(),
    };
    let inside = |child: &&RegionCode| child.at(code.level()) == Some(code);
    let from = below.codes.partition_point(|child| child.at(code.level()).is_some_and(|parent| parent < code));
    below.codes.iter().skip(from).take_while(inside).copied().collect()
}

fn region_row<'a>(
    atlas: &Atlas,
    base: &'a VintageAtlas,
    columns: &[Column<'a>],
    code: RegionCode,
    nested: bool,
) -> Option<NeighbourhoodRow<'a>> {
    let level = code.level();
    let regions = base.level(level)?;
    let index = regions.index(code)?;
    let figure = |column: &Column<'_>| {
        let figures = atlas.figures.get(column.indicator).and_then(|figures| figures.periods.get(column.period));
        let Some(figures) = figures.and_then(|figures| figures.level(level)) else {
            return ShownFigure::new(Figure::missing(Missing::NotPublishedAtLevel), 0);
        };
        let (_, declared) = column.shown;
        let figure = Figure { origin: figures.origin, ..Figure::published(figures.values.get(index)) };
        ShownFigure::of(figure, declared)
    };
    Some(NeighbourhoodRow {
        code,
        name: regions.name(index),
        nested,
        approximate: base.basis(level, index) == Some(GeometryBasis::Approximate),
        figures: columns.iter().map(figure).collect(),
    })
}
