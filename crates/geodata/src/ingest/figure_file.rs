//! `figures/<delivery>[.part].csv`: one row per region, one column per measure and period. Where a publisher gives margins
//! with its estimates, two more columns have their bounds (`measure@period.lower`, `measure@period.upper`).

use std::collections::HashMap;
use std::fmt::Write as _;

use csv::ByteRecord;

use super::fault::{At, Fault, Faults};
use super::margins;
use super::number;
use super::rows::line_of;
use crate::domain::dataset::FigureColumn;
use crate::domain::{Column, FigureTable, Margin, Margins, Missing, Period, RegionCode, Value, Vintage};

/// What the columns of bounds are called, behind the name of their figure.
const BOUNDS: [&str; 2] = [".lower", ".upper"];

/// A table of figures as the content of its files: one, or one per period when that would be larger than `most`
/// bytes. Each comes with the name of its part, empty for the only one.
pub fn write(table: &FigureTable, most: u64) -> Vec<(String, Vec<u8>)> {
    let whole = part(table, |_| true);
    if u64::try_from(whole.len()).is_ok_and(|length| length <= most) {
        return vec![(String::new(), whole)];
    }
    let mut periods: Vec<Period> = table.columns.iter().map(|column| column.period).collect();
    periods.sort_unstable();
    periods.dedup();
    periods.into_iter().map(|period| (period.to_string(), part(table, |column| column.period == period))).collect()
}

fn part(table: &FigureTable, take: impl Fn(&FigureColumn) -> bool) -> Vec<u8> {
    let columns: Vec<&FigureColumn> = table.columns.iter().filter(|column| take(column)).collect();
    let mut text = String::from("code");
    for column in &columns {
        // Writing to a String cannot fail, here and below.
        let _ = write!(text, ",{}@{}", column.measure, column.period);
        if column.margins.is_some() {
            for bound in BOUNDS {
                let _ = write!(text, ",{}@{}{bound}", column.measure, column.period);
            }
        }
    }
    text.push('\n');
    for (row, code) in table.codes.iter().enumerate() {
        text.push_str(code.as_str());
        for column in &columns {
            text.push(',');
            match column.values.get(row) {
                Value::Known(number) => {
                    let _ = write!(text, "{number}");
                }
                Value::Missing(Missing::NotInDelivery) => {}
                Value::Missing(reason) => {
                    let _ = write!(text, "!{}", reason.as_str());
                }
            }
            if let Some(margins) = &column.margins {
                match margins.get(row) {
                    Some(Margin { lower, upper }) => {
                        let _ = write!(text, ",{lower},{upper}");
                    }
                    None => text.push_str(",,"),
                }
            }
        }
        text.push('\n');
    }
    text.into_bytes()
}

/// Reads the content of the file `name` as a part of `delivery`.
///
/// # Errors
/// All faults of the file: header, codes out of order, fields that are neither a number nor a reason.
pub fn read(name: &str, bytes: &[u8], delivery: &str, vintage: Vintage) -> Result<FigureTable, Vec<Fault>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader
        .byte_headers()
        .map_err(|error| vec![Fault::new(name, At::Line(1), "", error.to_string(), "a header")])?
        .clone();
    let mut columns = columns(name, &header)?;
    let mut codes: Vec<RegionCode> = Vec::new();
    let mut faults = Faults::default();
    let mut record = ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                faults.push(Fault::whole(name, error.to_string(), "CSV"));
                break;
            }
        }
        let line = line_of(bytes, record.position());
        let text = String::from_utf8_lossy(record.get(0).unwrap_or_default());
        match text.parse::<RegionCode>() {
            Ok(code) if codes.last().is_none_or(|last| *last < code) => codes.push(code),
            _ => {
                let found = format!("\"{text}\"");
                faults.push(Fault::new(name, At::Line(line), "code", found, "region codes in order, each once"));
            }
        }
        if record.len() != header.len() {
            let found = format!("{} fields", record.len());
            faults.push(Fault::new(name, At::Line(line), "", found, format!("{} fields", header.len())));
            continue;
        }
        for head in &mut columns {
            let mut wrong = |name_of: &str, field: &[u8], expected: String| {
                let found = format!("\"{}\"", String::from_utf8_lossy(field));
                faults.push(Fault::new(name, At::Line(line), name_of, found, expected));
            };
            let column = &mut head.column;
            let field = record.get(head.at).unwrap_or_default();
            let called = || format!("{}@{}", column.measure, column.period);
            let value = value(field).unwrap_or_else(|| {
                wrong(&called(), field, format!("{} or !reason", number::EXPECTED));
                Value::Missing(Missing::NotInDelivery)
            });
            if let Some(places) = head.bounds {
                let bounds = places.map(|at| {
                    let field = record.get(at).unwrap_or_default();
                    let bound = std::str::from_utf8(field).ok().and_then(number::parse);
                    if bound.is_none() && !field.is_empty() {
                        wrong(&called(), field, format!("a bound: {}, or nothing", number::EXPECTED));
                    }
                    bound
                });
                let [lower, upper] = bounds;
                let margin = margins::check(value.known(), (lower, upper), None).unwrap_or_else(|(found, expected)| {
                    faults.push(Fault::new(name, At::Line(line), &called(), found, expected));
                    None
                });
                head.margins.push(margin);
            }
            column.values.push(value);
        }
    }
    if bytes.last() != Some(&b'\n') {
        faults.push(Fault::whole(name, "an end without a line break", "a complete last line (is the file truncated?)"));
    }
    let columns = columns
        .into_iter()
        .map(|Head { column, margins, .. }| FigureColumn {
            values: column.values.narrow(),
            margins: Margins::of(margins),
            ..column
        })
        .collect();
    if faults.is_empty() {
        Ok(FigureTable { delivery: delivery.to_owned(), vintage, codes, columns })
    } else {
        Err(faults.into())
    }
}

