use super::super::super::fault::{told as lines, total};
use super::*;

#[test]
fn a_spoiled_file_is_refused_in_one_sentence() {
    let file = format!("{ALL}code = \"code\"");
    let columns = column("inwoners", "inwoners", "");
    for (content, said) in [
        ("<!DOCTYPE html><html>", "a web page or XML"),
        ("\"a\"\";\"\"b\"\";\"\"c\"\n\"1\"\";\"\"2\"\"\n", "opened the file and saved it again"),
        ("code;inwoners\nGM0344;1\n", "one column with ';' in it"),
        ("", "an empty file"),
        ("[{\"code\":\"GM0344\"}]", "a list in JSON"),
        ("{\"type\":\"FeatureCollection\"}", "JSON without `value` or `features`"),
        ("{\"features\":[{\"type\":\"Feature\"}]}", "missing field `properties`"),
        (
            "{\"features\":[{\"properties\":{\"code\":\"GM0344\"}}],\"links\":[{\"rel\":\"next\",\"href\":\"x\"}]}",
            "1 rows and an address of more",
        ),
        ("{\"odata.error\":{\"code\":\"\",\"message\":{\"value\":\"10000 records\"}}}", "an error of the server"),
        ("{\"value\":[{\"code\":\"GM0344\",\"inwo", "EOF while parsing"),
        ("\0\0\0\0code", "no text"),
        ("code,inwoners\nGM0344,1", "an end without a line break"),
    ] {
        let faults = told(read(content.as_bytes(), &file, &columns));
        assert!(faults.len() == 1 && faults[0].contains(said), "{content}: {faults:?}");
    }
    let faults = told(read(b"\x1f\x8b\x08\0", &file, &columns));
    assert!(faults.len() == 1 && faults[0].contains("a gzip file"), "{faults:?}");
    let faults = told(read(b"\xff\xfec\0o\0", &file, &columns));
    assert!(faults.len() == 1 && faults[0].contains("text in UTF-16"), "{faults:?}");
}

#[test]
fn a_quote_that_is_not_closed_ends_the_reading_and_swallows_no_place() {
    let columns = column("inwoners", "inwoners", "");
    for content in [
        "code,inwoners,naam\nGM0344,1,\"Utr\nGM0363,2,\"Ams\"\nGM0599,3,x\n",
        "code,inwoners,naam\nGM0344,1,\"Utr\" echt\nGM0363,x,y\n",
        "code,inwoners,naam\nGM0344,1,\"Utr\nGM0363,2,Ams\n",
    ] {
        for file in ["", "rows = 3\n"].map(|rows| format!("{rows}{ALL}code = \"code\"")) {
            let faults = told(read(content.as_bytes(), &file, &columns));
            let said = "proef, line 2: found a field whose quote is not closed";
            assert!(faults.len() == 1 && faults[0].starts_with(said), "{faults:?}");
        }
    }
    let sound = "code,inwoners,naam\nGM0344,1,\"De \"\"Hoek\"\", oost\nen west\"\nGM0363,2,Wijk \"10\"\n";
    assert!(read(sound.as_bytes(), &format!("{ALL}code = \"code\""), &columns).is_ok());
}

#[test]
fn a_point_where_a_comma_is_declared_is_told_with_the_declaration() {
    let file = format!("{ALL}code = \"code\"\ndelimiter = \";\"\ndecimal = \",\"");
    let faults = told(read(b"code;a\nGM0344;1.234,5\nGM0363;1.5\n", &file, &column("een", "a", "")));
    let said = "expected a number with digits and ',' before decimals, as `decimal` declares";
    assert!(faults.len() == 2 && faults.iter().all(|fault| fault.ends_with(said)), "{faults:?}");
}

