use std::path::PathBuf;

use rusqlite::Connection;
use tempfile::TempDir;

use super::super::declaration::{Boundary, Declaration};
use super::super::fault::{At, Fault};
use super::{Outline, ReadBoundary, read_boundary, read_file};
use crate::domain::GeometryBasis;

/// Two squares of 100 m near the tower of Amersfoort, in metres of RD: the second is water.
const LAND: [[f64; 2]; 5] = [
    [155_000.0, 463_000.0],
    [155_100.0, 463_000.0],
    [155_100.0, 463_100.0],
    [155_000.0, 463_100.0],
    [155_000.0, 463_000.0],
];
const WATER: [[f64; 2]; 5] = [
    [155_100.0, 463_000.0],
    [155_200.0, 463_000.0],
    [155_200.0, 463_100.0],
    [155_100.0, 463_100.0],
    [155_100.0, 463_000.0],
];
const PLAIN: &str = "";
const KEPT: &str = "keep = { column = \"water\", value = \"NEE\" }";

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("buurt")
    }

    fn read(&self, declared: &str) -> Result<ReadBoundary, Vec<Fault>> {
        read_file(&self.path(), &boundary(declared))
    }

    fn read_text(&self, text: &str, declared: &str) -> Result<ReadBoundary, Vec<Fault>> {
        std::fs::write(self.path(), text).unwrap();
        self.read(declared)
    }

    /// A GeoPackage with one layer of land and water in RD.
    fn package(&self, layer: &str, srs: i64, rows: &[(&str, &str, Vec<u8>)]) {
        let _ = std::fs::remove_file(self.path());
        let base = Connection::open(self.path()).unwrap();
        base.execute_batch(&format!(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name, srs_id INTEGER, organization, organization_coordsys_id INTEGER);
             INSERT INTO gpkg_spatial_ref_sys VALUES ('RD New', 28992, 'EPSG', 28992), ('WGS 84', 4326, 'EPSG', 4326),
               ('Web', 3857, 'EPSG', 3857);
             CREATE TABLE gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id INTEGER);
             INSERT INTO gpkg_geometry_columns VALUES ('{layer}', 'geom', 'MULTIPOLYGON', {srs}),
               ('wijken', 'geom', 'MULTIPOLYGON', {srs});
             CREATE TABLE \"{layer}\" (fid INTEGER PRIMARY KEY, geom BLOB, buurtcode TEXT, water TEXT);"
        ))
        .unwrap();
        for (code, water, geometry) in rows {
            let insert = format!("INSERT INTO \"{layer}\" (geom, buurtcode, water) VALUES (?1, ?2, ?3)");
            base.execute(&insert, (geometry, code, water)).unwrap();
        }
    }
}

fn boundary(declared: &str) -> Boundary {
    let text = format!(
        "format = 1\n[[boundary]]\nid = \"b\"\nfile = \"buurt\"\nterms = \"t\"\nvintage = 2025\nlevel = \"buurt\"\n\
         code = \"buurtcode\"\nbasis = {{ fixed = \"cbs-generalised\" }}\n{declared}\n"
    );
    toml::from_str::<Declaration>(&text).unwrap().boundaries.remove(0)
}

/// A polygon in the form of GeoPackage: a multipolygon with an envelope, little or big end first.
fn blob(ring: &[[f64; 2]], little: bool) -> Vec<u8> {
    let int = |number: u32| if little { number.to_le_bytes() } else { number.to_be_bytes() };
    let float = |number: f64| if little { number.to_le_bytes() } else { number.to_be_bytes() };
    let mut bytes = vec![b'G', b'P', 0, 0b0010 | u8::from(little)];
    bytes.extend(int(28992));
    for bound in [0.0, 1.0, 0.0, 1.0] {
        bytes.extend(float(bound));
    }
    for (kind, count) in [(6, 1), (3, 1)] {
        bytes.push(u8::from(little));
        bytes.extend(int(kind));
        bytes.extend(int(count));
    }
    bytes.extend(int(u32::try_from(ring.len()).unwrap()));
    for number in ring.iter().flatten() {
        bytes.extend(float(*number));
    }
    bytes
}

fn geojson(crs: &str, coordinates: &str) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",{crs}\"features\":[{{\"type\":\"Feature\",\"id\":\"3f0c\",\
         \"geometry\":{{\"type\":\"MultiPolygon\",\"coordinates\":[[{coordinates}]]}},\
         \"properties\":{{\"buurtcode\":\"BU03070101\",\"water\":\"NEE\",\"jaar\":2025}}}}]}}"
    )
}

fn ring(points: &[[f64; 2]]) -> String {
    let points: Vec<String> = points.iter().map(|[x, y]| format!("[{x},{y}]")).collect();
    format!("[{}]", points.join(","))
}

