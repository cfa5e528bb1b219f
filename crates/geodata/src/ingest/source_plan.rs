//! Where in a file everything stands that its declaration names.

use std::collections::HashSet;

use super::declaration::{Delivery, MarginColumn, SourceFile};
use super::fault::{At, Fault};
use super::formula::Compiled;
use super::margins;
use super::rows::{Headings, missing_column};
use crate::domain::{Missing, Period};

/// Where everything stands in the header.
pub(super) struct Plan<'a> {
    pub(super) code: usize,
    pub(super) level: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) keep: Option<usize>,
    pub(super) period: Option<usize>,
    pub(super) margins: Option<(usize, &'a MarginColumn)>,
    pub(super) constant: Vec<(usize, &'a str, &'a str)>,
    pub(super) select: Vec<(usize, &'a str)>,
    pub(super) width: usize,
    pub(super) columns: Vec<(usize, Option<Period>, Compiled<'a>)>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(headings: &Headings, delivery: &'a Delivery, file: &'a SourceFile) -> Result<Self, Vec<Fault>> {
        let mut faults = reasons(delivery, file);
        let mut seen = HashSet::new();
        for name in headings.iter().filter(|name| !name.is_empty()) {
            if !seen.insert(name) {
                faults.push(Fault::new(
                    &file.path,
                    headings.at().clone(),
                    name,
                    "this column twice",
                    "each column once",
                ));
            }
        }
        let with_bounds = file.margins.is_some() || delivery.columns.iter().any(margins::has_bounds);
        if file.add_up && with_bounds {
            faults.push(margins::not_added_up(delivery));
        }
        let mut find = |name: &str| {
            headings.find(name).unwrap_or_else(|why| {
                faults.push(missing_column(&file.path, headings, name, &why));
                usize::MAX
            })
        };
        let code = find(&file.code);
        let level = file.level_column.as_deref().map(&mut find);
        let name = file.name.as_ref().map(|name| find(&name.column));
        let keep = file.keep.as_ref().map(|keep| find(&keep.column));
        let period = file.period_column.as_ref().map(|period| find(&period.column));
        let with_margins = file.margins.as_ref().map(|declared| (find(&declared.column), declared));
        // The rows of a long table were chosen when they were put together.
        let select: Vec<(usize, &str)> = match file.long {
            None => file.select.iter().map(|(name, wanted)| (find(name), wanted.as_str())).collect(),
            Some(_) => Vec::new(),
        };
        let constant = file.constant.iter().map(|(name, value)| (find(name), name.as_str(), value.as_str())).collect();
        let mut columns = Vec::new();
        for (index, declared) in delivery.columns.iter().enumerate() {
            let own = declared.period.or(file.period);
            if own.is_some_and(|period| !declared.periods.is_empty() && !declared.periods.contains(&period)) {
                continue;
            }
            if !declared.levels.is_empty() && !declared.levels.iter().any(|level| file.levels.contains(level)) {
                continue;
            }
            if own.is_none() && file.period_column.is_none() {
                let expected = "a period with the column, or `period` or `period_column` with the file";
                let at = At::Item(declared.measure.clone());
                faults.push(Fault::new("package.toml", at, "period", "none", expected));
            }
            match Compiled::new(declared, file, headings) {
                Ok(compiled) => columns.push((index, own, compiled)),
                Err(more) => faults.extend(more),
            }
        }
        if faults.is_empty() {
            Ok(Self {
                code,
                level,
                name,
                keep,
                period,
                margins: with_margins,
                constant,
                select,
                width: headings.len(),
                columns,
            })
        } else {
            Err(faults)
        }
    }

    /// The columns of the file that nothing is read from.
    pub(super) fn unused(&self, headings: &Headings) -> Vec<String> {
        let mut used: HashSet<usize> = self.columns.iter().flat_map(|(.., compiled)| compiled.places()).collect();
        let margins = self.margins.map(|(at, _)| at);
        used.extend([Some(self.code), self.level, self.name, self.keep, self.period, margins].into_iter().flatten());
        used.extend(self.constant.iter().map(|(at, ..)| *at));
        used.extend(self.select.iter().map(|(at, _)| *at));
        let unused = |(at, name): &(usize, &str)| !used.contains(at) && !name.is_empty();
        headings.iter().enumerate().filter(unused).map(|(_, name)| name.to_owned()).collect()
    }
}

/// Reasons that only follow from putting figures together: no source states them.
fn reasons(delivery: &Delivery, file: &SourceFile) -> Vec<Fault> {
    let of_file = file.missing.values().chain(file.sentinels.iter().map(|sentinel| &sentinel.reason));
    let stated = of_file.map(|reason| ("missing", reason));
    let absent = delivery.columns.iter().flat_map(|column| column.absent.values()).map(|reason| ("absent", reason));
    let wrong = stated.chain(absent).filter(|(_, reason)| !reason.can_be_stated());
    let known = Missing::ALL.iter().filter(|reason| reason.can_be_stated()).map(|reason| reason.as_str());
    let expected = format!("one of: {}", known.collect::<Vec<_>>().join(", "));
    let at = At::Item(delivery.id.clone());
    let fault = |(field, reason): (&str, &Missing)| {
        Fault::new("package.toml", at.clone(), field, format!("\"{}\"", reason.as_str()), expected.clone())
    };
    wrong.map(fault).collect()
}
