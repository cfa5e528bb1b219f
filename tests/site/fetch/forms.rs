//! Each form whole, from the publisher to packed figures.

use std::fs;

use wijkwijzer::fetch::{How, Outcome};
use wijkwijzer::ingest;

use super::{Desk, PAGE, ROWS, code, declared, inhabitants, is_page, of_version_3, statline_v3};
use crate::support::publisher::{Asked, Publisher, Reply};

/// A publisher of every form, by the first part of the path.
pub(super) fn every_form() -> Publisher {
    Publisher::playing(|asked| match asked.url.path().split('/').nth(1) {
        Some("v3") => statline_v3(asked, "2026-01-01T02:00:00", ROWS, inhabitants),
        Some("v4") => statline_v4(asked),
        Some("pdok") => features(asked),
        Some("wfs") => wfs(asked),
        Some("file") => Reply::file(&file(), "\"one\"", asked),
        other => panic!("nobody asks for {other:?}"),
    })
}

/// Each form with its address and what is asked behind it.
pub(super) const FORMS: [(&str, &str, &str); 5] = [
    ("statline-v3", "/v3/85984NED", "query = { \"$filter\" = \"startswith(WijkenEnBuurten,'BU')\" }"),
    ("statline-v4", "/v4/85984NED", ""),
    ("features", "/pdok/collections/buurten/items", "query = { limit = \"50\" }"),
    ("wfs", "/wfs/v1_0", "query = { typeNames = \"wijkenbuurten:buurten\", count = \"50\" }"),
    ("file", "/file/kwb.csv", ""),
];

fn statline_v4(asked: &Asked) -> Reply {
    let set = asked.url.path().rsplit('/').next().unwrap();
    Reply::json(match set {
        "Properties" => format!("{{\"Title\":\"KWB\",\"Modified\":\"2026-01-01\",\"ObservationCount\":{ROWS}}}"),
        "MeasureCodes" => "{\"value\":[{\"Identifier\":\"T001036\",\"Unit\":\"aantal\"}]}".to_owned(),
        "Dimensions" => "{\"value\":[{\"Kind\":\"GeoDimension\",\"MapYear\":2024}]}".to_owned(),
        _ => {
            let from = asked.number_of("$skip");
            let to = ROWS.min(from + PAGE);
            let row = |row: usize| {
                let (code, value) = (code(row), row * 5);
                format!(
                    "{{\"Id\":{row},\"Measure\":\"T001036\",\"ValueAttribute\":\"None\",\"Value\":{value}.0,\
                     \"StringValue\":null,\"WijkenEnBuurten\":\"{code}\"}}"
                )
            };
            let listed: Vec<String> = (from..to).map(row).collect();
            let address = asked.url.join("Observations").unwrap();
            let next = if to < ROWS { format!(",\"@odata.nextLink\":\"{address}?$skip={to}\"") } else { String::new() };
            format!("{{\"@odata.context\":\"x\",\"value\":[{}]{next}}}", listed.join(","))
        }
    })
}

fn feature(row: usize) -> String {
    let value = if row == 7 { -99997 } else { i64::try_from(row * 5).unwrap() };
    format!(
        "{{\"type\":\"Feature\",\"id\":\"{row}\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":[5.0,52.0]}},\
         \"properties\":{{\"buurtcode\":\"{}\",\"aantal\":{value}}}}}",
        code(row)
    )
}

fn features(asked: &Asked) -> Reply {
    let from = asked.number_of("cursor");
    assert_eq!(asked.query("limit").as_deref(), Some("50"));
    let to = ROWS.min(from + PAGE);
    let listed: Vec<String> = (from..to).map(feature).collect();
    let next = format!("{{\"rel\":\"next\",\"href\":\"?f=json&limit=50&cursor={to}\"}}");
    let links = if to < ROWS { format!("{{\"rel\":\"self\",\"href\":\"x\"}},{next}") } else { String::new() };
    Reply::json(format!(
        "{{\"type\":\"FeatureCollection\",\"timeStamp\":\"{}\",\"links\":[{links}],\"features\":[{}]}}",
        asked.number,
        listed.join(",")
    ))
}

