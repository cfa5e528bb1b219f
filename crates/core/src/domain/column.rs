//! One figure for a list of regions, kept compact: numbers in one list, reasons in another.

use serde::{Deserialize, Serialize};

use super::value::{Missing, Value};

/// Values in the order of a list of regions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Column {
    numbers: Vec<f64>,
    /// 0 for a known number, else the code of the reason.
    reasons: Vec<u8>,
}

impl Column {
    /// A column of `len` regions that all miss their value for `reason`.
    pub fn missing(len: usize, reason: Missing) -> Self {
        Self { numbers: vec![0.0; len], reasons: vec![reason.code(); len] }
    }

    /// Adds one value at the end.
    pub fn push(&mut self, value: Value) {
        let (number, reason) = encode(value);
        self.numbers.push(number);
        self.reasons.push(reason);
    }

    /// Replaces the value at `index`; an index past the end is ignored.
    pub fn set(&mut self, index: usize, value: Value) {
        if let (Some(number), Some(reason)) = (self.numbers.get_mut(index), self.reasons.get_mut(index)) {
            (*number, *reason) = encode(value);
        }
    }

    /// The value at `index`; past the end it is "not in this delivery".
    pub fn get(&self, index: usize) -> Value {
        match (self.numbers.get(index), self.reasons.get(index)) {
            (Some(&number), Some(0)) => Value::Known(number),
            (Some(_), Some(&code)) => Value::Missing(Missing::from_code(code).unwrap_or(Missing::NotInDelivery)),
            _ => Value::Missing(Missing::NotInDelivery),
        }
    }

    /// How many regions the column is about.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether the column is about no region.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
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

impl FromIterator<Value> for Column {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        let mut column = Self::default();
        for value in values {
            column.push(value);
        }
        column
    }
}

const fn encode(value: Value) -> (f64, u8) {
    match value {
        Value::Known(number) => (number, 0),
        Value::Missing(reason) => (0.0, reason.code()),
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
}
