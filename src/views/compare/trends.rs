//! The course of the chosen indicator at every compared place, on one scale.

use super::CompareView;
use crate::domain::{IndicatorPeriod, ShownFigure};

/// The course of one indicator.
#[derive(Clone, Debug)]
pub struct CompareTrends<'a> {
    /// Its periods, oldest first.
    pub periods: Vec<&'a IndicatorPeriod>,
    /// Per place, in their order: one figure per period.
    pub places: Vec<Vec<ShownFigure>>,
    /// The Netherlands.
    pub nederland: Vec<ShownFigure>,
}

impl<'a> CompareView<'a> {
    /// The course of the chosen indicator; `None` for classes, for counts (places differ in size), and where fewer than
    /// two periods have a figure of any place.
    pub fn trends(&self) -> Option<CompareTrends<'a>> {
        let of = self.chosen?;
        if of.is_class() || of.indicator.periods.iter().any(IndicatorPeriod::is_count) {
            return None;
        }
        let mut trends =
            CompareTrends { periods: Vec::new(), places: vec![Vec::new(); self.places.len()], nederland: Vec::new() };
        let mut known = 0;
        for at in of.oldest_first() {
            let declared = at.period;
            let shown = |figure| ShownFigure::of(figure, declared);
            trends.periods.push(declared);
            trends.nederland.push(shown(at.figures.nederland));
            let mut any = false;
            for (place, line) in self.places.iter().zip(&mut trends.places) {
                let figure = shown(self.atlas.place_figure(&place.place, at));
                any |= figure.known().is_some();
                line.push(figure);
            }
            known += usize::from(any);
        }
        (known > 1).then_some(trends)
    }
}
