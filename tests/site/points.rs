//! Schools as points: what stands in a place, on its page and on the map of figures.

use wijkwijzer::domain::{Level, Period, Value};

use crate::support::TestSite;
use crate::support::release;

#[test]
fn the_schools_of_a_place_are_on_its_page_with_their_pupils_and_year() {
    let site = TestSite::shipped();
    let html = site.html("/gebieden/utrecht-overvecht");
    let section = html.one("#thema-onderwijs details#scholen");
    assert_eq!(section.text_of("summary"), "Scholen: 8 basisscholen, 3 middelbare scholen");
    assert_eq!(section.count("svg.point-map circle.point"), 11);
    let titles = section.texts("svg.point-map title");
    assert!(titles.contains(&"Basisschool: KBS Marcus, 475 leerlingen (2019)".to_owned()), "{titles:?}");
    let table = section.table_of("table");
    assert_eq!(table.row("KBS Marcus"), ["KBS Marcus", "Basisschool", "475 leerlingen (2019)"]);
    let unknown = table.row("POUWER, openbare school voor praktijkonderwijs");
    assert_eq!(unknown[2], "leerlingen niet bekend (2015)");
    let source = section.text_of(".figure-source");
    for part in ["CBS, achterstandsscores", "DUO", "OpenStreetMap"] {
        assert!(source.contains(part), "{part}");
    }
    let english = site.html("/gebieden/utrecht-overvecht?lang=en");
    let summary = english.text_of("details#scholen summary");
    assert_eq!(summary, "Schools: 8 primary schools, 3 secondary schools");
    assert_eq!(
        english.one("details#scholen").table_of("table").row("KBS Marcus"),
        ["KBS Marcus", "Primary school", "475 pupils (2019)"]
    );
}

#[test]
fn a_large_place_counts_its_schools_and_leads_to_the_map() {
    let site = TestSite::shipped();
    let html = site.html("/gemeenten/GM0363");
    let section = html.one("details#scholen");
    assert!(section.text_of("summary").contains(" basisscholen, "), "{}", section.text_of("summary"));
    assert!(!section.has("svg.point-map") && !section.has("table"));
    let link = section.one("a[href^=\"/kaart\"]").attribute("href");
    assert!(link.contains("gebied=GM0363") && link.contains("punten=scholen"), "{link}");
    assert!(site.html(link).count("svg.choropleth circle.point") > 200);
}

#[test]
fn the_map_of_figures_marks_schools_where_a_part_of_the_country_is_shown() {
    let site = TestSite::shipped();
    let map = "/kaart?indicator=koopwoningen&niveau=buurt&gebied=utrecht-overvecht";
    assert_eq!(site.html(map).count("svg.choropleth circle.point"), 0, "only where they are asked for");
    let html = site.html(&format!("{map}&punten=scholen"));
    assert_eq!(html.count("svg.choropleth circle.point"), 11);
    assert_eq!(html.texts(".explore-legend .point-key li"), ["Basisschool: 8", "Middelbare school: 3"]);
    assert!(html.text_of(".explore-legend").contains("OpenStreetMap"));
    assert_eq!(html.one("#punten option[selected]").text(), "scholen");
    let facts: serde_json::Value = serde_json::from_str(html.one("[data-map]").attribute("data-facts")).unwrap();
    let points = facts["points"].as_array().unwrap();
    assert_eq!(points.len(), 11);
    assert!(points.iter().any(|point| point[3] == "Basisschool: KBS Marcus, 475 leerlingen (2019)"));

    let country = site.html("/kaart?indicator=koopwoningen&niveau=gemeente&punten=scholen");
    assert_eq!(country.count("svg.choropleth circle.point"), 0);
    assert!(country.text_of(".explore-notes").contains("Scholen staan alleen op de kaart van een gemeente of gebied."));
    let unknown = site.get("/kaart?punten=kerken");
    assert_eq!(unknown.status, 400);
    assert!(unknown.text().contains("scholen"), "the answer names what there is");
}

#[test]
fn nearly_every_school_lies_in_the_buurt_that_its_figures_count_it_in() {
    let atlas = release::atlas();
    let schools = &atlas.points[0];
    let first = |code: &str| atlas.place_of_region(code.parse().unwrap()).unwrap();
    assert!(schools.set.kinds.len() == 2 && schools.set.points.len() == 7_665, "{}", schools.set.points.len());
    // By outline here, by the code of the material there: they differ where a school stands on a border.
    let figures = &atlas.period("basisscholen", Period::Year(2019)).unwrap().figures;
    let counted = figures.level(Level::Gemeente).unwrap();
    let gemeenten = atlas.base().level(Level::Gemeente).unwrap();
    let (mut same, mut all, mut far) = (0, 0, Vec::new());
    for (at, code) in gemeenten.codes.iter().enumerate() {
        let Value::Known(known) = counted.values.get(at) else { continue };
        let inside = schools
            .inside(&first(code.as_str()))
            .into_iter()
            .filter(|spot| spot.kind == 0 && spot.count.is_some())
            .count();
        all += 1;
        let difference = (f64::from(u32::try_from(inside).unwrap()) - known).abs();
        same += usize::from(difference < 0.5);
        if difference > 3.0 {
            far.push((*code, inside, known));
        }
    }
    assert!(far.is_empty() && same * 10 > all * 8, "{same} of {all}; {far:?}");
}

#[test]
fn nothing_of_a_single_school_is_kept_but_name_kind_place_and_pupils() {
    for file in ["basisschool", "middelbare-school"] {
        let path = format!("{}/geodata/scholen-2019/points/scholen.{file}.csv", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(text.lines().next(), Some("kind,name,lon,lat,count"));
    }
}