/// A column with the places of its fields in a row.
struct Head {
    column: FigureColumn,
    at: usize,
    /// Those of its bounds.
    bounds: Option<[usize; 2]>,
    /// One for each row, where it has bounds.
    margins: Vec<Option<Margin>>,
}

fn columns(name: &str, header: &ByteRecord) -> Result<Vec<Head>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut columns = Vec::new();
    let mut places = HashMap::new();
    if header.get(0) != Some(b"code".as_slice()) {
        let found = String::from_utf8_lossy(header.get(0).unwrap_or_default()).into_owned();
        faults.push(Fault::new(name, At::Line(1), "", found, "\"code\" as the first column, separated by commas"));
    }
    for (at, field) in header.iter().enumerate().skip(1) {
        let text = String::from_utf8_lossy(field).into_owned();
        let figure = BOUNDS.iter().find_map(|bound| text.strip_suffix(bound)).unwrap_or(&text);
        let parts =
            figure.split_once('@').and_then(|(measure, period)| Some((measure, period.parse::<Period>().ok()?)));
        let known = parts.filter(|(measure, _)| !measure.is_empty());
        match known.filter(|_| places.insert(text.clone(), at).is_none()) {
            Some((measure, period)) if figure == text => {
                let values = Column::default();
                columns.push((at, FigureColumn { measure: measure.to_owned(), period, values, margins: None }));
            }
            Some(_) => {}
            None => faults.push(Fault::new(name, At::Line(1), &text, "this column", "measure@period, each once")),
        }
    }
    let heads = columns.into_iter().map(|(at, column)| {
        let figure = format!("{}@{}", column.measure, column.period);
        let [lower, upper] = BOUNDS.map(|bound| places.remove(&format!("{figure}{bound}")));
        if lower.is_some() != upper.is_some() {
            let expected = format!("both {figure}.lower and {figure}.upper, or neither");
            faults.push(Fault::new(name, At::Line(1), &figure, "one bound", expected));
        }
        let bounds = lower.zip(upper).map(|(lower, upper)| [lower, upper]);
        Head { column, at, bounds, margins: Vec::new() }
    });
    let heads: Vec<Head> = heads.collect();
    let alone = places.keys().filter(|text| BOUNDS.iter().any(|bound| text.ends_with(bound)));
    let mut alone: Vec<&String> = alone.collect();
    alone.sort();
    for text in alone {
        let expected = "bounds beside the column of their figure (measure@period)";
        faults.push(Fault::new(name, At::Line(1), text, "bounds of no column", expected));
    }
    if faults.is_empty() { Ok(heads) } else { Err(faults) }
}

fn value(field: &[u8]) -> Option<Value> {
    if field.is_empty() {
        return Some(Value::Missing(Missing::NotInDelivery));
    }
    let text = std::str::from_utf8(field).ok()?;
    if let Some(reason) = text.strip_prefix('!') {
        return Missing::ALL.into_iter().find(|known| known.as_str() == reason).map(Value::Missing);
    }
    number::parse(text).map(Value::Known)
}

