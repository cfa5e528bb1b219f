//! Tiles over HTTP.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::client::{get, get_with, send};

/// The tile of zoom 10 with the centre of Amsterdam.
const AMSTERDAM: &str = "10/526/336";

fn template() -> String {
    let description = get_with("/tiles/2024.json", &[("host", "kaart.example:8080")]).json();
    description["tiles"][0].as_str().unwrap().to_owned()
}

fn tile(place: &str) -> String {
    let template = template();
    let path = template.strip_prefix("http://kaart.example:8080").expect("the template is absolute");
    path.replace("{z}/{x}/{y}", place)
}

#[test]
fn the_description_names_the_current_template_and_the_zooms() {
    let answer = get_with("/tiles/2024.json", &[("host", "kaart.example:8080")]);
    let description = answer.json();
    assert_eq!(description["tilejson"], "3.0.0");
    assert_eq!((description["minzoom"].as_u64(), description["maxzoom"].as_u64()), (Some(5), Some(14)));
    let release = get("/readyz").json()["release"].as_str().unwrap().to_owned();
    assert_eq!(template(), format!("http://kaart.example:8080/tiles/{release}/2024/{{z}}/{{x}}/{{y}}.mvt"));
}

#[test]
fn a_tile_is_gzip_for_those_who_take_it_and_the_same_bytes_unpacked_for_others() {
    let path = tile(AMSTERDAM);
    let packed = get_with(&path, &[("accept-encoding", "gzip, br")]);
    let plain = get(&path);
    assert_eq!(packed.header("content-type"), "application/vnd.mapbox-vector-tile");
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(packed.unpacked(), plain.body);
    assert_ne!(packed.header("etag"), plain.header("etag"), "two encodings have two strong validators");
    assert_eq!(packed.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(packed.header("vary").to_lowercase().contains("accept-encoding"));
    assert_eq!(get_with(&path, &[("accept-encoding", "br")]).header("content-encoding"), "", "never compressed again");
}

#[test]
fn a_tile_is_not_sent_again_to_a_client_that_has_it() {
    let path = tile(AMSTERDAM);
    let tag = get(&path).header("etag").to_owned();
    assert!(tag.starts_with('"'), "{tag} is strong");
    assert_eq!(get_with(&path, &[("if-none-match", &tag)]).status, StatusCode::NOT_MODIFIED);
    assert_eq!(get_with(&path, &[("if-none-match", "\"other\"")]).status, StatusCode::OK);
}

#[test]
fn head_of_a_tile_has_the_headers_without_the_body() {
    let answer = send(Request::head(tile(AMSTERDAM)).body(Body::empty()).unwrap());
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.is_empty() && !answer.header("etag").is_empty());
}

#[test]
fn an_empty_tile_is_204_and_a_tile_that_cannot_exist_is_404() {
    assert_eq!(get(&tile("10/0/0")).status, StatusCode::NO_CONTENT);
    for place in ["4/8/5", "15/16834/10770", "5/32/0", "5/0/32", "10/4294967295/0"] {
        assert_eq!(get(&tile(place)).status, StatusCode::NOT_FOUND, "{place}");
    }
    let other_release = tile(AMSTERDAM).replacen("/tiles/", "/tiles/x", 1);
    assert_eq!(get(&other_release).status, StatusCode::NOT_FOUND);
    assert_eq!(get(&tile(AMSTERDAM).replace("/2024/", "/1999/")).status, StatusCode::NOT_FOUND);
    assert_eq!(get("/tiles/1999.json").status, StatusCode::NOT_FOUND);
}

#[test]
fn malformed_coordinates_are_answered_with_400() {
    for place in ["a/0/0", "5/-1/0", "5/0/1.5", "5/+1/0", "99999999999/0/0", "5/%20/0"] {
        assert_eq!(get(&tile(place)).status, StatusCode::BAD_REQUEST, "{place}");
    }
    assert_eq!(get(&tile(AMSTERDAM).replace(".mvt", ".pbf")).status, StatusCode::BAD_REQUEST);
    assert_eq!(get("/tiles/latest.json").status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_client_that_takes_no_body_at_all_gets_406() {
    let answer = get_with(&tile(AMSTERDAM), &[("accept-encoding", "identity;q=0")]);
    assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE);
}

#[test]
fn other_sites_may_use_the_tiles() {
    for path in [tile(AMSTERDAM), "/tiles/2024.json".to_owned()] {
        assert_eq!(get_with(&path, &[("origin", "https://example.org")]).header("access-control-allow-origin"), "*");
    }
}
