//! The distance of a place to its references over the years. The line at zero is the reference.

use crate::domain::Lang;
use crate::stats::round::rounding_unit;
use crate::text;
use crate::views::chart::GapChart;
use crate::views::gap::GapLine;

use super::ink::Ink;
use super::lines::{self, Line, Lines};
use super::scale::{Axis, range};
use super::sheet::{DrawingError, Sheet};
use super::words::ChartWords;

pub(super) fn draw(chart: &GapChart<'_>, lang: Lang, sheet: Sheet, words: &ChartWords) -> Result<String, DrawingError> {
    let view = &chart.view;
    let gaps =
        view.lines.iter().flat_map(|line| &line.points).filter_map(|point| point.gap).map(|gap| gap.difference());
    let (low, high) = range(gaps.filter(|gap| gap.abs() < 1e15)).unwrap_or((0.0, 0.0));
    let decimals = view.periods.iter().map(|period| period.own.decimals).min().unwrap_or(0);
    // The reference itself always stands in the chart.
    let axis = Axis::over((low.min(0.0), high.max(0.0)), 5, rounding_unit(decimals));
    let tick = |&tick: &f64| text::signed(lang, &view.indicator.unit, tick, axis.decimals);
    let ticks = axis.ticks.iter().map(tick).collect();
    let periods = chart.periods();
    let shown = view.lines.iter().enumerate().filter(|(_, line)| line.has_points());
    let mut lines: Vec<Line> = shown.map(|(position, line)| drawn(lang, chart, (position, line))).collect();
    lines.reverse();
    let drawing = Lines { periods: &periods, drawn: lines, designations: &view.designations, axis, ticks };
    lines::draw(&drawing, lang, sheet, words)
}

fn drawn(lang: Lang, chart: &GapChart<'_>, (position, line): (usize, &GapLine<'_>)) -> Line {
    let gaps = line.points.iter().map(|point| point.gap.map(|gap| gap.difference()));
    let values: Vec<Option<f64>> = gaps.map(|gap| gap.filter(|gap| gap.abs() < 1e15)).collect();
    let latest = Line::last(&values).and_then(|(at, gap)| {
        let decimals = line.points.get(at)?.gap?.decimals;
        let value = text::signed(lang, &chart.view.indicator.unit, gap, decimals);
        let period = chart.view.periods.get(at).filter(|_| at + 1 < values.len());
        Some(match period {
            Some(period) => format!("{value} ({})", text::period(lang, period.declared.period)),
            None => value,
        })
    });
    Line {
        ink: Ink::place(position),
        label: Ink::place_label(position),
        name: text::reference_against(lang, line.reference),
        values,
        margins: None,
        latest: latest.unwrap_or_default(),
    }
}
