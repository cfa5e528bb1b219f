//! One CSV file of a delivery, read as its declaration says.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use csv::StringRecord;

use super::declaration::{Delivery, SourceFile};
use super::fault::{At, Fault, Faults};
use super::formula::{Compiled, Notes, missing_column};
use super::number;
use crate::domain::{Level, Missing, Period, RegionCode, Value};

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
}

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
    let bytes = std::fs::read(path).map_err(|error| vec![Fault::whole(&file.path, error.to_string(), "a CSV file")])?;
    read_bytes(&bytes, delivery, file)
}

/// Reads the content of a file; see [`read_file`].
///
/// # Errors
/// All faults of the file together.
pub fn read_bytes(bytes: &[u8], delivery: &Delivery, file: &SourceFile) -> Result<FileRows, Vec<Fault>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(file.delimiter).unwrap_or(b','))
        .flexible(true)
        .from_reader(bytes);
    let header = reader
        .headers()
        .map_err(|error| vec![Fault::new(&file.path, At::Line(1), "", error.to_string(), "a header in UTF-8")])?
        .clone();
    let plan = Plan::new(&header, delivery, file)?;
    let mut state = State {
        plan: &plan,
        file,
        rows: FileRows::default(),
        seen: HashSet::new(),
        without_code: 0,
        faults: Faults::default(),
    };
    state.rows.unused = plan.unused(&header, delivery, file);
    let mut count = 0;
    let mut record = StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => state.take(line_of(bytes, record.position()), &record),
            Err(error) => state.fault(line, "", error.to_string(), "text in UTF-8"),
        }
        count += 1;
    }
    if let Some(expected) = file.rows
        && expected != count
    {
        let expected = format!("{expected} rows as declared (a truncated file has fewer)");
        state.faults.push(Fault::whole(&file.path, format!("{count} rows"), expected));
    }
    if bytes.last().is_some_and(|&last| last != b'\n') {
        let line = u64::try_from(count).unwrap_or_default() + 1;
        state.fault(
            line,
            "",
            "an end without a line break".to_owned(),
            "a complete last line (is the file truncated?)",
        );
    }
    state.absent(delivery);
    state.add_up(delivery);
    if state.faults.is_empty() { Ok(state.rows) } else { Err(state.faults.into()) }
}

/// The line on which a record begins. The reader counts what it has read: of the end of the line before, and of empty lines,
/// that may be a part only.
pub fn line_of(bytes: &[u8], position: Option<&csv::Position>) -> u64 {
    let Some(position) = position else { return 0 };
    let start = usize::try_from(position.byte()).unwrap_or_default();
    let ends = bytes.iter().skip(start).take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + ends.map(|byte| u64::from(*byte == b'\n')).sum::<u64>()
}

/// Where everything stands in the header.
struct Plan<'a> {
    code: usize,
    level: Option<usize>,
    name: Option<usize>,
    keep: Option<usize>,
    period: Option<usize>,
    constant: Vec<(usize, &'a str, &'a str)>,
    width: usize,
    columns: Vec<(usize, Option<Period>, Compiled<'a>)>,
}

impl<'a> Plan<'a> {
    fn new(header: &StringRecord, delivery: &'a Delivery, file: &'a SourceFile) -> Result<Self, Vec<Fault>> {
        check_delimiter(header, file)?;
        let mut faults = reasons(delivery, file);
        let mut places = HashMap::new();
        for (index, name) in header.iter().enumerate() {
            if places.insert(name.to_owned(), index).is_some() {
                faults.push(Fault::new(&file.path, At::Line(1), name, "this column twice", "each column once"));
            }
        }
        let mut find = |name: &str| {
            places.get(name).copied().unwrap_or_else(|| {
                faults.push(missing_column(&file.path, name));
                usize::MAX
            })
        };
        let code = find(&file.code);
        let level = file.level_column.as_deref().map(&mut find);
        let name = file.name.as_ref().map(|name| find(&name.column));
        let keep = file.keep.as_ref().map(|keep| find(&keep.column));
        let period = file.period_column.as_ref().map(|period| find(&period.column));
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
            match Compiled::new(declared, file, &places) {
                Ok(compiled) => columns.push((index, own, compiled)),
                Err(more) => faults.extend(more),
            }
        }
        if faults.is_empty() {
            Ok(Self { code, level, name, keep, period, constant, width: header.len(), columns })
        } else {
            Err(faults)
        }
    }

    fn unused(&self, header: &StringRecord, delivery: &Delivery, file: &SourceFile) -> Vec<String> {
        let mut used: HashSet<&str> = HashSet::new();
        for column in &delivery.columns {
            let single = [&column.column, &column.total, &column.less_percent, &column.count_of];
            used.extend(single.into_iter().flatten().map(String::as_str));
            used.extend(column.plus.iter().chain(&column.minus).map(String::as_str));
        }
        used.extend(file.constant.keys().map(String::as_str));
        let places = [Some(self.code), self.level, self.name, self.keep, self.period];
        header
            .iter()
            .enumerate()
            .filter(|(index, name)| !places.contains(&Some(*index)) && !used.contains(name))
            .map(|(_, name)| name.to_owned())
            .collect()
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

fn check_delimiter(header: &StringRecord, file: &SourceFile) -> Result<(), Vec<Fault>> {
    let line = header.get(0).unwrap_or_default();
    let other = [';', ',', '\t', '|'].into_iter().find(|&mark| mark != file.delimiter && line.contains(mark));
    match other {
        Some(mark) if header.len() == 1 => Err(vec![Fault::new(
            &file.path,
            At::Line(1),
            "delimiter",
            format!("one column with {mark:?} in it"),
            format!("columns separated by {:?}", file.delimiter),
        )]),
        _ => Ok(()),
    }
}

struct State<'a> {
    plan: &'a Plan<'a>,
    file: &'a SourceFile,
    rows: FileRows,
    seen: HashSet<(RegionCode, Option<Period>)>,
    without_code: usize,
    faults: Faults,
}

