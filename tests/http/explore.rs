//! `/kaart`: classes, references, changes, the selected place.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use super::client::{get, get_with, page};

/// Colour and count of every row of the legend that has a colour.
fn legend(html: &str) -> BTreeMap<usize, usize> {
    let table = html.split("class=\"legend\"").nth(1).unwrap().split("</table>").next().unwrap();
    let row = |row: &str| {
        let colour = row.split("rect class=\"c").nth(1)?.split('"').next()?.parse().ok()?;
        let count = row.rsplit("<td class=\"num\">").next()?.split('<').next()?.replace('.', "").parse().ok()?;
        Some((colour, count))
    };
    table.split("<tr>").filter_map(row).collect()
}

/// How many regions the map draws in every colour.
fn drawn(html: &str) -> BTreeMap<usize, usize> {
    let svg = html.split("class=\"choropleth\"").nth(1).unwrap().split("</svg>").next().unwrap();
    let mut counts = BTreeMap::new();
    for part in svg.split("<path class=\"c").skip(1) {
        if let Some(colour) = part.split('"').next().and_then(|colour| colour.parse::<usize>().ok()) {
            *counts.entry(colour).or_default() += 1;
        }
    }
    counts
}

#[test]
fn legend_and_map_count_the_same_regions_in_the_same_colours_by_every_method() {
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
        let html = page(&format!("/kaart?niveau=gemeente&{query}"));
        let mut legend = legend(&html);
        legend.retain(|_, count| *count > 0);
        assert_eq!(legend, drawn(&html), "{query}");
        assert!(legend.len() > 1, "{query}: {legend:?}");
        for colour in legend.keys() {
            let swatch = format!("rect class=\"c{colour}\"");
            assert!(html.contains(&swatch), "{query}: the table has no colour {colour}");
        }
    }
}

#[test]
fn a_scale_around_a_reference_names_it_with_its_value() {
    let html = page("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&rond=nederland");
    assert!(html.contains("De middelste kleur ligt rond Nederland (57%)"), "the middle is named");
    assert!(html.contains("rect class=\"c25\""), "the middle class is neutral");
    let html = page("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&rond=gemeente&plaats=utrecht-overvecht");
    assert!(html.contains("rond de gemeente Utrecht ("));
    let html = page("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&rond=gemeente");
    assert!(html.contains("class=\"notice\"") && html.contains("van laag naar hoog"), "without a place it says so");
    assert!(!html.contains("rect class=\"c25\""));
}

#[test]
fn a_change_is_drawn_only_within_one_vintage_and_one_way_of_measuring() {
    let html = page("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&verschil=2022");
    assert!(html.contains("op de indeling van 2024") && html.contains("op die van 2022"), "it says why not");
    assert!(!html.contains("verandering in procentpunt"), "and shows the figures of 2024");
    let html = page("/kaart?indicator=ervaren_gezondheid_goed&niveau=gemeente&periode=2024&verschil=2020");
    assert!(html.contains("veranderde de meting"));
    let html = page("/kaart?indicator=ervaren_gezondheid_goed&niveau=gemeente&periode=2020&verschil=2012");
    assert!(html.contains("verandering in procentpunt"), "percentages differ in percentage points");
    assert!(html.contains("uit dezelfde bron"), "both periods have a source");
}

#[test]
fn a_change_is_the_difference_of_the_two_figures_that_are_shown() {
    let column = |query: &str| -> BTreeMap<String, String> {
        let csv =
            get(&format!("/kaart.csv?indicator=misdrijven_per_1000&niveau=gemeente&stijl=internationaal&{query}"));
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
    let answer = get_with("/kaart?klassen=eigen&grenzen=1.500", &[("accept", "application/json")]);
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.json()["parameter"], "grenzen");
    assert!(answer.text().contains("20,5"));
    assert_eq!(get("/kaart?klassen=jenks").status, StatusCode::BAD_REQUEST);
    assert_eq!(get("/kaart?rond=gemiddelde").status, StatusCode::BAD_REQUEST);
}

