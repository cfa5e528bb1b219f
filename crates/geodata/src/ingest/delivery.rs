//! All files of a delivery joined to one table: one row per region, one column per measure and period.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::declaration::Delivery;
use super::fault::{At, Fault, Faults};
use super::source_rows::{self, FileRows};
use crate::domain::dataset::FigureColumn;
use crate::domain::{Column, FigureTable, Missing, Period, RegionCode};

/// A delivery as it was read.
#[derive(Debug)]
pub struct ReadDelivery {
    /// The figures.
    pub table: FigureTable,
    /// Names that the files give to regions.
    pub names: BTreeMap<RegionCode, String>,
    /// Per file: what the report says of it.
    pub files: Vec<ReadFile>,
}

/// What the report needs to know of a file.
#[derive(Debug)]
pub struct ReadFile {
    /// Path inside the source folder.
    pub path: String,
    /// Names of which letters were damaged, and are set right.
    pub repaired: usize,
    /// Rows left out by declaration.
    pub left_out: usize,
    /// Values outside their range that were left out as declared, by measure.
    pub outside: BTreeMap<String, usize>,
    /// Columns nothing is read from.
    pub unused: Vec<String>,
    /// Rows of no place in particular.
    pub nowhere: usize,
    /// Periods that the publisher marks as provisional.
    pub provisional: BTreeSet<Period>,
}

/// Reads all files of `delivery` below `folder`.
///
/// # Errors
/// All faults of all its files.
pub fn read_delivery(folder: &Path, delivery: &Delivery) -> Result<ReadDelivery, Vec<Fault>> {
    let read: Vec<Result<FileRows, Vec<Fault>>> = delivery
        .files
        .par_iter()
        .map(|file| source_rows::read_file(&folder.join(&file.path), delivery, file))
        .collect();
    let mut faults = Vec::new();
    let mut files = Vec::new();
    for result in read {
        match result {
            Ok(rows) => files.push(rows),
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() { join(delivery, files) } else { Err(faults) }
}

/// Measure and period, newest first.
type ColumnKey<'a> = (&'a str, Reverse<Period>);

/// Joins what the files hold.
///
/// # Errors
/// A figure that two files give.
pub fn join(delivery: &Delivery, files: Vec<FileRows>) -> Result<ReadDelivery, Vec<Fault>> {
    let codes: BTreeSet<RegionCode> = files.iter().flat_map(|rows| rows.codes.iter().copied()).collect();
    let codes: Vec<RegionCode> = codes.into_iter().collect();
    // Ordered by measure, then from the newest period.
    let mut columns: BTreeMap<ColumnKey<'_>, (Column, Vec<bool>)> = BTreeMap::new();
    let (mut names, mut read, mut faults) = (BTreeMap::new(), Vec::new(), Faults::default());
    for (rows, declared) in files.into_iter().zip(&delivery.files) {
        for cell in rows.cells {
            let (Ok(row), Some(column)) = (codes.binary_search(&cell.code), delivery.columns.get(cell.column)) else {
                continue;
            };
            let (column, filled) = columns
                .entry((column.measure.as_str(), Reverse(cell.period)))
                .or_insert_with(|| (Column::missing(codes.len(), Missing::NotInDelivery), vec![false; codes.len()]));
            match filled.get_mut(row) {
                Some(seen) if !*seen => *seen = true,
                _ => {
                    let found = format!("{} of {} a second time", cell.code, cell.period);
                    let at = At::Item(cell.code.to_string());
                    faults.push(Fault::new(&declared.path, at, &declared.code, found, "each figure in one file only"));
                }
            }
            column.set(row, cell.value);
        }
        let sound: Vec<(RegionCode, String)> = rows.names.iter().map(|(code, name)| (*code, repaired(name))).collect();
        let damaged = sound.iter().zip(&rows.names).filter(|((_, sound), (_, name))| sound != *name).count();
        names.extend(sound);
        read.push(ReadFile {
            path: declared.path.clone(),
            repaired: damaged,
            left_out: rows.left_out,
            outside: rows.outside,
            unused: rows.unused,
            nowhere: rows.nowhere,
            provisional: rows.provisional,
        });
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let columns = columns
        .into_iter()
        .map(|((measure, period), (values, _))| FigureColumn { measure: measure.to_owned(), period: period.0, values })
        .collect();
    let table = FigureTable { delivery: delivery.id.clone(), vintage: delivery.vintage, codes, columns };
    Ok(ReadDelivery { table, names, files: read })
}

/// A name whose letters with accents a delivery read as two letters each (`SÃºdwest`), as it was meant.
fn repaired(name: &str) -> String {
    let bytes: Option<Vec<u8>> = name.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_letters_are_repaired_and_sound_ones_left_alone() {
        assert_eq!(repaired("SÃºdwest-FryslÃ¢n"), "Súdwest-Fryslân");
        for sound in ["Súdwest-Fryslân", "Utrecht", "’s-Gravenhage"] {
            assert_eq!(repaired(sound), sound);
        }
    }
}