/// Joins the parts of one delivery. They have the same rows; a part with other rows is a fault.
///
/// # Errors
/// Names the part whose rows differ.
pub fn join(parts: Vec<(String, FigureTable)>) -> Result<Option<FigureTable>, Fault> {
    let mut whole: Option<FigureTable> = None;
    for (name, part) in parts {
        match &mut whole {
            None => whole = Some(part),
            Some(table) if table.codes == part.codes => table.columns.extend(part.columns),
            Some(table) => {
                let found = format!("{} rows with other codes", part.codes.len());
                return Err(Fault::whole(
                    &name,
                    found,
                    format!("the same {} codes as the other parts", table.codes.len()),
                ));
            }
        }
    }
    Ok(whole.map(|mut table| {
        table.columns.sort_by(|a, b| (&a.measure, b.period).cmp(&(&b.measure, a.period)));
        table
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> FigureTable {
        let column = |measure: &str, period: &str, values: &[Value]| FigureColumn {
            measure: measure.to_owned(),
            period: period.parse().unwrap(),
            values: values.iter().copied().collect(),
            margins: None,
        };
        let gone = Value::Missing(Missing::NotInDelivery);
        FigureTable {
            delivery: "kwb".to_owned(),
            vintage: Vintage(2024),
            codes: vec!["BU03440311".parse().unwrap(), "GM0344".parse().unwrap()],
            columns: vec![
                column("inwoners", "2024", &[Value::Known(0.0), Value::Known(361_699.0)]),
                column("klasse", "2014-2016", &[Value::Missing(Missing::Suppressed), gone]),
                column("klasse", "2002-2008", &[Value::Known(-1.5), gone]),
            ],
        }
    }

    #[test]
    fn figures_survive_their_file_with_zero_and_reasons_apart() {
        let files = write(&table(), 10_000);
        let text = String::from_utf8(files[0].1.clone()).unwrap();
        assert_eq!(
            text,
            "code,inwoners@2024,klasse@2014-2016,klasse@2002-2008\nBU03440311,0,!suppressed,-1.5\nGM0344,361699,,\n"
        );
        assert_eq!(read("x.csv", &files[0].1, "kwb", Vintage(2024)).unwrap(), table());
    }

    #[test]
    fn bounds_stand_beside_their_figure_and_survive_the_file() {
        let mut table = table();
        let margin = Margin { lower: 361_000.5, upper: 362_000.0 };
        table.columns[0].margins = Margins::of([None, Some(margin)]);
        let files = write(&table, 10_000);
        let text = String::from_utf8(files[0].1.clone()).unwrap();
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            [
                "code,inwoners@2024,inwoners@2024.lower,inwoners@2024.upper,klasse@2014-2016,klasse@2002-2008",
                "BU03440311,0,,,!suppressed,-1.5",
                "GM0344,361699,361000.5,362000,,",
            ]
        );
        assert_eq!(read("x.csv", &files[0].1, "kwb", Vintage(2024)).unwrap(), table);
    }

    #[test]
    fn spoiled_bounds_are_refused_each_with_what_is_wrong() {
        let said = |rest: &str| {
            let text = format!("code,{rest}\n");
            let faults = read("x.csv", text.as_bytes(), "kwb", Vintage(2024)).unwrap_err();
            faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        };
        let row = |fields: &str| said(&format!("a@2024,a@2024.lower,a@2024.upper\nGM0344,{fields}"));
        assert!(row("62,58,").contains("lower bound 58 alone; expected both bounds"), "{}", row("62,58,"));
        assert!(row("62,,66").contains("upper bound 66 alone"));
        assert!(row("!suppressed,58,66").contains("a margin from 58 to 66 without a figure"));
        assert!(row("57,58,66").contains("57 with a margin from 58 to 66"));
        assert!(row("62,5x,66").contains("found \"5x\"; expected a bound"));
        assert!(said("a@2024,a@2024.lower\nGM0344,62,58").contains("one bound; expected both"));
        assert!(said("a@2024,b@2024.lower,b@2024.upper\nGM0344,62,58,66").contains("bounds of no column"));
    }

    #[test]
    fn a_large_table_is_split_by_period_and_joined_again() {
        let files = write(&table(), 10);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["2024", "2002-2008", "2014-2016"]);
        let parts = files
            .into_iter()
            .map(|(name, bytes)| (name.clone(), read(&name, &bytes, "kwb", Vintage(2024)).unwrap()))
            .collect();
        assert_eq!(join(parts).unwrap().unwrap(), table());
    }

    #[test]
    fn all_faults_of_a_file_are_reported_together_with_line_and_column() {
        let text = b"code,inwoners@2024\nGM0344,12,5\nGM0014,x\n";
        let faults = read("x.csv", text, "kwb", Vintage(2024)).unwrap_err();
        let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "x.csv, line 2: found 3 fields; expected 2 fields",
                "x.csv, line 3, code: found \"GM0014\"; expected region codes in order, each once",
                "x.csv, line 3, inwoners@2024: found \"x\"; expected a number with digits and a point as decimal mark or !reason",
            ]
        );
    }
}
