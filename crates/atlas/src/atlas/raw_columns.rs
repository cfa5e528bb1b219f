//! What deliveries bring, put in the order of the regions of their division.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Column, FigureTable, Level, Margin, Margins, Missing, Period, Vintage};

use super::Vintages;
use super::derive;
use super::values::ColumnKey;

/// The columns of all deliveries, ordered as the regions of their vintage.
pub(super) struct RawColumns {
    pub(super) columns: BTreeMap<ColumnKey, Column>,
    /// The margins of those that have any.
    pub(super) margins: BTreeMap<ColumnKey, Box<Margins>>,
    /// What is published of the Netherlands.
    pub(super) country: derive::Country,
}

impl RawColumns {
    pub(super) fn new(tables: &[FigureTable], vintages: &Vintages) -> Self {
        let (mut columns, mut margins) = (BTreeMap::new(), BTreeMap::new());
        let mut country = BTreeMap::new();
        for table in tables {
            let Some(vintage) = vintages.iter().find(|vintage| vintage.vintage == table.vintage) else { continue };
            let rows: Vec<(usize, Level, usize)> = table
                .codes
                .iter()
                .enumerate()
                .filter_map(|(row, code)| Some((row, code.level(), vintage.level(code.level())?.index(*code)?)))
                .collect();
            let levels: BTreeSet<Level> = rows.iter().map(|&(_, level, _)| level).collect();
            let land = table.codes.iter().position(|code| code.level() == Level::Land);
            for column in &table.columns {
                if let Some(row) = land {
                    let margin = column.margins.as_ref().and_then(|margins| margins.get(row));
                    country.insert((column.measure.clone(), column.period), (column.values.get(row), margin));
                }
                for &level in &levels {
                    let len = vintage.level(level).map_or(0, |regions| regions.codes.len());
                    let key = ColumnKey {
                        measure: column.measure.clone(),
                        period: column.period,
                        vintage: table.vintage,
                        level,
                    };
                    let mut target =
                        columns.remove(&key).unwrap_or_else(|| Column::missing(len, Missing::NotInDelivery));
                    for &(row, _, position) in rows.iter().filter(|(_, at, _)| *at == level) {
                        target.set(position, column.values.get(row));
                    }
                    if let Some(given) = &column.margins {
                        // Two deliveries of one column have rows of other regions.
                        let former: Option<Box<Margins>> = margins.remove(&key);
                        let mut ordered: Vec<Option<Margin>> =
                            (0..len).map(|at| former.as_ref().and_then(|former| former.get(at))).collect();
                        for &(row, _, position) in rows.iter().filter(|(_, at, _)| *at == level) {
                            if let Some(place) = ordered.get_mut(position) {
                                *place = given.get(row);
                            }
                        }
                        margins.extend(Margins::of(ordered).map(|ordered| (key.clone(), ordered)));
                    }
                    columns.insert(key, target.narrow());
                }
            }
        }
        Self { columns, margins, country }
    }

    /// The column of a measure at a level of a division.
    pub(super) fn column(&self, measure: &str, period: Period, vintage: Vintage, level: Level) -> Option<&Column> {
        self.columns.get(&ColumnKey { measure: measure.to_owned(), period, vintage, level })
    }
}
