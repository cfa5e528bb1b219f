//! Every kind of bad input, each as a small file: the error names file, place, field, value and expectation, all
//! faults of a file come together, and nothing is written.

mod catalogue;
mod deliveries;
mod facts;
mod lists;
mod packages;
mod scopes;
mod units;

use std::fs;
use std::path::{Path, PathBuf};

use super::{At, Fault, IngestError, Order, PackReport, check, read_geodata, release_id};
use crate::domain::{Missing, Value};

const CATALOGUE: &str = r#"
[[source]]
id = "bron"
name = { nl = "Bron", en = "Source" }
publisher = "CBS"
year = "2024"
licence = "CC BY 4.0"
attribution = { nl = "CBS, 2024", en = "CBS, 2024" }

[[indicator]]
id = "inwoners"
theme = "bevolking"
name = { nl = "Inwoners", en = "Inhabitants" }
definition = { nl = "Mensen.", en = "People." }
unit = "personen"
unit_label = { nl = "personen", en = "persons" }
polarity = "neutral"
choropleth = false
roles = ["population"]
period = [{ period = "2024", vintage = 2024, decimals = 0, source = "bron", levels = ["buurt"], rule = { sum = {} } }]
"#;

const VOCABULARY: &str = r#"
theme = []
phase = []
audience = []
publication_kind = []
event_kind = []
evidence = []

[[indicator_theme]]
id = "bevolking"
label = { nl = "Bevolking", en = "Population" }
"#;

const DELIVERIES: &str = r#"
format = 1

[terms.grenzen]
source = "CBS"
year = "2024"
licence = "niet vastgesteld"
attribution = "CBS, 2024"

[[boundary]]
id = "buurt"
file = "buurt.geojson"
terms = "grenzen"
vintage = 2024
level = "buurt"
code = "code"
name = "name"
within = ["wk_code"]
basis = { property = "basis", words = { "cbs" = "cbs-generalised" } }

[[delivery]]
id = "kwb"
terms = "bron"
vintage = 2024

[[delivery.file]]
path = "kwb.csv"
levels = ["buurt"]
code = "code"
missing = { "x" = "suppressed" }
period = "2024"
rows = 3
without_outline = 1

[[delivery.column]]
measure = "inwoners"
column = "inwoners"
decimals = 0
range = [0, 1000]

[documents]
"catalogue.toml" = "grenzen"
"package.toml" = "grenzen"
"vocabulary.toml" = "grenzen"
"#;

const FIGURES: &str = "code,inwoners,soort\nBU03440311,120,a\nBU03440312,x,b\nBU03440399,0,c\n";

const LEFT: &str = "[[5.0,52.0],[5.1,52.0],[5.1,52.1],[5.0,52.1],[5.0,52.0]]";
const RIGHT: &str = "[[5.1,52.0],[5.2,52.0],[5.2,52.1],[5.1,52.1],[5.1,52.0]]";

fn feature(code: &str, ring: &str) -> String {
    let properties = format!(r#"{{"code":"{code}","name":"Naam","wk_code":"WK034403","basis":"cbs"}}"#);
    let geometry = format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#);
    format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
}

fn outlines(left: &str, right: &str) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{left},{right}]}}"#)
}

/// A source folder and a `geodata/` that pack without a fault.
struct Folders {
    root: tempfile::TempDir,
}

impl Folders {
    fn new() -> Self {
        let folders = Self { root: tempfile::tempdir().unwrap() };
        fs::create_dir_all(folders.source()).unwrap();
        fs::create_dir_all(folders.geodata()).unwrap();
        folders.figures(FIGURES);
        folders.outlines(&outlines(&feature("BU03440311", LEFT), &feature("BU03440312", RIGHT)));
        for (name, text) in [("catalogue", CATALOGUE), ("vocabulary", VOCABULARY), ("package", DELIVERIES)] {
            fs::write(folders.geodata().join(format!("{name}.toml")), text).unwrap();
        }
        folders
    }

    fn source(&self) -> PathBuf {
        self.root.path().join("source")
    }

    fn geodata(&self) -> PathBuf {
        self.root.path().join("geodata")
    }

    fn figures(&self, text: &str) {
        fs::write(self.source().join("kwb.csv"), text).unwrap();
    }

    fn outlines(&self, text: &str) {
        fs::write(self.source().join("buurt.geojson"), text).unwrap();
    }

    fn declare(&self, from: &str, to: &str) {
        assert!(DELIVERIES.contains(from));
        fs::write(self.geodata().join("package.toml"), DELIVERIES.replace(from, to)).unwrap();
    }

    fn pack(&self) -> Result<PackReport, IngestError> {
        self.pack_from(Some(&self.source()))
    }

    /// Writes the list of files anew.
    fn list(&self) -> Result<PackReport, IngestError> {
        self.pack_from(None)
    }