#[test]
fn a_file_of_which_nothing_is_taken_is_refused() {
    let content = b"code,a,Marges\nGM0344,1,MW00000\nGM0363,2,MW00000\nGM0000,2,MW00000\n";
    let file = format!("{ALL}code = \"code\"\nselect = {{ Marges = \"MW0000\" }}");
    let faults = told(read(content, &file, &column("een", "a", "")));
    assert!(faults.len() == 1 && faults[0].contains("no row of a place (3 left out as declared"), "{faults:?}");
    let faults = told(read(b"code,a\n", &format!("{ALL}code = \"code\""), &column("een", "a", "")));
    assert!(faults.len() == 1 && faults[0].contains("no row of a place (0 left out"), "{faults:?}");
}

#[test]
fn other_periods_are_left_out_and_what_is_no_period_is_refused() {
    let file = format!(
        "{}code = \"code\"\nperiod_column = {{ column = \"Perioden\", periods = [\"2024\"], others_left_out = true }}",
        ALL.replace("period = \"2024\"\n", "")
    );
    let content = "code,a,Perioden\nGM0344,1,2024JJ00\nGM0344,1,2024KW01\nGM0344,1,2026MM03\nGM0344,1,2023**\n\
                   GM0344,1,2024 januari*\n";
    let rows = read(content.as_bytes(), &file, &column("een", "a", "")).unwrap();
    assert_eq!((values(&rows).1, rows.left_out), (vec![Some(1.0)], 4));
    for wrong in ["", "JJ00", "2O24"] {
        let content = format!("{content}GM0363,1,{wrong}\n");
        let faults = told(read(content.as_bytes(), &file, &column("een", "a", "")));
        assert!(faults.len() == 1 && faults[0].contains("line 7, Perioden"), "{faults:?}");
    }
}

/// What is wrong may be anywhere in a workbook, and its reader trusts it. Every seventh byte is tried here; all of them were.
#[test]
fn a_workbook_with_any_byte_wrong_or_cut_anywhere_is_read_or_refused() {
    let file = format!("{ALL}code = \"gwb_code_10\"\ndecimal = \",\"\nmissing = {{ \".\" = \"suppressed\" }}");
    let columns = column("inwoners", "a_inw", "");
    let mut refused = 0;
    for content in [include_bytes!("kwb.xls").to_vec(), workbooks::workbook()] {
        for at in (0..content.len()).step_by(7) {
            for wrong in [0x00, 0x7f, 0xff] {
                let mut content = content.clone();
                content[at] = wrong;
                refused += usize::from(read(&content, &file, &columns).is_err());
            }
            assert!(read(&content[..at], &file, &columns).is_err(), "cut at {at}");
        }
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn letters_of_windows_are_told_with_the_line_that_mends_them() {
    let columns = column("inwoners", "inwoners", "");
    let content = b"code,inwoners,naam\nGM0344,1,Caf\xe9\n";
    let faults = told(read(content, &format!("{ALL}code = \"code\""), &columns));
    assert!(faults.len() == 1 && faults[0].contains("line 2") && faults[0].contains("`encoding = "), "{faults:?}");
    assert!(read(content, &format!("{ALL}code = \"code\"\nencoding = \"windows-1252\""), &columns).is_ok());
}

#[test]
fn decimal_commas_are_told_once_with_the_line_that_mends_them() {
    let rows: Vec<String> = (0..500).map(|at| format!("BU0917{at:04};1,5;2,5\n")).collect();
    let content = format!("code;a;b\n{}", rows.concat());
    let file = format!("{ALL}delimiter = \";\"\ncode = \"code\"");
    let columns = column("een", "a", "") + &column("twee", "b", "");
    let faults = read(content.as_bytes(), &file, &columns).unwrap_err();
    let lines = lines(&faults);
    assert_eq!((lines.len(), total(&faults)), (1, 1000), "{lines:?}");
    let mends = "`decimal = \",\"` in its [[delivery.file]] reads the comma (there are such numbers in 2 columns)";
    assert!(lines[0].contains("1000 times: line 2 found \"1,5\" in a,") && lines[0].ends_with(mends), "{lines:?}");
    let rows = read(content.as_bytes(), &format!("{file}\ndecimal = \",\""), &columns).unwrap();
    assert!(rows.cells.iter().all(|cell| matches!(cell.value, Value::Known(_))));
}
