//! One figure for a list of regions, kept in the narrowest form that gives every number back exactly.

use serde::{Deserialize, Serialize};

use super::little_endian::{self, Whole};
use super::value::{Missing, Value};

/// Values in the order of a list of regions.
///
/// Figures have few decimals: as whole numbers of the last decimal most of them fit in two bytes, where a number and a
/// reason take nine. A column that is being filled is wide; [`Column::narrow`] ends that.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Column(Cells);

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Cells {
    /// Numbers, and for each 0 or the code of the reason why it is missing.
    Wide(Vec<f64>, Vec<u8>),
    /// Decimals, and the numbers without their point in two bytes; the lowest stand for reasons.
    Two(u8, #[serde(with = "little_endian")] Vec<i16>),
    /// The same in four bytes.
    Four(u8, #[serde(with = "little_endian")] Vec<i32>),
}

/// Most decimals of a number that is kept without its point.
const MOST_DECIMALS: u8 = 6;
/// How many of the lowest numbers stand for reasons.
const REASONS: i64 = 256;

impl Default for Cells {
    fn default() -> Self {
        Self::Wide(Vec::new(), Vec::new())
    }
}

impl Column {
    /// A column of `len` regions that all miss their value for `reason`.
    pub fn missing(len: usize, reason: Missing) -> Self {
        Self(Cells::Wide(vec![0.0; len], vec![reason.code(); len]))
    }

    /// Adds one value at the end.
    pub fn push(&mut self, value: Value) {
        let (number, reason) = encode(value);
        if let Some((numbers, reasons)) = self.wide() {
            numbers.push(number);
            reasons.push(reason);
        }
    }

    /// Replaces the value at `index`; an index past the end is ignored.
    pub fn set(&mut self, index: usize, value: Value) {
        let cell = self.wide().and_then(|(numbers, reasons)| numbers.get_mut(index).zip(reasons.get_mut(index)));
        if let Some((number, reason)) = cell {
            (*number, *reason) = encode(value);
        }
    }

    /// The wide form, to write in; never `None`.
    fn wide(&mut self) -> Option<(&mut Vec<f64>, &mut Vec<u8>)> {
        if !matches!(self.0, Cells::Wide(..)) {
            let (numbers, reasons) = self.iter().map(encode).unzip();
            self.0 = Cells::Wide(numbers, reasons);
        }
        match &mut self.0 {
            Cells::Wide(numbers, reasons) => Some((numbers, reasons)),
            Cells::Two(..) | Cells::Four(..) => None,
        }
    }

    /// The same values in the narrowest form that holds them exactly.
    #[must_use]
    pub fn narrow(self) -> Self {
        let Cells::Wide(numbers, reasons) = &self.0 else { return self };
        let whole = (0..=MOST_DECIMALS).find_map(|decimals| Some((decimals, without_point(numbers, decimals)?)));
        let Some((decimals, whole)) = whole else { return self };
        if let Some(two) = fitted(&whole, reasons) {
            return Self(Cells::Two(decimals, two));
        }
        fitted(&whole, reasons).map_or(self, |four| Self(Cells::Four(decimals, four)))
    }

    /// The value at `index`; past the end it is "not in this delivery".
    pub fn get(&self, index: usize) -> Value {
        let value = match &self.0 {
            Cells::Wide(numbers, reasons) => numbers
                .get(index)
                .zip(reasons.get(index))
                .map(|(&number, &reason)| if reason == 0 { Value::Known(number) } else { missing(reason) }),
            Cells::Two(decimals, cells) => cells.get(index).map(|&cell| decode(cell, *decimals)),
            Cells::Four(decimals, cells) => cells.get(index).map(|&cell| decode(cell, *decimals)),
        };
        value.unwrap_or(Value::Missing(Missing::NotInDelivery))
    }

    /// How many regions the column is about.
    pub const fn len(&self) -> usize {
        match &self.0 {
            Cells::Wide(numbers, _) => numbers.len(),
            Cells::Two(_, cells) => cells.len(),
            Cells::Four(_, cells) => cells.len(),
        }
    }

    /// Whether the column is about no region.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All values in order.
    pub fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The known numbers in order.
    pub fn known(&self) -> impl Iterator<Item = f64> + '_ {
        self.iter().filter_map(Value::known)
    }
}

/// Two columns are equal when their values are, in whatever form.
impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl FromIterator<Value> for Column {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        let (numbers, reasons) = values.into_iter().map(encode).unzip();
        Self(Cells::Wide(numbers, reasons)).narrow()
    }
}

const fn encode(value: Value) -> (f64, u8) {
    match value {
        Value::Known(number) => (number, 0),
        Value::Missing(reason) => (0.0, reason.code()),
    }
}