fn only(read: Result<ReadBoundary, Vec<Fault>>) -> Outline {
    let mut outlines = read.unwrap().outlines;
    assert_eq!(outlines.len(), 1);
    outlines.remove(0)
}

fn refusal(read: Result<ReadBoundary, Vec<Fault>>) -> Fault {
    let mut faults = read.unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.remove(0)
}

/// Where the tower of Amersfoort stands, in millionths of a degree.
const TOWER: [i32; 2] = [5_387_206, 52_155_174];

/// Half a metre, in millionths of a degree.
fn is_tower(point: [i32; 2]) -> bool {
    (point[0] - TOWER[0]).abs() <= 7 && (point[1] - TOWER[1]).abs() <= 4
}

#[test]
fn a_geopackage_is_read_in_either_byte_order_and_water_is_left_out_and_counted() {
    for little in [true, false] {
        let folder = Folder::new();
        let rows = [("BU03070101", "NEE", blob(&LAND, little)), ("BU03070101", "JA", blob(&WATER, little))];
        folder.package("buurten", 28992, &rows);
        let read = folder.read(KEPT).unwrap();
        assert_eq!((read.outlines.len(), read.left_out), (1, 1));
        assert!(is_tower(read.outlines[0].polygons[0][0][0]));
        assert_eq!(read.outlines[0].polygons[0][0].len(), 5);
        assert_eq!(refusal(folder.read(PLAIN)).found, "BU03070101 again");
    }
}

#[test]
fn a_geopackage_with_another_layer_or_column_says_which_there_are() {
    let folder = Folder::new();
    folder.package("buurten_2025", 28992, &[("BU03070101", "NEE", blob(&LAND, true))]);
    let fault = refusal(folder.read("layer = \"buurten\""));
    assert_eq!(
        fault.to_string(),
        "buurt, layer: found the layers buurten_2025, wijken; expected the layer buurten, as declared"
    );
    let fault = refusal(folder.read(PLAIN));
    assert!(fault.expected.contains("a layer buurten"), "{fault}");
    assert_eq!(only(folder.read("layer = \"buurten_2025\"")).code.as_str(), "BU03070101");
    let fault = refusal(folder.read("layer = \"buurten_2025\"\nname = \"buurtnaam\""));
    assert_eq!(
        fault.to_string(),
        "buurt, buurtnaam: found the columns fid, geom, buurtcode, water; expected a column buurtnaam"
    );
}

