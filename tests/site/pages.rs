//! Pages: frame, language, headers, weight.

use axum::http::StatusCode;

use crate::support::{Html, TestSite};

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
    let site = TestSite::shipped();
    for path in PAGES {
        let joint = if path.contains('?') { '&' } else { '?' };
        for (lang, skip) in [("nl", "Naar de inhoud"), ("en", "Skip to content")] {
            let answer = site.get(&format!("{path}{joint}lang={lang}"));
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
            let html = answer.html();
            assert_eq!(html.one("html").attribute("lang"), lang, "{path}");
            assert_eq!(html.text_of(".skip-link"), skip, "{path}");
            assert_eq!(html.count("h1"), 1, "{path} has one first heading");
            assert!(!html.text_of("h1").is_empty(), "{path}");
        }
    }
}

#[test]
fn no_page_holds_inline_scripts_or_styles_or_third_party_files() {
    let site = TestSite::shipped();
    for path in PAGES {
        let html = site.html(path);
        assert!(!html.has("[style]"), "{path} has a style attribute");
        assert!(!html.has("style"), "{path} has an inline style");
        assert!(!html.has("iframe, object, embed"), "{path} holds something of another page");
        for script in html.all("script") {
            // Linked data for search engines is data: a browser runs nothing of it.
            let linked_data = script.attribute("type") == "application/ld+json";
            let own = script.attribute("type") == "module" && script.attribute("src").starts_with("/assets/");
            assert!(linked_data || (own && script.typed().is_empty()), "{path}: {script:?}");
        }
        for style in html.all("link[rel=stylesheet]") {
            assert!(style.attribute("href").starts_with("/assets/"), "{path}: {style:?}");
        }
        for picture in html.all("img") {
            let own = picture.attribute("src").starts_with("/grafiek/") && picture.attribute("loading") == "lazy";
            assert!(own && picture.has_attribute("alt"), "{path} loads a picture: {picture:?}");
        }
    }
}

#[test]
fn no_page_has_an_id_twice() {
    let site = TestSite::shipped();
    for path in PAGES {
        let html = site.html(path);
        let mut ids: Vec<&str> = html.all("[id]").into_iter().map(|one| one.attribute("id")).collect();
        ids.sort_unstable();
        let twice: Vec<&str> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(twice.is_empty(), "{path} has {twice:?} twice");
    }
}

#[test]
fn an_essay_has_the_same_parts_in_both_languages_and_leaves_no_slot_open() {
    let site = TestSite::shipped();
    for path in ["/methode", "/toegankelijkheid", "/privacy"] {
        let [dutch, english] = ["nl", "en"].map(|lang| site.html(&format!("{path}?lang={lang}")));
        let shape = |html: &Html| -> Vec<(String, String)> {
            let parts = html.all("main :is(h1, h2, h3, p, ul, li, dl, dt, table)").into_iter();
            parts.map(|part| (part.name().to_owned(), part.attribute("id").to_owned())).collect()
        };
        assert_eq!(shape(&dutch), shape(&english), "{path}");
        for html in [dutch, english] {
            let text = html.text_of("main");
            assert!(!text.contains("{{") && !text.contains('\u{1}'), "{path}: {text}");
        }
    }
}

