//! The course of the chosen indicator at every compared place, on one scale.

use super::CompareView;
use crate::domain::{IndicatorPeriod, ShownFigure, Unit};
use crate::views::profile::is_count;

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
    #[must_use]
    pub fn trends(&self) -> Option<CompareTrends<'a>> {
        let (index, indicator) = self.chosen?;
        let counts = indicator.periods.iter().any(is_count);
        if counts || indicator.unit == Unit::Klasse {
            return None;
        }
        let mut order: Vec<usize> = (0..indicator.periods.len()).collect();
        order.sort_by_key(|&at| indicator.periods.get(at).map(|declared| declared.period.end()));
        let mut trends =
            CompareTrends { periods: Vec::new(), places: vec![Vec::new(); self.places.len()], nederland: Vec::new() };
        let mut known = 0;
        for at in order {
            let declared = indicator.periods.get(at)?;
            let shown = |figure| ShownFigure::of(figure, declared);
            trends.periods.push(declared);
            trends.nederland.push(shown(self.atlas.figures.get(index)?.periods.get(at)?.nederland));
            let mut any = false;
            for (place, line) in self.places.iter().zip(&mut trends.places) {
                let figure = shown(self.atlas.place_figure(&place.place, index, at));
                any |= figure.known().is_some();
                line.push(figure);
            }
            known += usize::from(any);
        }
        (known > 1).then_some(trends)
    }
}
