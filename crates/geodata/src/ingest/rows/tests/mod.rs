mod margins;
mod spoiled;
mod workbooks;

use std::io::{Cursor, Write as _};

use super::super::declaration::{Delivery, SourceFile};
use super::super::fault::Fault;
use super::super::source_rows::{FileRows, read_bytes};
use crate::domain::{Missing, Period, Value};

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
fn a_column_of_some_periods_is_read_from_their_rows_only() {
    let table = "code,jaar,nieuw\nGM0344,2020,1\nGM0344,2022,2\n";
    let file = format!(
        "{}code = \"code\"\nperiod_column = {{ column = \"jaar\", periods = [\"2020\", \"2022\"] }}",
        ALL.replace("period = \"2024\"\n", "")
    );
    let rows = read(table.as_bytes(), &file, &column("nieuw", "nieuw", "periods = [\"2022\"]")).unwrap();
    assert_eq!(
        rows.cells.iter().map(|cell| (cell.period.to_string(), cell.value)).collect::<Vec<_>>(),
        [("2022".to_owned(), crate::domain::Value::Known(2.0))]
    );
}

#[test]
fn features_say_of_their_places_what_a_row_would() {
    let answer = r#"{"type":"FeatureCollection","links":[{"rel":"self","href":"x"}],"features":[
        {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[5.9,50.9]]]]},
         "properties":{"buurtcode":"WK091710","aantal_inwoners":1230,"water":"NEE"}},
        {"properties":{"buurtcode":"WK091742","water":"NEE","aantal_inwoners":-99997.0},"id":"a"}]}"#;
    let sentinels = "sentinels = [{ at_most = -99996.5, reason = \"suppressed\" }]";
    let file = format!("{ALL}code = \"buurtcode\"\n{sentinels}\nconstant = {{ water = \"NEE\" }}");
    let rows = read(answer.as_bytes(), &file, &column("inwoners", "aantal_inwoners", "")).unwrap();
    assert_eq!(values(&rows).1, [Some(1230.0), None]);
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

/// An archive of these files.
fn archive_of(files: &[(&str, &str)]) -> Vec<u8> {
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
    let zip = archive_of(&[
        ("Leefbaarometer/LEESMIJ.txt", "x"),
        ("Leefbaarometer/Leefbaarometer-scores buurten 2002-2024.csv", scores),
    ]);
    let file = format!("{ALL}code = \"bu_code\"\n");
    let columns = column("afwijking", "afw", "");
    let rows = read(&zip, &format!("{file}inside = [\"scores\", \"buurt\"]"), &columns).unwrap();
    assert_eq!(values(&rows).1, [Some(-0.1)]);
    let faults = told(read(&zip, &file, &columns));
    assert!(faults.len() == 1 && faults[0].contains("2 of these"), "{faults:?}");
    let outside = archive_of(&[("../scores buurt.csv", scores)]);
    let faults = told(read(&outside, &format!("{file}inside = [\"scores\"]"), &columns));
    assert!(faults.len() == 1 && faults[0].contains("stay inside the archive"), "{faults:?}");
}

#[test]
fn a_count_can_be_given_as_a_share() {
    let columns = column("aandeel", "vrouwen", "share_of = \"inwoners\"");
    let rows = read(b"code,vrouwen,inwoners\nGM0344,50,200\nGM0363,0,0\n", &format!("{ALL}code = \"code\""), &columns);
    assert_eq!(values(&rows.unwrap()).1, [Some(25.0), None]);
}

#[test]
fn a_word_of_a_long_table_stands_where_it_has_no_figure() {
    let bulk = "Id;Measure;RegioS;Value;StringValue;ValueAttribute\n\
                0;M000114;GM0344;2,1;;None\n1;M000114;GM0363;;;Impossible\n2;M000114;GM0599;;;x\n";
    let file = format!(
        "{ALL}delimiter = \";\"\ndecimal = \",\"\ncode = \"RegioS\"\nmissing = {{ \"Impossible\" = \"not_applicable\" }}\n\
         long = {{ measure = \"Measure\", value = \"Value\", otherwise = [\"StringValue\", \"ValueAttribute\"] }}"
    );
    let columns = column("huishoudensgrootte", "M000114", "");
    let sound = bulk.replace("2;M000114;GM0599;;;x\n", "");
    let rows = read(sound.as_bytes(), &file, &columns).unwrap();
    assert_eq!(rows.cells[1].value, Value::Missing(Missing::NotApplicable));
    // The figures of a place stand on many lines: the place itself is told.
    let faults = told(read(bulk.as_bytes(), &file, &columns));
    assert!(faults.len() == 1 && faults[0].starts_with("proef, GM0599, M000114: found \"x\""), "{faults:?}");
}

#[test]
fn the_fields_of_an_answer_may_come_in_any_order_or_stay_away() {
    let answer = r#"{"value":[{"RegioS":"GM0344","a_1":1},{"b_2":2.5,"a_1":3,"RegioS":"GM0363"},{"RegioS":"GM0599"}]}"#;
    let columns = column("een", "a", "") + &column("twee", "b", "");
    let rows = read(answer.as_bytes(), &format!("{ALL}code = \"RegioS\""), &columns).unwrap();
    assert_eq!(values(&rows).1, [Some(1.0), None, Some(3.0), Some(2.5), None, None]);
}

#[test]
fn places_without_a_place_are_known_without_their_prefix_too() {
    let file = format!("{ALL}code = \"code\"\nprefix = \"BU\"");
    let rows = read(b"code,a\n03440311,1\n00000000,7\n", &file, &column("een", "a", "")).unwrap();
    assert_eq!((values(&rows).0, rows.nowhere), (vec!["BU03440311".to_owned()], 1));
}

#[test]
fn the_line_of_the_headings_is_that_of_the_file_and_empty_rows_below_a_table_are_none() {
    for end in ["\n", "\r\n"] {
        let content = ["Buurten, 2025", "", "code;a", "GM0344;1", "GM0363;x", ";", ""].join(end);
        let file = format!("{ALL}code = \"code\"\ndelimiter = \";\"");
        for header in ["", "\nheader = 3"] {
            let faults = told(read(content.as_bytes(), &format!("{file}{header}"), &column("een", "a", "")));
            assert!(faults.len() == 1 && faults[0].starts_with("proef, line 5, a"), "{faults:?}");
            let faults = told(read(content.as_bytes(), &format!("{file}{header}"), &column("een", "b", "")));
            assert!(faults.len() == 1 && faults[0].starts_with("proef, line 3, b: found no such column"), "{faults:?}");
        }
        let faults = told(read(content.as_bytes(), &format!("{file}\nheader = 2"), &column("een", "a", "")));
        assert!(faults.len() == 1 && faults[0].contains("line 2, header: found no row"), "{faults:?}");
    }
}
