//! Files of lists, of releases, of the gap of a place and of one example, read back and held against their pages.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::Value;

use super::readers::{number, records, rows, sheet, workbook};
use crate::support::{TestSite, release};

type Record = BTreeMap<String, String>;

/// Both styles of CSV at an address: they must have the same rows, and every row its release.
fn both_styles(site: &TestSite, address: &str) -> Vec<Record> {
    let joint = if address.contains('?') { '&' } else { '?' };
    let dutch = records(site.get(&format!("{address}{joint}lang=nl")).text(), b';');
    let international = records(site.get(&format!("{address}{joint}lang=nl&stijl=internationaal")).text(), b',');
    assert_eq!(dutch.len(), international.len(), "{address}");
    for (one, other) in dutch.iter().zip(&international) {
        assert!(one.keys().eq(other.keys()), "{address}");
        assert!(!one["uitgave"].is_empty() && one["uitgavedatum"].len() == 10, "{address}: {one:?}");
    }
    dutch
}

/// Name of the first sheet and its rows; the workbook must have filled sheets of sources and explanation.
fn first_sheet(site: &TestSite, address: &str) -> (String, Vec<BTreeMap<String, calamine::Data>>) {
    let book = workbook(site, address);
    assert!(!rows(sheet(&book, "Bronnen")).is_empty(), "{address} has sources");
    let explained = rows(sheet(&book, "Toelichting"));
    let release = release::atlas().release.clone();
    assert!(explained.iter().any(|row| row["Uitleg"].to_string().contains(&release)), "{address} says its release");
    let (name, first) = book.first().expect("a sheet");
    (name.clone(), rows(first))
}

/// How much the page lists, as `css` selects it.
fn listed(site: &TestSite, path: &str, css: &str) -> usize {
    site.html(path).count(css)
}

#[test]
fn a_list_is_a_file_with_a_row_for_everything_that_its_page_lists() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let figures: usize = atlas.library.figures.iter().map(|figure| figure.values.len().max(1)).sum();
    let known: usize = atlas.changes.iter().map(|change| change.summary.columns.len()).sum();
    let cases = [
        ("/kennis/publicaties", "", listed(&site, "/kennis/publicaties", ".entry-list li[id^=pub-]")),
        (
            "/kennis/publicaties",
            "?thema=organisatie&jaar=2022",
            listed(&site, "/kennis/publicaties?thema=organisatie&jaar=2022", ".entry-list li[id^=pub-]"),
        ),
        ("/agenda", "", listed(&site, "/agenda", ".entry-list li[id^=ev-]")),
        ("/kennis/organisaties", "", listed(&site, "/kennis/organisaties", "main details.disclosure")),
        ("/kennis/tijdlijn", "", listed(&site, "/kennis/tijdlijn", "table.timeline-table th[scope=row]")),
        ("/kennis/programma", "", figures),
        ("/wijzigingen", "", known),
    ];
    for (path, query, expected) in cases {
        assert!(expected > 0, "{path} lists something");
        assert_eq!(both_styles(&site, &format!("{path}.csv{query}")).len(), expected, "{path}{query}");
        let joint = if query.is_empty() { '?' } else { '&' };
        let (_, cells) = first_sheet(&site, &format!("{path}.xlsx{query}{joint}lang=nl"));
        assert_eq!(cells.len(), expected, "{path}{query}");
        let html = site.html(&format!("{path}{query}"));
        for ending in ["csv", "xlsx"] {
            let file = format!("{path}.{ending}{query}");
            assert!(html.has(&format!("a[href^=\"{file}\"]")), "{path}{query} offers {file}");
        }
        assert_eq!(site.get(&format!("{path}.csv{query}{joint}stijl=excel")).status, StatusCode::BAD_REQUEST, "{path}");
        let english = site.get(&format!("{path}.csv{query}{joint}lang=en"));
        assert!(english.text().lines().next().is_some_and(|head| head.contains("release_date")), "{path}");
    }
}

