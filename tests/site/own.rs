//! Places that readers put together, under their key on every page that knows a place.

use axum::http::StatusCode;

use crate::support::{TestSite, release};

/// One wijk of Utrecht and two buurten of another, under a name that needs escaping.
const KEY: &str = "eigen_0344-03-04.11.12*Zuilen+%26+Ondiep";

/// Every other of the first buurten of the country as a key: hardly a wijk of them is whole.
fn large(count: usize) -> String {
    let atlas = release::atlas();
    let codes: Vec<_> = atlas.base().buurt.codes.iter().step_by(2).take(count).copied().collect();
    let codes = atlas.selection(&codes).unwrap_or(codes);
    wijkwijzer::domain::OwnKey { vintage: None, codes, name: None }.to_string()
}

#[test]
fn every_kind_of_chart_shows_an_own_place_in_every_form() {
    let site = TestSite::shipped();
    for (kind, indicator) in [
        ("verloop", "&indicator=eenzaam"),
        ("achterstand", "&indicator=eenzaam"),
        ("stippen", "&indicator=koopwoningen"),
        ("zwerm", "&indicator=koopwoningen"),
        ("verdeling", "&indicator=koopwoningen"),
        ("leeftijd", ""),
    ] {
        let query = format!("?plaats={KEY}{indicator}");
        let html = site.html(&format!("/grafiek/{kind}{query}"));
        assert!(html.text_of("main").contains("Zuilen & Ondiep"), "{kind} does not name the place");
        let profile = "/eigen-gebied?code=WK034403&code=BU03440411&code=BU03440412&naam=Zuilen+%26+Ondiep";
        assert!(html.links_to(profile), "{kind}");
        for ending in ["svg", "csv", "json"] {
            let answer = site.get(&format!("/grafiek/{kind}.{ending}{query}"));
            assert_eq!(answer.status, StatusCode::OK, "{kind}.{ending}: {}", answer.text());
            assert!(answer.text().contains("Ondiep"), "{kind}.{ending}");
            assert!(!answer.header("content-disposition").contains("0344"), "{}", answer.header("content-disposition"));
            assert_eq!(answer.header("x-robots-tag"), "noindex");
        }
        let frame = site.get(&format!("/insluiten/{kind}{query}"));
        assert_eq!(frame.status, StatusCode::OK);
        assert_eq!(frame.header("x-frame-options"), "");
    }
}

#[test]
fn an_own_place_is_held_against_the_rest_of_its_gemeente() {
    let site = TestSite::shipped();
    let dots = site.html(&format!("/grafiek/stippen?plaats={KEY}&indicator=koopwoningen")).text_of("main");
    assert!(dots.contains("rest van Utrecht") && dots.contains("20 gebieden samen"));
    let html = site.html("/eigen-gebied?code=WK034403&code=BU03440411");
    let names = html.row("koopwoningen").texts(".reference-name");
    assert!(names.iter().any(|name| name == "Rest van Utrecht"), "{names:?}");
    let json = site.get("/eigen-gebied.json?code=WK034403&code=BU03440411").json();
    let row = json["indicators"].as_array().unwrap().iter().find(|row| row["id"] == "koopwoningen").unwrap().clone();
    assert!(row["periods"][0]["references"]["rest_of_gemeente"]["value"].is_number(), "{}", row["periods"][0]);
    // Members in two gemeenten have no such rest.
    let two = site.get("/eigen-gebied.json?code=WK034403&code=WK0363AA").json();
    assert!(
        two["indicators"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["periods"][0]["references"]["rest_of_gemeente"].is_null())
    );
}

#[test]
fn the_profile_of_an_own_place_shows_its_charts_and_leads_to_practice_around_it() {
    let site = TestSite::shipped();
    let html = site.html("/eigen-gebied?code=WK034403&code=BU03440411&naam=Zuilen+%26+Ondiep");
    let key = "eigen_0344-03-04.11*Zuilen+%26+Ondiep";
    for kind in ["verloop", "achterstand"] {
        let picture = format!("img[src^=\"/grafiek/{kind}.svg?plaats={key}&indicator=\"]");
        assert!(html.has(&picture), "{picture}");
    }
    for link in [
        format!("/drill?plaats={key}"),
        format!("/praktijkvoorbeelden?vanuit={key}"),
        format!("/vergelijk?gebied={key}"),
    ] {
        assert!(html.links_to(&link), "{link}");
    }
}

