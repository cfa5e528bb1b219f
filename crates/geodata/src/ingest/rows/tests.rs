use std::io::{Cursor, Write as _};

use super::super::declaration::{Delivery, SourceFile};
use super::super::fault::Fault;
use super::super::source_rows::{FileRows, read_bytes};
use crate::domain::{Period, Value};

/// Reads `content` as `file` and the columns of a delivery declare; both are written by us in the form of the publisher.
fn read(content: &[u8], file: &str, columns: &str) -> Result<FileRows, Vec<Fault>> {
    let text = format!("id = \"proef\"\nterms = \"proef\"\nvintage = 2024\n{columns}");
    let delivery: Delivery = toml::from_str(&text).unwrap();
    let file: SourceFile = toml::from_str(&format!("path = \"proef\"\n{file}")).unwrap();
    read_bytes(content, &delivery, &file)
}

/// The values in the order of rows and columns, and the codes.
fn values(rows: &FileRows) -> (Vec<String>, Vec<Option<f64>>) {
    let codes = rows.codes.iter().map(ToString::to_string).collect();
    (codes, rows.cells.iter().map(|cell| cell.value.known()).collect())
}

fn told(result: Result<FileRows, Vec<Fault>>) -> Vec<String> {
    result.unwrap_err().iter().map(ToString::to_string).collect()
}

const ALL: &str = "levels = [\"land\", \"gemeente\", \"wijk\", \"buurt\"]\nperiod = \"2024\"\n";

fn column(measure: &str, name: &str, rest: &str) -> String {
    format!("[[column]]\nmeasure = \"{measure}\"\ncolumn = \"{name}\"\ndecimals = 1\n{rest}\n")
}

#[test]
fn the_download_button_is_read_by_headings_with_their_groups_or_without() {
    let content = "\u{feff}\"Wijken en buurten\";\"Regioaanduiding/Codering (code)\";\"Bevolking/Aantal inwoners (aantal)\";\
                   \"Inkomen/Gemiddeld inkomen*  (x 1 000 euro)\";\r\n\
                   \"Nederland\";\"NL00      \";17942942;36,5;\r\n\
                   \"Een; buurt\nmet twee regels\";\"BU09171000\";4321;       .;\r\n\
                   Bron: CBS\r\n";
    let file =
        format!("{ALL}delimiter = \";\"\ndecimal = \",\"\ncode = \"Codering\"\nmissing = {{ \".\" = \"suppressed\" }}");
    let columns = column("inwoners", "Bevolking/Aantal inwoners", "")
        + &column("inkomen", "Gemiddeld inkomen (x 1 000 euro)", "factor = 1000");
    let rows = read(content.as_bytes(), &file, &columns).unwrap();
    let expected = vec![Some(17_942_942.0), Some(36_500.0), Some(4321.0), None];
    assert_eq!(values(&rows), (vec!["NL01".to_owned(), "BU09171000".to_owned()], expected));
    assert_eq!(rows.unused, ["Wijken en buurten"]);
}

#[test]
fn a_column_that_moves_between_editions_is_found_by_its_stem_and_two_are_refused() {
    let columns = column("inwoners", "AantalInwoners", "");
    for number in [5, 33] {
        let content = format!("\"Codering_3\",\"AantalInwoners_{number}\"\n\"WK091710  \",\"    4321\"\n");
        let rows = read(content.as_bytes(), &format!("{ALL}code = \"Codering\""), &columns).unwrap();
        assert_eq!(values(&rows).1, [Some(4321.0)]);
    }
    let faults = told(read(
        b"Codering_3,Nederland_17,Nederland_21\nGM0344,1,2\n",
        &format!("{ALL}code = \"Codering\""),
        &column("inwoners", "Nederland", ""),
    ));
    assert_eq!(faults.len(), 1);
    assert!(faults[0].contains("several columns: Nederland_17, Nederland_21"), "{faults:?}");
}

