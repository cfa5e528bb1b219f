//! Which figures a chart can hold.

use crate::domain::ShownFigure;

/// The value of a figure, where it is known and a chart can hold it.
pub fn drawable(figure: &ShownFigure) -> Option<f64> {
    figure.known().filter(|value| value.is_finite() && value.abs() < LARGEST)
}

/// The largest value that a chart draws; nothing counted among people comes near it.
pub(super) const LARGEST: f64 = 1e15;