#[test]
fn practice_is_seen_from_an_own_place() {
    let site = TestSite::shipped();
    let drill = site.html(&format!("/drill?plaats={KEY}"));
    assert!(drill.text_of("main").contains("Praktijk rond Zuilen & Ondiep"));
    assert!(drill.has(&format!("a[href$=\"?vanuit={KEY}\"]")), "examples stay seen from here");
    let list = site.html(&format!("/praktijkvoorbeelden?vanuit={KEY}&sorteer=afstand")).text_of("main");
    assert!(list.contains("Gezien vanuit") && list.contains("Zuilen & Ondiep"));
    assert!(list.contains(" km") || list.contains("\u{a0}km"), "with distances");
    let example = site.html(&format!("/praktijkvoorbeelden/pe-001?vanuit={KEY}"));
    assert_eq!(example.text_of("#waarom-titel"), "Wat dit met Zuilen & Ondiep te maken heeft");
    let json = site.get(&format!("/api/v1/places/{}/suggestions", KEY.replace('+', "%20"))).json();
    assert_eq!(json["name"], "Zuilen & Ondiep");
    assert!(!json["suggestions"].as_array().unwrap().is_empty());
}

#[test]
fn own_places_are_compared_with_each_other_and_with_areas() {
    let site = TestSite::shipped();
    let path = format!("/vergelijk?gebied={KEY}&gebied=eigen_0344-05&gebied=utrecht-overvecht");
    let captions = site.html(&path).texts(".compare-map figcaption");
    assert!(captions[0].contains("Zuilen & Ondiep") && captions[0].contains("eigen gebied"), "{captions:?}");
    let json = site.get_with(&path, &[("accept", "application/json")]).json();
    assert_eq!(json["places"][0]["kind"], "own");
    assert_eq!(json["places"][1]["key"], "eigen_0344-05");
    let csv = site.get(&path.replace("/vergelijk?", "/vergelijk.csv?"));
    assert!(csv.text().contains("Zuilen & Ondiep"));
    let twice = site.get("/vergelijk?gebied=eigen_0344-04.11-03&gebied=eigen_0344-03-04.11*Anders");
    assert_eq!(twice.status, StatusCode::BAD_REQUEST, "the same members under two names are one place");
}

#[test]
fn a_key_that_names_no_place_says_what_is_wrong_with_it() {
    let site = TestSite::shipped();
    for path in [
        "/grafiek/leeftijd?plaats=",
        "/vergelijk?gebied=utrecht-overvecht&gebied=",
        "/drill?plaats=",
        "/praktijkvoorbeelden?vanuit=",
    ] {
        for (key, status, part) in [
            ("eigen_0344-3x", StatusCode::BAD_REQUEST, "0344-3x"),
            (
                "eigen_0344-03*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                StatusCode::BAD_REQUEST,
                "80",
            ),
            ("eigen_0344-98.77", StatusCode::NOT_FOUND, "BU03449877"),
        ] {
            let answer = site.get(&format!("{path}{key}"));
            assert_eq!(answer.status, status, "{path}{key}");
            assert!(answer.text().contains(part), "{path}{key}: {}", answer.text());
        }
        let answer = site.get(&format!("{path}{}", large(1_200)));
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} with too many members");
        assert!(answer.text().contains("500"), "{}", answer.text());
    }
}

#[test]
fn five_hundred_members_fit_in_an_address() {
    let site = TestSite::shipped();
    let key = large(480);
    assert!(key.len() > 1_000, "{}", key.len());
    let html = site.html(&format!("/grafiek/stippen?plaats={key}&indicator=koopwoningen"));
    assert!(html.one("a.language").attribute("href").contains(&key), "the other language keeps it");
    assert_eq!(
        site.get(&format!("/grafiek/leeftijd?plaats=utrecht-overvecht&x={}", "a".repeat(5_000))).status,
        StatusCode::URI_TOO_LONG
    );
    assert_eq!(site.get(&format!("/grafiek/leeftijd?plaats={}", key.repeat(12))).status, StatusCode::URI_TOO_LONG);
}

#[test]
fn the_same_members_in_another_order_give_the_same_addresses() {
    let site = TestSite::shipped();
    let files = |key: &str| -> Vec<String> {
        let html = site.html(&format!("/grafiek/leeftijd?plaats={key}"));
        html.all(".chart-files a").into_iter().map(|link| link.attribute("href").to_owned()).collect()
    };
    let one = files("eigen_0344-03-04.11_0363-AB.01-AA");
    let address = "/grafiek/leeftijd.svg?plaats=eigen_0344-03-04.11_0363-AA-AB.01";
    assert!(one.iter().any(|file| file.starts_with(address)), "{one:?}");
    assert_eq!(one, files("eigen_0363-AA-AB.01_0344-04.11-03"));
}
