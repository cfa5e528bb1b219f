//! Tiles over HTTP.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use wijkwijzer::atlas::Atlas;
use wijkwijzer::web::ReleaseState;

use crate::support::{TestSite, release};

/// The tile of zoom 10 with the centre of Amsterdam.
const AMSTERDAM: &str = "10/526/336";

fn template(site: &TestSite) -> String {
    let description = site.get_with("/tiles/2024.json", &[("host", "kaart.example:8080")]).json();
    description["tiles"][0].as_str().unwrap().to_owned()
}

/// How templates name the release: with the build of the program.
fn edition(site: &TestSite) -> String {
    let release = site.get("/readyz").json()["release"].as_str().unwrap().to_owned();
    format!("{release}-{}", wijkwijzer::atlas::BUILD)
}

fn tile(site: &TestSite, place: &str) -> String {
    let template = template(site);
    let path = template.strip_prefix("http://kaart.example:8080").expect("the template is absolute");
    path.replace("{z}/{x}/{y}", place)
}

#[test]
fn the_description_names_the_current_template_and_the_zooms() {
    let site = TestSite::shipped();
    let answer = site.get_with("/tiles/2024.json", &[("host", "kaart.example:8080")]);
    let description = answer.json();
    assert_eq!(description["tilejson"], "3.0.0");
    assert_eq!((description["minzoom"].as_u64(), description["maxzoom"].as_u64()), (Some(5), Some(14)));
    assert_eq!(
        template(&site),
        format!("http://kaart.example:8080/tiles/{}/2024/{{z}}/{{x}}/{{y}}.mvt", edition(&site))
    );
}

#[test]
fn every_address_that_leaves_the_site_is_the_configured_one_whatever_a_client_claims() {
    let claims = [("host", "evil.example"), ("x-forwarded-proto", "https"), ("x-forwarded-host", "evil.example")];
    let named = |site: &TestSite, ours: &str| {
        for path in [
            "/tiles/2024.json",
            "/tiles/2024/koopwoningen/2024.json",
            "/feeds/alles.atom",
            "/vraag-en-aanbod.atom",
            "/agenda.ics",
            "/sitemap.xml",
            "/robots.txt",
            "/gebieden/utrecht-overvecht.geojson",
            "/grafiek/verloop?plaats=utrecht-overvecht&indicator=koopwoningen",
        ] {
            let text = site.get_with(path, &claims).good().text().to_owned();
            assert!(text.contains(ours), "{path} does not name {ours}");
            assert_eq!(text.contains("evil.example"), ours.contains("evil.example"), "{path}");
        }
    };
    named(&TestSite::shipped().at("https://wijkwijzer.example").with_desk(), "https://wijkwijzer.example/");
    // Without an address of its own nobody outside its machine reaches the server; then it says what it was called by,
    // and believes no proxy.
    named(&TestSite::shipped().with_desk(), "http://evil.example/");
}

#[test]
fn a_tile_is_gzip_for_those_who_take_it_and_the_same_bytes_unpacked_for_others() {
    let site = TestSite::shipped();
    let path = tile(&site, AMSTERDAM);
    let packed = site.get_with(&path, &[("accept-encoding", "gzip, br")]);
    let plain = site.get(&path);
    assert_eq!(packed.header("content-type"), "application/vnd.mapbox-vector-tile");
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(packed.unpacked(), plain.body);
    assert_ne!(packed.header("etag"), plain.header("etag"), "two encodings have two strong validators");
    assert_eq!(packed.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(packed.header("vary").to_lowercase().contains("accept-encoding"));
    assert_eq!(
        site.get_with(&path, &[("accept-encoding", "br")]).header("content-encoding"),
        "",
        "never compressed again"
    );
}

#[test]
fn a_tile_is_not_sent_again_to_a_client_that_has_it() {
    let site = TestSite::shipped();
    let path = tile(&site, AMSTERDAM);
    let tag = site.get(&path).header("etag").to_owned();
    assert!(tag.starts_with('"'), "{tag} is strong");
    assert_eq!(site.get_with(&path, &[("if-none-match", &tag)]).status, StatusCode::NOT_MODIFIED);
    assert_eq!(site.get_with(&path, &[("if-none-match", "\"other\"")]).status, StatusCode::OK);
}

#[test]
fn head_of_a_tile_has_the_headers_without_the_body() {
    let site = TestSite::shipped();
    let answer = site.send(Request::head(tile(&site, AMSTERDAM)).body(Body::empty()).unwrap());
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.is_empty() && !answer.header("etag").is_empty());
}

