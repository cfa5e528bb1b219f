//! `/kaart`: classes, references, changes, the selected place.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;

use crate::support::{Html, Part, TestSite};

/// The number in a class such as `c12`; `None` for other classes.
fn colour(part: Part<'_>) -> Option<usize> {
    part.attribute("class").strip_prefix('c')?.parse().ok()
}

/// Colour and count of every row of the legend that has a colour.
fn legend(html: &Html) -> BTreeMap<usize, usize> {
    let row = |row: Part<'_>| {
        let colour = row.all(".swatch rect").into_iter().find_map(colour)?;
        let count = row.all("td.num").pop()?.text().replace('.', "").parse().ok()?;
        Some((colour, count))
    };
    html.all("table.legend tbody tr").into_iter().filter_map(row).collect()
}

/// How many regions the map draws in every colour.
fn drawn(html: &Html) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for colour in html.all("svg.choropleth path").into_iter().filter_map(colour) {
        *counts.entry(colour).or_default() += 1;
    }
    counts
}

/// What the page says outside its head.
fn said(site: &TestSite, path: &str) -> String {
    site.html(path).text_of("main")
}

#[test]
fn legend_and_map_count_the_same_regions_in_the_same_colours_by_every_method() {
    let site = TestSite::shipped();
    for query in [
        "indicator=koopwoningen&periode=2024",
        "indicator=koopwoningen&periode=2024&klassen=natuurlijk",
        "indicator=koopwoningen&periode=2024&klassen=gelijk",
        "indicator=koopwoningen&periode=2024&klassen=eigen&grenzen=40;50;60;70;80",
        "indicator=koopwoningen&periode=2024&rond=nederland",
        "indicator=koopwoningen&periode=2024&rond=focusgebieden&klassen=natuurlijk",
        "indicator=koopwoningen&periode=2024&rond=gemeente&plaats=GM0344&klassen=gelijk",
        "indicator=misdrijven_per_1000&periode=2024&verschil=2021",
        "indicator=leefbaarometer_klasse&periode=2016&verschil=2002",
        "indicator=stedelijkheid&periode=2024",
    ] {
        let html = site.html(&format!("/kaart?niveau=gemeente&{query}"));
        let mut legend = legend(&html);
        legend.retain(|_, count| *count > 0);
        assert_eq!(legend, drawn(&html), "{query}");
        assert!(legend.len() > 1, "{query}: {legend:?}");
        let table: BTreeSet<usize> = html.all(".map-table .swatch rect").into_iter().filter_map(colour).collect();
        assert!(!table.is_empty(), "{query}: the table has no colours");
        assert!(table.iter().all(|colour| legend.contains_key(colour)), "{query}: {table:?} and {legend:?}");
    }
}

#[test]
fn a_scale_around_a_reference_names_it_with_its_value() {
    let site = TestSite::shipped();
    let html = site.html("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&rond=nederland");
    let named = "De middelste kleur ligt rond Nederland (57%)";
    assert!(html.text_of(".explore-legend").contains(named), "the middle is named");
    assert!(legend(&html).contains_key(&25), "the middle class is neutral");
    let path = "/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&rond=gemeente";
    assert!(said(&site, &format!("{path}&plaats=utrecht-overvecht")).contains("rond de gemeente Utrecht ("));
    let html = site.html(path);
    assert!(html.has(".explore-notes .notice"), "without a place it says so");
    assert!(html.text_of("main").contains("van laag naar hoog"));
    assert!(!legend(&html).contains_key(&25));
}

#[test]
fn a_change_is_drawn_only_within_one_vintage_and_one_way_of_measuring() {
    let site = TestSite::shipped();
    let html = site.html("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&verschil=2022");
    let notes = html.text_of(".explore-notes");
    assert!(notes.contains("op de indeling van 2024") && notes.contains("op die van 2022"), "it says why not: {notes}");
    assert!(!html.text_of("main").contains("verandering in procentpunt"), "and shows the figures of 2024");
    let path = "/kaart?indicator=ervaren_gezondheid_goed&niveau=gemeente";
    let html = site.html(&format!("{path}&periode=2024&verschil=2020"));
    assert!(html.text_of(".explore-notes").contains("veranderde de meting"));
    let html = site.html(&format!("{path}&periode=2020&verschil=2012"));
    assert!(html.text_of("main").contains("verandering in procentpunt"), "percentages differ in percentage points");
    assert!(html.text_of(".explore-source").contains("uit dezelfde bron"), "both periods have a source");
}

#[test]
fn a_change_is_the_difference_of_the_two_figures_that_are_shown() {
    let site = TestSite::shipped();
    let column = |query: &str| -> BTreeMap<String, String> {
        let csv =
            site.get(&format!("/kaart.csv?indicator=misdrijven_per_1000&niveau=gemeente&stijl=internationaal&{query}"));
        let cells = |line: &str| {
            let mut cells = line.split(',');
            Some((cells.next()?.to_owned(), cells.nth(2)?.to_owned()))
        };
        csv.text().lines().skip(1).filter_map(cells).collect()
    };
    let (now, before, change) = (column("periode=2024"), column("periode=2022"), column("periode=2024&verschil=2022"));
    let tenths = |text: &str| text.replace('.', "").parse::<i64>().ok();
    let mut compared = 0;
    for (code, change) in &change {
        let (Some(now), Some(before)) = (now.get(code), before.get(code)) else { continue };
        let (Some(now), Some(before), Some(change)) = (tenths(now), tenths(before), tenths(change)) else { continue };
        assert_eq!(change, now - before, "{code}");
        compared += 1;
    }
    assert!(compared > 300, "{compared} gemeenten");
}

