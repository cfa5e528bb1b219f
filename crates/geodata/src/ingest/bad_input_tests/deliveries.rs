//! What a declaration may say of values that are missing, and how a fault that stands in every row is told.

use super::*;
use crate::ingest::total;

/// The values of the only measure, after `declared` replaced what `DELIVERIES` says, of `figures`.
fn values(declared: (&str, &str), figures: &str) -> Vec<Value> {
    let folders = Folders::new();
    folders.declare(declared.0, declared.1);
    folders.figures(figures);
    folders.pack().unwrap();
    read_geodata(&folders.geodata(), &()).unwrap().figures[0].columns[0].values.iter().collect()
}

const MISSING: &str = "missing = { \"x\" = \"suppressed\" }";

#[test]
fn numbers_below_any_figure_are_reasons_and_a_marker_comes_before_them() {
    let declared =
        "missing = { \"-99995\" = \"not_yet_available\" }\nsentinels = [{ at_most = -99990, reason = \"suppressed\" }]";
    let figures = "code,inwoners\nBU03440311,-99995\nBU03440312,-99997.0\nBU03440399,0\n";
    let reason = Value::Missing;
    let expected = [reason(Missing::NotYetAvailable), reason(Missing::Suppressed), Value::Known(0.0)];
    assert_eq!(values((MISSING, declared), figures), expected);
}

#[test]
fn a_column_that_a_first_edition_leaves_empty_or_out_is_not_yet_available() {
    let declared = ("range = [0, 1000]", "absent = { \"2024\" = \"not_yet_available\" }");
    let expected = [Value::Missing(Missing::NotYetAvailable); 3];
    let empty = "code,inwoners\nBU03440311,\nBU03440312,\nBU03440399,\n";
    assert_eq!(values(declared, empty), expected);
    assert_eq!(values(declared, "code,soort\nBU03440311,a\nBU03440312,b\nBU03440399,c\n"), expected);

    let folders = Folders::new();
    folders.declare(declared.0, declared.1);
    let fault = folders.only_fault();
    assert_eq!((&*fault.field, fault.found.as_str()), ("inwoners", "3 fields with content in 2024"));
}

#[test]
fn a_reason_that_no_source_can_state_is_refused() {
    for wrong in ["not_aggregable", "too_little_coverage"] {
        let folders = Folders::new();
        folders.declare(MISSING, &MISSING.replace("suppressed", wrong));
        let fault = folders.only_fault();
        assert_eq!((fault.file.as_str(), fault.found.as_str()), ("package.toml", &*format!("\"{wrong}\"")));
        assert!(fault.expected.contains("not_yet_available") && !fault.expected.contains("coverage"), "{fault:?}");
    }
}

#[test]
fn a_file_of_a_spreadsheet_tells_the_line_that_its_reader_sees() {
    for end in ["\n", "\r\n"] {
        let folders = Folders::new();
        folders.figures(&["code,inwoners", "BU03440311,1", "", "BU03440312,1e3", "BU03440399,0", ""].join(end));
        assert_eq!(folders.only_fault().at, At::Line(4), "{end:?}");
    }
}

#[test]
fn a_decimal_comma_in_ninety_thousand_rows_is_told_once() {
    let folders = Folders::new();
    folders.declare("rows = 3\n", "");
    let row = |number: u32| format!("BU{number:08},\"11,2\"\n");
    folders.figures(&(1..=90_000).map(row).fold("code,inwoners\n".to_owned(), |text, row| text + &row));
    let error = folders.pack().unwrap_err();
    assert_eq!(total(&error.faults), 90_000);
    assert!(error.faults.len() <= 10, "{} are kept", error.faults.len());
    let told = error.to_string();
    let lines: Vec<&str> = told.lines().collect();
    let times = "  kwb.csv: 90000 times: line 2 found \"11,2\" in inwoners, line 3 found \"11,2\" in inwoners, line 4 ";
    assert_eq!(lines.len(), 2, "{told}");
    assert!(lines[1].starts_with(times), "{told}");
}
