//! One file of a delivery, read as its declaration says.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use csv::StringRecord;

use super::declaration::{Delivery, SourceFile};
use super::fault::{At, Fault, Faults};
use super::formula::Notes;
use super::margins::{self, Bounds, Side};
use super::number;
use super::rows::{self, Opened};
use super::source_plan::Plan;
use crate::domain::{Level, Margin, Missing, Period, RegionCode, Value};

/// What a file holds.
#[derive(Debug, Default)]
pub struct FileRows {
    /// Values, one per row and column that applies.
    pub cells: Vec<Cell>,
    /// Codes in the order of their first row.
    pub codes: Vec<RegionCode>,
    /// Names of regions.
    pub names: BTreeMap<RegionCode, String>,
    /// Rows left out by `keep`.
    pub left_out: usize,
    /// Values outside their range that were left out as declared, by measure.
    pub outside: BTreeMap<String, usize>,
    /// Columns of the file that nothing is read from.
    pub unused: Vec<String>,
    /// Rows of no place in particular ("buurt onbekend"), which join to nothing.
    pub nowhere: usize,
    /// Periods that the publisher marks as provisional.
    pub provisional: BTreeSet<Period>,
    /// The margins that it gives with its figures.
    pub margins: BTreeMap<margins::Key, Margin>,
}

/// What is expected where a comma stands before decimals, with the line that mends it.
const COMMA: &str = "a point before decimals; `decimal = \",\"` in its [[delivery.file]] reads the comma";

/// Codes under which a publisher counts what has no place.
const NOWHERE: [&str; 3] = ["GM0000", "WK000000", "BU00000000"];

/// One value of a file.
#[derive(Debug)]
pub struct Cell {
    /// Region.
    pub code: RegionCode,
    /// Index in the declared columns of the delivery.
    pub column: usize,
    /// Period.
    pub period: Period,
    /// Value.
    pub value: Value,
}

/// Reads the file at `path` as `file` of `delivery`.
///
/// # Errors
/// All faults of the file together.
pub fn read_file(path: &Path, delivery: &Delivery, file: &SourceFile) -> Result<FileRows, Vec<Fault>> {
    let bytes = std::fs::read(path).map_err(|error| vec![Fault::whole(&file.path, error.to_string(), "a file")])?;
    read_bytes(&bytes, delivery, file)
}

/// Reads the content of a file; see [`read_file`].
///
/// # Errors
/// All faults of the file together.
pub fn read_bytes(bytes: &[u8], delivery: &Delivery, file: &SourceFile) -> Result<FileRows, Vec<Fault>> {
    let Opened { headings, mut rows, cut } = rows::open(bytes, file)?;
    let plan = Plan::new(&headings, delivery, file)?;
    let mut state = State::new(&plan, file);
    state.rows.unused = plan.unused(&headings);
    let mut count = 0;
    let mut record = StringRecord::new();
    loop {
        match rows.next_row(&mut record) {
            Ok(None) => break,
            Ok(Some(at)) => state.take(&at, &record),
            // What follows, and how many rows there are, cannot be told.
            Err(error) if error.last => return Err(vec![error.fault(file)]),
            Err(error) => state.faults.push(error.fault(file)),
        }
        count += 1;
    }
    if let Some((all, left_out)) = rows.put_together() {
        count = all;
        state.rows.left_out += left_out;
    }
    if let Some(expected) = file.rows
        && expected != count
    {
        let expected = format!("{expected} rows as declared (a truncated file has fewer)");
        state.faults.push(Fault::whole(&file.path, format!("{count} rows"), expected));
    }
    if let Some(at) = cut {
        let found = "an end without a line break".to_owned();
        state.fault(&at, "", found, "a complete last line (is the file truncated?)");
    }
    state.finish(delivery)
}

struct State<'a> {
    plan: &'a Plan<'a>,
    file: &'a SourceFile,
    rows: FileRows,
    seen: HashSet<(RegionCode, Option<Period>, Side)>,
    bounds: Bounds,
    without_code: usize,
    /// Columns with numbers that have a decimal comma where a point is declared.
    commas: BTreeSet<String>,
    faults: Faults,
}

impl<'a> State<'a> {
    fn new(plan: &'a Plan<'a>, file: &'a SourceFile) -> Self {
        State {
            plan,
            file,
            rows: FileRows::default(),
            seen: HashSet::new(),
            bounds: Bounds::default(),
            without_code: 0,
            commas: BTreeSet::new(),
            faults: Faults::default(),
        }
    }

    /// What the file holds, or all that is wrong with it.
    fn finish(mut self, delivery: &Delivery) -> Result<FileRows, Vec<Fault>> {
        self.absent(delivery);
        self.add_up(delivery);
        self.margins(delivery);
        if self.faults.is_empty() && self.rows.codes.is_empty() {
            let FileRows { left_out, nowhere, .. } = self.rows;
            let found = format!("no row of a place ({left_out} left out as declared, {nowhere} of no place)");
            self.faults.push(Fault::whole(
                &self.file.path,
                found,
                "rows that `select`, `keep` and `periods` let through",
            ));
        }
        if self.faults.is_empty() {
            return Ok(self.rows);
        }
        let columns = self.commas.len();
        let mut faults: Vec<Fault> = self.faults.into();
        for fault in faults.iter_mut().filter(|fault| columns > 1 && &*fault.expected == COMMA) {
            fault.expected = format!("{COMMA} (there are such numbers in {columns} columns)").into();
        }
        Err(faults)
    }