impl State<'_> {
    fn fault(&mut self, line: u64, field: &str, found: String, expected: &str) {
        self.faults.push(Fault::new(&self.file.path, At::Line(line), field, found, expected));
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

    fn take(&mut self, line: u64, record: &StringRecord) {
        let (plan, file) = (self.plan, self.file);
        if record.len() != plan.width {
            let expected = format!(
                "{} fields as in the header (a comma as decimal mark gives more, a truncated file fewer)",
                plan.width
            );
            return self.fault(line, "", format!("{} fields", record.len()), &expected);
        }
        let text = |index: usize| record.get(index).unwrap_or_default().trim();
        if let (Some(index), Some(keep)) = (plan.keep, &file.keep)
            && text(index) != keep.value
        {
            self.rows.left_out += 1;
            return;
        }
        for &(index, name, value) in &plan.constant {
            if text(index) != value {
                self.fault(line, name, format!("\"{}\"", text(index)), &format!("\"{value}\" in every row"));
            }
        }
        if file.without_code > 0 && text(plan.code).is_empty() {
            self.without_code += 1;
            return;
        }
        let Some(code) = self.code(line, text(plan.code)) else { return };
        let row_period = match plan.period {
            Some(index) => match self.period(line, text(index)) {
                Some(period) => Some(period),
                None => return,
            },
            None => None,
        };
        if !self.seen.insert((code, row_period)) && !file.add_up {
            let found = row_period.map_or(format!("{code} again"), |period| format!("{code} of {period} again"));
            return self.fault(line, &file.code, found, "each code once per period");
        }
        self.name_and_level(line, code, plan.level.map(text), plan.name.map(text));
        let mut notes = Notes::default();
        for (column, own, compiled) in &plan.columns {
            if let Some(period) = own.or(row_period).filter(|_| compiled.is_of(code.level())) {
                let value = compiled.value(record, &mut notes);
                self.rows.cells.push(Cell { code, column: *column, period, value });
            }
        }
        for fault in notes.faults {
            self.fault(line, &fault.field, fault.found, &fault.expected);
        }
        for column in notes.left_out {
            let count = self.rows.outside.entry(column.measure.clone()).or_default();
            *count += 1;
            if let Some(outside) = column.outside.as_ref().filter(|outside| *count > outside.most) {
                let found = format!("{count} values outside the range");
                self.fault(line, &column.measure, found, &format!("at most {} as declared", outside.most));
            }
        }
    }

    fn code(&mut self, line: u64, text: &str) -> Option<RegionCode> {
        let levels: Vec<&str> = self.file.levels.iter().map(|level| level.as_str()).collect();
        match text.parse::<RegionCode>() {
            Ok(code) if self.file.levels.contains(&code.level()) => Some(code),
            Ok(code) => {
                let expected = format!("a code of one of these levels: {}", levels.join(", "));
                self.fault(line, &self.file.code, format!("{code}, a {}", code.level()), &expected);
                None
            }
            Err(_) => {
                let expected = "a region code: NL01, GM and 4, WK and 6 or BU and 8 characters";
                self.fault(line, &self.file.code, format!("\"{text}\""), expected);
                None
            }
        }
    }

    fn period(&mut self, line: u64, text: &str) -> Option<Period> {
        let declared = self.file.period_column.as_ref()?;
        let period = text.parse().ok().filter(|period| declared.periods.contains(period));
        if period.is_none() {
            let periods: Vec<String> = declared.periods.iter().map(ToString::to_string).collect();
            self.fault(line, &declared.column, format!("\"{text}\""), &format!("one of: {}", periods.join(", ")));
        }
        period
    }

    fn name_and_level(&mut self, line: u64, code: RegionCode, level: Option<&str>, name: Option<&str>) {
        if let (Some(text), Some(column)) = (level, &self.file.level_column)
            && text.parse::<Level>().ok() != Some(code.level())
        {
            self.fault(line, column, format!("\"{text}\""), &format!("{}, as the code {code} says", code.level()));
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
