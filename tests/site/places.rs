//! Comparing places, and areas that a reader puts together.

use axum::http::StatusCode;
use wijkwijzer::atlas::{BY_BUURT, IndicatorRef, Matching};
use wijkwijzer::domain::Level;

use crate::support::{Html, Part, TestSite, release};

/// The two buurten of wijk Leidsche Rijn in Utrecht that come first, by whatever code they have.
fn buurten_of(wijk: &str) -> Vec<String> {
    let atlas = release::atlas();
    let place = atlas.place_of_region(wijk.parse().unwrap()).unwrap();
    let base = atlas.base();
    place.buurten.iter().map(|&at| base.buurt.codes[at as usize].to_string()).collect()
}

fn query(codes: &[String]) -> String {
    codes.iter().map(|code| format!("code={code}")).collect::<Vec<_>>().join("&")
}

#[test]
fn two_to_six_places_of_mixed_levels_stand_side_by_side_with_nederland() {
    let site = TestSite::shipped();
    let html = site.html("/vergelijk?gebied=utrecht-overvecht&gebied=GM0344&gebied=WK034403&gebied=BU03440311");
    let places = html.texts(".compare-map figcaption");
    for (caption, parts) in places.iter().zip([
        ["Utrecht Overvecht", "focusgebied"],
        ["Utrecht", "gemeente"],
        ["Wijk 03 Overvecht", "wijk"],
        ["", "buurt"],
    ]) {
        assert!(parts.iter().all(|part| caption.contains(part)), "{caption} lacks {parts:?}");
    }
    assert_eq!(places.len(), 4, "one map for each place");
    // Read by hand from kwb_2024_wijk.csv (WK034403): 21% owned. The Netherlands is computed from the gemeenten: 56,7%.
    let row = compared(&html, "Koopwoningen");
    let figures = row.texts("td.num");
    assert_eq!((figures[0].as_str(), figures[2].as_str(), figures[4].as_str()), ("21%", "21%", "56,7%"), "{figures:?}");
    for place in 1..=4 {
        assert!(row.has(&format!(".place-{place}")), "every place has its mark: {row:?}");
    }
}

/// The row of an indicator, by its name.
fn compared<'a>(html: &'a Html, name: &str) -> Part<'a> {
    let rows = html.all("tr:has(td.compare-dots)");
    let named = |row: &Part<'_>| row.text_of(".compare-about summary") == format!("Herkomst: {name}");
    rows.into_iter().find(named).unwrap_or_else(|| panic!("no row {name}"))
}

#[test]
fn a_count_has_no_mark_on_a_common_scale() {
    let site = TestSite::shipped();
    let html = site.html("/vergelijk?gebied=utrecht-overvecht&gebied=GM0344");
    assert!(!compared(&html, "Inwoners").has(".row-dots"));
    assert!(compared(&html, "Koopwoningen").has(".row-dots"));
    let count = site.html("/vergelijk?gebied=utrecht-overvecht&gebied=GM0344&indicator=inwoners");
    assert!(count.text_of(".compare-maps .notice").contains("Dit is een aantal"));
}

#[test]
fn a_comparison_says_what_is_wrong_with_it() {
    let site = TestSite::shipped();
    let twice = site.get("/vergelijk?gebied=GM0344&gebied=utrecht-overvecht&gebied=GM0344");
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
    assert!(twice.html().text().contains("“Utrecht” staat twee keer in deze vergelijking"), "{}", twice.text());
    let many: Vec<String> = ["GM0344", "GM0363", "GM0599", "GM0518", "GM0772", "GM0014", "GM0034"]
        .iter()
        .map(|code| format!("gebied={code}"))
        .collect();
    let many = site.get(&format!("/vergelijk?{}", many.join("&")));
    assert_eq!(many.status, StatusCode::BAD_REQUEST);
    assert!(many.html().text().contains("U vergelijkt 7 plaatsen"));
    let unknown = site.get("/vergelijk?gebied=utrecht-overvegt&gebied=GM0344");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.html().has("a[href*=\"utrecht-overvecht\"]"));
    for path in
        ["/vergelijk?plaats=GM0344", "/vergelijk.csv?gebied=GM0344", "/api/v1/compare?gebied=GM0344", "/vergelijk.json"]
    {
        assert_eq!(site.get(path).status, StatusCode::BAD_REQUEST, "{path}");
    }
    assert_eq!(site.get("/vergelijk?gebied=GM0344&gebied=GM0363&indicator=geluk").status, StatusCode::NOT_FOUND);
}

