//! A linear scale from values to pixels.

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
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>, from: f64, to: f64) -> Option<Self> {
        let mut finite = values.into_iter().filter(|value| value.is_finite());
        let first = finite.next()?;
        let (low, high) = finite.fold((first, first), |(low, high), value| (low.min(value), high.max(value)));
        Some(Self { low, high, from, to })
    }

    /// The pixel of a value.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        if span <= 0.0 {
            return f64::midpoint(self.from, self.to);
        }
        self.from + (value - self.low) / span * (self.to - self.from)
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
}