#[test]
fn lists_say_the_address_of_everything_that_has_one() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let publications = both_styles(&site, "/kennis/publicaties.csv");
    for item in &atlas.publications {
        let row = publications.iter().find(|row| row["id"] == item.id).expect("a row");
        assert_eq!((&row["bron"], &row["titel"], &row["gepubliceerd"]), (&item.url, &item.title.nl, &item.published));
    }
    let figures = both_styles(&site, "/kennis/programma.csv");
    assert!(figures.iter().all(|row| row["bron"].starts_with("http") && !row["regel"].is_empty()));
    assert!(figures.iter().all(|row| row["waarde"].is_empty() != row["ontbreekt"].is_empty()), "a number or a reason");
    for moment in both_styles(&site, "/kennis/tijdlijn.csv") {
        assert!(!moment["bron"].is_empty(), "{moment:?}");
    }
    let forty = rows(sheet(&workbook(&site, "/kennis/tijdlijn.xlsx?lang=nl"), "De lijst bij naam"));
    assert_eq!(forty.len(), 40);
    let organisations = both_styles(&site, "/kennis/organisaties.csv");
    let count = |row: &Record, key: &str| row[key].parse::<usize>().expect("a count");
    for row in &organisations {
        let kinds = ["praktijkvoorbeelden", "publicaties", "bijeenkomsten_en_oproepen"];
        assert_eq!(kinds.map(|kind| count(row, kind)).iter().sum::<usize>(), count(row, "samen"), "{row:?}");
    }
    let behind = rows(sheet(&workbook(&site, "/kennis/organisaties.xlsx?lang=nl"), "Wat erachter staat"));
    assert_eq!(behind.len(), organisations.iter().map(|row| count(row, "samen")).sum::<usize>());
}

#[test]
fn an_extension_asks_for_the_json_of_a_list_as_accept_does() {
    let site = TestSite::shipped();
    let narrowed = site.get("/kennis/publicaties.json?jaar=2022").json();
    let found = narrowed["publications"].as_array().expect("publications");
    assert!(!found.is_empty());
    assert!(found.iter().all(|one| one["published"].as_str().is_some_and(|date| date.starts_with("2022"))));
    let events = site.get("/agenda.json").json();
    let part = |name: &str| events[name].as_array().map_or(0, Vec::len);
    let count = part("coming") + part("past") + part("undated");
    assert_eq!(both_styles(&site, "/agenda.csv").len(), count);
}

#[test]
fn the_file_of_releases_has_the_places_and_the_changes_in_words_and_the_sources_of_what_is_shown_now() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let book = workbook(&site, "/wijzigingen.xlsx?lang=nl");
    let places = rows(sheet(&book, "Plekken"));
    assert_eq!(places.len(), atlas.changes.iter().map(|one| one.summary.regions.len()).sum::<usize>());
    assert_eq!(number(&places[0]["Plekken"]), Some(f64::from(atlas.changes[0].summary.regions[0].2)));
    assert!(rows(sheet(&book, "Wijzigingen")).len() >= atlas.changes.len(), "every release says something");
    let shown: Vec<Record> =
        both_styles(&site, "/wijzigingen.csv").into_iter().filter(|row| row["uitgave"] == atlas.release).collect();
    assert_eq!(shown.len(), atlas.catalogue.indicators.iter().map(|one| one.periods.len()).sum::<usize>());
    for row in &shown {
        assert!(!row["bron"].is_empty() && !row["regel"].is_empty() && !row["jaar_bron"].is_empty(), "{row:?}");
    }
}

/// The columns of figures and differences of the file of a gap, in order.
fn columns_of_gap(head: &str) -> Vec<String> {
    let names = head.trim_start_matches('\u{feff}').split(';');
    let figures = names.skip_while(|name| *name != "waarde").take_while(|name| *name != "eenheid_van_het_verschil");
    figures.filter(|name| !name.ends_with("ontbreekt")).map(str::to_owned).collect()
}