fn wfs(asked: &Asked) -> Reply {
    assert_eq!(asked.query("service").as_deref(), Some("WFS"));
    let from = asked.number_of("startIndex");
    let listed: Vec<String> = (from..ROWS.min(from + asked.number_of("count"))).map(feature).collect();
    let crs = "{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::28992\"}}";
    Reply::json(format!("{{\"type\":\"FeatureCollection\",\"crs\":{crs},\"features\":[{}]}}", listed.join(",")))
}

pub(super) fn file() -> Vec<u8> {
    let rows: Vec<String> = (0..ROWS).map(|row| format!("{},{}\n", code(row), row * 5)).collect();
    format!("code,inwoners\n{}", rows.concat()).into_bytes()
}

#[test]
fn every_form_is_fetched_whole_and_packed() {
    let publisher = every_form();
    for (form, path, more) in FORMS {
        let desk = Desk::declaring(&declared(form, &format!("{}{path}", publisher.address), more));
        let Outcome::Taken(told) = desk.fetch().unwrap() else { panic!("{form}") };
        assert_eq!((told.rows, told.unread.as_slice()), (ROWS as u64, [].as_slice()), "{form}");
        let order = ingest::Order { packages: &[], material: Some(&desk.keep().join("material")), largest: u64::MAX };
        let geodata = [desk.geodata()];
        assert_eq!(ingest::pack(&geodata, &order).unwrap().packages, [], "nothing is packed that nobody named: {form}");
        let named = ingest::Order { packages: &["proef".to_owned()], ..order };
        ingest::pack(&geodata, &named).unwrap_or_else(|error| panic!("{form}: {error}"));
        let figures = fs::read_to_string(desk.geodata().join("proef/figures/proef.csv")).unwrap();
        assert_eq!(figures.lines().count(), ROWS + 1, "{form}");
        assert!(figures.contains("\nBU03440100,500\n"), "{form}");
    }
}

#[test]
fn a_table_is_asked_for_page_by_page_and_not_again_while_it_is_the_same() {
    let (publisher, desk) = of_version_3(|_, whole| whole);
    assert!(matches!(desk.fetch().unwrap(), Outcome::Taken(_)));
    let pages: Vec<String> = publisher
        .asked()
        .iter()
        .filter(|asked| is_page(asked))
        .map(|asked| asked.url.query().unwrap().to_owned())
        .collect();
    assert_eq!(
        pages,
        [
            "$format=json",
            "$format=json&$skip=50",
            "$format=json&$skip=100",
            "$format=json&$skip=150",
            "$format=json&$skip=200"
        ]
    );
    let agent = &publisher.asked()[0].headers;
    assert!(agent["user-agent"].starts_with("wijkwijzer/"));
    let names: Vec<&str> = agent.keys().map(String::as_str).collect();
    assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"], "nothing is sent but the request");

    let before = publisher.asked().len();
    assert_eq!(desk.fetch().unwrap(), Outcome::Unchanged);
    assert!(publisher.asked()[before..].iter().all(|asked| !is_page(asked)), "only what it says of itself is asked");
}

#[test]
fn a_file_is_not_sent_again_while_it_is_the_same() {
    let publisher = every_form();
    let desk = Desk::declaring(&declared("file", &format!("{}/file/kwb.csv", publisher.address), ""));
    assert!(matches!(desk.fetch().unwrap(), Outcome::Taken(_)));
    assert_eq!(desk.fetch().unwrap(), Outcome::Unchanged);
    assert_eq!(fs::read(desk.material("tabel")).unwrap(), file());
}

