//! What a publisher says of how sure an estimate is: the bounds of its 95 % interval.

use serde::{Deserialize, Serialize};

use super::column::Column;
use super::value::{Missing, Value};

/// The bounds of the 95 % interval that a publisher gives with the estimate of a model or a sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Margin {
    /// The lower bound.
    pub lower: f64,
    /// The upper bound.
    pub upper: f64,
}

impl Margin {
    /// Whether a number lies within it, its bounds among them.
    pub fn holds(self, number: f64) -> bool {
        (self.lower..=self.upper).contains(&number)
    }

    /// A number that is known without a margin.
    pub const fn exact(number: f64) -> Self {
        Self { lower: number, upper: number }
    }

    /// Whether two of them have a number in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.lower <= other.upper && other.lower <= self.upper
    }
}

/// The margins of a column of figures, in the order of its regions. A column without any has none of these.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Margins {
    lower: Column,
    upper: Column,
}

const NONE: Value = Value::Missing(Missing::NotInDelivery);

impl Margins {
    /// Those of a column; `None` where no figure of it has one.
    pub fn of(margins: impl IntoIterator<Item = Option<Margin>>) -> Option<Box<Self>> {
        let margins: Vec<Option<Margin>> = margins.into_iter().collect();
        let side = |of: fn(Margin) -> f64| -> Column {
            margins.iter().map(|margin| margin.map_or(NONE, |margin| Value::Known(of(margin)))).collect()
        };
        let any = margins.iter().any(Option::is_some);
        any.then(|| Box::new(Self { lower: side(|one| one.lower), upper: side(|one| one.upper) }))
    }

    /// That of the region at `index`, where it has one.
    pub fn get(&self, index: usize) -> Option<Margin> {
        Some(Margin { lower: self.lower.get(index).known()?, upper: self.upper.get(index).known()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_without_margins_has_none_and_one_with_some_has_those() {
        assert_eq!(Margins::of([None, None]), None);
        let margin = Margin { lower: 58.0, upper: 66.0 };
        let margins = Margins::of([None, Some(margin)]).unwrap();
        assert_eq!([margins.get(0), margins.get(1), margins.get(2)], [None, Some(margin), None]);
    }

    #[test]
    fn margins_that_touch_have_a_number_in_common() {
        let of = |lower, upper| Margin { lower, upper };
        assert!(of(1.0, 2.0).overlaps(of(2.0, 3.0)) && of(1.0, 9.0).overlaps(Margin::exact(4.0)));
        assert!(!of(1.0, 2.0).overlaps(of(2.1, 3.0)) && !Margin::exact(0.0).overlaps(of(1.0, 2.0)));
        assert!(of(1.0, 2.0).holds(2.0) && !of(1.0, 2.0).holds(2.1));
    }
}