#[test]
fn a_broken_geometry_is_refused_in_one_sentence_wherever_it_breaks_off() {
    let folder = Folder::new();
    let whole = blob(&LAND, true);
    for length in 0..whole.len() {
        folder.package("buurten", 28992, &[("BU03070101", "NEE", whole[..length].to_vec())]);
        let fault = refusal(folder.read(PLAIN));
        assert_eq!((fault.at, &*fault.field), (At::Feature(1, "BU03070101".to_owned()), "geometry"), "{length}");
    }
    // Counts that promise more than there is take no memory.
    for place in [45, 54, 58] {
        let mut long = whole.clone();
        long[place..place + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        folder.package("buurten", 28992, &[("BU03070101", "NEE", long)]);
        assert!(refusal(folder.read(PLAIN)).found.contains("broken geometry"), "{place}");
    }
    let mut line = whole;
    line[41..45].copy_from_slice(&2_u32.to_le_bytes());
    folder.package("buurten", 28992, &[("BU03070101", "NEE", line)]);
    assert_eq!(&*refusal(folder.read(PLAIN)).field, "geometry");
}

#[test]
fn a_geopackage_that_is_cut_off_is_refused_in_one_sentence() {
    let folder = Folder::new();
    folder.package("buurten", 28992, &[("BU03070101", "NEE", blob(&LAND, true))]);
    let whole = std::fs::read(folder.path()).unwrap();
    for length in [16, 100, 4096, whole.len() / 2] {
        std::fs::write(folder.path(), &whole[..length]).unwrap();
        let fault = refusal(folder.read(PLAIN));
        assert!(fault.expected.contains("whole GeoPackage"), "{length}: {fault}");
    }
}

#[test]
fn a_system_that_is_not_read_or_not_declared_is_told_with_its_name() {
    let folder = Folder::new();
    folder.package("buurten", 3857, &[("BU03070101", "NEE", blob(&LAND, true))]);
    let fault = refusal(folder.read(PLAIN));
    assert_eq!((&*fault.field, fault.found.as_str()), ("crs", "EPSG:3857"));
    folder.package("buurten", 28992, &[("BU03070101", "NEE", blob(&LAND, true))]);
    let fault = refusal(folder.read("crs = \"wgs84\""));
    assert_eq!(fault.found, "EPSG:28992");
    assert!(fault.expected.contains("crs = \"wgs84\""), "{fault}");
    // -1 stands for a system that nobody told: then the numbers tell it.
    folder.package("buurten", -1, &[("BU03070101", "NEE", blob(&LAND, true))]);
    assert!(is_tower(only(folder.read(PLAIN)).polygons[0][0][0]));
}

#[test]
fn geojson_in_metres_is_read_as_declared_as_named_or_as_its_numbers_say() {
    let folder = Folder::new();
    let named = "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::28992\"}},";
    for (crs, declared) in [("", "crs = \"rd\""), (named, PLAIN), ("", PLAIN)] {
        let outline = only(folder.read_text(&geojson(crs, &ring(&LAND)), declared));
        assert!(is_tower(outline.polygons[0][0][0]));
    }
    let fault = refusal(folder.read_text(&geojson("", &ring(&LAND)), "crs = \"wgs84\""));
    assert!(fault.expected.contains("these look like RD New metres"), "{fault}");
    let fault =
        refusal(folder.read_text(&geojson("", "[[5.1,52.0],[5.2,52.0],[5.2,52.1],[5.1,52.0]]"), "crs = \"rd\""));
    assert!(fault.expected.contains("these look like degrees"), "{fault}");
    let unknown = named.replace("28992", "31370");
    assert_eq!(&*refusal(folder.read_text(&geojson(&unknown, &ring(&LAND)), PLAIN)).field, "crs");
}

#[test]
fn an_answer_of_pdok_is_read_with_numbers_among_its_properties() {
    let folder = Folder::new();
    let text = geojson("\"timeStamp\":\"2025-01-01T00:00:00Z\",\"numberReturned\":1,", &ring(&LAND));
    assert_eq!(only(folder.read_text(&text, KEPT)).polygons.len(), 1);
    assert_eq!(only(folder.read_text(&text, "keep = { column = \"jaar\", value = \"2025\" }")).polygons.len(), 1);
    let fault = refusal(folder.read_text(&text, "keep = { column = \"h2o\", value = \"NEE\" }"));
    assert_eq!(&*fault.field, "h2o");
}

#[test]
fn topojson_is_read_with_and_without_quantisation() {
    let folder = Folder::new();
    let topology = |transform: &str, arcs: &str, refs: &str| {
        format!(
            "{{\"type\":\"Topology\",{transform}\"objects\":{{\"buurten\":{{\"type\":\"GeometryCollection\",\
             \"geometries\":[{{\"type\":\"Polygon\",\"arcs\":{refs},\"properties\":{{\"buurtcode\":\"BU03070101\"}}}}]}}}},\
             \"arcs\":{arcs}}}"
        )
    };
    let wanted =
        vec![[5_000_000, 52_000_000], [5_010_000, 52_000_000], [5_010_000, 52_010_000], [5_000_000, 52_000_000]];
    let plain = topology("", "[[[5.0,52.0],[5.01,52.0],[5.01,52.01]],[[5.0,52.0],[5.01,52.01]]]", "[[0,-2]]");
    assert_eq!(only(folder.read_text(&plain, PLAIN)).polygons, [[wanted.clone()]]);
    let grid = "\"transform\":{\"scale\":[0.01,0.01],\"translate\":[5.0,52.0]},";
    let steps = topology(grid, "[[[0,0],[1,0],[0,1]],[[0,0],[1,1]]]", "[[0,-2]]");
    assert_eq!(only(folder.read_text(&steps, PLAIN)).polygons, [[wanted]]);
    assert_eq!(refusal(folder.read_text(&plain.replace("[[0,-2]]", "[[0,7]]"), PLAIN)).found, "arc 7");
    let often = plain.replace("[[0,-2]]", "[[0,0,0,0,0]]");
    assert!(refusal(folder.read_text(&often, PLAIN)).expected.contains("at most 4 times"));
    let fault = refusal(folder.read_text(&plain, "layer = \"buurt_2025\""));
    assert!(fault.found.contains("buurten"), "{fault}");
    assert!(matches!(refusal(folder.read_text(&plain[..plain.len() - 9], PLAIN)).at, At::Line(_)));
}

#[test]
fn a_file_of_another_form_is_told_by_its_form() {
    let folder = Folder::new();
    for (bytes, word) in
        [(&b"PK\x03\x04abc"[..], "zip"), (&[0, 0, 0x27, 0x0a, 0][..], "shapefile"), (b"<html>", "page")]
    {
        std::fs::write(folder.path(), bytes).unwrap();
        let fault = refusal(folder.read(PLAIN));
        assert!(fault.found.contains(word), "{fault}");
    }
    std::fs::remove_file(folder.path()).unwrap();
    assert!(refusal(folder.read(PLAIN)).expected.contains("GeoPackage"));
}

/// Four buurten of 200 m in a row; the middle two are traced.
fn row(better: &str) -> (Folder, Result<ReadBoundary, Vec<Fault>>) {
    let folder = Folder::new();
    let feature = |number: u32, west: f64, east: f64, basis: &str| {
        let ring = ring(&[[west, 52.0], [east, 52.0], [east, 52.002], [west, 52.002], [west, 52.0]]);
        format!(
            "{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}},\
             \"properties\":{{\"buurtcode\":\"BU0307010{number}\",\"basis\":\"{basis}\"}}}}"
        )
    };
    let collection =
        |features: &[String]| format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","));
    let traced = [
        feature(1, 5.0, 5.003, "cbs"),
        feature(2, 5.003, 5.006, "traced"),
        feature(3, 5.006, 5.009, "traced"),
        feature(4, 5.009, 5.012, "cbs"),
    ];
    std::fs::write(folder.path(), collection(&traced)).unwrap();
    // The border lies elsewhere, and is drawn twice with 3 m between.
    let drawn = [feature(2, 5.003, 5.007, ""), feature(3, 5.00705, 5.009, "")];
    std::fs::write(folder.0.path().join("better"), collection(&drawn)).unwrap();
    let mut declared = boundary("");
    let text = format!(
        "file = \"better\"\ncode = \"buurtcode\"\ninstead_of = \"approximate\"\nbasis = \"cbs-simplified\"\n\
         tolerance = 15.0\nlikeness = 0.65\n{better}"
    );
    declared.better = Some(toml::from_str(&text).unwrap());
    declared.basis = super::super::declaration::Basis::Property {
        property: "basis".to_owned(),
        words: [("cbs", GeometryBasis::CbsGeneralised), ("traced", GeometryBasis::Approximate)]
            .map(|(word, basis)| (word.to_owned(), basis))
            .into(),
    };
    let read = read_boundary(folder.0.path(), &declared);
    (folder, read)
}

