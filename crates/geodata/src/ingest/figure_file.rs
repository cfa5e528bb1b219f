//! `figures/<delivery>[.part].csv`: one row per region, one column per measure and period.

use std::collections::HashSet;
use std::fmt::Write as _;

use csv::ByteRecord;

use super::fault::{At, Fault, Faults};
use super::number;
use super::rows::line_of;
use crate::domain::dataset::FigureColumn;
use crate::domain::{Column, FigureTable, Missing, Period, RegionCode, Value, Vintage};

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
        for (column, field) in columns.iter_mut().zip(record.iter().skip(1)) {
            let value = value(field).unwrap_or_else(|| {
                let field_name = format!("{}@{}", column.measure, column.period);
                let found = format!("\"{}\"", String::from_utf8_lossy(field));
                faults.push(Fault::new(
                    name,
                    At::Line(line),
                    &field_name,
                    found,
                    format!("{} or !reason", number::EXPECTED),
                ));
                Value::Missing(Missing::NotInDelivery)
            });
            column.values.push(value);
        }
    }
    if bytes.last() != Some(&b'\n') {
        faults.push(Fault::whole(name, "an end without a line break", "a complete last line (is the file truncated?)"));
    }
    for column in &mut columns {
        column.values = std::mem::take(&mut column.values).narrow();
    }
    if faults.is_empty() {
        Ok(FigureTable { delivery: delivery.to_owned(), vintage, codes, columns })
    } else {
        Err(faults.into())
    }
}

fn columns(name: &str, header: &ByteRecord) -> Result<Vec<FigureColumn>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut columns = Vec::new();
    let mut seen = HashSet::new();
    if header.get(0) != Some(b"code".as_slice()) {
        let found = String::from_utf8_lossy(header.get(0).unwrap_or_default()).into_owned();
        faults.push(Fault::new(name, At::Line(1), "", found, "\"code\" as the first column, separated by commas"));
    }
    for field in header.iter().skip(1) {
        let text = String::from_utf8_lossy(field);
        let parts = text.split_once('@').and_then(|(measure, period)| Some((measure, period.parse::<Period>().ok()?)));
        match parts {
            Some((measure, period)) if !measure.is_empty() && seen.insert(text.clone().into_owned()) => {
                columns.push(FigureColumn { measure: measure.to_owned(), period, values: Column::default() });
            }
            _ => faults.push(Fault::new(name, At::Line(1), &text, "this column", "measure@period, each once")),
        }
    }
    if faults.is_empty() { Ok(columns) } else { Err(faults) }
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