    fn pack_from(&self, material: Option<&Path>) -> Result<PackReport, IngestError> {
        let order = Order { packages: &[], material, largest: 3_500_000 };
        super::pack(&[self.geodata()], &order).map_err(|mut error| {
            for fault in &mut error.faults {
                fault.file = fault.file.replace("geodata/", "");
            }
            error
        })
    }

    fn release(&self) -> String {
        release_id(&self.geodata()).unwrap()
    }

    /// The faults of packing; nothing may have been written.
    fn faults(&self) -> Vec<Fault> {
        let error = self.pack().unwrap_err();
        let left: Vec<String> = names(&self.geodata());
        assert_eq!(left, ["catalogue.toml", "package.toml", "vocabulary.toml"], "something was written");
        error.faults
    }

    fn only_fault(&self) -> Fault {
        let faults = self.faults();
        assert_eq!(faults.len(), 1, "{faults:?}");
        faults.into_iter().next().unwrap()
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn good_input_is_packed_read_back_and_names_one_release_every_time() {
    let folders = Folders::new();
    let report = folders.pack().unwrap();
    let release = folders.release();
    assert_eq!(folders.pack().unwrap(), report);
    assert_eq!(folders.release(), release, "packing again gives the same bytes");
    let dataset = read_geodata(&folders.geodata(), &()).unwrap();
    let figures: Vec<Value> = dataset.figures[0].columns[0].values.iter().collect();
    assert_eq!(figures, [Value::Known(120.0), Value::Missing(Missing::Suppressed), Value::Known(0.0)]);
    assert_eq!(dataset.topologies[0].shapes.len(), 2);
    let names: Vec<&str> = dataset.regions[0].regions.iter().map(|region| region.code.as_str()).collect();
    assert_eq!(names, ["BU03440311", "BU03440312", "BU03440399", "GM0344", "NL01", "WK034403"]);
    assert_eq!(check(&folders.geodata()), []);
    assert_eq!(report.unused, [("kwb.csv".to_owned(), vec!["soort".to_owned()])]);
}

#[test]
fn a_broken_ring_is_named_by_its_feature() {
    let folders = Folders::new();
    let open = "[[5.1,52.0],[5.2,52.0],[5.2,52.1],[5.1,52.1]]";
    folders.outlines(&outlines(&feature("BU03440311", LEFT), &feature("BU03440312", open)));
    let fault = folders.only_fault();
    assert_eq!(fault.at, At::Feature(2, "BU03440312".to_owned()));
    assert!(fault.found.contains("does not end where it starts"), "{fault}");
}

#[test]
fn a_ring_that_crosses_itself_is_named_by_its_feature() {
    let folders = Folders::new();
    let bow = "[[5.1,52.0],[5.2,52.1],[5.2,52.0],[5.1,52.12],[5.1,52.0]]";
    folders.outlines(&outlines(&feature("BU03440311", LEFT), &feature("BU03440312", bow)));
    let faults = folders.faults();
    let fault = faults.iter().find(|fault| &*fault.expected == "a ring that does not cross itself").unwrap();
    assert_eq!(fault.at, At::Feature(2, "BU03440312".to_owned()));
    assert_eq!((fault.file.as_str(), &*fault.field), ("buurt.geojson", "geometry"));
}

#[test]
fn metres_of_rd_new_in_a_wgs84_file_are_recognised() {
    let folders = Folders::new();
    let metres = "[[136000,456000],[137000,456000],[137000,457000],[136000,456000]]";
    folders.outlines(&outlines(&feature("BU03440311", LEFT), &feature("BU03440312", metres)));
    let fault = folders.only_fault();
    assert_eq!((&*fault.field, fault.found.as_str()), ("coordinates", "136000, 456000"));
    assert!(fault.expected.contains("RD New"), "{fault}");
}

#[test]
fn a_code_that_occurs_twice_is_refused_in_outlines_and_in_figures() {
    let folders = Folders::new();
    folders.outlines(&outlines(&feature("BU03440311", LEFT), &feature("BU03440311", RIGHT)));
    let fault = folders.only_fault();
    assert_eq!((fault.at, fault.found.as_str()), (At::Feature(2, "BU03440311".to_owned()), "BU03440311 again"));

    let folders = Folders::new();
    folders.figures("code,inwoners\nBU03440311,1\nBU03440311,2\nBU03440312,3\n");
    let fault = folders.only_fault();
    assert_eq!((fault.at, fault.found.as_str()), (At::Line(3), "BU03440311 again"));
}

#[test]
fn one_code_without_an_outline_more_than_declared_is_a_fault() {
    let folders = Folders::new();
    folders.figures("code,inwoners\nBU03440311,1\nBU03440398,2\nBU03440399,3\n");
    folders.pack().unwrap();
    let faults: Vec<String> = check(&folders.geodata()).iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "package.toml, line 22, kwb, without_outline: found 2 codes without an outline of 2024: BU03440398, BU03440399; \
             expected at most 1 as declared in without_outline"
        ]
    );
}

