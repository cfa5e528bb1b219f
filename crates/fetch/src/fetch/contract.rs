//! The record of what a publisher gave, and what is different from one record to the next.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::client::Head;
use crate::ingest::{Surveyed, stem};

/// An answer that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What was asked.
    pub address: String,
    /// What the host said of it.
    pub head: Head,
    /// SHA-256 of what came.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// Rows in it.
    pub rows: u64,
    /// SHA-256 of those rows, without what the page says around them; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rows_sha256: String,
}

/// A column of what came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its unit, where the publisher tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Rows in which it holds something.
    pub filled: u64,
}

/// What a table says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When its publisher changed it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// Which years it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Year of the division of its codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<String>,
    /// How many figures it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<u64>,
    /// Unit of each of its columns, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub units: BTreeMap<String, String>,
}

/// The record of one fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// The first address that was asked.
    pub address: String,
    /// When it was whole, by our clock.
    pub fetched: Timestamp,
    /// What the table says of itself.
    pub about: About,
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// SHA-256 over the names and units of the columns.
    pub columns_sha256: String,
    /// Rows.
    pub rows: u64,
    /// Bytes of the file that it was put together to.
    pub bytes: u64,
    /// SHA-256 of that file.
    pub sha256: String,
    /// The answers about the table.
    pub described: Vec<Kept>,
    /// The answers that it was put together from.
    pub answers: Vec<Kept>,
}

/// Columns with the units that the table gives them.
pub fn columns(surveyed: &Surveyed, about: &About) -> Vec<Column> {
    let column = |(name, filled): &(String, u64)| Column {
        name: name.clone(),
        unit: about.units.get(name).cloned(),
        filled: *filled,
    };
    surveyed.columns.iter().map(column).collect()
}

/// What is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Columns that stand under another number.
    Moved(Vec<(String, String)>),
    /// Columns that are new.
    New(Vec<String>),
    /// Columns that are gone.
    Gone(Vec<String>),
    /// A column in another unit.
    Unit {
        /// The column.
        column: String,
        /// Unit before and now.
        units: (String, String),
    },
    /// Columns that were empty.
    Filled(Vec<String>),
    /// Columns that are empty now.
    Emptied(Vec<String>),
    /// Another division.
    Division(String, String),
    /// Other years.
    Period(String, String),
    /// Fewer rows.
    Fewer(u64, u64),
    /// More rows.
    More(u64, u64),
}

impl Difference {
    /// Whether somebody must look before it is taken over.
    pub const fn is_serious(&self) -> bool {
        matches!(self, Self::Gone(_) | Self::Unit { .. } | Self::Emptied(_) | Self::Division(..) | Self::Fewer(..))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[String]| {
            let first: Vec<&str> = names.iter().take(12).map(String::as_str).collect();
            let more = if names.len() > first.len() { ", …" } else { "" };
            format!("{}{more}", first.join(", "))
        };
        let count = |number: usize| if number == 1 { "one column".to_owned() } else { format!("{number} columns") };
        match self {
            Self::Moved(moved) => {
                let moved: Vec<String> = moved.iter().map(|(from, to)| format!("{from} is {to} now")).collect();
                write!(f, "{} moved: {}", count(moved.len()), list(&moved))
            }
            Self::New(names) => write!(f, "{} new: {}", count(names.len()), list(names)),
            Self::Gone(names) => write!(f, "{} gone: {}", count(names.len()), list(names)),
            Self::Unit { column, units: (from, to) } => write!(f, "unit changed: {column} is in {to}, was in {from}"),
            Self::Filled(names) => write!(f, "{} filled that were empty: {}", count(names.len()), list(names)),
            Self::Emptied(names) => write!(f, "{} empty that were filled: {}", count(names.len()), list(names)),
            Self::Division(from, to) => write!(f, "division changed: codes of {to}, were of {from}"),
            Self::Period(from, to) => write!(f, "period changed: {to}, was {from}"),
            Self::Fewer(from, to) => write!(f, "rows fewer than last time: {to}, were {from}"),
            Self::More(from, to) => write!(f, "rows more than last time: {to}, were {from}"),
        }
    }
}

/// What is different in `after`. Columns are the same by their name without the number that StatLine puts behind it, where
/// that is the name of one column only.
pub fn differences(before: &Contract, after: &Contract) -> Vec<Difference> {
    let (old, new) = (by_stem(&before.columns), by_stem(&after.columns));
    let both: Vec<(&Column, &Column)> = old.iter().filter_map(|(stem, old)| Some((*old, *new.get(stem)?))).collect();
    let only = |these: &BTreeMap<&str, &Column>, others: &BTreeMap<&str, &Column>| -> Vec<String> {
        these.iter().filter(|(stem, _)| !others.contains_key(*stem)).map(|(_, column)| column.name.clone()).collect()
    };
    let named = |pick: &dyn Fn(&Column, &Column) -> bool| -> Vec<String> {
        both.iter().filter(|(old, new)| pick(old, new)).map(|(_, new)| new.name.clone()).collect()
    };
    let mut found = Vec::new();
    let mut push = |list: Vec<String>, of: fn(Vec<String>) -> Difference| {
        if !list.is_empty() {
            found.push(of(list));
        }
    };
    push(only(&old, &new), Difference::Gone);
    push(named(&|old, new| old.filled > 0 && new.filled == 0), Difference::Emptied);
    push(only(&new, &old), Difference::New);
    push(named(&|old, new| old.filled == 0 && new.filled > 0), Difference::Filled);
    let moved: Vec<(String, String)> = both
        .iter()
        .filter(|(old, new)| old.name != new.name)
        .map(|(old, new)| (old.name.clone(), new.name.clone()))
        .collect();
    if !moved.is_empty() {
        found.push(Difference::Moved(moved));
    }
    for (old, new) in &both {
        if let (Some(from), Some(to)) = (&old.unit, &new.unit)
            && from != to
        {
            found.push(Difference::Unit { column: new.name.clone(), units: (from.clone(), to.clone()) });
        }
    }
    let mut said = |from: &Option<String>, to: &Option<String>, of: fn(String, String) -> Difference| {
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            found.push(of(from.clone(), to.clone()));
        }
    };
    said(&before.about.division, &after.about.division, Difference::Division);
    said(&before.about.period, &after.about.period, Difference::Period);
    match (before.rows, after.rows) {
        (from, to) if to < from => found.push(Difference::Fewer(from, to)),
        (from, to) if to > from => found.push(Difference::More(from, to)),
        _ => {}
    }
    found
}

/// Columns by name without number, where that names one column; else by the whole name.
fn by_stem(columns: &[Column]) -> BTreeMap<&str, &Column> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for column in columns {
        *times.entry(stem(&column.name)).or_default() += 1;
    }
    let key = |name| if times.get(stem(name)) == Some(&1) { stem(name) } else { name };
    columns.iter().map(|column| (key(column.name.as_str()), column)).collect()
}
