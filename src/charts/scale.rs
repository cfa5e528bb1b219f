//! A linear scale from values to pixels, and round values to write along it.

use crate::stats::bins::nice_step;

/// A linear scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale that maps the range of `values` onto `from`..`to`. Equal values fall in the middle; `None` without
    /// finite values.
    pub fn of(values: impl IntoIterator<Item = f64>, from: f64, to: f64) -> Option<Self> {
        let (low, high) = range(values)?;
        Some(Self { low, high, from, to })
    }

    /// The pixel of a value.
    pub fn at(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        if span <= 0.0 {
            return f64::midpoint(self.from, self.to);
        }
        self.from + (value - self.low) / span * (self.to - self.from)
    }
}

/// Lowest and highest of the finite values; `None` without any.
pub(super) fn range(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    let mut finite = values.into_iter().filter(|value| value.is_finite());
    let first = finite.next()?;
    Some(finite.fold((first, first), |(low, high), value| (low.min(value), high.max(value))))
}

/// An axis: its ends and the round values written along it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Round values from low to high.
    pub ticks: Vec<f64>,
    /// Decimals that tell the ticks apart.
    pub decimals: i8,
}

impl Axis {
    /// An axis over a range with about `wanted` ticks, from a round value to a round value. `unit` is the unit of the
    /// published rounding: a tick never claims more precision. Values that are all positive never get an axis below
    /// zero.
    pub(super) fn over((low, high): (f64, f64), wanted: u32, unit: f64) -> Self {
        let span = (high - low).max(unit).max(high.abs().max(low.abs()) * 1e-9).max(1e-9);
        let step = nice_step((span / f64::from(wanted.max(1))).max(unit));
        let from = (low / step + 1e-9).floor();
        let mut to = (high / step - 1e-9).ceil();
        if to <= from {
            to = from + 1.0;
        }
        let mut ticks = Vec::new();
        let mut at = from;
        while at <= to && ticks.len() < 64 {
            ticks.push(at * step);
            at += 1.0;
        }
        let decimals = if step >= 1.0 { 0.0 } else { (-step.log10() - 1e-9).ceil() };
        #[expect(clippy::cast_possible_truncation, reason = "clamped to a few digits")]
        let decimals = decimals.clamp(0.0, 9.0) as i8;
        Self { low: from * step, high: to * step, ticks, decimals }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_of_the_values_fills_the_width() {
        let scale = Scale::of([3.0, 1.0, 5.0], 10.0, 110.0).unwrap();
        assert_eq!((scale.at(1.0), scale.at(3.0), scale.at(5.0)), (10.0, 60.0, 110.0));
    }

    #[test]
    fn equal_values_fall_in_the_middle_and_no_values_have_no_scale() {
        assert!((Scale::of([2.0, 2.0], 0.0, 100.0).unwrap().at(2.0) - 50.0).abs() < 1e-9);
        assert_eq!(Scale::of([], 0.0, 100.0), None);
        assert_eq!(Scale::of([f64::NAN], 0.0, 100.0), None);
    }

    #[test]
    fn an_axis_goes_from_a_round_value_to_a_round_value() {
        let axis = Axis::over((23.4, 57.1), 5, 0.1);
        assert_eq!(axis.ticks, [20.0, 30.0, 40.0, 50.0, 60.0]);
        assert_eq!((axis.low, axis.high, axis.decimals), (20.0, 60.0, 0));
        assert_eq!(Axis::over((0.12, 0.31), 4, 0.01).decimals, 2);
    }

    #[test]
    fn a_tick_is_no_finer_than_the_published_rounding() {
        assert_eq!(Axis::over((3.0, 5.0), 6, 1.0).ticks, [3.0, 4.0, 5.0]);
        assert_eq!(Axis::over((5.0, 5.0), 5, 1.0).ticks, [5.0, 6.0]);
    }
}
