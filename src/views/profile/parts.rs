//! The regions behind one indicator of a place, by name: what a row of a profile shows as a strip, period by period.

use super::row::Row;
use super::view::ProfileView;
use crate::atlas::{Figure, PeriodRef, PlaceId};
use crate::domain::{IndicatorPeriod, Level, RegionCode, Value};

/// The figure of a region inside the place in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartFigure<'a> {
    /// The period; its vintage is that of the code.
    pub declared: &'a IndicatorPeriod,
    /// Code in that vintage.
    pub code: RegionCode,
    /// Position in its level of that vintage.
    pub position: usize,
    /// Name in that vintage.
    pub name: &'a str,
    pub figure: Figure,
}

impl<'a> ProfileView<'a> {
    /// The regions inside the place with their figure of `row`, in every period, newest first. Empty for a place
    /// without parts. A period of which the boundaries do not fit has none.
    pub fn parts(&self, row: &Row<'a>) -> Vec<PartFigure<'a>> {
        let own = match self.place.id {
            PlaceId::Region(code) => Some(code),
            _ => None,
        };
        let atlas = self.atlas;
        let Some(of) = atlas.indicator(&row.indicator.id) else { return Vec::new() };
        if own.is_some_and(|code| code.level() == Level::Buurt) {
            return Vec::new();
        }
        let of_period = |at: PeriodRef<'a>| {
            let declared = at.period;
            let part = move |(level, position, _): (Level, u32, Value)| {
                let regions = atlas.vintage(declared.vintage)?.level(level)?;
                let position = position as usize;
                let code = *regions.codes.get(position)?;
                let figure = at.level(level)?.figure(position);
                Some(PartFigure { declared, code, position, name: regions.name(position), figure })
            };
            atlas.member_values(self.place, at).into_iter().filter_map(part)
        };
        let parts = of.periods().flat_map(of_period);
        // Where a level has no parts, the place itself would stand among them.
        parts.filter(|part| Some(part.code) != own).collect()
    }
}