#[test]
fn every_answer_carries_the_strict_headers_and_a_request_id() {
    let site = TestSite::shipped();
    for path in ["/", "/api/v1/areas", "/nergens", "/healthz"] {
        let answer = site.get(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("blob:"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("x-request-id").len() >= 8, "{path}");
    }
}

#[test]
fn the_language_follows_the_address_then_the_browser_then_dutch() {
    let site = TestSite::shipped();
    let lang = |path: &str, accept: &str| {
        site.get_with(path, &[("accept-language", accept)]).html().one("html").attribute("lang").to_owned()
    };
    assert_eq!(lang("/", "fr"), "nl");
    assert_eq!(lang("/", "en-GB,en;q=0.8"), "en");
    assert_eq!(lang("/?lang=nl", "en"), "nl");
}

#[test]
fn links_keep_the_language_of_the_address_and_the_switch_keeps_the_address() {
    let site = TestSite::shipped();
    let html = site.html("/kaart?indicator=koopwoningen&niveau=wijk&lang=en");
    assert!(html.links_to("/gebieden?lang=en"));
    assert_eq!(html.one("a.language").attribute("href"), "/kaart?indicator=koopwoningen&niveau=wijk&lang=nl");
    assert!(site.html("/kaart").links_to("/gebieden"));
}

#[test]
fn the_designation_switch_shows_20_or_16_areas_in_list_and_drawing() {
    let site = TestSite::shipped();
    let (twenty, sixteen) = (site.html("/"), site.html("/?aanwijzing=16"));
    let forty = site.html("/?aanwijzing=40");
    for (html, areas) in [(&twenty, 20), (&sixteen, 16), (&forty, 28)] {
        assert_eq!((html.count(".area-name"), html.count(".area-dot")), (areas, areas));
    }
    let back = sixteen.all("a[href=\"/\"]").into_iter().find(|link| link.text().starts_with("20"));
    assert!(back.is_some(), "the switch leads back to the 20");
    let line = site.html("/kennis/tijdlijn");
    assert_eq!(forty.text_of("#gebieden"), "28 van de 40 aandachtswijken");
    assert!(forty.links_to("/wijken/WK036103"), "a neighbourhood of a list leads to the region that carries its name");
    for id in ["20", "16", "40"] {
        assert!(line.links_to(&format!("/?aanwijzing={id}")), "the time line leads to the areas of {id}");
    }
}

#[test]
fn the_first_page_fits_in_100_kilobytes_and_the_maps_in_250() {
    let site = TestSite::shipped();
    let limits = [
        ("/", 100_000),
        ("/kaart", 250_000),
        ("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024", 250_000),
        ("/kaart?indicator=misdrijven_per_1000&niveau=buurt", 250_000),
    ];
    for (path, limit) in limits {
        let answer = site.get_with(path, &[("accept-encoding", "gzip")]);
        assert_eq!(answer.header("content-encoding"), "gzip", "{path}");
        assert!(answer.body.len() > 2_000 && answer.body.len() <= limit, "{path}: {} bytes", answer.body.len());
    }
}

#[test]
fn a_page_is_not_sent_again_to_a_client_that_has_it() {
    let site = TestSite::shipped();
    let first = site.get("/gebieden");
    let tag = first.header("etag");
    assert!(tag.starts_with("W/\""), "{tag}");
    assert_eq!(first.header("vary"), "Accept, Accept-Language, Accept-Encoding");
    let second = site.get_with("/gebieden", &[("if-none-match", tag)]);
    assert_eq!(second.status, StatusCode::NOT_MODIFIED);
    assert!(second.body.is_empty());
    // The same address in another language is another page.
    assert_eq!(site.get_with("/gebieden", &[("if-none-match", tag), ("accept-language", "en")]).status, StatusCode::OK);
    assert_eq!(
        site.get_with("/gebieden", &[("if-none-match", tag), ("accept", "application/json")]).status,
        StatusCode::OK
    );
}

#[test]
fn a_profile_answers_as_page_json_or_file_by_extension_and_by_accept() {
    let site = TestSite::shipped();
    let kinds = [
        ("json", "application/json"),
        ("csv", "text/csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("geojson", "application/geo+json"),
    ];
    for base in ["/gebieden/utrecht-overvecht", "/wijken/WK034403"] {
        for (extension, media_type) in kinds {
            assert!(site.get(&format!("{base}.{extension}")).header("content-type").starts_with(media_type));
            assert!(site.get_with(base, &[("accept", media_type)]).header("content-type").starts_with(media_type));
        }
        assert_eq!(site.get_with(base, &[("accept", "image/png")]).status, StatusCode::NOT_ACCEPTABLE);
    }
}

#[test]
fn search_finds_places_by_name_and_code_and_suggests_for_typing_errors() {
    let site = TestSite::shipped();
    let main = |html: &Html| html.text_of("main");
    assert!(site.html("/zoeken?q=overvecht").one("main").links_to("/gebieden/utrecht-overvecht"));
    assert!(site.html("/zoeken?q=WK034403").one("main").links_to("/wijken/WK034403"));
    let none = site.html("/zoeken?q=utrecht-overvegt");
    assert!(main(&none).contains("Geen gebied") && none.one("main").links_to("/gebieden/utrecht-overvecht"));
    let markup = site.html("/zoeken?q=%3Cscript%3E");
    assert!(main(&markup).contains("<script>") && !markup.has("main script"));
}

#[test]
fn the_program_says_that_it_lives_and_what_it_serves() {
    let site = TestSite::shipped();
    assert_eq!(site.get("/healthz").text(), "ok\n");
    let ready = site.get("/readyz").json();
    assert_eq!(ready["status"], "ready");
    assert_eq!(ready["release"].as_str().map(str::len), Some(12));
}
