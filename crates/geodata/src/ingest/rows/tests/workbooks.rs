use std::io::Read as _;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::*;

/// A workbook with a title above the table, a note below it, numbers as numbers and as text.
pub(super) fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 0, "Toelichting").unwrap();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Kerncijfers").unwrap();
    for (column, name) in (0_u16..).zip(["gwb_code_10", "regio", "a_inw ", "g_hhgro"]) {
        sheet.write_string(2, column, name).unwrap();
    }
    sheet.write_string(3, 0, "BU09171000").unwrap();
    sheet.write_string(3, 1, "Voorbeeld").unwrap();
    sheet.write_number(3, 2, 4321.0).unwrap();
    sheet.write_string(3, 3, "    2,1").unwrap();
    sheet.write_string(4, 0, "BU09171001").unwrap();
    sheet.write_string(4, 2, ".").unwrap();
    sheet.write_number(4, 3, 1.9).unwrap();
    sheet.write_string(6, 0, "Bron: CBS").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_from_the_sheet_and_row_that_have_the_code_column() {
    let file = format!("{ALL}code = \"gwb_code_10\"\ndecimal = \",\"\nmissing = {{ \".\" = \"suppressed\" }}");
    let columns = column("inwoners", "a_inw", "") + &column("huishoudensgrootte", "g_hhgro", "");
    let rows = read(&workbook(), &file, &columns).unwrap();
    assert_eq!(values(&rows).1, [Some(4321.0), Some(2.1), None, Some(1.9)]);
    let faults = told(read(&workbook(), &file.replace("gwb_code_10", "code"), &columns));
    assert!(faults.len() == 1 && faults[0].contains("no sheet with a column \"code\""), "{faults:?}");
    let cut = workbook();
    let faults = told(read(&cut[..cut.len() / 2], &file, &columns));
    assert!(faults.len() == 1 && faults[0].contains("cannot be read"), "{faults:?}");
}

#[test]
fn an_old_workbook_is_read_too() {
    let file = format!("{ALL}code = \"gwb_code_10\"\ndecimal = \",\"\nmissing = {{ \".\" = \"suppressed\" }}");
    let file = file + "\nname = { column = \"regio\", levels = [\"buurt\"] }";
    let columns = column("inwoners", "a_inw", "") + &column("huishoudensgrootte", "g_hhgro", "rounded = true");
    // Made in the form of CBS, with a sheet of words before the table and a note below it.
    let content: &[u8] = include_bytes!("kwb.xls");
    let rows = read(content, &file, &columns).unwrap();
    assert_eq!(values(&rows).0, ["NL01", "WK091710", "BU09171000"]);
    assert_eq!(values(&rows).1, [Some(17_000_000.0), Some(2.2), Some(4321.0), Some(2.1), None, None]);
    assert_eq!(rows.names.values().collect::<Vec<_>>(), ["Caf\u{e9} Zuid"]);
    let faults = told(read(&content[..4000], &file, &columns));
    assert!(faults.len() == 1 && faults[0].contains("cannot be read"), "{faults:?}");
}

/// A sheet with one place, and what `fill` adds.
fn sheet(book: &mut Workbook, fill: impl Fn(&mut Worksheet)) {
    let sheet = book.add_worksheet();
    for (column, text) in (0_u16..).zip(["code", "inwoners"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    sheet.write_string(1, 0, "GM0344").unwrap();
    sheet.write_number(1, 1, 5.0).unwrap();
    fill(sheet);
}

fn with(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    sheet(&mut book, fill);
    book.save_to_buffer().unwrap()
}

fn of(content: &[u8]) -> Result<FileRows, Vec<Fault>> {
    read(content, &format!("{ALL}code = \"code\""), &column("inwoners", "inwoners", ""))
}

#[test]
fn a_place_without_figures_stays_a_place_and_notes_are_none() {
    let content = with(|sheet| {
        sheet.write_string(2, 0, "GM0363").unwrap();
        sheet.write_string(2, 5, "een noot naast de tabel").unwrap();
        sheet.write_string(4, 0, "Bron: CBS").unwrap();
        sheet.write_string(5, 7, "x").unwrap();
    });
    let codes = vec!["GM0344".to_owned(), "GM0363".to_owned()];
    assert_eq!(values(&of(&content).unwrap()), (codes, vec![Some(5.0), None]));
}

#[test]
fn one_cell_at_the_end_of_a_sheet_makes_no_room_for_all_before_it() {
    let content = with(|sheet| {
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
    });
    assert_eq!(values(&of(&content).unwrap()).1, [Some(5.0)]);
}

#[test]
fn a_number_is_what_a_spreadsheet_program_shows_and_a_day_is_no_number() {
    let content = with(|sheet| {
        sheet.write_number(1, 1, 0.1 + 0.2).unwrap();
    });
    assert_eq!(values(&of(&content).unwrap()).1, [Some(0.3)]);
    let content = with(|sheet| {
        let day = ExcelDateTime::from_ymd(2024, 1, 2).unwrap();
        sheet.write_datetime_with_format(1, 1, day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    });
    let faults = told(of(&content));
    assert!(faults.len() == 1 && faults[0].starts_with("proef, row 2, inwoners: found \"2024-01-02\""), "{faults:?}");
}

/// The same workbook with this text of its first sheet replaced: no program writes what is tested here.
fn spoiled(content: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(content)).unwrap();
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name == "xl/worksheets/sheet1.xml" {
            assert!(text.contains(from), "{text}");
            text = text.replace(from, to);
        }
        files.push((name, text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    archive_of(&files)
}

#[test]
fn a_formula_gives_the_value_that_was_saved_with_it_or_is_refused() {
    let content = with(|sheet| {
        sheet.write_formula(1, 1, Formula::new("=3+4").set_result("7")).unwrap();
    });
    assert_eq!(values(&of(&content).unwrap()).1, [Some(7.0)]);
    let faults = told(of(&spoiled(&content, "<v>7</v>", "")));
    let said = "proef, row 2: found a formula without its value in column 2";
    assert!(faults.len() == 1 && faults[0].starts_with(said), "{faults:?}");
    let content = with(|sheet| {
        sheet.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let faults = told(of(&content));
    assert!(faults.len() == 1 && faults[0].contains("row 2, inwoners: found \"#DIV/0!\""), "{faults:?}");
}

#[test]
fn cells_that_go_back_or_lie_beyond_any_sheet_are_refused() {
    let content = with(|_| {});
    for (place, said) in [("A1", "cells out of order"), ("XFE2", "a sheet of more than 16384 columns")] {
        let faults = told(of(&spoiled(&content, "r=\"B2\"", &format!("r=\"{place}\""))));
        assert!(faults.len() == 1 && faults[0].contains(said), "{faults:?}");
    }
}

#[test]
fn two_sheets_with_the_code_column_are_refused_until_one_is_named() {
    let mut book = Workbook::new();
    sheet(&mut book, |sheet| {
        sheet.set_name("Gemeenten").unwrap();
    });
    sheet(&mut book, |sheet| {
        sheet.set_name("Wijken").unwrap().write_string(1, 0, "WK034403").unwrap();
    });
    let content = book.save_to_buffer().unwrap();
    let faults = told(of(&content));
    assert!(faults.len() == 1 && faults[0].contains("several sheets") && faults[0].contains("`sheet`"), "{faults:?}");
    let file = format!("{ALL}code = \"code\"\nsheet = \"Wijken\"");
    assert_eq!(values(&read(&content, &file, &column("inwoners", "inwoners", "")).unwrap()).0, ["WK034403"]);
}