#[test]
fn an_empty_tile_is_204_and_a_tile_that_cannot_exist_is_404() {
    let site = TestSite::shipped();
    assert_eq!(site.get(&tile(&site, "10/0/0")).status, StatusCode::NO_CONTENT);
    for place in ["4/8/5", "15/16834/10770", "5/32/0", "5/0/32", "10/4294967295/0"] {
        assert_eq!(site.get(&tile(&site, place)).status, StatusCode::NOT_FOUND, "{place}");
    }
    let release_alone = tile(&site, AMSTERDAM).replace(&format!("-{}", wijkwijzer::atlas::BUILD), "");
    assert_ne!(release_alone, tile(&site, AMSTERDAM));
    assert_eq!(site.get(&release_alone).body, site.get(&tile(&site, AMSTERDAM)).body);
    let other_release = tile(&site, AMSTERDAM).replacen("/tiles/", "/tiles/x", 1);
    assert_eq!(site.get(&other_release).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&tile(&site, AMSTERDAM).replace("/2024/", "/1999/")).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/tiles/1999.json").status, StatusCode::NOT_FOUND);
}

#[test]
fn tiles_of_an_earlier_vintage_end_one_zoom_sooner_and_say_so() {
    let site = TestSite::shipped();
    let description = site.get("/tiles/2022.json").json();
    assert_eq!(description["maxzoom"], 13);
    let deeper = site.get(&format!("/tiles/{}/2022/14/8416/5384.mvt", edition(&site)));
    assert_eq!(deeper.status, StatusCode::NOT_FOUND);
    assert!(deeper.json()["detail"].as_str().unwrap().contains("13"));
    assert_eq!(site.get(&format!("/tiles/{}/2022/13/4208/2692.mvt", edition(&site))).status, StatusCode::OK);
}

#[test]
fn malformed_coordinates_are_answered_with_400() {
    let site = TestSite::shipped();
    for place in ["a/0/0", "5/-1/0", "5/0/1.5", "5/+1/0", "99999999999/0/0", "5/%20/0"] {
        assert_eq!(site.get(&tile(&site, place)).status, StatusCode::BAD_REQUEST, "{place}");
    }
    assert_eq!(site.get(&tile(&site, AMSTERDAM).replace(".mvt", ".pbf")).status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/tiles/latest.json").status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_client_that_takes_no_body_at_all_gets_406() {
    let site = TestSite::shipped();
    let answer = site.get_with(&tile(&site, AMSTERDAM), &[("accept-encoding", "identity;q=0")]);
    assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE);
}

#[test]
fn other_sites_may_use_the_tiles() {
    let site = TestSite::shipped();
    for path in [tile(&site, AMSTERDAM), "/tiles/2024.json".to_owned()] {
        assert_eq!(
            site.get_with(&path, &[("origin", "https://example.org")]).header("access-control-allow-origin"),
            "*"
        );
    }
}

/// The address of a joined tile.
fn joined(site: &TestSite, vintage: &str, indicator: &str, period: &str, place: &str) -> String {
    format!("/tiles/{}/{vintage}/{indicator}/{period}/{place}.mvt", edition(site))
}

/// Tags of the features of a layer, by id.
fn features(tile: &[u8], layer: &str) -> BTreeMap<u64, BTreeMap<String, String>> {
    let reader = fast_mvt::MvtReaderRef::new(tile).unwrap();
    let own = reader.layers().filter(|found| found.name() == layer).flat_map(fast_mvt::MvtLayerRef::features);
    let tags = |feature: fast_mvt::MvtFeatureRef<'_>| {
        let tags = feature.properties().map(|tag| tag.unwrap());
        (feature.id().unwrap(), tags.map(|(key, value)| (key.to_owned(), format!("{value:?}"))).collect())
    };
    own.map(tags).collect()
}

