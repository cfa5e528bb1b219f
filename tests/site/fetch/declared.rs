//! The deliveries that are declared and not yet fetched: each is read whole from a table made to its declaration.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use wijkwijzer::domain::Level;
use wijkwijzer::ingest::declaration::{Delivery, Fetch, Given, SourceColumn, SourceFile};
use wijkwijzer::ingest::{self, Declared, Folders, Order};

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata")
}

fn declared_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deliveries")
}

/// A place of each level, with the word for it.
const PLACES: [(Level, &str, &str); 4] = [
    (Level::Land, "NL00      ", "Land      "),
    (Level::Gemeente, "GM0344    ", "Gemeente  "),
    (Level::Wijk, "WK034403  ", "Wijk      "),
    (Level::Buurt, "BU03440311", "Buurt     "),
];

/// A row that holds everything that is declared of the file, with 1 for every figure.
fn row(delivery: &Delivery, file: &SourceFile, place: (&str, &str), period: Option<&str>) -> Map<String, Value> {
    let mut row = Map::from_iter([(file.code.clone(), json!(place.0))]);
    row.extend(file.level_column.clone().map(|column| (column, json!(place.1))));
    row.extend(file.name.clone().map(|name| (name.column, json!("Zamenhofdreef en omgeving"))));
    row.extend(file.constant.iter().chain(&file.select).map(|(column, value)| (column.clone(), json!(value))));
    row.extend(file.period_column.as_ref().zip(period).map(|(column, period)| (column.column.clone(), json!(period))));
    let columns = delivery.columns.iter().flat_map(|column: &SourceColumn| {
        let one = [&column.column, &column.share_of, &column.count_of, &column.total, &column.less_percent];
        let one = one.into_iter().flatten().cloned();
        one.chain(column.plus.clone()).chain(column.minus.clone()).collect::<Vec<_>>()
    });
    match &file.long {
        None => row.extend(columns.map(|column| (column, json!(1)))),
        Some(long) => {
            row.insert(long.value.clone(), json!(1));
        }
    }
    row
}

fn rows(delivery: &Delivery, file: &SourceFile) -> Vec<Map<String, Value>> {
    let periods = file
        .period_column
        .as_ref()
        .map_or(vec![None], |column| column.periods.iter().map(|period| Some(format!("{period}JJ00"))).collect());
    // The value of an estimate and its bounds stand in three rows.
    let margins = file.margins.as_ref();
    let parts: Vec<Option<(&str, &str)>> = margins.map_or(vec![None], |margins| {
        [&margins.value, &margins.lower, &margins.upper]
            .map(|member| Some((margins.column.as_str(), member.as_str())))
            .into()
    });
    let places = PLACES.iter().filter(|(level, ..)| file.levels.contains(level));
    let wide = places.flat_map(|(_, code, level)| {
        let of = |(period, part): (&Option<String>, &Option<(&str, &str)>)| {
            let mut row = row(delivery, file, (code, level), period.as_deref());
            row.extend(part.map(|(column, member)| (column.to_owned(), json!(member))));
            row
        };
        periods.iter().flat_map(|period| parts.iter().map(move |part| (period, part))).map(of).collect::<Vec<_>>()
    });
    match &file.long {
        None => wide.collect(),
        Some(long) => {
            let measures = delivery.columns.iter().filter_map(|column| column.column.clone());
            let measures: Vec<String> = measures.collect();
            let with = |row: Map<String, Value>| {
                let long = long.measure.clone();
                measures.clone().into_iter().map(move |measure| {
                    let mut row = row.clone();
                    row.insert(long.clone(), json!(measure));
                    row
                })
            };
            wide.flat_map(with).collect()
        }
    }
}

/// What the publisher would give: made to the declaration.
fn made(package: &Declared, fetch: &Fetch) -> Vec<u8> {
    let deliveries = &package.declaration.deliveries;
    let read = deliveries.iter().find_map(|one| Some((one, one.files.iter().find(|file| file.path == fetch.path)?)));
    let Some((delivery, file)) = read else {
        let ring = json!([[[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.1], [5.0, 52.0]]]);
        let boundary = &package.declaration.boundaries[0];
        let mut properties = Map::from_iter([(boundary.code.clone(), json!("BU03440311"))]);
        properties.extend(boundary.name.clone().map(|name| (name, json!("Zamenhofdreef en omgeving"))));
        let feature = json!({ "type": "Feature", "geometry": { "type": "Polygon", "coordinates": ring }, "properties": properties });
        return json!({ "type": "FeatureCollection", "features": [feature] }).to_string().into_bytes();
    };
    let rows = rows(delivery, file);
    if fetch.form != Given::File {
        return json!({ "value": rows }).to_string().into_bytes();
    }
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), |text| text.trim().replace("JJ00", ""));
    let heading = rows[0].keys().cloned().collect::<Vec<_>>().join(",");
    let lines = rows.iter().map(|row| row.values().map(text).collect::<Vec<_>>().join(","));
    let table = std::iter::once(heading).chain(lines).map(|line| line + "\n").collect::<String>();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(file.inside.join(" "), zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(table.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn every_declared_delivery_awaits_its_fetch_and_is_read_from_a_table_made_to_its_declaration() {
    let ours = tempfile::tempdir().unwrap();
    let material = tempfile::tempdir().unwrap();
    let ids: Vec<String> =
        ingest::awaited(&declared_folder()).unwrap().iter().map(|one| one.name().to_owned()).collect();
    assert!(ids.len() >= 25, "{ids:?}");
    for id in &ids {
        fs::create_dir(ours.path().join(id)).unwrap();
        for file in fs::read_dir(declared_folder().join(id)).unwrap().flatten() {
            fs::copy(file.path(), ours.path().join(id).join(file.file_name())).unwrap();
        }
    }
    for (package, fetch) in ingest::fetches(&ours.path()).unwrap() {
        let path = material.path().join(&fetch.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, made(&package, &fetch)).unwrap();
        let surveyed = ingest::survey(&package, &fetch, &path).unwrap();
        assert!(surveyed.is_none_or(|one| one.unread.is_empty() && one.rows > 0), "{}", package.name());
    }
    let order = Order { packages: &ids, material: Some(material.path()), largest: u64::MAX };
    let folders = [shipped(), ours.path().to_owned()];
    ingest::pack(&folders, &order).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(ingest::check_packages(&Folders::new(&folders), &ids).unwrap(), []);
    // Together with what is shipped they are a release, those that stand for shipped packages too.
    assert_eq!(ingest::check(&Folders::new(&folders)), []);
}

#[test]
fn nothing_of_a_declared_delivery_is_in_a_release() {
    let both = Folders::new(&[shipped(), declared_folder()]);
    let files = ingest::files(&both).unwrap();
    assert!(files.iter().all(|file| !file.contains("kwb-2025")));
    let alone = ingest::release_id(&Folders::new(&[shipped()])).unwrap();
    assert_eq!(ingest::release_id(&both).unwrap(), alone);
}