#[test]
fn with_fewer_than_two_places_the_page_helps_to_choose_them_without_scripts() {
    let site = TestSite::shipped();
    let empty = site.html("/vergelijk");
    assert!(empty.text_of("main").contains("Kies twee plaatsen"));
    assert!(empty.links_to("/vergelijk?gebied=utrecht-overvecht"));
    let found = site.html("/vergelijk?gebied=GM0344&q=overvecht");
    assert!(found.text_of("main").contains("Kies nog een plaats"));
    assert!(found.links_to("/vergelijk?gebied=GM0344&gebied=utrecht-overvecht"), "{:?}", found.one("main"));
}

#[test]
fn the_page_the_json_and_the_csv_of_a_comparison_agree() {
    let site = TestSite::shipped();
    let base = "/vergelijk?gebied=utrecht-overvecht&gebied=WK034403";
    let json = site.get_with(base, &[("accept", "application/json")]).json();
    let row = json["rows"].as_array().unwrap().iter().find(|row| row["id"] == "koopwoningen").unwrap();
    assert_eq!(row["figures"][1]["value"], 21.0);
    assert!((row["nederland"]["value"].as_f64().unwrap() - 56.75).abs() < 0.01);
    assert_eq!(site.get("/api/v1/compare?gebied=utrecht-overvecht&gebied=WK034403").json(), json);
    let csv = site.get("/vergelijk.csv?gebied=utrecht-overvecht&gebied=WK034403&stijl=internationaal");
    let rows = json["rows"].as_array().unwrap().len();
    assert_eq!(csv.text().lines().count(), rows * 3 + 1);
    let line = csv.text().lines().find(|line| line.contains("WK034403,koopwoningen,")).unwrap();
    assert!(line.starts_with("Wijk 03 Overvecht,wijk,WK034403,koopwoningen,") && line.contains(",21,"), "{line}");
}

#[test]
fn all_figures_of_a_row_are_of_one_period_and_come_from_the_same_place_as_the_profile() {
    let site = TestSite::shipped();
    let json = site.get("/vergelijk.json?gebied=groningen-noord&gebied=GM0363&gebied=BU03440311").json();
    let atlas = release::atlas();
    let places = ["groningen-noord", "GM0363", "BU03440311"].map(|key| atlas.place_of_key(key).unwrap());
    for row in json["rows"].as_array().unwrap() {
        let at = atlas.period(row["id"].as_str().unwrap(), row["period"].as_str().unwrap().parse().unwrap()).unwrap();
        let indicator = at.indicator;
        for (place, figure) in places.iter().zip(row["figures"].as_array().unwrap()) {
            let expected = atlas.place_figure(place, at);
            // Reading a number back from text may differ in its last bit.
            match (figure["value"].as_f64(), expected.value.known()) {
                (None, None) => {}
                (Some(one), Some(other)) => assert!((one - other).abs() <= other.abs() * 1e-12, "{}", indicator.id),
                (one, other) => panic!("{}: {one:?} and {other:?}", indicator.id),
            }
        }
    }
}