#[test]
fn a_joined_tile_says_what_the_values_of_the_api_say() {
    let site = TestSite::shipped();
    let values = site.get("/api/v1/values/koopwoningen/2024/wijk").json();
    let description = site.get("/tiles/2024/koopwoningen/2024.json").json();
    assert_eq!(description["figures"]["levels"]["wijk"]["breaks"], values["breaks"]);
    let breaks: Vec<f64> = values["breaks"].as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect();
    let tile = site.get(&joined(&site, "2024", "koopwoningen", "2024", AMSTERDAM));
    let found = features(&tile.body, "wijk");
    assert!(found.len() > 20, "{} wijken", found.len());
    for (id, tags) in found {
        let value = &values["values"][usize::try_from(id - 1).unwrap()];
        assert!(tags.contains_key("code") && tags.contains_key("name"), "{tags:?}");
        let Some(value) = value.as_f64() else {
            assert!(tags.contains_key("missing") && !tags.contains_key("value"), "{tags:?}");
            continue;
        };
        let class = breaks.iter().take_while(|&&limit| value >= limit).count();
        assert_eq!(tags["class"], format!("{class} (uint)"));
        assert_eq!(tags["value"], format!("{value} (sint)"), "whole percents");
        assert!(!tags.contains_key("missing"));
    }
}

#[test]
fn a_joined_tile_is_cached_and_packed_like_a_plain_one() {
    let site = TestSite::shipped();
    let path = joined(&site, "2024", "koopwoningen", "2024", AMSTERDAM);
    let packed = site.get_with(&path, &[("accept-encoding", "gzip, br")]);
    let plain = site.get(&path);
    assert_eq!(packed.unpacked(), plain.body);
    assert_eq!(packed.header("content-type"), "application/vnd.mapbox-vector-tile");
    assert_eq!(packed.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(packed.header("vary").to_lowercase().contains("accept-encoding"));
    assert_eq!(packed.header("access-control-allow-origin"), "*");
    let tag = packed.header("etag");
    assert!(tag.starts_with('"') && tag != plain.header("etag"), "{tag}");
    let again = site.get_with(&path, &[("accept-encoding", "gzip"), ("if-none-match", tag)]);
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    let head = site.send(Request::head(&path).body(Body::empty()).unwrap());
    assert!(head.status == StatusCode::OK && head.body.is_empty());
    assert_ne!(site.get(&tile(&site, AMSTERDAM)).header("etag"), plain.header("etag"));
}

#[test]
fn a_joined_tile_that_is_empty_is_204() {
    let site = TestSite::shipped();
    let nowhere = site.get(&joined(&site, "2024", "koopwoningen", "2024", "10/0/0"));
    assert_eq!(nowhere.status, StatusCode::NO_CONTENT);
}

#[test]
fn an_indicator_a_period_or_a_vintage_that_does_not_fit_is_404_and_says_which_does() {
    let site = TestSite::shipped();
    for (vintage, indicator, period) in [
        ("2024", "geluk", "2024"),
        ("2024", "koopwoningen", "1871"),
        ("2024", "koopwoningen", "x"),
        ("1999", "koopwoningen", "2024"),
    ] {
        for path in [
            joined(&site, vintage, indicator, period, AMSTERDAM),
            format!("/tiles/{vintage}/{indicator}/{period}.json"),
        ] {
            let answer = site.get(&path);
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.header("cache-control"), "no-store");
        }
    }
    let catalogue = site.get("/api/v1/indicators").json();
    let mut older = catalogue["indicators"].as_array().unwrap().iter().flat_map(|indicator| {
        let periods = indicator["periods"].as_array().unwrap().iter();
        periods.map(|period| (indicator["id"].as_str().unwrap(), period))
    });
    let (indicator, period) = older.find(|(_, period)| period["vintage"] != 2024).unwrap();
    let (own, period) = (period["vintage"].to_string(), period["period"].as_str().unwrap());
    let answer = site.get(&joined(&site, "2024", indicator, period, AMSTERDAM));
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let fitting = format!("/tiles/{own}/{indicator}/{period}.json");
    assert!(answer.json()["detail"].as_str().unwrap().contains(&fitting), "{}", answer.text());
    assert_eq!(site.get(&fitting).status, StatusCode::OK);
    assert_eq!(site.get(&joined(&site, &own, indicator, period, "7/65/42")).status, StatusCode::OK);
}

