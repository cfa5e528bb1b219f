//! The regions inside a place, with a few figures each.

use crate::atlas::{Atlas, Figure, IndicatorRef, PeriodRef, Place, PlaceId, VintageAtlas};
use crate::domain::{GeometryBasis, Indicator, IndicatorPeriod, Level, Missing, RegionCode, Role, ShownFigure};

/// The regions inside a place with a few figures each.
#[derive(Clone, Debug)]
pub struct Neighbourhoods<'a> {
    /// Indicator and period of each column.
    pub columns: Vec<(&'a Indicator, &'a IndicatorPeriod)>,
    /// Rows in order; a buurt listed under its wijk is indented.
    pub rows: Vec<NeighbourhoodRow<'a>>,
}

/// A region inside a place.
#[derive(Clone, Debug)]
pub struct NeighbourhoodRow<'a> {
    pub code: RegionCode,
    pub name: &'a str,
    /// Whether it stands under the wijk above it.
    pub nested: bool,
    /// Whether its outline is indicative only.
    pub approximate: bool,
    /// One figure per column.
    pub figures: Vec<ShownFigure>,
}

/// The regions inside `place`: for an area its members with their buurten, for a gemeente its wijken, for a wijk its
/// buurten.
pub(super) fn of<'a>(atlas: &'a Atlas, place: &Place) -> Neighbourhoods<'a> {
    let key_figures = atlas.indicators_of(place).filter(|of| of.indicator.has_role(&Role::KeyFigure));
    let columns: Vec<PeriodRef<'a>> = key_figures.filter_map(|of| column(atlas, of)).collect();
    let rows = rows(atlas, place, &columns);
    Neighbourhoods { columns: columns.iter().map(|at| (at.indicator, at.period)).collect(), rows }
}

/// The period that the rows of the page lead with, where it is on these codes: one page, one year. Else the nearest.
fn column<'a>(atlas: &'a Atlas, of: IndicatorRef<'a>) -> Option<PeriodRef<'a>> {
    of.headline().filter(|at| at.on_base()).or_else(|| of.for_base(atlas.base().vintage))
}

fn rows<'a>(atlas: &'a Atlas, place: &Place, columns: &[PeriodRef<'a>]) -> Vec<NeighbourhoodRow<'a>> {
    let base = atlas.base();
    let row = |code: RegionCode, nested: bool| region_row(atlas, columns, code, nested);
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
    atlas: &'a Atlas,
    columns: &[PeriodRef<'a>],
    code: RegionCode,
    nested: bool,
) -> Option<NeighbourhoodRow<'a>> {
    let (base, level) = (atlas.base(), code.level());
    let regions = base.level(level)?;
    let index = regions.index(code)?;
    let place = columns.iter().any(|column| !column.on_base()).then(|| atlas.place_of_region(code)).flatten();
    let figure = |column: &PeriodRef<'_>| {
        // On other codes the part is found by its outline.
        if let Some(place) = place.as_ref().filter(|_| !column.on_base()) {
            return ShownFigure::of(atlas.place_figure(place, *column), column.period);
        }
        let Some(figures) = column.level(level) else {
            return ShownFigure::new(Figure::missing(Missing::NotPublishedAtLevel), 0);
        };
        ShownFigure::of(figures.figure(index), column.period)
    };
    Some(NeighbourhoodRow {
        code,
        name: regions.name(index),
        nested,
        approximate: base.basis(level, index) == Some(GeometryBasis::Approximate),
        figures: columns.iter().map(figure).collect(),
    })
}