#[test]
fn windows_letters_titles_above_the_headings_and_a_missing_prefix_are_declared() {
    let content = b"Buurten van 2025\n\nBuurt2025;buurtnaam2025;a_inw \n00140000;Caf\xE9 Zuid;10\n";
    let file = "levels = [\"buurt\"]\nperiod = \"2025\"\ndelimiter = \";\"\nencoding = \"windows-1252\"\n\
                code = \"Buurt2025\"\nprefix = \"BU\"\nname = { column = \"buurtnaam2025\", levels = [\"buurt\"] }";
    let rows = read(content, file, &column("inwoners", "a_inw", "")).unwrap();
    assert_eq!(rows.names.values().collect::<Vec<_>>(), ["Caf\u{e9} Zuid"]);
    assert_eq!(values(&rows), (vec!["BU00140000".to_owned()], vec![Some(10.0)]));
}

#[test]
fn other_rows_months_and_places_without_a_place_are_left_out_and_counted() {
    let content = "Leeftijd,Marges,WijkenEnBuurten,Perioden,Eenzaam_28\n\
                   20300,MW00000,GM0344    ,2024JJ00,47.0\n20300,MOG0095,GM0344    ,2024JJ00,45.1\n\
                   20300,MW00000,GM0344    ,2024MM01,47.0\n20300,MW00000,GM0344    ,2022*,46.0\n\
                   20300,MW00000,BU00000000,2024JJ00,1.0\n";
    let file = "levels = [\"gemeente\"]\ncode = \"WijkenEnBuurten\"\nselect = { Leeftijd = \"20300\", Marges = \"MW00000\" }\n\
                period_column = { column = \"Perioden\", periods = [\"2022\", \"2024\"], others_left_out = true }";
    let rows = read(content.as_bytes(), file, &column("eenzaam", "Eenzaam", "")).unwrap();
    assert_eq!(values(&rows).1, [Some(47.0), Some(46.0)]);
    assert_eq!((rows.left_out, rows.nowhere), (2, 1));
    assert_eq!(rows.provisional.into_iter().collect::<Vec<_>>(), [Period::Year(2022)]);
}

#[test]
fn an_answer_of_odata_is_read_and_one_page_of_several_is_refused() {
    let answer = r#"{"odata.metadata":"x","value":[
        {"WijkenEnBuurten":"WK091710  ","Gemeentenaam_1":"Heerlen   ","AantalInwoners_5":4321},
        {"WijkenEnBuurten":"WK091742  ","AantalInwoners_5":null}]}"#;
    let file = format!("{ALL}code = \"WijkenEnBuurten\"");
    let rows = read(answer.as_bytes(), &file, &column("inwoners", "AantalInwoners", "")).unwrap();
    assert_eq!(values(&rows).1, [Some(4321.0), None]);
    let page = answer.replace("\"odata.metadata\":\"x\"", "\"odata.nextLink\":\"https://x\"");
    let faults = told(read(page.as_bytes(), &file, &column("inwoners", "AantalInwoners", "")));
    assert_eq!(
        faults,
        ["proef: found 2 rows and an address of more; expected the whole table: all pages of the answer in one list"]
    );
}

#[test]
fn a_long_table_becomes_a_row_per_place_with_a_column_per_measure() {
    let bulk = "Id;Measure;WijkenEnBuurten;Leeftijd;Value;StringValue;ValueAttribute\r\n\
                0;T001036;WK091710  ;T;4321;;None\r\n1;M000114;WK091710  ;T;2,1;;None\r\n\
                2;T001036;WK091742  ;T;;;Impossible\r\n3;T001036;WK091710  ;K;99;;None\r\n";
    let file = format!(
        "{ALL}delimiter = \";\"\ndecimal = \",\"\ncode = \"WijkenEnBuurten\"\nrows = 4\n\
         long = {{ measure = \"Measure\", value = \"Value\" }}\nselect = {{ Leeftijd = \"T\" }}"
    );
    let columns = column("inwoners", "T001036", "") + &column("huishoudensgrootte", "M000114", "");
    let rows = read(bulk.as_bytes(), &file, &columns).unwrap();
    assert_eq!(values(&rows).1, [Some(4321.0), Some(2.1), None, None]);
    assert_eq!(rows.left_out, 1);
    let faults = told(read(bulk.as_bytes(), &file.replace("select", "# select"), &columns));
    assert!(faults.len() == 1 && faults[0].contains("T001036 of WK091710 again"), "{faults:?}");
}

