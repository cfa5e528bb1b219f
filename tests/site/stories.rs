//! Codes of other divisions: their stories, and what a profile says of its own history.

use axum::http::StatusCode;
use wijkwijzer::domain::Level;
use wijkwijzer::store::desk::Role;

use crate::support::{TestSite, release};

#[test]
fn an_address_with_an_old_code_tells_what_became_of_the_place() {
    let site = TestSite::shipped();
    let html = site.html("/gemeenten/GM0457");
    assert_eq!(html.text_of("h1"), "Weesp");
    let lede = html.text_of(".lede");
    assert!(lede.contains("Weesp was in de indelingen van 2016, 2019, 2020 en 2022 een gemeente."), "{lede}");
    assert!(lede.contains("hoort deze grond bij Amsterdam (GM0363)"), "{lede}");
    assert!(html.links_to("/gemeenten/GM0363"));
    assert!(
        html.text_of(".story section li").contains("alle inwoners van Weesp, ofwel 3%"),
        "{:?}",
        html.one(".story")
    );
    assert!(html.links_to("/wijken/WK045702"), "its wijken lead on");
    let english = site.html("/gemeenten/GM0457?lang=en");
    assert!(english.text_of(".lede").contains("this ground belongs to Amsterdam (GM0363)"));
    assert!(english.links_to("/gemeenten/GM0363?lang=en"));
    let json = site.get("/gemeenten/GM0457.json").json();
    assert_eq!((&json["vintage"], &json["history"][0]["change"]), (&2022.into(), &"merged".into()));
    assert_eq!(json["history"][0]["relatives"][0]["code"], "GM0363");
}

