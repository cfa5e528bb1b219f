//! Long tables, one row per figure, put together to one row per place and period.

use std::collections::HashMap;

use csv::StringRecord;

use super::super::declaration::SourceFile;
use super::super::fault::{At, Fault, Faults};
use super::heading::{Headings, missing_column};
use super::row::{Opened, Rows, Unreadable};

/// Rows by place and period with a column per measure.
pub fn put_together<'b>(opened: Opened<'_>, file: &SourceFile) -> Result<Opened<'b>, Vec<Fault>> {
    let Some(long) = &file.long else { return Err(Vec::new()) };
    let Opened { headings, mut rows, cut } = opened;
    let mut faults = Faults::default();
    let mut find = |name: &str| {
        headings.find(name).unwrap_or_else(|why| {
            faults.push(missing_column(&file.path, &headings, name, &why));
            usize::MAX
        })
    };
    let period = file.period_column.as_ref().map(|period| period.column.as_str());
    let margins = file.margins.as_ref().map(|margins| margins.column.as_str());
    let names: Vec<&str> = std::iter::once(file.code.as_str()).chain(period).chain(margins).collect();
    let keys: Vec<usize> = names.iter().map(|name| find(name)).collect();
    let (measure, value) = (find(&long.measure), find(&long.value));
    let otherwise: Vec<usize> = long.otherwise.iter().map(|name| find(name)).collect();
    let select: Vec<(usize, &str)> = file.select.iter().map(|(name, wanted)| (find(name), wanted.as_str())).collect();
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let mut table = Table::default();
    let (mut count, mut left_out) = (0, 0);
    let mut row = StringRecord::new();
    loop {
        let at = match rows.next_row(&mut row) {
            Ok(None) => break,
            Ok(Some(at)) => at,
            Err(error) if error.last => return Err(vec![error.fault(file)]),
            Err(error) => {
                faults.push(error.fault(file));
                continue;
            }
        };
        count += 1;
        let text = |column: usize| row.get(column).unwrap_or_default().trim();
        if select.iter().any(|&(at, wanted)| text(at) != wanted) {
            left_out += 1;
            continue;
        }
        // Where one place is meant, the column that the headings are known by says nothing of it.
        let of_key = |(number, &at): (usize, &usize)| if number == 0 && file.place.is_some() { "" } else { text(at) };
        let key: Vec<Box<str>> = keys.iter().enumerate().map(of_key).map(Into::into).collect();
        let figure = std::iter::once(&value).chain(&otherwise).map(|&at| text(at)).find(|text| !text.is_empty());
        if !table.put(key, text(measure), figure.unwrap_or_default()) {
            let found =
                format!("{} of {} again", text(measure), keys.iter().map(|&at| text(at)).collect::<Vec<_>>().join(" "));
            let expected = "each figure once (`select` says which rows of the other dimensions are wanted)";
            faults.push(Fault::new(&file.path, at.clone(), &long.measure, found, expected));
        }
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let at = headings.at().clone();
    let headings = Headings::new(names.into_iter().chain(table.measures.iter().map(AsRef::as_ref)), at);
    Ok(Opened { headings, rows: Box::new(Wide { table, at: 0, count, left_out }), cut })
}

/// Figures by key and measure, as text.
#[derive(Default)]
struct Table {
    keys: Vec<Vec<Box<str>>>,
    by_key: HashMap<Vec<Box<str>>, usize>,
    measures: Vec<Box<str>>,
    by_measure: HashMap<Box<str>, usize>,
    figures: Vec<Vec<Option<Box<str>>>>,
}

impl Table {
    /// Puts in a figure; returns whether it is the first of its key and measure.
    fn put(&mut self, key: Vec<Box<str>>, measure: &str, value: &str) -> bool {
        let row = self.by_key.get(&key).copied().unwrap_or_else(|| {
            self.by_key.insert(key.clone(), self.keys.len());
            self.keys.push(key);
            self.figures.push(Vec::new());
            self.keys.len() - 1
        });
        let column = self.by_measure.get(measure).copied().unwrap_or_else(|| {
            self.by_measure.insert(measure.into(), self.measures.len());
            self.measures.push(measure.into());
            self.measures.len() - 1
        });
        let Some(figures) = self.figures.get_mut(row) else { return false };
        if figures.len() <= column {
            figures.resize(column + 1, None);
        }
        match figures.get_mut(column) {
            Some(place @ None) => {
                *place = Some(value.into());
                true
            }
            _ => false,
        }
    }
}

struct Wide {
    table: Table,
    at: usize,
    count: usize,
    left_out: usize,
}

impl Rows for Wide {
    fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<At>, Unreadable> {
        let (Some(key), Some(figures)) = (self.table.keys.get(self.at), self.table.figures.get(self.at)) else {
            return Ok(None);
        };
        self.at += 1;
        row.clear();
        for part in key {
            row.push_field(part);
        }
        for column in 0..self.table.measures.len() {
            row.push_field(figures.get(column).and_then(Option::as_deref).unwrap_or_default());
        }
        // Its figures stand on many lines: with the name of the measure, place and period say which of them is meant.
        let place = key.iter().filter(|part| !part.is_empty()).map(AsRef::as_ref).collect::<Vec<&str>>().join(" of ");
        Ok(Some(if place.is_empty() { At::Whole } else { At::Item(place) }))
    }

    fn put_together(&self) -> Option<(usize, usize)> {
        Some((self.count, self.left_out))
    }
}
