//! Practice: the list and its facets, an example seen from elsewhere, the drill, the gaps, the way back.

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{Html, TestSite};

fn ids(list: &Value) -> Vec<String> {
    list["examples"].as_array().unwrap().iter().map(|example| example["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_list_counts_149_examples_and_pages_through_them_once_each() {
    let site = TestSite::shipped();
    let first = site.get("/praktijkvoorbeelden.json").json();
    assert_eq!(first["total"], 149);
    let pages = first["pages"].as_u64().unwrap();
    let mut seen: Vec<String> =
        (1..=pages).flat_map(|at| ids(&site.get(&format!("/praktijkvoorbeelden.json?pagina={at}")).json())).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 149);
}

#[test]
fn facets_narrow_each_other_and_their_counts_are_what_a_choice_shows() {
    let site = TestSite::shipped();
    let list = site.get("/api/v1/practice?thema=veiligheid").json();
    let facets = list["facets"].as_array().unwrap();
    let mut checked = 0;
    for facet in facets.iter().filter(|facet| facet["parameter"] != "thema") {
        let parameter = facet["parameter"].as_str().unwrap();
        for value in facet["values"].as_array().unwrap() {
            let id = value["id"].as_str().unwrap();
            let chosen = site.get(&format!("/api/v1/practice?thema=veiligheid&{parameter}={id}")).json();
            assert_eq!(chosen["total"], value["count"], "{parameter}={id}");
            checked += 1;
        }
    }
    assert!(checked > 25, "{checked}");
    let both = site.get("/api/v1/practice?thema=veiligheid&thema=wonen").json();
    assert!(both["total"].as_u64() > list["total"].as_u64(), "values of one facet widen");
}

#[test]
fn words_find_by_stem_prefix_english_and_in_spite_of_a_typing_error() {
    let site = TestSite::shipped();
    let found = |query: &str| site.get(&format!("/api/v1/practice?q={query}")).json();
    assert!(ids(&found("schuld")).contains(&"pe-003".to_owned()));
    assert!(ids(&found("debt")).contains(&"pe-003".to_owned()));
    assert!(ids(&found("koffiek")).contains(&"pe-012".to_owned()));
    let wrong = found("kofiekar");
    assert!(ids(&wrong).contains(&"pe-012".to_owned()));
    assert_eq!(wrong["close"], true);
    assert_eq!(found("qqqqqq")["total"], 0);
}

#[test]
fn weak_examples_are_listed_but_never_put_forward() {
    let site = TestSite::shipped();
    for weak in ["pe-056", "pe-084", "pe-086", "pe-116", "pe-124"] {
        assert_eq!(site.get(&format!("/praktijkvoorbeelden/{weak}")).status, StatusCode::OK);
    }
    for area in site.get("/api/v1/areas").json()["areas"].as_array().unwrap() {
        let slug = area["slug"].as_str().unwrap();
        let list = site.get(&format!("/api/v1/places/{slug}/suggestions")).json();
        for suggestion in list["suggestions"].as_array().unwrap() {
            let id = suggestion["id"].as_str().unwrap();
            assert!(!["pe-056", "pe-084", "pe-086", "pe-116", "pe-124"].contains(&id), "{slug}: {id}");
            assert_ne!(suggestion["area"], slug, "{id} is from elsewhere");
        }
    }
}

#[test]
fn every_suggestion_says_why_with_a_figure_of_the_place_and_of_nederland() {
    let site = TestSite::shipped();
    for area in site.get("/api/v1/areas").json()["areas"].as_array().unwrap() {
        let (slug, name) = (area["slug"].as_str().unwrap(), area["name"].as_str().unwrap());
        let list = site.get(&format!("/api/v1/places/{slug}/suggestions")).json();
        let suggestions = list["suggestions"].as_array().unwrap();
        assert!(suggestions.len() >= 3, "{slug}: {}", suggestions.len());
        for suggestion in suggestions {
            let why = suggestion["why"][0]["nl"].as_str().unwrap();
            // Nieuwegein stands out on no theme: there the likeness is the reason.
            let grounded = why.contains("Nederland") || (slug == "nieuwegein-centrale-as" && why.contains("lijkt"));
            assert!(why.contains(name) && grounded, "{why}");
            assert!(why.chars().filter(char::is_ascii_digit).count() >= 3, "{why}");
            assert!(suggestion.get("score").is_none(), "a score is never shown");
        }
    }
}

#[test]
fn a_profile_leads_to_an_example_from_elsewhere_that_repeats_the_reason() {
    let site = TestSite::shipped();
    let profile = site.html("/gebieden/tilburg-noordwest");
    let links = profile.one("#elders").all("a[href^=\"/praktijkvoorbeelden/\"]");
    let address = links.first().expect("an example is put forward").attribute("href");
    assert!(address.ends_with("?vanuit=tilburg-noordwest"), "{address}");
    let example = site.html(address);
    assert!(example.text_of("#waarom").contains("Nederland ("), "with the figure");
    assert!(example.has("#hier-ook"), "and puts the places side by side");
}

#[test]
fn distances_are_given_from_wijk_upwards_only() {
    let site = TestSite::shipped();
    let list = site.get("/api/v1/practice?vanuit=utrecht-overvecht&sorteer=afstand").json();
    for page in 1..=list["pages"].as_u64().unwrap() {
        let list = site.get(&format!("/api/v1/practice?vanuit=utrecht-overvecht&sorteer=afstand&pagina={page}")).json();
        for example in list["examples"].as_array().unwrap() {
            let precise = ["punt", "buurt", "wijk"].contains(&example["precision"].as_str().unwrap());
            assert!(precise || example["kilometres"].is_null(), "{example}");
        }
    }
}

#[test]
fn an_example_is_linked_to_the_same_thing_in_another_list_and_shows_only_what_it_has() {
    let site = TestSite::shipped();
    let html = site.html("/praktijkvoorbeelden/pe-107");
    let effect = |html: &Html| html.texts("dt").iter().any(|term| term.starts_with("Beoogd effect"));
    assert!(!effect(&html), "a field without content is not shown");
    assert!(effect(&site.html("/praktijkvoorbeelden/pe-004")));
    for part in ["Ook bijeenkomst", "Niet beoordeeld", "Lezing van de redactie"] {
        assert!(html.text_of("main").contains(part), "{part}");
    }
}

#[test]
fn the_page_of_an_example_carries_linked_data_that_cannot_break_out() {
    let site = TestSite::shipped();
    let html = site.html("/praktijkvoorbeelden/pe-001");
    let block = html.one("script[type=\"application/ld+json\"]").typed();
    let data: Value = serde_json::from_str(&block).expect("the block is JSON");
    assert_eq!(data["@type"], "Article");
    assert_eq!(data["contentLocation"]["@type"], "Place");
    assert!(!block.contains('<'));
}

#[test]
fn the_drill_is_a_page_and_a_part_for_a_panel_and_follows_the_theme_of_the_indicator() {
    let site = TestSite::shipped();
    let whole = site.html("/drill?plaats=utrecht-overvecht&thema=gezondheid");
    assert!(whole.has("h1") && whole.text_of("main").contains("In gebieden die hierop lijken"));
    let part = site.get("/drill?plaats=utrecht-overvecht&indicator=misdrijven_per_1000&vorm=fragment").good();
    assert!(part.text().starts_with("<section") && !part.text().contains("<html"));
    assert!(part.html().text().contains("Veiligheid"));
    let data = site.get("/api/v1/places/utrecht-overvecht/practice?indicator=misdrijven_per_1000").json();
    assert_eq!(data["themes"], serde_json::json!(["veiligheid"]));
    for list in ["inside", "near"] {
        for example in data[list].as_array().unwrap() {
            assert!(example["themes"].as_array().unwrap().contains(&Value::from("veiligheid")), "{example}");
        }
    }
    assert!(!data["alike"].as_array().unwrap().is_empty());
    // A buurt has no focus area of its own; it is compared with buurten inside areas.
    assert_eq!(site.get("/drill?plaats=BU03440311").status, StatusCode::OK);
}

#[test]
fn the_table_of_gaps_has_a_cell_for_every_area_and_theme_and_counts_as_the_list_does() {
    let site = TestSite::shipped();
    let table = site.get("/api/v1/practice-gaps").json();
    let areas = table["areas"].as_array().unwrap();
    assert_eq!(areas.len(), 20);
    let cell = areas.iter().find(|area| area["area"] == "delft-west").unwrap()["cells"]
        .as_array()
        .unwrap()
        .iter()
        .find(|cell| cell["theme"] == "wonen")
        .unwrap();
    let listed = site.get("/api/v1/practice?gebied=delft-west&thema=wonen").json();
    assert_eq!(cell["examples"], listed["total"]);
    assert_eq!(site.html("/dekking").count(".gap-cell"), 20 * 12);
}

#[test]
fn an_indicator_leads_to_its_themes_and_examples() {
    let site = TestSite::shipped();
    let html = site.html("/indicatoren/lage_inkomens");
    assert!(html.text_of("main").contains("Inkomen en armoede"));
    assert!(html.has("a[href^=\"/praktijkvoorbeelden/pe-\"]"));
    assert!(html.links_to("/kaart?indicator=lage_inkomens"));
    assert!(site.html("/indicatoren").links_to("/indicatoren/lage_inkomens"));
}

#[test]
fn wrong_values_are_refused_with_the_allowed_ones() {
    let site = TestSite::shipped();
    for path in [
        "/praktijkvoorbeelden?thema=onzin",
        "/praktijkvoorbeelden?gebied=nergens",
        "/praktijkvoorbeelden?sorteer=afstand",
        "/praktijkvoorbeelden?pagina=0",
        "/praktijkvoorbeelden?q=a&q=b",
        "/praktijkvoorbeelden/pe-001?van=x",
        "/drill",
        "/drill?plaats=utrecht-overvecht&thema=onzin",
        "/drill?plaats=utrecht-overvecht&vorm=kubus",
    ] {
        assert_eq!(site.get(path).status, StatusCode::BAD_REQUEST, "{path}");
    }
    let problem = site.get_with("/praktijkvoorbeelden?thema=onzin", &[("accept", "application/json")]).json();
    assert!(problem["allowed"].as_array().unwrap().contains(&Value::from("veiligheid")));
    for path in [
        "/praktijkvoorbeelden/pe-999",
        "/praktijkvoorbeelden?vanuit=utrecht-overvegt",
        "/praktijkvoorbeelden/pe-001?vanuit=WK999999",
        "/drill?plaats=nergens",
        "/indicatoren/koopwoning",
    ] {
        assert_eq!(site.get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn the_same_address_answers_as_page_json_csv_and_points() {
    let site = TestSite::shipped();
    let html = site.get("/praktijkvoorbeelden?thema=werk");
    assert!(html.header("content-type").starts_with("text/html"));
    let csv = site.get("/praktijkvoorbeelden.csv?thema=werk");
    assert!(csv.header("content-type").starts_with("text/csv"));
    let json = site.get_with("/praktijkvoorbeelden?thema=werk", &[("accept", "application/json")]).json();
    let total = usize::try_from(json["total"].as_u64().unwrap()).unwrap();
    assert_eq!(csv.text().lines().count(), total + 1);
    let points = site.get("/praktijkvoorbeelden.geojson?thema=werk").json();
    assert!(points["features"].as_array().unwrap().len() <= total);
}
