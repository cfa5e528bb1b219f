//! All files of a delivery joined to one table: one row per region, one column per measure and period.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::declaration::{Delivery, SourceFile};
use super::fault::{At, Fault, Faults};
use super::source_rows::{self, FileRows};
use crate::domain::dataset::FigureColumn;
use crate::domain::{Column, FigureTable, Margin, Margins, Missing, Period, RegionCode};

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
    /// Edition, where it is declared.
    pub edition: Option<String>,
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
    mixed_editions(delivery).map_or(Ok(()), |fault| Err(vec![fault]))?;
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

/// Files of one period that are declared to be of different editions: columns move, fill and empty between them.
fn mixed_editions(delivery: &Delivery) -> Option<Fault> {
    let mut of_periods: BTreeMap<Period, &str> = BTreeMap::new();
    let declared = |file: &SourceFile| Some((file.period?, file.edition.clone()?));
    delivery.files.iter().find_map(|file| {
        let (period, edition) = declared(file)?;
        let first = *of_periods.entry(period).or_insert(file.edition.as_deref()?);
        (first != edition).then(|| {
            let found = format!("\"{edition}\" of {period} beside \"{first}\"");
            let at = At::Item(delivery.id.clone());
            Fault::new("package.toml", at, "edition", found, "files of one edition, where they are of one period")
        })
    })
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
    let mut margins: BTreeMap<(&str, Period, RegionCode), Margin> = BTreeMap::new();
    let (mut names, mut read, mut faults) = (BTreeMap::new(), Vec::new(), Faults::default());
    for (rows, declared) in files.into_iter().zip(&delivery.files) {
        for (&(column, period, code), &margin) in &rows.margins {
            if let Some(column) = delivery.columns.get(column) {
                margins.insert((column.measure.as_str(), period, code), margin);
            }
        }
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
            edition: declared.edition.clone(),
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
    let of_column = |measure: &str, period: Period| {
        if margins.is_empty() {
            return None;
        }
        Margins::of(codes.iter().map(|&code| margins.get(&(measure, period, code)).copied()))
    };
    let columns = columns
        .into_iter()
        .map(|((measure, Reverse(period)), (values, _))| {
            let margins = of_column(measure, period);
            FigureColumn { measure: measure.to_owned(), period, values, margins }
        })
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
    fn files_of_two_editions_of_one_period_are_not_put_together() {
        let declared = |first: &str, second: &str| -> Delivery {
            let file = |lines: &str| format!("[[file]]\npath = \"x\"\ncode = \"c\"\nlevels = [\"buurt\"]\n{lines}\n");
            let files = [file(first), file(second)].concat();
            toml::from_str(&format!("id = \"kwb\"\nterms = \"x\"\nvintage = 2024\n{files}")).unwrap()
        };
        let (september, march) = ("period = \"2024\"\nedition = \"september 2024\"", "edition = \"maart 2025\"");
        let fault = mixed_editions(&declared(september, &format!("period = \"2024\"\n{march}"))).unwrap();
        assert_eq!(fault.found, "\"maart 2025\" of 2024 beside \"september 2024\"");
        for other in [september, "period = \"2024\"", &format!("period = \"2025\"\n{march}")] {
            assert_eq!(mixed_editions(&declared(september, other)), None, "{other}");
        }
    }

    #[test]
    fn damaged_letters_are_repaired_and_sound_ones_left_alone() {
        assert_eq!(repaired("SÃºdwest-FryslÃ¢n"), "Súdwest-Fryslân");
        for sound in ["Súdwest-Fryslân", "Utrecht", "’s-Gravenhage"] {
            assert_eq!(repaired(sound), sound);
        }
    }
}