#[test]
fn a_wrong_delimiter_is_one_fault_that_names_both() {
    let folders = Folders::new();
    folders.figures(&FIGURES.replace(',', ";"));
    let fault = folders.only_fault();
    assert_eq!((fault.at, &*fault.field), (At::Line(1), "delimiter"));
    assert_eq!((fault.found.as_str(), &*fault.expected), ("one column with ';' in it", "columns separated by ','"));
}

#[test]
fn a_comma_as_decimal_mark_is_refused_quoted_or_not() {
    let folders = Folders::new();
    folders.figures("code,inwoners\nBU03440311,\"12,5\"\nBU03440312,12,5\nBU03440399,0\n");
    let faults = folders.faults();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert_eq!((&faults[0].at, faults[0].found.as_str()), (&At::Line(2), "\"12,5\" in inwoners"));
    assert!(faults[0].expected.contains("`decimal = \",\"`"));
    assert_eq!((&faults[1].at, faults[1].found.as_str()), (&At::Line(3), "3 fields"));
}

#[test]
fn all_faults_of_a_file_are_reported_together_in_order() {
    let folders = Folders::new();
    folders.figures("code,inwoners\nBU03440311,veel\nBU034403,5\nBU03440312,5000\n");
    let shown: Vec<String> = folders.faults().iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "kwb.csv, line 2, inwoners: found \"veel\"; expected a number with digits and a point as decimal mark",
            "kwb.csv, line 3, code: found \"BU034403\"; expected a region code: NL01, GM and 4, WK and 6 or BU and 8 characters",
            "kwb.csv, line 4, inwoners: found 5000; expected a value from 0 to 1000",
        ]
    );
}

#[test]
fn faults_of_several_files_are_reported_together() {
    let folders = Folders::new();
    folders.figures("code,inwoners\nBU03440311,veel\nBU03440312,1\nBU03440399,1\n");
    let open = "[[5.1,52.0],[5.2,52.0],[5.2,52.1],[5.1,52.1]]";
    folders.outlines(&outlines(&feature("BU03440311", LEFT), &feature("BU03440312", open)));
    let files: Vec<String> = folders.faults().into_iter().map(|fault| fault.file).collect();
    assert_eq!(files, ["buurt.geojson", "kwb.csv"]);
}

#[test]
fn a_missing_column_is_named() {
    let folders = Folders::new();
    folders.figures("code,bewoners\nBU03440311,1\nBU03440312,2\nBU03440399,3\n");
    let fault = folders.only_fault();
    assert_eq!((fault.at, &*fault.field, fault.found.as_str()), (At::Line(1), "inwoners", "no such column"));
}

#[test]
fn a_truncated_file_is_refused_wherever_it_stops() {
    let folders = Folders::new();
    folders.figures("code,inwoners\nBU03440311,1\nBU03440312,2\nBU03440399,");
    assert!(folders.only_fault().expected.contains("truncated"), "in the last field");

    let folders = Folders::new();
    folders.figures("code,inwoners\nBU03440311,1\nBU03440312,2\n");
    assert_eq!(folders.only_fault().found, "2 rows", "between two rows");

    let folders = Folders::new();
    let whole = outlines(&feature("BU03440311", LEFT), &feature("BU03440312", RIGHT));
    folders.outlines(&whole[..whole.len() / 2]);
    let fault = folders.only_fault();
    assert_eq!(fault.file, "buurt.geojson");
    assert!(fault.expected.contains("truncated"), "{fault}");
}

#[test]
fn an_unknown_indicator_id_is_a_fault_of_check() {
    let folders = Folders::new();
    folders.declare("measure = \"inwoners\"", "measure = \"bewoners\"");
    folders.pack().unwrap();
    let faults = check(&folders.geodata());
    let found: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.file.as_str(), fault.found.as_str())).collect();
    assert!(found.contains(&("package.toml", "\"bewoners\"")), "{faults:?}");
}

#[test]
fn a_property_that_contradicts_the_code_and_an_unknown_basis_are_refused() {
    let folders = Folders::new();
    let wrong = feature("BU03440312", RIGHT).replace("WK034403", "WK034404").replace("\"cbs\"", "\"schets\"");
    folders.outlines(&outlines(&feature("BU03440311", LEFT), &wrong));
    let found: Vec<(String, String)> =
        folders.faults().into_iter().map(|fault| (fault.field.into(), fault.found)).collect();
    let expected = [("basis", "\"schets\""), ("wk_code", "\"WK034404\"")];
    assert_eq!(found, expected.map(|(field, found)| (field.to_owned(), found.to_owned())));
}

#[test]
fn a_fault_leaves_what_was_packed_before_as_it_was() {
    let folders = Folders::new();
    folders.pack().unwrap();
    let release = folders.release();
    folders.figures("code,inwoners\nBU03440311,veel\nBU03440312,1\nBU03440399,1\n");
    assert!(folders.pack().is_err());
    assert_eq!(folders.release(), release);
}
