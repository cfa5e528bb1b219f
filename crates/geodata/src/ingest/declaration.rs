//! `package.toml`: what a package is, and how source files become its measures, declared and not coded.

use std::collections::BTreeMap;

use serde::Deserialize;

pub use super::declared_fetch::{Fetch, Given};
pub use super::declared_outlines::{Basis, Better, Boundary, Composite, Crs, Keep};
pub use super::declared_points::{PointFile, Points};
use crate::domain::{Level, Missing, Period, RegionCode, Text, Vintage};

/// The whole declaration.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// Version of the structure.
    pub format: u32,
    /// Id of the package, the name of its folder; a folder that is one package needs none.
    #[serde(default)]
    pub id: String,
    /// What the package holds.
    #[serde(default)]
    pub title: Option<Text>,
    /// Ids of packages of earlier folders that this one stands for.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// Items of other packages that this one gives anew, each as its kind and its id ("indicator koopwoningen").
    #[serde(default)]
    pub overrides: Vec<String>,
    /// Key of the terms of files that people edit by hand, where `documents` names no other.
    #[serde(default)]
    pub hand_edited: Option<String>,
    /// Terms of use, by key.
    #[serde(default)]
    pub terms: BTreeMap<String, Terms>,
    /// Files with outlines.
    #[serde(rename = "boundary", default)]
    pub boundaries: Vec<Boundary>,
    /// Vintages whose outlines are taken from other vintages.
    #[serde(rename = "composite", default)]
    pub composites: Vec<Composite>,
    /// Deliveries of figures.
    #[serde(rename = "delivery", default)]
    pub deliveries: Vec<Delivery>,
    /// Points: what stands where.
    #[serde(default)]
    pub points: Vec<Points>,
    /// Where source material comes from.
    #[serde(rename = "fetch", default)]
    pub fetches: Vec<Fetch>,
    /// Where facts were derived from, in releases from before they were files of record: read over.
    #[serde(default)]
    pub facts: Option<toml::Table>,
    /// Hand-edited files by path, with the key of their terms where it is not that of `hand_edited`.
    #[serde(default)]
    pub documents: BTreeMap<String, String>,
}

/// Whose material it is, and what a reader may do with it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Source as a reader would cite it.
    pub source: String,
    /// Year or years.
    pub year: String,
    /// Licence, or "niet vastgesteld".
    pub licence: String,
    /// Attribution line.
    pub attribution: String,
}

/// Figures of one publication.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Id, which names the files under `figures/`.
    pub id: String,
    /// Key of the terms.
    pub terms: String,
    /// Vintage of the codes.
    pub vintage: Vintage,
    /// Files.
    #[serde(default, rename = "file")]
    pub files: Vec<SourceFile>,
    /// How many codes may stay without an outline, in a delivery without source files.
    #[serde(default)]
    pub without_outline: usize,
    /// Columns, the same in every file unless restricted by period.
    #[serde(default, rename = "column")]
    pub columns: Vec<SourceColumn>,
}

/// One file of a delivery: separated text, a workbook, an answer of OData, or an archive with one of these.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Path inside the source folder.
    pub path: String,
    /// Which edition of the publication it is ("september 2023"): the files of one period are of one.
    #[serde(default)]
    pub edition: Option<String>,
    /// Delimiter, one ASCII character.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// What stands before the decimals of a number.
    #[serde(default = "point")]
    pub decimal: char,
    /// How letters are written as bytes.
    #[serde(default)]
    pub encoding: Encoding,
    /// The line with the headings, counted from 1; without it the first of the first that has the code column.
    #[serde(default)]
    pub header: Option<u64>,
    /// The sheet of a workbook, where several have the code column.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Words that the name of the one file of an archive holds.
    #[serde(default)]
    pub inside: Vec<String>,
    /// Where each row is one figure: the columns that say which, and how large. Measures are columns then.
    #[serde(default)]
    pub long: Option<Long>,
    /// Rows to take: what stands in these columns. Others are left out and counted.
    #[serde(default)]
    pub select: BTreeMap<String, String>,
    /// Where the table has a dimension with the bounds of its estimates: rows of one place and period that are the value,
    /// its lower and its upper bound.
    #[serde(default)]
    pub margins: Option<MarginColumn>,
    /// What codes lack ("BU").
    #[serde(default)]
    pub prefix: String,
    /// Exact number of rows under the header.
    #[serde(default)]
    pub rows: Option<usize>,
    /// Levels that occur.
    pub levels: Vec<Level>,
    /// Column with the code; where `place` is given, a column that the headings must have.
    pub code: String,
    /// The place of every row, in a table of one place that no column names ("NL01").
    #[serde(default)]
    pub place: Option<RegionCode>,
    /// Column that repeats the level, to be checked.
    #[serde(default)]
    pub level_column: Option<String>,
    /// Column with names.
    #[serde(default)]
    pub name: Option<NameColumn>,
    /// Rows that are places; others are left out and counted.
    #[serde(default)]
    pub keep: Option<Keep>,
    /// Columns that must hold one value in every row.
    #[serde(default)]
    pub constant: BTreeMap<String, String>,
    /// Whether the rows of one code are added up: a file with a row for each school gives the schools of a buurt.
    #[serde(default)]
    pub add_up: bool,
    /// Exact number of rows without a code, which are left out and counted.
    #[serde(default)]
    pub without_code: usize,
    /// Markers of a missing value and their reason; an empty field is always "not in this delivery".
    #[serde(default)]
    pub missing: BTreeMap<String, Missing>,
    /// Numbers that stand for a missing value; a marker of `missing` comes first.
    #[serde(default)]
    pub sentinels: Vec<Sentinel>,
    /// Period of all columns without one of their own.
    #[serde(default)]
    pub period: Option<Period>,
    /// Column that gives the period per row.
    #[serde(default)]
    pub period_column: Option<PeriodColumn>,
    /// How many codes may stay without an outline.
    #[serde(default)]
    pub without_outline: usize,
}

