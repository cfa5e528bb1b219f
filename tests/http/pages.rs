//! Pages: frame, language, headers, weight.

use axum::http::StatusCode;

use super::client::{get, get_with, page};

const PAGES: [&str; 38] = [
    "/",
    "/?aanwijzing=16",
    "/gebieden",
    "/gebieden/utrecht-overvecht",
    "/gebieden/utrecht-overvecht/briefing",
    "/gemeenten/GM0344",
    "/wijken/WK034403",
    "/buurten/BU03440311",
    "/kaart",
    "/kaart?indicator=koopwoningen&niveau=wijk&periode=2024",
    "/vergelijk",
    "/vergelijk?gebied=utrecht-overvecht&gebied=GM0344&gebied=BU03440311",
    "/eigen-gebied/kiezen?gemeente=GM0344&code=WK034403",
    "/eigen-gebied?code=WK034403&code=BU03440511",
    "/zoeken?q=overvecht",
    "/bronnen",
    "/methode",
    "/toegankelijkheid",
    "/wijzigingen",
    "/praktijkvoorbeelden",
    "/praktijkvoorbeelden?q=jongeren&thema=veiligheid&vanuit=tilburg-noordwest",
    "/praktijkvoorbeelden/pe-011?vanuit=utrecht-overvecht",
    "/drill?plaats=utrecht-overvecht",
    "/dekking",
    "/indicatoren",
    "/indicatoren/lage_inkomens",
    "/kennis",
    "/kennis/publicaties",
    "/kennis/lessen?thema=wonen",
    "/kennis/hulpmiddelen",
    "/kennis/checklists/gebiedsanalyse",
    "/kennis/beslisbomen/vorm-van-meedoen?stap=nee",
    "/kennis/programma",
    "/kennis/organisaties",
    "/kennis/tijdlijn",
    "/agenda",
    "/agenda/overzicht?van=2022-01-01&tot=2022-12-31",
    "/feeds",
];

#[test]
fn every_page_answers_in_the_frame_of_the_site_in_both_languages() {
    for path in PAGES {
        let joint = if path.contains('?') { '&' } else { '?' };
        for (lang, skip) in [("nl", "Naar de inhoud"), ("en", "Skip to content")] {
            let answer = get(&format!("{path}{joint}lang={lang}"));
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
            let html = answer.text();
            assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{path}");
            assert!(html.contains(skip), "{path}");
            assert_eq!(html.matches("<h1").count(), 1, "{path} has one first heading");
        }
    }
}

#[test]
fn no_page_holds_inline_scripts_or_styles_or_third_party_files() {
    for path in PAGES {
        let html = page(path);
        assert!(!html.contains(" style=\""), "{path} has a style attribute");
        assert!(!html.contains("<style"), "{path} has an inline style");
        for script in html.split("<script").skip(1) {
            // Linked data is data: a browser runs nothing of it.
            assert!(
                // Data for search engines is no script: nothing of it is run.
                script.starts_with(" type=\"module\" src=\"/assets/")
                    || script.starts_with(" type=\"application/ld+json\">"),
                "{path}: {}",
                &script[..80.min(script.len())]
            );
        }
        for tag in html.split("<link ").skip(1).filter(|tag| tag.starts_with("rel=\"stylesheet\"")) {
            assert!(tag.contains("href=\"/assets/"), "{path}");
        }
        for picture in html.split("<img").skip(1) {
            assert!(
                picture.contains(" src=\"/grafiek/") && picture.contains("loading=\"lazy\""),
                "{path} loads a picture"
            );
        }
    }
}