    fn fault(&mut self, at: &At, field: &str, found: String, expected: &str) {
        self.faults.push(Fault::new(&self.file.path, at.clone(), field, found, expected));
    }

    /// What is declared absent must be, and gets its reason.
    fn absent(&mut self, delivery: &Delivery) {
        for (index, column) in delivery.columns.iter().enumerate() {
            for (&period, &reason) in &column.absent {
                let own = |cell: &&mut Cell| cell.column == index && cell.period == period;
                let empty = |value: Value| value == Value::Missing(Missing::NotInDelivery);
                let filled = self.rows.cells.iter_mut().filter(own).filter(|cell| !empty(cell.value)).count();
                if filled > 0 {
                    let found = format!("{filled} fields with content in {period}");
                    let expected = "an empty column, as `absent` declares; take the period out of it";
                    self.faults.push(Fault::new(&self.file.path, At::Whole, &column.measure, found, expected));
                }
                self.rows.cells.iter_mut().filter(own).for_each(|cell| cell.value = Value::Missing(reason));
            }
        }
    }

    /// The rows of one code become one: what is known is added up, to the decimals of its column, and what no row gives
    /// stays missing.
    fn add_up(&mut self, delivery: &Delivery) {
        let declared = self.file.without_code;
        if self.without_code != declared {
            let found = format!("{} rows without a code", self.without_code);
            self.faults.push(Fault::whole(&self.file.path, found, format!("{declared} as declared")));
        }
        self.rows.left_out += self.without_code;
        if !self.file.add_up {
            return;
        }
        let mut sums: BTreeMap<(RegionCode, usize, Period), Value> = BTreeMap::new();
        for Cell { code, column, period, value } in self.rows.cells.drain(..) {
            let sum = sums.entry((code, column, period)).or_insert(Value::Missing(Missing::NotInDelivery));
            *sum = match (*sum, value) {
                (Value::Known(sum), Value::Known(value)) => Value::Known(sum + value),
                (Value::Known(sum), Value::Missing(_)) => Value::Known(sum),
                (Value::Missing(_), value) => value,
            };
        }
        let decimals = |column: usize| delivery.columns.get(column).map_or(0, |declared| declared.decimals);
        let cells = sums.into_iter().map(|((code, column, period), value)| {
            let value = value.map(|sum| number::round_to(sum, decimals(column)));
            Cell { code, column, period, value }
        });
        self.rows.cells = cells.collect();
        self.rows.codes.sort_unstable();
        self.rows.codes.dedup();
    }

    /// Holds the bounds against the figures that they are of.
    fn margins(&mut self, delivery: &Delivery) {
        let mut bounds = std::mem::take(&mut self.bounds);
        if bounds.is_empty() {
            return;
        }
        for cell in &self.rows.cells {
            bounds.of_value(&(cell.column, cell.period, cell.code), cell.value);
        }
        self.rows.margins = bounds.margins(&self.file.path, delivery, &mut self.faults);
    }

    /// What a row holds: the values, or one of their bounds.
    fn side(&mut self, at: &At, record: &StringRecord) -> Option<Side> {
        let Some((index, declared)) = self.plan.margins else { return Some(Side::Value) };
        let text = record.get(index).unwrap_or_default().trim();
        let side = Side::of(declared, text);
        if side.is_none() {
            let expected = format!("one of: {}, {}, {}", declared.value, declared.lower, declared.upper);
            self.fault(at, &declared.column, format!("\"{text}\""), &expected);
        }
        side
    }