#[test]
fn malformed_addresses_of_joined_tiles_are_400_or_404() {
    let site = TestSite::shipped();
    for place in ["a/0/0", "5/-1/0", "99999999999/0/0", "5/%20/0"] {
        assert_eq!(
            site.get(&joined(&site, "2024", "koopwoningen", "2024", place)).status,
            StatusCode::BAD_REQUEST,
            "{place}"
        );
    }
    for place in ["4/8/5", "15/16834/10770", "5/32/0", "10/4294967295/0"] {
        assert_eq!(
            site.get(&joined(&site, "2024", "koopwoningen", "2024", place)).status,
            StatusCode::NOT_FOUND,
            "{place}"
        );
    }
    assert_eq!(site.get("/tiles/latest/koopwoningen/2024.json").status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/tiles/2024/koopwoningen/2024").status, StatusCode::BAD_REQUEST);
    let gone = joined(&site, "2024", "koopwoningen", "2024", AMSTERDAM).replacen("/tiles/", "/tiles/x", 1);
    assert_eq!(site.get(&gone).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&format!("{}?stijl=1", tile(&site, AMSTERDAM))).status, StatusCode::BAD_REQUEST);
}

#[test]
fn the_description_of_joined_tiles_names_unit_source_year_and_reasons() {
    let site = TestSite::shipped();
    let answer = site.get_with("/tiles/2024/koopwoningen/2024.json", &[("host", "kaart.example:8080")]);
    let description = answer.json();
    assert_eq!(description["tilejson"], "3.0.0");
    assert_eq!(
        description["tiles"][0],
        format!("http://kaart.example:8080/tiles/{}/2024/koopwoningen/2024/{{z}}/{{x}}/{{y}}.mvt", edition(&site))
    );
    let figures = &description["figures"];
    assert_eq!((figures["period"].as_str(), figures["vintage"].as_u64()), (Some("2024"), Some(2024)));
    for text in ["name", "unit", "definition", "note", "rule"] {
        for lang in ["nl", "en"] {
            assert!(!figures[text][lang].as_str().unwrap().is_empty(), "{text} {lang}");
        }
    }
    assert!(!figures["source"]["attribution"]["nl"].as_str().unwrap().is_empty());
    assert!(description["attribution"].as_str().unwrap().contains("Kadaster"));
    assert!(!figures["reasons"]["suppressed"]["en"].as_str().unwrap().is_empty());
    let field = |layer: &str, name: &str| {
        let layers = description["vector_layers"].as_array().unwrap();
        layers.iter().any(|one| one["id"] == layer && one["fields"][name].is_string())
    };
    assert!(field("wijk", "value") && field("wijk", "class") && field("wijk", "missing") && field("wijk", "code"));
    assert!(field("focus", "value") && !field("focus", "class"));
    let layers = description["vector_layers"].as_array().unwrap();
    assert!(layers.iter().all(|layer| layer["id"] != "label"));
}

#[test]
fn a_count_has_no_class_and_its_description_says_why() {
    let site = TestSite::shipped();
    let catalogue = site.get("/api/v1/indicators").json();
    let counts = |indicator: &&Value| indicator["choropleth"] == false && indicator["periods"][0]["vintage"] == 2024;
    let count = catalogue["indicators"].as_array().unwrap().iter().find(counts).unwrap();
    let (id, period) = (count["id"].as_str().unwrap(), count["periods"][0]["period"].as_str().unwrap());
    let description = site.get(&format!("/tiles/2024/{id}/{period}.json")).json();
    assert_eq!(description["figures"]["choropleth"], false);
    assert!(description["figures"]["note"]["en"].as_str().unwrap().contains("no class"));
    let found = features(&site.get(&joined(&site, "2024", id, period, AMSTERDAM)).body, "gemeente");
    assert!(!found.is_empty() && found.values().all(|tags| !tags.contains_key("class")));
}

/// The shipped release under a state of its own, so that its cache is nobody else's.
fn fresh(release: Option<&str>) -> ReleaseState {
    let shared = release::served();
    let atlas = match release {
        None => Arc::clone(&shared.atlas),
        Some(release) => {
            let mut other: Atlas = (*shared.atlas).clone();
            release.clone_into(&mut other.release);
            Arc::new(other)
        }
    };
    ReleaseState::new(atlas, Arc::clone(&shared.pyramids))
}

#[test]
fn a_joined_tile_that_a_crowd_asks_for_is_made_once() {
    let site = TestSite::of(fresh(None));
    let path = joined_now(&site, AMSTERDAM);
    let answers = site.get_at_once(&path, &[("accept-encoding", "gzip")], 64);
    assert_eq!(answers.len(), 64);
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK));
    assert!(answers.windows(2).all(|pair| pair[0].body == pair[1].body));
    assert_eq!(site.state().served().joined.made(), 1);
}

