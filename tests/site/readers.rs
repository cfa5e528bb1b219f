//! Files read back: workbooks by calamine, CSV by csv, `GeoJSON` by geojson.

use std::collections::BTreeMap;
use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Data, Range, Reader as _, Xlsx};
use geojson::{FeatureCollection, GeoJson};

use crate::support::TestSite;

/// Media type of a workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A workbook by sheet.
pub fn workbook(site: &TestSite, path: &str) -> Vec<(String, Range<Data>)> {
    let answer = site.get(path);
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    assert_eq!(answer.header("content-type"), XLSX, "{path}");
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(answer.body)).expect("it is a workbook");
    let names = book.sheet_names();
    names.into_iter().map(|name| (name.clone(), book.worksheet_range(&name).expect("a sheet"))).collect()
}

/// The sheet of this name.
pub fn sheet<'a>(book: &'a [(String, Range<Data>)], name: &str) -> &'a Range<Data> {
    let found = book.iter().find(|(known, _)| known == name);
    &found.unwrap_or_else(|| panic!("no sheet {name} in {:?}", book.iter().map(|(name, _)| name).collect::<Vec<_>>())).1
}

/// Rows of a sheet by heading.
pub fn rows(range: &Range<Data>) -> Vec<BTreeMap<String, Data>> {
    let mut rows = range.rows();
    let head: Vec<String> = rows.next().expect("a head").iter().map(ToString::to_string).collect();
    rows.map(|row| head.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

/// Rows of a CSV by key.
pub fn records(text: &str, delimiter: u8) -> Vec<BTreeMap<String, String>> {
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("every row has all columns")
}

/// The features at an address.
pub fn geojson(site: &TestSite, path: &str) -> FeatureCollection {
    let answer = site.get(path);
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    assert_eq!(answer.header("content-type"), "application/geo+json", "{path}");
    match answer.text().parse::<GeoJson>() {
        Ok(GeoJson::FeatureCollection(found)) => found,
        other => panic!("{path}: {other:?}"),
    }
}

/// A number of a workbook.
pub fn number(cell: &Data) -> Option<f64> {
    match cell {
        Data::Float(value) => Some(*value),
        #[expect(clippy::cast_precision_loss, reason = "figures stay far below 2^52")]
        Data::Int(value) => Some(*value as f64),
        _ => None,
    }
}