/// A workbook with a title above the table, a note below it, numbers as numbers and as text.
fn workbook() -> Vec<u8> {
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

/// An archive of these files.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_table_in_an_archive_is_found_by_words_of_its_name() {
    let scores = "bu_code,bu_naam,jaar,afw\nBU09171000,Voorbeeld,2024,-0.1\n";
    let zip = archive(&[
        ("Leefbaarometer/LEESMIJ.txt", "x"),
        ("Leefbaarometer/Leefbaarometer-scores buurten 2002-2024.csv", scores),
    ]);
    let file = format!("{ALL}code = \"bu_code\"\n");
    let columns = column("afwijking", "afw", "");
    let rows = read(&zip, &format!("{file}inside = [\"scores\", \"buurt\"]"), &columns).unwrap();
    assert_eq!(values(&rows).1, [Some(-0.1)]);
    let faults = told(read(&zip, &file, &columns));
    assert!(faults.len() == 1 && faults[0].contains("2 of these"), "{faults:?}");
    let outside = archive(&[("../scores buurt.csv", scores)]);
    let faults = told(read(&outside, &format!("{file}inside = [\"scores\"]"), &columns));
    assert!(faults.len() == 1 && faults[0].contains("stay inside the archive"), "{faults:?}");
}

#[test]
fn a_spoiled_file_is_refused_in_one_sentence() {
    let file = format!("{ALL}code = \"code\"");
    let columns = column("inwoners", "inwoners", "");
    for (content, said) in [
        ("<!DOCTYPE html><html>", "a web page or XML"),
        ("\"a\"\";\"\"b\"\";\"\"c\"\n\"1\"\";\"\"2\"\"\n", "opened the file and saved it again"),
        ("code;inwoners\nGM0344;1\n", "one column with ';' in it"),
        ("code,inwoners\nGM0344,1", "an end without a line break"),
    ] {
        let faults = told(read(content.as_bytes(), &file, &columns));
        assert!(faults.len() == 1 && faults[0].contains(said), "{content}: {faults:?}");
    }
    let faults = told(read(b"\x1f\x8b\x08\0", &file, &columns));
    assert!(faults.len() == 1 && faults[0].contains("a gzip file"), "{faults:?}");
}

#[test]
fn decimal_commas_are_told_once_with_the_line_that_mends_them() {
    let rows: Vec<String> = (0..500).map(|at| format!("BU0917{at:04};1,5;2,5\n")).collect();
    let content = format!("code;a;b\n{}", rows.concat());
    let file = format!("{ALL}delimiter = \";\"\ncode = \"code\"");
    let columns = column("een", "a", "") + &column("twee", "b", "");
    let faults = read(content.as_bytes(), &file, &columns).unwrap_err();
    let lines = super::super::fault::told(&faults);
    assert_eq!((lines.len(), super::super::fault::total(&faults)), (1, 1000), "{lines:?}");
    let mends = "`decimal = \",\"` in its [[delivery.file]] reads the comma (there are such numbers in 2 columns)";
    assert!(lines[0].contains("1000 times: line 2 found \"1,5\" in a,") && lines[0].ends_with(mends), "{lines:?}");
    let rows = read(content.as_bytes(), &format!("{file}\ndecimal = \",\""), &columns).unwrap();
    assert!(rows.cells.iter().all(|cell| matches!(cell.value, Value::Known(_))));
}

#[test]
fn a_count_can_be_given_as_a_share() {
    let columns = column("aandeel", "vrouwen", "share_of = \"inwoners\"");
    let rows = read(b"code,vrouwen,inwoners\nGM0344,50,200\nGM0363,0,0\n", &format!("{ALL}code = \"code\""), &columns);
    assert_eq!(values(&rows.unwrap()).1, [Some(25.0), None]);
}