fn joined_now(site: &TestSite, place: &str) -> String {
    format!("/tiles/{}/2024/koopwoningen/2024/{place}.mvt", site.state().served().atlas.release)
}

#[test]
fn no_sequence_of_bad_requests_leaves_anything_in_memory() {
    let site = TestSite::of(fresh(None));
    let release = site.state().served().atlas.release.clone();
    for number in 0..400_u32 {
        for path in [
            format!("/tiles/{release}/2024/koopwoningen/2024/14/{number}/0.mvt"),
            format!("/tiles/{release}/2024/koopwoningen/2024/15/{number}/0.mvt"),
            format!("/tiles/{release}/2024/verzonnen{number}/2024/{AMSTERDAM}.mvt"),
            format!("/tiles/{release}/2024/koopwoningen/{number}/{AMSTERDAM}.mvt"),
            format!("/tiles/{release}/{}/koopwoningen/2024/{AMSTERDAM}.mvt", 1500 + number),
            format!("/tiles/uitgave{number}/2024/koopwoningen/2024/{AMSTERDAM}.mvt"),
        ] {
            let status = site.get_with(&path, &[("accept-encoding", "gzip")]).status;
            assert!(matches!(status.as_u16(), 204 | 400 | 404), "{path}: {status}");
        }
    }
    assert_eq!((site.state().served().joined.made(), site.state().served().joined.bytes()), (0, 0));
}

#[test]
fn a_page_of_the_release_before_finds_its_tiles_where_the_outlines_stayed() {
    let site = TestSite::of(fresh(None));
    let before = site.state().served().atlas.release.clone();
    let plain = format!("/tiles/{before}/2024/{AMSTERDAM}.mvt");
    let figures = joined_now(&site, AMSTERDAM);
    let ask = |path: &str| {
        let answer = site.get_with(path, &[("accept-encoding", "gzip")]);
        (answer.status, answer.body)
    };
    let own = ask(&plain);
    site.state().replace(fresh(Some("0123456789ab")));
    assert_eq!(ask(&plain), own);
    assert_eq!(ask(&figures).0, StatusCode::NOT_FOUND, "figures may have changed");
    let changed = fresh(Some("ba9876543210"));
    let kept: Vec<_> = changed.pyramids.iter().filter(|(vintage, _)| vintage.0 != 2024).cloned().collect();
    site.state().replace(ReleaseState::new(changed.atlas, kept));
    assert_eq!(ask(&plain).0, StatusCode::NOT_FOUND);
}

#[test]
fn an_absurd_accept_encoding_is_refused_or_passed_over_and_never_a_panic() {
    let site = TestSite::shipped();
    let many = "zip, ".repeat(700);
    let plain = site.get(&tile(&site, AMSTERDAM)).body;
    for (value, status) in [
        ("gzip;q=0, identity;q=0", 406),
        ("*;q=0", 406),
        ("identity;q=0, gzip;q=nan", 406),
        ("gzip;q=2, identity;q=0", 406),
        (";;;,,,=;q", 200),
        (many.as_str(), 200),
        ("gzip;q=-1", 200),
        ("\u{e9}", 200),
    ] {
        for path in [tile(&site, AMSTERDAM), joined(&site, "2024", "koopwoningen", "2024", AMSTERDAM)] {
            let answer = site.get_with(&path, &[("accept-encoding", value)]);
            assert_eq!(answer.status.as_u16(), status, "{value} {path}");
            if status == 200 && path == tile(&site, AMSTERDAM) {
                assert_eq!(answer.body, plain);
            }
        }
    }
}

#[test]
fn no_joined_tile_of_the_densest_place_is_larger_than_100_kb() {
    let site = TestSite::shipped();
    let catalogue = site.get("/api/v1/indicators").json();
    let mut largest = (0, String::new());
    for indicator in catalogue["indicators"].as_array().unwrap() {
        for period in indicator["periods"].as_array().unwrap() {
            let (id, vintage) = (indicator["id"].as_str().unwrap(), period["vintage"].to_string());
            let path = joined(&site, &vintage, id, period["period"].as_str().unwrap(), "7/65/42");
            let answer = site.get_with(&path, &[("accept-encoding", "gzip")]);
            assert!(matches!(answer.status.as_u16(), 200 | 204), "{path}");
            largest = largest.max((answer.body.len(), path));
        }
    }
    assert!((50_000..=100_000).contains(&largest.0), "{largest:?}");
}