#[test]
fn every_answer_carries_the_strict_headers_and_a_request_id() {
    for path in ["/", "/api/v1/areas", "/nergens", "/healthz"] {
        let answer = get(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("blob:"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("x-request-id").len() >= 8, "{path}");
    }
}

#[test]
fn the_language_follows_the_address_then_the_browser_then_dutch() {
    let lang = |path: &str, accept: &str| {
        let html = get_with(path, &[("accept-language", accept)]);
        let text = html.text();
        text[text.find("<html lang=\"").unwrap() + 12..][..2].to_owned()
    };
    assert_eq!(lang("/", "fr"), "nl");
    assert_eq!(lang("/", "en-GB,en;q=0.8"), "en");
    assert_eq!(lang("/?lang=nl", "en"), "nl");
}

#[test]
fn links_keep_the_language_of_the_address_and_the_switch_keeps_the_address() {
    let html = page("/kaart?indicator=koopwoningen&niveau=wijk&lang=en");
    assert!(html.contains("href=\"/gebieden?lang=en\""));
    assert!(html.contains("href=\"/kaart?indicator=koopwoningen&amp;niveau=wijk&amp;lang=nl\""));
    assert!(page("/kaart").contains("href=\"/gebieden\""));
}

#[test]
fn the_designation_switch_shows_20_or_16_areas_in_list_and_drawing() {
    let count = |html: &str, what: &str| html.matches(what).count();
    let (twenty, sixteen) = (page("/"), page("/?aanwijzing=16"));
    assert_eq!(count(&twenty, "class=\"area-name\""), 20);
    assert_eq!(count(&twenty, "class=\"area-dot\""), 20);
    assert_eq!(count(&sixteen, "class=\"area-name\""), 16);
    assert_eq!(count(&sixteen, "class=\"area-dot\""), 16);
    assert!(sixteen.contains("href=\"/\"><b>20</b>"));
}

#[test]
fn the_first_page_fits_in_100_kilobytes_and_the_maps_in_250() {
    let limits = [
        ("/", 100_000),
        ("/kaart", 250_000),
        ("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024", 250_000),
        ("/kaart?indicator=misdrijven_per_1000&niveau=buurt", 250_000),
    ];
    for (path, limit) in limits {
        let answer = get_with(path, &[("accept-encoding", "gzip")]);
        assert_eq!(answer.header("content-encoding"), "gzip", "{path}");
        assert!(answer.body.len() > 2_000 && answer.body.len() <= limit, "{path}: {} bytes", answer.body.len());
    }
}

#[test]
fn a_page_is_not_sent_again_to_a_client_that_has_it() {
    let first = get("/gebieden");
    let tag = first.header("etag");
    assert!(tag.starts_with("W/\""), "{tag}");
    assert_eq!(first.header("vary"), "Accept, Accept-Language, Accept-Encoding");
    let second = get_with("/gebieden", &[("if-none-match", tag)]);
    assert_eq!(second.status, StatusCode::NOT_MODIFIED);
    assert!(second.body.is_empty());
    // The same address in another language is another page.
    assert_eq!(get_with("/gebieden", &[("if-none-match", tag), ("accept-language", "en")]).status, StatusCode::OK);
    assert_eq!(get_with("/gebieden", &[("if-none-match", tag), ("accept", "application/json")]).status, StatusCode::OK);
}

#[test]
fn a_profile_answers_as_page_json_or_file_by_extension_and_by_accept() {
    let kinds = [
        ("json", "application/json"),
        ("csv", "text/csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("geojson", "application/geo+json"),
    ];
    for base in ["/gebieden/utrecht-overvecht", "/wijken/WK034403"] {
        for (extension, media_type) in kinds {
            assert!(get(&format!("{base}.{extension}")).header("content-type").starts_with(media_type));
            assert!(get_with(base, &[("accept", media_type)]).header("content-type").starts_with(media_type));
        }
        assert_eq!(get_with(base, &[("accept", "image/png")]).status, StatusCode::NOT_ACCEPTABLE);
    }
}

#[test]
fn search_finds_places_by_name_and_code_and_suggests_for_typing_errors() {
    assert!(page("/zoeken?q=overvecht").contains("href=\"/gebieden/utrecht-overvecht\""));
    assert!(page("/zoeken?q=WK034403").contains("href=\"/wijken/WK034403\""));
    let none = page("/zoeken?q=utrecht-overvegt");
    assert!(none.contains("Geen gebied") && none.contains("href=\"/gebieden/utrecht-overvecht\""), "{none}");
    assert!(page("/zoeken?q=%3Cscript%3E").contains("&lt;script&gt;"));
}

#[test]
fn the_program_says_that_it_lives_and_what_it_serves() {
    assert_eq!(get("/healthz").text(), "ok\n");
    let ready = get("/readyz").json();
    assert_eq!(ready["status"], "ready");
    assert_eq!(ready["release"].as_str().map(str::len), Some(12));
}