#[test]
fn without_a_network_the_material_is_made_anew_from_what_is_kept() {
    let publisher = every_form();
    for (form, path, more) in FORMS {
        let desk = Desk::declaring(&declared(form, &format!("{}{path}", publisher.address), more));
        let keep = desk.keep();
        let offline = super::Order { how: How::Offline, ..Desk::order(&keep) };
        assert!(desk.with(&offline).unwrap_err().to_string().contains("not everything is kept"), "{form}");
        desk.fetch().unwrap();
        let first = fs::read(desk.material("tabel")).unwrap();
        fs::remove_file(desk.material("tabel")).unwrap();
        let asked = publisher.asked().len();
        desk.with(&offline).unwrap();
        assert_eq!(fs::read(desk.material("tabel")).unwrap(), first, "{form}");
        assert_eq!(publisher.asked().len(), asked, "nobody is asked");
        for answer in fs::read_dir(keep.join("answers")).unwrap().flatten() {
            fs::write(answer.path(), "spoiled").unwrap();
        }
        assert!(desk.with(&offline).unwrap_err().to_string().contains("is not what was kept"), "{form}");
    }
}

#[test]
fn a_dry_run_asks_nobody_and_writes_nothing() {
    let (publisher, desk) = of_version_3(|_, whole| whole);
    let keep = desk.keep();
    let Outcome::Planned(address, None) = desk.with(&super::Order { how: How::DryRun, ..Desk::order(&keep) }).unwrap()
    else {
        panic!("planned, and not fetched yet")
    };
    assert!(address.ends_with("/ODataFeed/odata/85984NED/TypedDataSet?$format=json"));
    assert!(publisher.asked().is_empty() && !keep.exists());
}

#[test]
fn only_what_was_changed_since_a_day_is_asked_for() {
    let (publisher, desk) = of_version_3(|_, whole| whole);
    let keep = desk.keep();
    let since = |day: &str| super::Order { since: Some(day.parse().unwrap()), ..Desk::order(&keep) };
    assert_eq!(desk.with(&since("2026-01-02")).unwrap(), Outcome::Unchanged);
    assert!(publisher.asked().iter().all(|asked| !is_page(asked)));
    assert!(matches!(desk.with(&since("2026-01-01")).unwrap(), Outcome::Taken(_)));
}

#[test]
fn two_packages_do_not_fetch_different_things_to_one_path() {
    let desk = Desk::declaring(&declared("file", "https://cbs.example/een", ""));
    let other = fs::read_to_string(desk.geodata().join("proef/package.toml")).unwrap();
    fs::create_dir_all(desk.geodata().join("ander")).unwrap();
    let other = other.replacen("id = \"proef\"", "id = \"ander\"", 1);
    fs::write(desk.geodata().join("ander/package.toml"), &other).unwrap();
    assert_eq!(ingest::fetches(&desk.geodata()).unwrap().len(), 2, "the same thing may lie there for both");
    fs::write(desk.geodata().join("ander/package.toml"), other.replace("/een", "/twee")).unwrap();
    let told = ingest::fetches(&desk.geodata()).unwrap_err().to_string();
    assert!(told.contains("ander/package.toml fetches something else there"), "{told}");
}

#[test]
fn what_cannot_be_fetched_is_told_before_anybody_is_asked() {
    let told = |lines: &str| Desk::declaring(lines).fetch().unwrap_err().to_string();
    let good = declared("statline-v3", "https://opendata.cbs.nl/x", "");
    assert!(
        told(&good.replace("path = \"tabel\"\n\n[[del", "path = \"../tabel\"\n\n[[del"))
            .contains("a path below the folder")
    );
    assert!(
        told(&good.replace("path = \"tabel\"\n\n[[del", "path = \"ander\"\n\n[[del")).contains("[[delivery.file]]")
    );
    assert!(told(&good.replace("id = \"tabel\"", "id = \"Een Tabel\"")).contains("small letters"));
    assert!(told(&good.replace("https:", "http:")).contains("expected https"));
    assert!(told(&good.replace("statline-v3", "soap")).contains("unknown variant"));
}