fn missing(code: u8) -> Value {
    Value::Missing(Missing::from_code(code).unwrap_or(Missing::NotInDelivery))
}

/// Powers of ten, by the number of decimals.
const POWERS: [f64; MOST_DECIMALS as usize + 1] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

fn power(decimals: u8) -> f64 {
    POWERS.get(usize::from(decimals)).copied().unwrap_or(1.0)
}

/// The numbers times a power of ten, where dividing by it gives every one of them back.
fn without_point(numbers: &[f64], decimals: u8) -> Option<Vec<i64>> {
    let power = power(decimals);
    let whole = |&number: &f64| {
        let shifted = (number * power).round();
        // What is not finite is nowhere near, and is kept as it is. Adding zero takes the sign off a zero.
        let fits =
            shifted.abs() <= f64::from(i32::MAX) && (shifted / power + 0.0).to_bits() == (number + 0.0).to_bits();
        #[expect(clippy::cast_possible_truncation, reason = "whole, and held against the largest just before")]
        fits.then_some(shifted as i64)
    };
    numbers.iter().map(whole).collect()
}

/// The cells in a width, where all of them fit.
fn fitted<T: Whole>(whole: &[i64], reasons: &[u8]) -> Option<Vec<T>> {
    let cell = |(&number, &reason): (&i64, &u8)| {
        let free = T::LOWEST + REASONS;
        let cell = if reason == 0 { (number >= free).then_some(number)? } else { T::LOWEST + i64::from(reason) };
        T::try_from(cell).ok()
    };
    let mut cells: Vec<T> = whole.iter().zip(reasons).map(cell).collect::<Option<_>>()?;
    // A list that may end early is grown, not made to measure.
    cells.shrink_to_fit();
    Some(cells)
}

fn decode<T: Whole>(cell: T, decimals: u8) -> Value {
    let above = cell.into() - T::LOWEST;
    match u8::try_from(above) {
        Ok(reason) => missing(reason),
        #[expect(clippy::cast_precision_loss, reason = "at most 32 bits")]
        Err(_) => Value::Known((above + T::LOWEST) as f64 / power(decimals)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_a_value_and_a_reason_is_not() {
        let column: Column = [Value::Known(0.0), Value::Missing(Missing::Suppressed)].into_iter().collect();
        assert_eq!(column.get(0), Value::Known(0.0));
        assert_eq!(column.get(1), Value::Missing(Missing::Suppressed));
        assert_eq!(column.get(2), Value::Missing(Missing::NotInDelivery));
        assert_eq!(column.known().count(), 1);
    }

    /// Bytes that a column takes when it is written: a little more than it takes in memory.
    fn width(column: &Column) -> usize {
        match &column.0 {
            Cells::Wide(..) => 9,
            Cells::Two(..) => 2,
            Cells::Four(..) => 4,
        }
    }

    #[test]
    fn every_number_comes_back_to_the_bit_from_the_narrowest_form_that_holds_it() {
        let cases: [(&[f64], usize); 8] = [
            (&[0.0, 32_767.0, -32_512.0], 2),
            (&[-32_513.0], 4),
            (&[45.3, 0.1, -99.9, 100.0], 2),
            (&[0.000_001, 0.5], 4),
            (&[17_942_942.0, 1.0], 4),
            (&[1.0 / 3.0], 9),
            (&[1e15 + 0.3], 9),
            (&[f64::INFINITY, f64::NAN], 9),
        ];
        for (numbers, bytes) in cases {
            let values = numbers.iter().map(|&number| Value::Known(number));
            let reasons = (1..=9).filter_map(Missing::from_code).map(Value::Missing);
            let column: Column = values.chain(reasons.clone()).collect();
            assert_eq!(width(&column), bytes, "{numbers:?}");
            for (at, number) in numbers.iter().enumerate() {
                assert_eq!(column.get(at).known().map(f64::to_bits), Some(number.to_bits()), "{numbers:?}");
            }
            assert!(column.iter().skip(numbers.len()).eq(reasons));
        }
    }

    #[test]
    fn a_narrow_column_can_be_written_in_and_equals_a_wide_one() {
        let mut column: Column = [Value::Known(1.5), Value::Missing(Missing::Suppressed)].into_iter().collect();
        column.set(1, Value::Known(2.0 / 3.0));
        column.push(Value::Known(7.0));
        column.set(9, Value::Known(1.0));
        let expected = [1.5, 2.0 / 3.0, 7.0].map(Value::Known);
        assert!(column.iter().eq(expected));
        column.set(1, Value::Known(2.5));
        let narrow = column.clone().narrow();
        assert_eq!((width(&column), width(&narrow)), (9, 2));
        assert_eq!(column, narrow);
        assert_ne!(narrow, expected.into_iter().collect());
    }
}
