//! The API: bodies, and its description as a snapshot.

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::TestSite;

#[test]
fn the_description_of_the_api_is_the_reviewed_one() {
    let site = TestSite::shipped();
    let mut document = site.get("/api/openapi.json").json();
    assert_eq!(document["openapi"], "3.1.0");
    document["info"]["version"] = Value::from("(version)");
    insta::assert_json_snapshot!("openapi", document);
}

#[test]
fn the_areas_are_twenty_and_sixteen_of_them_carry_the_earlier_designation() {
    let site = TestSite::shipped();
    let areas = site.get("/api/v1/areas").json();
    let areas = areas["areas"].as_array().unwrap();
    assert_eq!(areas.len(), 20);
    let earlier = |area: &&Value| area["designations"].as_array().unwrap().contains(&Value::from("16"));
    assert_eq!(areas.iter().filter(earlier).count(), 16);
    let names: Vec<&str> = areas.iter().map(|area| area["name"].as_str().unwrap()).collect();
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn the_twenty_areas_together_count_1181645_inhabitants_in_2024() {
    let site = TestSite::shipped();
    let areas = site.get("/api/v1/areas").json();
    let total: f64 = areas["areas"].as_array().unwrap().iter().map(|area| area["inhabitants"].as_f64().unwrap()).sum();
    assert!((total - 1_181_645.0).abs() < 0.5, "{total}");
}

#[test]
fn an_area_gives_value_or_reason_coverage_and_references_by_name() {
    let site = TestSite::shipped();
    let area = site.get("/api/v1/areas/utrecht-overvecht").json();
    assert_eq!(area["slug"], "utrecht-overvecht");
    let indicators = area["indicators"].as_array().unwrap();
    assert!(indicators.len() >= 50);
    let mut seen = 0;
    for period in indicators.iter().flat_map(|indicator| indicator["periods"].as_array().unwrap()) {
        assert!(period["value"].is_number() != period["missing"].is_string(), "{period}");
        seen += usize::from(period["coverage"].is_number() && period["n_members"].is_number());
    }
    assert!(seen > 50, "{seen} figures say how much they cover");
    let owned = indicators.iter().find(|indicator| indicator["id"] == "koopwoningen").unwrap();
    let references = &owned["periods"][0]["references"];
    for name in ["gemeente", "rest_of_gemeente", "focus_areas_together", "nederland"] {
        assert!(references[name].is_object(), "{name}");
    }
}

#[test]
fn a_region_gives_its_figures_and_its_gemeente() {
    let site = TestSite::shipped();
    let region = site.get("/api/v1/regions/BU03440311").json();
    assert_eq!(region["level"], "buurt");
    assert_eq!(region["gemeente"]["name"], "Utrecht");
    assert_eq!(region["areas"], serde_json::json!(["utrecht-overvecht"]));
    assert!(region["geometry_basis"].is_string());
}

#[test]
fn values_come_in_the_order_of_the_tile_ids_with_reasons_in_a_second_list() {
    let site = TestSite::shipped();
    let values = site.get("/api/v1/values/koopwoningen/2024/wijk").json();
    assert_eq!(values["vintage"], 2024);
    let list = values["values"].as_array().unwrap();
    let missing: u64 = values["missing"].as_array().unwrap().iter().map(|run| run[1].as_u64().unwrap()).sum();
    assert_eq!(list.iter().filter(|value| value.is_null()).count() as u64, missing);
    assert!(values["breaks"].as_array().unwrap().len() >= 2);
    // The same figure as at the region itself.
    let region = site.get("/api/v1/regions/WK034403").json();
    let id = usize::try_from(region["tile_id"].as_u64().unwrap()).unwrap();
    let indicators = region["indicators"].as_array().unwrap();
    let owned = indicators.iter().find(|indicator| indicator["id"] == "koopwoningen").unwrap();
    let period = owned["periods"].as_array().unwrap().iter().find(|period| period["period"] == "2024").unwrap();
    assert_eq!(list[id - 1], period["value"]);
}

#[test]
fn every_column_of_the_catalogue_can_be_asked_for() {
    let site = TestSite::shipped();
    let catalogue = site.get("/api/v1/indicators").json();
    let mut asked = 0;
    for indicator in catalogue["indicators"].as_array().unwrap() {
        let id = indicator["id"].as_str().unwrap();
        for period in indicator["periods"].as_array().unwrap() {
            let year = period["period"].as_str().unwrap();
            let level = period["levels"][0].as_str().expect("a period has a level");
            let answer = site.get(&format!("/api/v1/values/{id}/{year}/{level}"));
            assert_eq!(answer.status, StatusCode::OK, "{id}/{year}/{level}");
            asked += 1;
        }
    }
    assert!(asked > 60, "{asked}");
}

#[test]
fn search_answers_at_most_ten_places_with_their_pages() {
    let site = TestSite::shipped();
    let found = site.get("/api/v1/search?q=overvecht").json();
    let hits = found["hits"].as_array().unwrap();
    assert!(!hits.is_empty() && hits.len() <= 10);
    assert_eq!(hits[0]["href"], "/gebieden/utrecht-overvecht");
    assert_eq!(site.get("/api/v1/search?q=").json()["hits"], serde_json::json!([]));
}

#[test]
fn practice_examples_are_points_inside_the_netherlands() {
    let site = TestSite::shipped();
    let answer = site.get("/api/v1/practice.geojson");
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let features = answer.json()["features"].as_array().unwrap().clone();
    assert!(features.len() > 50, "{}", features.len());
    for feature in &features {
        let (lon, lat) = (
            feature["geometry"]["coordinates"][0].as_f64().unwrap(),
            feature["geometry"]["coordinates"][1].as_f64().unwrap(),
        );
        assert!((3.0..7.5).contains(&lon) && (50.5..54.0).contains(&lat), "{feature}");
    }
}

#[test]
fn other_sites_may_read_the_api() {
    let site = TestSite::shipped();
    let answer = site.get_with("/api/v1/areas", &[("origin", "https://example.org")]);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(site.get_with("/", &[("origin", "https://example.org")]).header("access-control-allow-origin"), "");
}