#[test]
fn a_break_that_can_be_read_in_two_ways_is_refused_with_examples() {
    let site = TestSite::shipped();
    let answer = site.get_with("/kaart?klassen=eigen&grenzen=1.500", &[("accept", "application/json")]);
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.json()["parameter"], "grenzen");
    assert!(answer.text().contains("20,5"));
    assert_eq!(site.get("/kaart?klassen=jenks").status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/kaart?rond=gemiddelde").status, StatusCode::BAD_REQUEST);
}

#[test]
fn the_selected_place_is_read_out_outlined_and_marked_in_its_class() {
    let site = TestSite::shipped();
    let html = site.html("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&plaats=utrecht-overvecht");
    let panel = html.one("article#gekozen");
    for part in ["procentpunt lager dan Nederland (57%)", "de gemeente Utrecht", "20 focusgebieden", "Klasse: "] {
        assert!(panel.text().contains(part), "{part}");
    }
    assert!(panel.links_to("/gebieden/utrecht-overvecht"));
    assert!(panel.links_to("/drill?plaats=utrecht-overvecht&indicator=koopwoningen"));
    assert!(html.has("svg.choropleth .selection"), "its outline is drawn");
    assert_eq!(html.count("table.legend .legend-own"), 1, "it stands in one class");
    let within =
        site.html("/kaart?indicator=koopwoningen&niveau=buurt&periode=2024&gebied=utrecht-overvecht&plaats=BU03440311");
    assert!(within.has("svg.choropleth .selection.selection-scope"), "the area around it is outlined too");
    let missing = site.html("/kaart?indicator=arbeidsparticipatie&niveau=wijk&plaats=groningen-noord");
    let value = missing.text_of("article#gekozen .panel-value.missing");
    assert_eq!(value, "grens gewijzigd", "without a figure the panel says why");
}

#[test]
fn a_name_that_several_places_share_leads_to_a_choice_and_an_unknown_code_to_suggestions() {
    let site = TestSite::shipped();
    let html = site.html("/kaart?niveau=wijk&plaats=centrum");
    let candidates = html.one(".explore-candidates");
    assert!(candidates.text().contains("Welke bedoelt u?"));
    assert!(candidates.count("a[href*=\"plaats=WK\"]") > 1);
    assert!(!html.has("#gekozen"));
    assert_eq!(site.get("/kaart?plaats=BU99999999").status, StatusCode::NOT_FOUND);
    assert!(site.html("/kaart?plaats=Lelystad").one("#gekozen").links_to("/gemeenten/GM0995"));
}

#[test]
fn the_fragment_for_the_script_has_every_part_but_the_drawing_and_leads_to_the_page() {
    let site = TestSite::shipped();
    let fragment = site.get("/kaart?niveau=wijk&vorm=fragment&plaats=utrecht-overvecht").good();
    let html = fragment.html();
    for part in ["controls", "notes", "panel", "legend", "table", "source", "head"] {
        assert_eq!(html.count(&format!("[data-swap={part}]")), 1, "{part}");
    }
    assert!(!html.has(".choropleth") && !fragment.text().contains("vorm="));
    let drawing = site.get("/kaart?niveau=gemeente&vorm=tekening").good();
    assert!(drawing.html().has("svg.choropleth") && !drawing.text().contains("<html"));
}

#[test]
fn a_rank_counts_the_whole_level_also_in_a_part_of_the_country() {
    let site = TestSite::shipped();
    let path = "/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&gebied=GM0344";
    let panel = site.html(&format!("{path}&plaats=WK034403")).text_of("#gekozen");
    assert!(panel.contains(" wijken, hoogste eerst"), "{panel}");
    assert!(said(&site, &format!("{path}&volgorde=laagste")).contains("Laagste waarde eerst"));
}

#[test]
fn values_of_a_change_say_since_when_and_only_comparable_periods_are_subtracted() {
    let site = TestSite::shipped();
    let answer = site.get("/api/v1/values/misdrijven_per_1000/2024/gemeente?verschil=2022").json();
    assert_eq!(answer["since"], "2022");
    let breaks: Vec<f64> = answer["breaks"].as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).collect();
    assert!(breaks.len() >= 2 && breaks.iter().zip(breaks.iter().rev()).all(|(low, high)| (low + high).abs() < 1e-9));
    let refused = site.get("/api/v1/values/koopwoningen/2024/gemeente?verschil=2022");
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(site.get("/api/v1/values/koopwoningen/2024/gemeente").json().get("since").is_none());
}

#[test]
fn a_map_of_buurten_without_a_part_of_the_country_shows_the_gemeente_of_the_selected_place() {
    let site = TestSite::shipped();
    for (place, gemeente) in
        [("utrecht-overvecht", "Utrecht"), ("heerlen-noord", "Heerlen"), ("WK034403", "Utrecht"), ("GM0855", "Tilburg")]
    {
        let said = said(&site, &format!("/kaart?indicator=koopwoningen&niveau=buurt&periode=2024&plaats={place}"));
        assert!(said.contains(&format!("Alle buurten in {gemeente}")), "{place}");
    }
    let said = said(&site, "/kaart?indicator=koopwoningen&niveau=buurt&periode=2024");
    assert!(said.contains("Alle buurten in Amsterdam"), "without a place the largest gemeente");
}