#[test]
fn the_selected_place_is_read_out_outlined_and_marked_in_its_class() {
    let html = page("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&plaats=utrecht-overvecht");
    let panel = html.split("id=\"gekozen\"").nth(1).unwrap().split("</article>").next().unwrap();
    for part in ["procentpunt lager dan Nederland (57%)", "de gemeente Utrecht", "20 focusgebieden", "Klasse: "] {
        assert!(panel.contains(part), "{part}");
    }
    assert!(panel.contains("href=\"/gebieden/utrecht-overvecht\""));
    assert!(panel.contains("href=\"/drill?plaats=utrecht-overvecht&amp;indicator=koopwoningen\""));
    assert!(html.contains("class=\"selection\""), "its outline is drawn");
    let legend = html.split("class=\"legend\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(legend.matches("legend-own").count(), 1, "it stands in one class");
    let within =
        page("/kaart?indicator=koopwoningen&niveau=buurt&periode=2024&gebied=utrecht-overvecht&plaats=BU03440311");
    assert!(within.contains("class=\"selection selection-scope\""), "the area around it is outlined too");
    let missing = page("/kaart?indicator=arbeidsparticipatie&niveau=wijk&plaats=groningen-noord");
    let panel = missing.split("id=\"gekozen\"").nth(1).unwrap().split("</article>").next().unwrap();
    assert!(panel.contains("grens gewijzigd"), "without a figure the panel says why");
}

#[test]
fn a_name_that_several_places_share_leads_to_a_choice_and_an_unknown_code_to_suggestions() {
    let html = page("/kaart?niveau=wijk&plaats=centrum");
    assert!(html.contains("Welke bedoelt u?") && html.contains("plaats=WK"));
    assert!(!html.contains("id=\"gekozen\""));
    assert_eq!(get("/kaart?plaats=BU99999999").status, StatusCode::NOT_FOUND);
    let one = page("/kaart?plaats=Lelystad");
    assert!(one.contains("id=\"gekozen\"") && one.contains("href=\"/gemeenten/GM0995\""));
}

#[test]
fn the_fragment_for_the_script_has_every_part_but_the_drawing_and_leads_to_the_page() {
    let html = page("/kaart?niveau=wijk&vorm=fragment&plaats=utrecht-overvecht");
    for part in ["controls", "notes", "panel", "legend", "table", "source", "head"] {
        assert!(html.contains(&format!("data-swap=\"{part}\"")), "{part}");
    }
    assert!(!html.contains("class=\"choropleth\"") && !html.contains("vorm="));
    let drawing = page("/kaart?niveau=gemeente&vorm=tekening");
    assert!(drawing.contains("class=\"choropleth\"") && !drawing.contains("<html"));
}

#[test]
fn a_rank_counts_the_whole_level_also_in_a_part_of_the_country() {
    let html = page("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&gebied=GM0344&plaats=WK034403");
    let panel = html.split("id=\"gekozen\"").nth(1).unwrap().split("</article>").next().unwrap();
    assert!(panel.contains(" wijken, hoogste eerst"), "{panel}");
    let lowest = page("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&gebied=GM0344&volgorde=laagste");
    assert!(lowest.contains("Laagste waarde eerst"));
}

#[test]
fn values_of_a_change_say_since_when_and_only_comparable_periods_are_subtracted() {
    let answer = get("/api/v1/values/misdrijven_per_1000/2024/gemeente?verschil=2022").json();
    assert_eq!(answer["since"], "2022");
    let breaks: Vec<f64> = answer["breaks"].as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).collect();
    assert!(breaks.len() >= 2 && breaks.iter().zip(breaks.iter().rev()).all(|(low, high)| (low + high).abs() < 1e-9));
    let refused = get("/api/v1/values/koopwoningen/2024/gemeente?verschil=2022");
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(get("/api/v1/values/koopwoningen/2024/gemeente").json().get("since").is_none());
}

#[test]
fn a_map_of_buurten_without_a_part_of_the_country_shows_the_gemeente_of_the_selected_place() {
    for (place, gemeente) in
        [("utrecht-overvecht", "Utrecht"), ("heerlen-noord", "Heerlen"), ("WK034403", "Utrecht"), ("GM0855", "Tilburg")]
    {
        let html = page(&format!("/kaart?indicator=koopwoningen&niveau=buurt&periode=2024&plaats={place}"));
        assert!(html.contains(&format!("Alle buurten in {gemeente}")), "{place}");
    }
    let html = page("/kaart?indicator=koopwoningen&niveau=buurt&periode=2024");
    assert!(html.contains("Alle buurten in Amsterdam"), "without a place the largest gemeente");
}