/// Numbers too low for any figure, and the reason that they stand for.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentinel {
    /// The highest of them.
    pub at_most: f64,
    /// The reason.
    pub reason: Missing,
}

const fn comma() -> char {
    ','
}

const fn point() -> char {
    '.'
}

/// How letters are written as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows-1252, of which ISO 8859-1 is a part.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// A table with one row per figure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Long {
    /// Column that says which measure.
    pub measure: String,
    /// Column with the figure.
    pub value: String,
    /// Columns that say something where there is no figure, the first filled one: a text, or why there is none.
    #[serde(default)]
    pub otherwise: Vec<String>,
}

/// A dimension of which the members are the estimate itself and the bounds of its 95 % interval.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarginColumn {
    /// Column.
    pub column: String,
    /// What stands there in rows of the value itself.
    pub value: String,
    /// What stands there in rows of the lower bound.
    pub lower: String,
    /// What stands there in rows of the upper bound.
    pub upper: String,
}

/// A column with names, and for which levels it names the region itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameColumn {
    /// Column.
    pub column: String,
    /// Levels.
    pub levels: Vec<Level>,
}

/// A column with periods.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodColumn {
    /// Column.
    pub column: String,
    /// Periods that may occur.
    pub periods: Vec<Period>,
    /// Whether rows of other periods (months in a table of years) are left out and counted.
    #[serde(default)]
    pub others_left_out: bool,
}

/// How one measure is read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceColumn {
    /// Id of the indicator or measure.
    pub measure: String,
    /// Column to read.
    #[serde(default)]
    pub column: Option<String>,
    /// Column with the lower bound of the 95 % interval of the estimate in `column`.
    #[serde(default)]
    pub lower: Option<String>,
    /// Column with the upper bound.
    #[serde(default)]
    pub upper: Option<String>,
    /// Column of which this one is a part: the figure is its share in percent.
    #[serde(default)]
    pub share_of: Option<String>,
    /// Column of which the filled fields are counted, where rows are added up.
    #[serde(default)]
    pub count_of: Option<String>,
    /// Columns to add.
    #[serde(default)]
    pub plus: Vec<String>,
    /// Columns to subtract.
    #[serde(default)]
    pub minus: Vec<String>,
    /// Column of which a percentage is taken off.
    #[serde(default)]
    pub total: Option<String>,
    /// Column with that percentage.
    #[serde(default)]
    pub less_percent: Option<String>,
    /// Multiplier.
    #[serde(default)]
    pub factor: Option<f64>,
    /// Words and the numbers they stand for.
    #[serde(default)]
    pub recode: BTreeMap<String, f64>,
    /// Most decimals a published figure may have; for a computed figure the decimals it is rounded to.
    pub decimals: u8,
    /// Whether a figure with more decimals (or written with an exponent) is rounded to them, not refused: the output of a
    /// model has more digits than it carries.
    #[serde(default)]
    pub rounded: bool,
    /// Levels of the rows that it is read from; empty for all of the file.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Lowest and highest value that can be right, after the multiplier.
    #[serde(default)]
    pub range: Option<[f64; 2]>,
    /// What becomes of a value outside the range, where that is no error.
    #[serde(default)]
    pub outside: Option<Outside>,
    /// Period of this column, where it is not that of the file.
    #[serde(default)]
    pub period: Option<Period>,
    /// Periods in which the column is delivered; empty for all.
    #[serde(default)]
    pub periods: Vec<Period>,
    /// Periods in which the column stands empty, or not at all, and why (`not_yet_available` in a first edition).
    #[serde(default)]
    pub absent: BTreeMap<Period, Missing>,
}

/// Values outside the range that are known and left out for a reason.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// The reason that takes the place of the value.
    pub becomes: Missing,
    /// How many there may be in one file.
    pub most: usize,
}
