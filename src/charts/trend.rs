//! The series of places beside their references.

use crate::domain::Lang;
use crate::stats::round::rounding_unit;
use crate::text;
use crate::views::chart::{TrendLine, TrendView, drawable, drawn_span};

use super::lines::{self, Line, Lines};
use super::names::owner;
use super::scale::{Axis, range};
use super::sheet::{DrawingError, Sheet};
use super::words::{ChartWords, inks};

pub(super) fn draw(view: &TrendView<'_>, lang: Lang, sheet: Sheet, words: &ChartWords) -> Result<String, DrawingError> {
    let values = view.lines.iter().flat_map(|line| &line.figures).flat_map(drawn_span);
    let decimals = view.periods.iter().map(|declared| declared.decimals_of_area()).min().unwrap_or(0);
    let axis = Axis::over(range(values).unwrap_or((0.0, 1.0)), 5, rounding_unit(decimals));
    let tick = |&tick: &f64| text::short_value(lang, &view.indicator.unit, tick, axis.decimals);
    let ticks = axis.ticks.iter().map(tick).collect();
    let drawn = view.lines.iter().map(|line| drawn(lang, view, line)).collect();
    let chart = Lines { periods: &view.periods, drawn, designations: &view.designations, axis, ticks };
    lines::draw(&chart, lang, sheet, words)
}

fn drawn(lang: Lang, view: &TrendView<'_>, line: &TrendLine<'_>) -> Line {
    let (ink, label) = inks(&line.owner);
    let values: Vec<Option<f64>> = line.figures.iter().map(drawable).collect();
    let figure = |at: usize| line.figures.get(at).map(|figure| text::short_figure(lang, &view.indicator.unit, figure));
    let latest = Line::last(&values).and_then(|(at, _)| {
        let figure = figure(at)?;
        // A line that ends early says when.
        let declared = view.periods.get(at).filter(|_| at + 1 < view.periods.len());
        Some(declared.map_or_else(|| figure.clone(), |one| format!("{figure} ({})", text::period(lang, one.period))))
    });
    let margins = line.figures.iter().map(|figure| figure.margin.filter(|_| drawable(figure).is_some())).collect();
    Line { ink, label, name: owner(lang, &line.owner), values, margins, latest: latest.unwrap_or_default() }
}
