//! Which figures a chart can hold.

use crate::domain::ShownFigure;

/// The value of a figure, where it is known and a chart can hold it.
pub fn drawable(figure: &ShownFigure) -> Option<f64> {
    figure.known().filter(|value| value.is_finite() && value.abs() < LARGEST)
}

/// What a chart needs room for: the value of a figure, and the bounds of its margin where it has one.
pub fn drawn_span(figure: &ShownFigure) -> impl Iterator<Item = f64> + use<> {
    let bounds = figure.margin.map(|margin| [margin.lower, margin.upper]).into_iter().flatten();
    let value = drawable(figure);
    value.into_iter().chain(bounds.filter(move |_| value.is_some()))
}

/// The largest value that a chart draws; nothing counted among people comes near it.
pub(super) const LARGEST: f64 = 1e15;