#[test]
fn better_outlines_take_the_place_of_traced_ones_and_every_outline_says_its_basis() {
    let (_folder, read) = row("replaced = 2");
    let read = read.unwrap();
    let bases: Vec<GeometryBasis> = read.outlines.iter().map(|outline| outline.basis).collect();
    let (whole, better) = (GeometryBasis::CbsGeneralised, GeometryBasis::CbsSimplified);
    assert_eq!(bases, [whole, better, better, whole]);
    assert_eq!(read.bettered.map(|bettered| (bettered.replaced, bettered.kept)), Some((2, Vec::new())));
    let east = |at: usize| read.outlines[at].polygons[0][0].iter().map(|point| point[0]).max();
    let west = |at: usize| read.outlines[at].polygons[0][0].iter().map(|point| point[0]).min();
    assert_eq!(east(1), west(2));
    assert!((east(1).unwrap() - 5_007_000).abs() <= 50);
}

#[test]
fn another_number_of_better_outlines_than_declared_is_refused() {
    let fault = refusal(row("replaced = 3").1);
    assert_eq!(fault.to_string(), "better, b, replaced: found 2 outlines replaced; expected 3 as declared");
    let fault = refusal(row("features = 9\nreplaced = 2").1);
    assert_eq!(fault.to_string(), "better: found 2 features; expected 9 features as declared");
}

#[test]
fn outlines_at_full_detail_are_thinned_as_declared_and_neighbours_keep_one_border() {
    let folder = Folder::new();
    // The border between two buurten wanders by 2 m every 10 m.
    let border: Vec<[f64; 2]> =
        (0..=40).map(|at| [155_100.0 + f64::from(at % 2) * 2.0, 463_000.0 + f64::from(at) * 10.0]).collect();
    let part = |west: bool| {
        let mut ring = border.clone();
        let side = if west { 155_000.0 } else { 155_300.0 };
        ring.extend([[side, 463_400.0], [side, 463_000.0], border[0]]);
        ring
    };
    let rows = [("BU03070101", "NEE", blob(&part(true), true)), ("BU03070102", "NEE", blob(&part(false), false))];
    folder.package("buurten", 28992, &rows);
    std::fs::rename(folder.path(), folder.0.path().join("full")).unwrap();
    let read = |simplify: &str| {
        let mut declared = boundary(simplify);
        declared.file = "full".to_owned();
        read_boundary(folder.0.path(), &declared)
    };
    let points = |read: &ReadBoundary| read.outlines.iter().map(|one| one.polygons[0][0].len()).collect::<Vec<_>>();
    assert_eq!(points(&read("").unwrap()), [44, 44]);
    assert_eq!(points(&read("simplify = 40.0").unwrap()), [5, 5]);
    assert_eq!(&*refusal(read("simplify = 0.0")).field, "simplify");
}
