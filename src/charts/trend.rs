//! The series of places beside their references.

use crate::domain::Lang;
use crate::stats::round::rounding_unit;
use crate::text;
use crate::views::chart::{TrendLine, TrendView, drawable, drawn_span};

use super::ink::Ink;
use super::lines::{self, Line, Lines, Margins};
use super::names::owner;
use super::scale::{Axis, range};
use super::sheet::{DrawingError, Sheet};
use super::words::{ChartWords, inks};

/// From the strokes of one place to those of the next.
const BESIDE: f64 = 5.0;

pub(super) fn draw(view: &TrendView<'_>, lang: Lang, sheet: Sheet, words: &ChartWords) -> Result<String, DrawingError> {
    let values = view.lines.iter().flat_map(|line| {
        let spans = line.owner.place().is_some();
        line.figures
            .iter()
            .flat_map(move |one| if spans { drawn_span(one).collect() } else { Vec::from_iter(drawable(one)) })
    });
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
    Line {
        ink,
        label,
        name: owner(lang, &line.owner),
        values,
        margins: margins(view, line),
        latest: latest.unwrap_or_default(),
    }
}

/// The margins of a place, each beside those of the others. Those of references stand in the table alone: strokes of all of
/// them over one year could not be told apart.
fn margins(view: &TrendView<'_>, line: &TrendLine<'_>) -> Option<Margins> {
    let position = line.owner.place()?.position;
    let bounds: Vec<_> =
        line.figures.iter().map(|figure| figure.margin.filter(|_| drawable(figure).is_some())).collect();
    let places: f64 = view.lines.iter().filter(|line| line.owner.place().is_some()).map(|_| 1.0).sum();
    let beside = f64::from(u8::try_from(position).unwrap_or(u8::MAX)) - (places - 1.0) / 2.0;
    let any = bounds.iter().any(Option::is_some);
    any.then(|| Margins { ink: Ink::place_margin(position), beside: beside * BESIDE, bounds })
}
