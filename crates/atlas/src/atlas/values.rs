//! Columns of figures that rules draw on, found by name or by where they are kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{Column, Level, Missing, Period, Value, Vintage};

use super::figures::IndicatorFigures;
use super::plan::ColumnRef;
use super::shared::Shared;

/// Identity of a column of parts or weights.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ColumnKey {
    /// Measure or indicator.
    pub measure: String,
    /// Period.
    pub period: Period,
    /// Vintage whose regions order the values.
    pub vintage: Vintage,
    /// Level.
    pub level: Level,
}

/// Columns of parts and weights.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Columns {
    /// Parts and weights, those carried to other vintages included.
    pub parts: Vec<(ColumnKey, Shared<Column>)>,
}

impl Columns {
    /// The column behind a reference.
    pub fn get<'a>(&'a self, figures: &'a [Shared<IndicatorFigures>], at: ColumnRef) -> Option<&'a Column> {
        match at {
            ColumnRef::Part(index) => self.parts.get(index as usize).map(|(_, column)| &**column),
            ColumnRef::Figures(indicator, period, level) => figures
                .get(usize::from(indicator))
                .and_then(|indicator| indicator.periods.get(usize::from(period)))
                .and_then(|period| period.level(level))
                .map(|level| &level.values),
        }
    }

    /// The value of the region at `index`.
    pub fn value(&self, figures: &[Shared<IndicatorFigures>], at: ColumnRef, index: u32) -> Option<Value> {
        self.get(figures, at).map(|column| column.get(index as usize))
    }
}

/// A count of what a delivery lists: none where it lists nothing.
pub(super) fn nil_without_row(values: &Column) -> Column {
    let counted = |value| if value == Value::Missing(Missing::NotInDelivery) { Value::Known(0.0) } else { value };
    values.iter().map(counted).collect::<Column>().narrow()
}

/// Finds columns by name while the plans are made.
#[derive(Default)]
pub(super) struct ColumnIndex {
    by_key: BTreeMap<ColumnKey, ColumnRef>,
}

impl ColumnIndex {
    /// Where the column of a name is kept.
    pub(super) fn find(&self, measure: &str, period: Period, vintage: Vintage, level: Level) -> Option<ColumnRef> {
        self.by_key.get(&ColumnKey { measure: measure.to_owned(), period, vintage, level }).copied()
    }

    /// The same of the period nearest in time that has a column there.
    pub(super) fn nearest(&self, measure: &str, period: Period, vintage: Vintage, level: Level) -> Option<ColumnRef> {
        let here = |key: &&ColumnKey| key.measure == measure && key.vintage == vintage && key.level == level;
        let found = period.nearest(self.by_key.keys().filter(here).map(|key| key.period))?;
        self.find(measure, found, vintage, level)
    }

    pub(super) fn add(&mut self, key: ColumnKey, at: ColumnRef) {
        self.by_key.insert(key, at);
    }
}
