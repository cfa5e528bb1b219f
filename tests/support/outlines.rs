//! The real outlines for tests and benches: parsed from the source material where it is at hand.
#![allow(dead_code, reason = "each test binary uses a part of these helpers")]
#![allow(missing_docs, reason = "helpers of tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests may panic")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use wijkwijzer::domain::{GeometryBasis, Level, RegionCode, Vintage};
use wijkwijzer::geometry::project::micro_degrees;
use wijkwijzer::geometry::{Coverage, InputShape, Point};
use wijkwijzer::tiles::{FocusShape, TileSource};

/// The folder of the source material, beside the repository.
pub fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/boundaries")
}

/// The outlines of a file of the source material, which must be at hand: what asks for it is run only then.
pub fn shapes(file: &str) -> Vec<InputShape> {
    let path = shared().join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    json["features"].as_array().unwrap().iter().map(shape).collect()
}

fn shape(feature: &serde_json::Value) -> InputShape {
    let properties = &feature["properties"];
    let basis = match properties["geometry_basis"].as_str() {
        Some("approximate") => GeometryBasis::Approximate,
        Some("amsterdam-official") => GeometryBasis::AmsterdamOfficial,
        _ => GeometryBasis::CbsGeneralised,
    };
    let coordinates = feature["geometry"]["coordinates"].as_array().unwrap();
    let polygons = match feature["geometry"]["type"].as_str() {
        Some("Polygon") => vec![polygon(coordinates)],
        _ => coordinates.iter().map(|rings| polygon(rings.as_array().unwrap())).collect(),
    };
    InputShape { code: properties["code"].as_str().unwrap().parse().unwrap(), basis, polygons }
}

fn polygon(rings: &[serde_json::Value]) -> Vec<Vec<Point>> {
    rings.iter().map(|ring| ring.as_array().unwrap().iter().map(point).collect()).collect()
}

fn point(position: &serde_json::Value) -> Point {
    micro_degrees([position[0].as_f64().unwrap(), position[1].as_f64().unwrap()])
}

/// The files with their vintage and level.
pub const FILES: [(&str, Vintage, Level); 5] = [
    ("buurt_2024.geojson", Vintage(2024), Level::Buurt),
    ("buurt_2019.geojson", Vintage(2019), Level::Buurt),
    ("wijk_2022.geojson", Vintage(2022), Level::Wijk),
    ("gemeente_2022.geojson", Vintage(2022), Level::Gemeente),
    ("wijk_2016.geojson", Vintage(2016), Level::Wijk),
];

/// The names of the regions of a file, by code; empty where the file has none.
fn names(file: &str) -> BTreeMap<RegionCode, String> {
    let text = std::fs::read_to_string(shared().join(file)).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let named = json["features"].as_array().unwrap().iter().filter_map(|feature| {
        let properties = &feature["properties"];
        Some((properties["code"].as_str()?.parse().ok()?, properties["name"].as_str()?.to_owned()))
    });
    named.collect()
}

/// The tiles of 2024 with real names of buurten. A wijk or gemeente borrows the name of its first buurt, which has the
/// length that names have. Twenty focus areas of two wijken each lie all over the country.
pub fn source(coverage: &Coverage) -> TileSource<'_> {
    let focus = (0..20_u32)
        .map(|i| {
            let wijken = [160 * i as usize + 7, 160 * i as usize + 8];
            let members = wijken.iter().flat_map(|&w| coverage.members(Level::Wijk, w)).map(|&m| m as usize).collect();
            FocusShape {
                id: i + 1,
                slug: format!("gebied-{i}"),
                name: format!("Gebied {i}"),
                members,
                designations: if i < 16 { "16,20".into() } else { "20".into() },
            }
        })
        .collect();
    let by_code = names("buurt_2024.geojson");
    let base: Vec<String> =
        coverage.codes(Level::Buurt).iter().map(|code| by_code.get(code).cloned().unwrap_or_default()).collect();
    // Leaked: a test binary makes one or two of these.
    let base: &'static [String] = Box::leak(base.into_boxed_slice());
    TileSource {
        coverage,
        name_of: Box::leak(Box::new(move |level: Level, index: usize| -> &str {
            coverage.members(level, index).first().and_then(|&m| base.get(m as usize)).map_or("", String::as_str)
        })),
        id_of: &|_, index| u32::try_from(index).unwrap_or(u32::MAX),
        focus,
    }
}
