//! Bad input: 400 and 404 in the site's frame or as problem+json, never a panic.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::support::TestSite;

#[test]
fn unknown_doubled_and_malformed_parameters_are_answered_with_400_and_the_allowed_ones() {
    let site = TestSite::shipped();
    for path in [
        "/?kleur=rood",
        "/?aanwijzing=17",
        "/?aanwijzing=20&aanwijzing=16",
        "/?lang=fr",
        "/gebieden?pagina=1",
        "/kaart?indikator=koopwoningen",
        "/kaart?niveau=land",
        "/kaart?niveau=provincie",
        "/kaart?periode=twintig",
        "/kaart?periode=2024-2023",
        "/kaart?pagina=0",
        "/kaart?pagina=-1",
        "/kaart?pagina=99999999999999999999",
        "/kaart?indicator=koopwoningen&indicator=inwoners",
        "/kaart?indicator=%ff",
        "/zoeken?zoek=x",
        "/zoeken?q=a%00b",
        "/gebieden/utrecht-overvecht?stijl=mooi",
        "/api/v1/search?q=a&q=b",
        "/api/v1/areas?limit=5",
        "/healthz/?",
    ] {
        if path == "/healthz/?" {
            assert_eq!(site.get(path).status, StatusCode::NOT_FOUND, "{path}");
            continue;
        }
        let answer = site.get(path);
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}: {}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    let named = site.get("/kaart?indikator=koopwoningen").html().texts("main code");
    assert!(["indicator", "periode"].iter().all(|name| named.iter().any(|found| found == name)), "{named:?}");
    let problem = site.get_with("/kaart?indikator=koopwoningen", &[("accept", "application/json")]).json();
    assert_eq!(problem["parameter"], "indikator");
    let allowed = [
        "indicator",
        "niveau",
        "periode",
        "gebied",
        "plaats",
        "punten",
        "klassen",
        "grenzen",
        "rond",
        "verschil",
        "volgorde",
        "pagina",
        "vorm",
        "stijl",
        "lang",
    ];
    assert_eq!(problem["allowed"], serde_json::json!(allowed));
}

#[test]
fn unknown_places_are_answered_with_404_and_suggestions() {
    let site = TestSite::shipped();
    for (path, meant) in [
        ("/gebieden/utrecht-overvegt", "/gebieden/utrecht-overvecht"),
        ("/wijken/WK034430", "/wijken/WK0344"),
        ("/gemeenten/utrecht", "/gemeenten/GM0344"),
        ("/kaart?gebied=utrecht-overvegt&niveau=buurt", "/gebieden/utrecht-overvecht"),
        ("/kaart?indicator=koopwoning", "/kaart?indicator=koopwoningen"),
    ] {
        let answer = site.get(path);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        let html = answer.html();
        assert!(html.one("main").has(&format!("a[href^=\"{meant}\"]")), "{path}: {}", answer.text());
        assert!(html.one("html").attribute("lang") == "nl" && html.has(".site-header"), "{path} has no frame");
    }
    for path in [
        "/gebieden/bestaat-niet",
        "/gebieden/..%2f..%2fetc",
        "/wijken/GM0344",
        "/buurten/BU99999999",
        "/gemeenten/%F0%9F%98%80",
        "/kaart?pagina=5000",
        "/nergens",
        "/assets/base.css",
        "/kaart/",
    ] {
        assert_eq!(site.get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn paths_that_are_no_text_are_answered_with_400() {
    let site = TestSite::shipped();
    for path in ["/gebieden/%ff", "/wijken/%C3%28", "/api/v1/areas/%fe%ff"] {
        assert_eq!(site.get(path).status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[test]
fn programs_get_problems_as_json_with_the_number_of_the_request() {
    let site = TestSite::shipped();
    let slow = [("x-request-id", "proxy-12345678")];
    for path in [
        "/api/v1/areas/nergens",
        "/api/v1/regions/XX",
        "/api/v1/values/a/2024/wijk",
        "/tiles/x/2024/1/1/1.mvt",
        "/gebieden/nergens.json",
    ] {
        let answer = site.get_with(path, &slow);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        let problem = answer.json();
        assert_eq!(problem["status"], 404, "{path}");
        assert_eq!(problem["instance"], path);
        assert_eq!(problem["request_id"], "proxy-12345678");
    }
}

#[test]
fn methods_that_write_are_refused_with_the_allowed_ones() {
    let site = TestSite::shipped();
    for path in ["/", "/api/v1/areas", "/gebieden/utrecht-overvecht"] {
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
            let answer = site.send(request);
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(answer.header("allow").contains("GET"), "{method} {path}");
        }
    }
}

#[test]
fn addresses_and_bodies_beyond_any_use_are_refused() {
    let site = TestSite::shipped();
    let long = format!("/zoeken?q={}", "a".repeat(5000));
    assert_eq!(site.get(&long).status, StatusCode::URI_TOO_LONG);
    let request = Request::post("/zoeken").header("content-length", "10000000").body(Body::empty()).unwrap();
    assert_eq!(site.send(request).status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn what_was_typed_comes_back_escaped_and_shortened() {
    let site = TestSite::shipped();
    let answer = site.get("/kaart?%3Cscript%3Ealert(1)%3C%2Fscript%3E=1");
    assert!(!answer.text().contains("<script>alert"));
    let name = "a".repeat(500);
    assert!(!site.get(&format!("/?{name}=1")).text().contains(&name));
}

#[test]
fn head_answers_like_get_without_a_body() {
    let site = TestSite::shipped();
    for path in ["/", "/api/v1/areas", "/kaart"] {
        let answer = site.send(Request::head(path).body(Body::empty()).unwrap());
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.body.is_empty(), "{path}");
    }
}

#[test]
fn no_link_of_a_page_leads_to_another_host_whatever_address_was_asked() {
    let site = TestSite::shipped();
    for path in ["//evil.example/x", "///evil.example", "//evil.example/gebieden?indicator=a"] {
        let html = site.get_with(path, &[("accept", "text/html")]).html();
        assert!(!html.has("a[href^='//']") && !html.has("form[action^='//']"), "{path}");
        assert!(html.has("a[href*='lang=en']"), "{path}: this test has lost its subject");
    }
}