#[test]
fn the_file_of_the_gap_has_the_figures_and_differences_of_its_chart() {
    let site = TestSite::shipped();
    for (path, key, id) in [
        ("/gebieden/utrecht-overvecht", "utrecht-overvecht", "ervaren_gezondheid_goed"),
        ("/gebieden/rotterdam-zuid", "rotterdam-zuid", "koopwoningen"),
        ("/wijken/WK034403", "WK034403", "ervaren_gezondheid_goed"),
    ] {
        let chart = site.get(&format!("/grafiek/achterstand.json?plaats={key}&indicator={id}&lang=nl")).json();
        let expected = chart["rows"].as_array().unwrap_or_else(|| panic!("a chart of {key}: {chart}"));
        let address = format!("{path}.csv?tabel=achterstand&achterstand={id}");
        let records = both_styles(&site, &address);
        let answer = site.get(&format!("{address}&lang=nl"));
        let columns = columns_of_gap(answer.text().lines().next().expect("a head"));
        assert_eq!(records.len(), expected.len(), "{address}");
        for (record, row) in records.iter().zip(expected) {
            assert_eq!(Value::from(record["periode"].as_str()), row[0]);
            assert_eq!(columns.len() + 1, row.as_array().map_or(0, Vec::len), "{columns:?}");
            for (at, column) in columns.iter().enumerate() {
                let found: Option<f64> = record[column].replace(',', ".").parse().ok();
                assert_eq!(found, row[at + 1].as_f64(), "{column} of {record:?}");
                let reason = if column == "waarde" { "ontbreekt".to_owned() } else { format!("{column}_ontbreekt") };
                assert_eq!(
                    found.is_none(),
                    !record[&reason].is_empty(),
                    "a figure or a reason: {reason} of {record:?}"
                );
            }
            for column in ["regel", "bron", "jaar_bron", "licentie", "eenheid_van_het_verschil"] {
                assert!(!record[column].is_empty(), "{column} of {record:?}");
            }
        }
        let name = answer.header("content-disposition");
        assert!(name.contains(&format!("-achterstand-{id}.csv")), "{name}");
        let html = site.html(&format!("{path}?achterstand={id}"));
        let file = format!("section#achterstand a[href^=\"{path}.xlsx?tabel=achterstand&achterstand={id}\"]");
        assert!(html.has(&file), "{path} offers the file");
    }
}

#[test]
fn the_workbook_of_a_profile_holds_the_gap_and_says_how_the_neighbourhoods_were_matched() {
    let site = TestSite::shipped();
    let query = "achterstand=ervaren_gezondheid_goed&lang=nl";
    let alone = workbook(&site, &format!("/gebieden/utrecht-overvecht.xlsx?tabel=achterstand&{query}"));
    let whole = workbook(&site, &format!("/gebieden/utrecht-overvecht.xlsx?{query}"));
    let gap = rows(sheet(&alone, "Verschil door de jaren"));
    assert_eq!(gap, rows(sheet(&whole, "Verschil door de jaren")));
    assert!(gap.iter().any(|row| number(&row["Verschil met Nederland"]).is_some()));
    for book in [&alone, &whole] {
        let explained = rows(sheet(book, "Toelichting"));
        let says = |words: &str| explained.iter().any(|row| row["Uitleg"].to_string().contains(words));
        assert!(says("buiten het programma gezocht") && says("niet als een meting van wat beleid heeft gedaan"));
    }
    let sources = rows(sheet(&alone, "Bronnen"));
    for row in &gap {
        let same = |source: &&BTreeMap<String, calamine::Data>| {
            source["Indicator"] == row["Indicator"] && source["Periode"] == row["Periode"]
        };
        assert!(sources.iter().any(|source| same(&source)), "{row:?}");
    }
    let own = "/eigen-gebied.csv?code=WK034403&code=WK034404&tabel=achterstand&achterstand=koopwoningen";
    assert!(!both_styles(&site, own).is_empty());
}