    fn take(&mut self, at: &At, record: &StringRecord) {
        let (plan, file) = (self.plan, self.file);
        if record.len() != plan.width {
            let expected = format!(
                "{} fields as in the header (a comma as decimal mark gives more, a truncated file fewer)",
                plan.width
            );
            return self.fault(at, "", format!("{} fields", record.len()), &expected);
        }
        let text = |index: usize| record.get(index).unwrap_or_default().trim();
        if let (Some(index), Some(keep)) = (plan.keep, &file.keep)
            && text(index) != keep.value
        {
            self.rows.left_out += 1;
            return;
        }
        if plan.select.iter().any(|&(index, wanted)| text(index) != wanted) {
            self.rows.left_out += 1;
            return;
        }
        for &(index, name, value) in &plan.constant {
            if text(index) != value {
                self.fault(at, name, format!("\"{}\"", text(index)), &format!("\"{value}\" in every row"));
            }
        }
        if file.without_code > 0 && text(plan.code).is_empty() {
            self.without_code += 1;
            return;
        }
        if NOWHERE.contains(&&*self.coded(text(plan.code))) {
            self.rows.nowhere += 1;
            return;
        }
        let Some(code) = file.place.or_else(|| self.code(at, text(plan.code))) else { return };
        let row_period = match plan.period {
            Some(index) => match self.period(at, text(index)) {
                Some(period) => Some(period),
                None => return,
            },
            None => None,
        };
        let Some(side) = self.side(at, record) else { return };
        if !self.seen.insert((code, row_period, side)) && !file.add_up {
            let found = row_period.map_or(format!("{code} again"), |period| format!("{code} of {period} again"));
            return self.fault(at, &file.code, found, "each code once per period");
        }
        self.name_and_level(at, code, plan.level.map(text), plan.name.map(text));
        let mut notes = Notes::default();
        for (column, own, compiled) in &plan.columns {
            if let Some(period) = own.or(row_period).filter(|&period| compiled.is_of(code.level(), period)) {
                let key = (*column, period, code);
                if side != Side::Value {
                    if compiled.has_own_bounds() {
                        self.bounds.put(key, side, compiled.bound(record, &mut notes), at);
                    }
                    continue;
                }
                let value = compiled.value(record, &mut notes);
                self.rows.cells.push(Cell { code, column: *column, period, value });
                for (side, bound) in [Side::Lower, Side::Upper]
                    .into_iter()
                    .zip(compiled.bounds(record, &mut notes).into_iter().flatten())
                {
                    self.bounds.put(key, side, bound, at);
                }
            }
        }
        self.note(at, notes);
    }

    /// Takes in what came up while a row was read.
    fn note(&mut self, at: &At, notes: Notes<'_>) {
        for (column, found) in notes.commas {
            self.fault(at, "", format!("\"{found}\" in {column}"), COMMA);
            self.commas.insert(column);
        }
        for fault in notes.faults {
            self.fault(at, &fault.field, fault.found, &fault.expected);
        }
        for column in notes.left_out {
            let count = self.rows.outside.entry(column.measure.clone()).or_default();
            *count += 1;
            if let Some(outside) = column.outside.as_ref().filter(|outside| *count > outside.most) {
                let found = format!("{count} values outside the range");
                self.fault(at, &column.measure, found, &format!("at most {} as declared", outside.most));
            }
        }
    }

    /// A code with what the file leaves out of it.
    fn coded<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let prefix = &self.file.prefix;
        if text.starts_with(prefix) { Cow::Borrowed(text) } else { Cow::Owned(format!("{prefix}{text}")) }
    }

    fn code(&mut self, at: &At, text: &str) -> Option<RegionCode> {
        let levels: Vec<&str> = self.file.levels.iter().map(|level| level.as_str()).collect();
        let text = self.coded(text);
        match text.parse::<RegionCode>() {
            Ok(code) if self.file.levels.contains(&code.level()) => Some(code),
            Ok(code) => {
                let expected = format!("a code of one of these levels: {}", levels.join(", "));
                self.fault(at, &self.file.code, format!("{code}, a {}", code.level()), &expected);
                None
            }
            Err(_) => {
                let expected = "a region code: NL01, GM and 4, WK and 6 or BU and 8 characters";
                self.fault(at, &self.file.code, format!("\"{text}\""), expected);
                None
            }
        }
    }

    fn period(&mut self, at: &At, text: &str) -> Option<Period> {
        let declared = self.file.period_column.as_ref()?;
        let written = text.trim_end_matches('*');
        let period: Option<Period> = written.parse().ok().or_else(|| written.strip_suffix("JJ00")?.parse().ok());
        let found = period.filter(|period| declared.periods.contains(period));
        match found {
            Some(period) if text.ends_with('*') => {
                self.rows.provisional.insert(period);
            }
            // Months and other years begin with a year; what does not is a mistake, and leaves out nothing.
            None if declared.others_left_out && has_year(written) => self.rows.left_out += 1,
            None => {
                let periods: Vec<String> = declared.periods.iter().map(ToString::to_string).collect();
                self.fault(at, &declared.column, format!("\"{text}\""), &format!("one of: {}", periods.join(", ")));
            }
            Some(_) => {}
        }
        found
    }

    fn name_and_level(&mut self, at: &At, code: RegionCode, level: Option<&str>, name: Option<&str>) {
        if let (Some(text), Some(column)) = (level, &self.file.level_column)
            && text.to_lowercase().parse::<Level>().ok() != Some(code.level())
        {
            self.fault(at, column, format!("\"{text}\" with {code}"), "the level that the code says");
        }
        if self.rows.codes.last() != Some(&code) {
            self.rows.codes.push(code);
        }
        if let (Some(text), Some(declared)) = (name, &self.file.name)
            && declared.levels.contains(&code.level())
            && !text.is_empty()
        {
            self.rows.names.insert(code, text.to_owned());
        }
    }
}

/// Whether a text begins as every form of a period does (`2023`, `2023KW01`, `2023 januari`).
fn has_year(text: &str) -> bool {
    text.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
}