#[test]
fn a_code_that_never_was_and_a_file_of_one_that_is_gone_are_not_found() {
    let site = TestSite::shipped();
    for path in ["/gemeenten/GM9999", "/wijken/GM0457", "/buurten/BU99999999"] {
        assert_eq!(site.get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
    let file = site.get("/gemeenten/GM0457.csv");
    assert_eq!(file.status, StatusCode::NOT_FOUND);
    assert!(file.text().contains("Amsterdam"), "{}", file.text());
    assert_eq!(site.get("/gemeenten/GM0457?hallo=1").status, StatusCode::BAD_REQUEST);
}

#[test]
fn an_old_code_among_places_to_compare_or_on_the_map_gets_its_successor_as_an_answer() {
    let site = TestSite::shipped();
    for path in [
        "/vergelijk?gebied=GM0457&gebied=GM0344",
        "/kaart?gebied=GM0457",
        "/eigen-gebied?code=WK045702",
        "/gemeenten/GM0457/briefing",
    ] {
        let answer = site.get(path);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        let html = answer.html();
        assert!(html.text_of("main").contains("in de indelingen van 2016, "), "{path}: {}", html.text_of("main"));
        assert!(html.has("main a[href*=\"0363\"]"), "{path}");
    }
}

#[test]
fn a_profile_says_what_changed_and_warns_of_a_code_that_was_another_place() {
    let site = TestSite::shipped();
    let amsterdam = site.html("/gemeenten/GM0363");
    let notice = amsterdam.text_of(".history summary");
    assert!(notice.contains("andere grens; Weesp (GM0457) hoorde er nog niet bij"), "{notice}");
    assert!(!site.html("/gemeenten/GM0344").has(".history"), "Utrecht did not change");
    let jordaan = site.html("/wijken/WK0363AB");
    assert!(jordaan.text_of(".history summary").contains("een andere code: Jordaan (WK036306)"));
    let reused = site.html("/wijken/WK008030");
    assert!(reused.text_of(".profile-head .notice").contains("stond in"), "{:?}", reused.one(".profile-head"));
}

#[test]
fn the_api_answers_for_every_division_and_refuses_others() {
    let site = TestSite::shipped();
    let then = site.get("/api/v1/regions/WK036306?indeling=2022").json();
    assert_eq!((&then["name"], &then["vintage"]), (&"Jordaan".into(), &2022.into()));
    assert_eq!(then["history"][0]["relatives"][0]["code"], "WK0363AB");
    let now = site.get("/api/v1/regions/WK0363AB?indeling=2024").json();
    assert!(now["indicators"].is_array() && now["history"][0]["change"] == "recoded", "{}", now["history"]);
    let same = site.get("/api/v1/regions/GM0344?indeling=2016").json();
    assert_eq!(same["history"][0]["change"], "same");
    for (path, status) in [
        ("/api/v1/regions/GM0457?indeling=2024", StatusCode::BAD_REQUEST),
        ("/api/v1/regions/GM1992?indeling=2016", StatusCode::BAD_REQUEST),
        ("/api/v1/regions/GM0344?indeling=1999", StatusCode::BAD_REQUEST),
        ("/api/v1/regions/GM0344?indeling=x", StatusCode::BAD_REQUEST),
        ("/api/v1/regions/GM9999?indeling=2016", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(site.get(path).status, status, "{path}");
    }
}

#[test]
fn a_sample_of_every_code_of_every_division_answers() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let mut asked = 0;
    for vintage in atlas.vintages.iter().filter(|vintage| !vintage.is_base()) {
        for level in Level::MAPPED {
            let regions = vintage.level(level).unwrap();
            let gone = regions.codes.iter().filter(|code| atlas.base().name(**code).is_none());
            for code in gone.step_by(41) {
                let path = wijkwijzer::urls::region(*code).to_string();
                let answer = site.get(&path);
                assert_eq!(answer.status, StatusCode::OK, "{path} of {}", vintage.vintage);
                assert!(answer.html().text_of(".story").contains("in de indeling"), "{path}");
                let api = site.get(&format!("/api/v1/regions/{code}?indeling={}", vintage.vintage));
                assert_eq!(api.status, StatusCode::OK, "{code} of {}", vintage.vintage);
                asked += 1;
            }
        }
    }
    assert!(asked > 80, "{asked}");
}

#[test]
fn what_people_wrote_in_another_division_follows_the_place_and_says_so() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    visitor.submit(&[("plaats", "WK036306_2022"), ("titel", "Leegstand in de Jordaan")]);
    let editor = site.editor(Role::Editor);
    editor.publish(1);
    let page = site.html("/vraag-en-aanbod/1");
    let origin = page.text_of(".card-origin");
    assert!(origin.contains("Jordaan, Amsterdam (geschreven over Jordaan WK036306, de indeling van 2022)"), "{origin}");
    assert!(page.links_to("/wijken/WK0363AB"));
    let inside = |path: &str| site.html(path).text_of("#vraag-en-aanbod").contains("Leegstand in de Jordaan");
    assert!(inside("/wijken/WK0363AB") && inside("/gemeenten/GM0363") && !inside("/gemeenten/GM0344"));
    // The editor's form keeps the division, and so does a change.
    assert!(editor.form(1).iter().any(|(name, value)| name == "plaats" && value == "WK036306_2022"));
    let filtered = site.html("/vraag-en-aanbod?plaats=WK036306_2022");
    assert!(filtered.text_of("main").contains("Leegstand in de Jordaan"));
}

#[test]
fn a_key_of_an_own_area_keeps_its_division_and_is_carried_over_by_the_buurten_inside() {
    let site = TestSite::shipped();
    // Bijlmer-Oost of 2022 was divided in four wijken: all of each lies inside.
    let html = site.html("/vergelijk?gebied=eigen.2022_0363-94*Oost&gebied=GM0363");
    assert!(html.text_of("main").contains("Oost (overgenomen uit de indeling van 2022)"), "{}", html.text_of("main"));
    let own = site.html("/eigen-gebied?code=WK036394&indeling=2022");
    assert!(own.text_of("h1").contains("(overgenomen uit de indeling van 2022)"), "{}", own.text_of("h1"));
    let wijken = ["WK0363TE", "WK0363TF", "WK0363TG", "WK0363TH"].map(|code| format!("code={code}")).join("&");
    assert!(own.links_to(&format!("/eigen-gebied/kiezen?{wijken}")), "{:?}", own.one(".profile-head"));
    let json = site.get("/api/v1/compare?gebied=eigen.2022_0363-94&gebied=GM0363").json();
    assert_eq!(json["places"][0]["key"], "eigen_0363-TE-TF-TG-TH", "{}", json["places"]);
    for (path, status) in [
        ("/vergelijk?gebied=eigen.2022_0363-ZZ&gebied=GM0363", StatusCode::NOT_FOUND),
        ("/vergelijk?gebied=eigen.1999_0363-94&gebied=GM0363", StatusCode::NOT_FOUND),
        ("/vergelijk?gebied=eigen.22_0363-94&gebied=GM0363", StatusCode::BAD_REQUEST),
        ("/eigen-gebied?code=WK036394&indeling=1999", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(site.get(path).status, status, "{path}");
    }
}

#[test]
fn a_search_leads_to_places_that_are_no_more() {
    let site = TestSite::shipped();
    let html = site.html("/zoeken?q=Haren");
    assert!(html.text_of("main").contains("In eerdere indelingen") && html.links_to("/gemeenten/GM0017"));
    assert!(site.html("/zoeken?q=GM0457").links_to("/gemeenten/GM0457"));
    assert!(!site.html("/zoeken?q=Overvecht").text_of("main").contains("In eerdere indelingen"));
}