#[test]
fn a_table_that_a_profile_does_not_have_is_refused_with_the_ones_it_has() {
    let site = TestSite::shipped();
    let refused = site.get_with("/gebieden/utrecht-overvecht.csv?tabel=niets", &[("accept", "application/json")]);
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let allowed = refused.json()["allowed"].to_string();
    for table in ["cijfers", "alle-jaren", "wijken-en-buurten", "vergelijkbaar", "achterstand"] {
        assert!(allowed.contains(table), "{table} in {allowed}");
    }
    for address in [
        "/gebieden/utrecht-overvecht.geojson?tabel=achterstand",
        "/gebieden/utrecht-overvecht?tabel=achterstand",
        "/gebieden/utrecht-overvecht.csv?tabel=achterstand&achterstand=inwoners",
    ] {
        assert_eq!(site.get(address).status, StatusCode::BAD_REQUEST, "{address}");
    }
}

#[test]
fn an_example_beside_another_place_is_a_file_with_the_figures_of_the_profiles() {
    let site = TestSite::shipped();
    let path = "/praktijkvoorbeelden/pe-003";
    let csv = both_styles(&site, &format!("{path}.csv?vanuit=rotterdam-zuid"));
    let shown = listed(&site, &format!("{path}?vanuit=rotterdam-zuid"), "table.transfer-table th[scope=row]");
    assert_eq!(csv.len(), 7);
    assert!(shown >= csv.len());
    for row in &csv {
        let profile = records(
            site.get(&format!("/gebieden/rotterdam-zuid.csv?indicator={}&lang=nl", row["indicator"])).text(),
            b';',
        );
        let same = |one: &&Record| one["soort"] == "deze plaats" && one["periode"] == row["periode"];
        let figure = profile.iter().find(same).expect("the figure of the profile");
        assert_eq!(figure["waarde"], row["deze_plaats"], "{}", row["indicator"]);
        assert!(!row["verschil"].is_empty() && !row["grens"].is_empty() && !row["bron"].is_empty());
    }
    let book = workbook(&site, &format!("{path}.xlsx?vanuit=rotterdam-zuid&lang=nl"));
    let names: Vec<&str> = book.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Naast elkaar", "Cijfers van de plek", "Praktijkvoorbeelden", "Bronnen", "Toelichting"]);
    let figures = both_styles(&site, &format!("{path}.csv"));
    assert_eq!(figures.len(), rows(sheet(&book, "Cijfers van de plek")).len());
    assert_eq!(figures.len(), listed(&site, path, ".example-figures th[scope=row]"));
    let html = site.html(&format!("{path}?vanuit=rotterdam-zuid"));
    assert!(
        html.has(&format!("a[href^=\"{path}.xlsx?vanuit=rotterdam-zuid\"]")) && html.links_to(&format!("{path}.csv"))
    );
}

#[test]
fn the_course_of_compared_places_is_the_file_of_its_chart() {
    let site = TestSite::shipped();
    let places = "utrecht-overvecht&gebied=rotterdam-zuid";
    let html = site.html(&format!("/vergelijk?gebied={places}&indicator=koopwoningen"));
    let query = "plaats=utrecht-overvecht&plaats=rotterdam-zuid&indicator=koopwoningen";
    assert!(html.has(&format!("a[href^=\"/grafiek/verloop.csv?{query}\"]")));
    let csv = both_styles(&site, &format!("/grafiek/verloop.csv?{query}"));
    let atlas = release::atlas();
    let indicator = atlas.catalogue.indicator("koopwoningen").expect("an indicator");
    assert_eq!(csv.len(), indicator.periods.len(), "a row per period of the table");
    for row in &csv {
        assert!(row.contains_key("utrecht_overvecht") && row.contains_key("nederland") && !row["bron"].is_empty());
    }
}