#[test]
fn a_selection_of_one_wijk_has_the_published_figures_of_that_wijk() {
    let site = TestSite::shipped();
    let own = site.get("/eigen-gebied.json?code=WK034403").json();
    let wijk = site.get("/wijken/WK034403.json").json();
    let value = |body: &serde_json::Value, id: &str| {
        let row = body["indicators"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
        row["periods"][0]["value"].clone()
    };
    for id in ["koopwoningen", "woz_waarde", "aandeel_65_plus", "inwoners"] {
        assert_eq!(value(&own, id), value(&wijk, id), "{id}");
    }
    assert_eq!(own["gemeente"]["code"], "GM0344");
}

#[test]
fn a_selection_of_the_members_of_an_area_has_the_figures_of_that_area() {
    let atlas = release::atlas();
    for area in &atlas.areas {
        let codes = atlas.selection(&atlas.codes_of(&area.place)).unwrap();
        let own = atlas.own_place(&codes);
        // Only where the canonical form lists the same members are the same rows added up.
        if own.listed != area.place.listed {
            continue;
        }
        for at in atlas.indicators().flat_map(IndicatorRef::periods) {
            let (one, other) = (atlas.place_figure(&own, at), atlas.place_figure(&area.place, at));
            assert_eq!(one.value, other.value, "{} {}", area.area.slug, at.indicator.id);
        }
    }
}

#[test]
fn beside_a_selection_of_the_members_of_an_area_stand_the_same_references() {
    let atlas = release::atlas();
    let mut compared = 0;
    for area in atlas.areas.iter().step_by(4) {
        let codes = atlas.selection(&atlas.codes_of(&area.place)).unwrap();
        let own = atlas.own_place(&codes);
        let (rest, of_area) = (atlas.rest_of(&own).unwrap(), atlas.rest_of(&area.place).unwrap());
        let (mut beside, mut beside_area) = (Matching::new(&atlas, &own), Matching::new(&atlas, &area.place));
        for of in atlas.indicators().step_by(5) {
            let (indicator, at) = (of.indicator, of.headline().unwrap());
            assert_eq!(
                beside.figure(at).value,
                beside_area.figure(at).value,
                "{} {}: matched",
                area.area.slug,
                indicator.id
            );
            let value = |rest| atlas.rest_figure(rest, at).unwrap();
            let (one, other) = (value(&rest), value(&of_area));
            // A count is subtracted only where nothing of the rest is unknown, and several areas of one gemeente may be
            // added up in another order.
            if !one.at_least
                && let (Some(one), Some(other)) = (one.value.known(), other.value.known())
            {
                assert!((one - other).abs() <= 1e-9 * other.abs(), "{} {}: rest", area.area.slug, indicator.id);
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn the_rest_of_a_gemeente_does_not_give_away_what_one_buurt_keeps_secret() {
    let atlas = release::atlas();
    let base = atlas.base();
    let mut tried = 0;
    for at in atlas.indicators().filter_map(IndicatorRef::headline) {
        let indicator = at.indicator;
        let hidden = |position: usize| at.region(Level::Buurt, position).known().is_none();
        if !at.period.is_count() || at.period.vintage.0 != 2024 {
            continue;
        }
        // A wijk of one buurt has a published row, and so has the rest that it would be.
        let wijk = |position: usize| base.buurt.codes[position].at(Level::Wijk);
        let one_of_more = |position: usize| {
            let beside = [position.wrapping_sub(1), position + 1];
            beside.iter().any(|&other| other < base.buurt.codes.len() && wijk(other) == wijk(position))
        };
        let inhabited =
            |position: usize| atlas.base_inhabitants.get(position).known().is_some_and(|people| people > 0.0);
        let positions = (0..base.buurt.codes.len()).filter(|&at| inhabited(at) && one_of_more(at));
        for position in positions.filter(|&position| hidden(position)).take(40) {
            // Everything in the gemeente but that buurt.
            let code = base.buurt.codes[position];
            let others = base.buurt.codes.iter().filter(|other| other.gemeente() == code.gemeente() && **other != code);
            let others: Vec<_> = others.copied().collect();
            let own = atlas.own_place(&atlas.selection(&others).unwrap());
            // Inside a focus area nothing is left.
            let Some(rest) = atlas.rest_of(&own) else { continue };
            let figure = atlas.rest_figure(&rest, at).unwrap();
            assert_eq!(figure.value.known(), None, "{} {code}", indicator.id);
            tried += 1;
        }
    }
    assert!(tried > 0);
}

#[test]
fn a_place_of_any_size_has_matched_neighbourhoods() {
    let atlas = release::atlas();
    let base = atlas.base();
    for (size, level, id) in [(40, Level::Buurt, "eenzaam"), (2 * BY_BUURT, Level::Wijk, "koopwoningen")] {
        let of = atlas.indicator(id).unwrap();
        let codes: Vec<_> = base.buurt.codes.iter().take(size).copied().collect();
        let own = atlas.own_place(&atlas.selection(&codes).unwrap());
        assert_eq!(own.buurten.len(), size);
        let mut beside = Matching::new(&atlas, &own);
        assert!(beside.figure(of.headline().unwrap()).value.known().is_some(), "{size}");
        let pool = beside.pool(of.indicator);
        assert_eq!(pool.level, level);
        assert_eq!(pool, Matching::new(&atlas, &own).pool(of.indicator), "the figure took nothing away from it");
        assert!(pool.members.iter().any(|member| member.nearest.len() == 3), "{size}");
    }
}

#[test]
fn a_profile_of_a_selection_is_a_page_json_or_csv_that_search_engines_leave_out() {
    let site = TestSite::shipped();
    let codes = buurten_of("WK034403");
    let base = format!("/eigen-gebied?{}&naam=Mijn+%3Cb%3Ewijk", query(&codes[..2]));
    let answer = site.get(&base);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("x-robots-tag"), "noindex");
    let html = answer.html();
    assert_eq!(html.text_of("h1"), "Mijn <b>wijk", "the name is text");
    assert_eq!(html.text_of(".profile-kind"), "Eigen gebied: 2 buurten in Utrecht");
    let names = html.row("koopwoningen").texts(".reference-name");
    for name in ["20 gebieden samen", "Gemeente Utrecht"] {
        assert!(names.iter().any(|found| found == name), "{name} is not in {names:?}");
    }
    assert!(html.text_of(".profile-title").contains("Wijzig de selectie"));
    assert!(html.has("a[href^=\"/eigen-gebied.csv?code=\"]"), "the download keeps the selection");
    let csv = site.get(&base.replace("/eigen-gebied?", "/eigen-gebied.csv?"));
    assert!(csv.header("content-type").starts_with("text/csv"), "{}", csv.text());
    assert!(csv.text().contains("koopwoningen"));
    assert_eq!(site.get_with(&base, &[("accept", "application/json")]).json()["members"].as_array().unwrap().len(), 2);
}

#[test]
fn a_selection_is_sent_on_to_the_shortest_way_to_write_it() {
    let site = TestSite::shipped();
    let codes = buurten_of("WK034403");
    let whole = site.get(&format!("/eigen-gebied?{}&naam=A+B&lang=en", query(&codes)));
    assert_eq!(whole.status, StatusCode::SEE_OTHER);
    assert_eq!(whole.header("location"), "/eigen-gebied?code=WK034403&naam=A+B&lang=en");
    let backwards = site.get(&format!("/eigen-gebied.csv?code={}&code={}", codes[1], codes[0]));
    assert_eq!(backwards.header("location"), format!("/eigen-gebied.csv?code={}&code={}", codes[0], codes[1]));
    let inside = site.get(&format!("/eigen-gebied?code={}&code=WK034403", codes[0]));
    assert_eq!(inside.header("location"), "/eigen-gebied?code=WK034403");
}

#[test]
fn unknown_codes_are_named_and_too_many_are_refused() {
    let site = TestSite::shipped();
    let unknown = site.get("/eigen-gebied?code=BU99999999&code=WK034403&code=onzin");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.text().contains("BU99999999, onzin"), "{}", unknown.text());
    let atlas = release::atlas();
    // Every other buurt of the country's largest gemeenten: no wijk is whole, so nothing becomes shorter.
    let mut many = Vec::new();
    for gemeente in ["GM0363", "GM0599", "GM0518", "GM0344", "GM0772", "GM0014", "GM0855"] {
        let place = atlas.place_of_region(gemeente.parse().unwrap()).unwrap();
        let base = atlas.base();
        many.extend(place.buurten.iter().step_by(2).map(|&at| base.buurt.codes[at as usize].to_string()));
    }
    let answer = site.get(&format!("/eigen-gebied?{}", query(&many)));
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{} codes", many.len());
    assert!(answer.text().contains("ten hoogste 500"), "{}", answer.text());
    let long_name = site.get(&format!("/eigen-gebied?code=WK034403&naam={}", "a".repeat(81)));
    assert_eq!(long_name.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/eigen-gebied.json").status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/api/v1/own-area?code=XX").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_drawn_shape_becomes_the_codes_of_what_lies_in_it() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let base = atlas.base();
    let at = base.wijk.index("WK034403".parse().unwrap()).unwrap();
    let [w, s, e, n] =
        base.coverage.bbox(wijkwijzer::domain::Level::Wijk, base.wijk.outlines[at].unwrap() as usize).unwrap();
    let shape = format!("{w:.5},{s:.5};{e:.5},{s:.5};{e:.5},{n:.5};{w:.5},{n:.5}");
    let answer = site.get(&format!("/eigen-gebied?vorm={shape}&naam=Kader"));
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let target = answer.header("location");
    assert!(target.contains("code=WK034403") && target.ends_with("&naam=Kader"), "{target}");
    assert!(target.matches("code=").count() < 12, "neighbours that only touch the frame stay out: {target}");
    for (shape, words) in [
        ("5.0,52.0;5.1,52.1;5.1,52.0;5.0,52.1", "kruist of raakt zichzelf"),
        ("5.1,52.1;5.1001,52.1;5.1001,52.1001", "kleiner dan een hectare"),
        ("5.1,52.1;x;5.1,52.2", "Hoek 2 van de vorm is niet te lezen"),
        ("4.0,52.6;4.05,52.6;4.05,52.65;4.0,52.65", "Geen enkele buurt"),
    ] {
        let answer = site.get(&format!("/eigen-gebied?vorm={shape}"));
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{shape}");
        assert!(answer.text().contains(words), "{shape}: {}", answer.text());
        let on_page = site.html(&format!("/eigen-gebied/kiezen?code=WK034403&vorm={shape}"));
        assert!(on_page.text().contains(words), "{shape}");
        assert!(on_page.has("input[name=code][value=WK034403]"), "the selection is kept");
    }
}

#[test]
fn a_place_is_put_together_with_forms_alone() {
    let site = TestSite::shipped();
    let found = site.html("/eigen-gebied/kiezen?q=overvecht");
    assert!(found.text_of("main").contains("Voeg toe"));
    let shown = site.html("/eigen-gebied/kiezen?gemeente=GM0344");
    let codes = buurten_of("WK034403");
    for code in &codes {
        assert!(shown.has(&format!("input[name=code][value={code}]")), "{code} has no box to tick");
    }
    let toggled = site.get(&format!("/eigen-gebied/kiezen?gemeente=GM0344&wissel={}", codes[0]));
    assert_eq!(toggled.header("location"), format!("/eigen-gebied/kiezen?gemeente=GM0344&code={}", codes[0]));
    // Taking one buurt out of a whole wijk leaves the others.
    let without = site.get(&format!("/eigen-gebied/kiezen?code=WK034403&wissel={}", codes[0]));
    let target = without.header("location");
    assert!(!target.contains(&codes[0]) && target.contains(&codes[1]) && !target.contains("WK034403"), "{target}");
    let pasted = site.get(&format!("/eigen-gebied/kiezen?lijst={}%0D%0A{}", codes[0].to_lowercase(), codes[1]));
    assert_eq!(pasted.header("location"), format!("/eigen-gebied/kiezen?code={}&code={}", codes[0], codes[1]));
    let wrong = site.html("/eigen-gebied/kiezen?lijst=WK999999&code=WK034403");
    assert!(wrong.text().contains("Deze codes bestaan niet in de indeling van nu: WK999999"));
    assert_eq!(wrong.one("textarea[name=lijst]").typed(), "WK999999");
}

#[test]
fn every_profile_leads_to_a_comparison_and_to_an_area_of_ones_own() {
    let site = TestSite::shipped();
    for (path, key) in [("/gebieden/utrecht-overvecht", "utrecht-overvecht"), ("/wijken/WK034403", "WK034403")] {
        let html = site.html(path);
        assert!(html.links_to(&format!("/vergelijk?gebied={key}")), "{path}");
        assert!(html.has("a[href^=\"/eigen-gebied/kiezen?code=\"]"), "{path}");
    }
    let home = site.html("/");
    assert!(home.links_to("/vergelijk") && home.links_to("/eigen-gebied"));
}

#[test]
fn kept_places_stay_within_their_bytes() {
    let atlas = release::atlas();
    let base = atlas.base();
    // Different pairs of wijken: more than fit.
    for pair in base.wijk.codes.windows(2).take(1500) {
        let codes = atlas.selection(pair).unwrap();
        let first = atlas.kept_place(&codes);
        let again = atlas.kept_place(&codes);
        assert_eq!(first, again);
    }
    let bytes = atlas.own_places.bytes();
    assert!(bytes > 0 && bytes <= wijkwijzer::atlas::own_places::MOST_BYTES, "{bytes}");
}
