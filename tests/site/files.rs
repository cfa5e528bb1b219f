//! Files: CSV in both styles, workbooks and `GeoJSON`, read back and held against what pages show.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use calamine::Data;
use geo::Winding as _;
use wijkwijzer::atlas::Atlas;
use wijkwijzer::domain::{Lang, Missing, Value};
use wijkwijzer::text;
use wijkwijzer::views::profile;

use crate::readers::{XLSX, geojson, number, records, rows, sheet, workbook};
use crate::support::{TestSite, release};

/// Value and reason of a figure as the page shows it.
fn shown(value: Value, decimals: i8) -> (Option<f64>, &'static str) {
    match value {
        Value::Known(value) => (Some(wijkwijzer::domain::round_to(value, decimals)), ""),
        Value::Missing(reason) => (None, text::missing(Lang::Nl, reason)),
    }
}

const OVERVECHT: &str = "/gebieden/utrecht-overvecht";

#[test]
fn every_cell_of_a_workbook_of_a_profile_is_the_figure_of_the_page() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    for key in ["utrecht-overvecht", "groningen-noord", "GM0344", "BU03440311"] {
        let place = atlas.place_of_key(key).expect("a place");
        let view = profile::build(&atlas, &place, Lang::Nl).expect("a profile");
        let book = workbook(&site, &format!("{}.xlsx?lang=nl", view.address));
        let figures = rows(sheet(&book, "Cijfers"));
        let expected: Vec<_> = view.themes.iter().flat_map(|theme| &theme.rows).collect();
        assert_eq!(figures.len(), expected.len(), "{key}");
        for (found, row) in figures.iter().zip(expected) {
            assert_eq!(found["Indicator"].to_string(), row.indicator.id);
            let pair = |name: &str| (number(&found[name]), found[&format!("{name}: ontbreekt")].to_string());
            let (value, reason) = shown(row.figure.value, row.figure.decimals);
            assert_eq!(pair(view.name), (value, reason.to_owned()), "{key} {}", row.indicator.id);
            let nederland = row.reference(profile::ReferenceKind::Nederland).expect("Nederland");
            let (value, reason) = shown(nederland.figure.value, nederland.figure.decimals);
            assert_eq!(pair("Nederland"), (value, reason.to_owned()), "{key} {}", row.indicator.id);
        }
    }
}

#[test]
fn a_workbook_has_a_sheet_of_sources_with_a_row_for_every_figure_it_holds() {
    let site = TestSite::shipped();
    let book = workbook(&site, &format!("{OVERVECHT}.xlsx?lang=nl"));
    let names: Vec<&str> = book.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Cijfers",
            "Alle jaren",
            "Wijken en buurten",
            "Vergelijkbare plaatsen",
            "Verschil door de jaren",
            "Bronnen",
            "Toelichting"
        ]
    );
    let sources = rows(sheet(&book, "Bronnen"));
    let atlas = release::atlas();
    for row in rows(sheet(&book, "Alle jaren")) {
        let same = |source: &&BTreeMap<String, Data>| {
            source["Indicator"] == row["Indicator"] && source["Periode"] == row["Periode"]
        };
        let source = sources.iter().find(same).unwrap_or_else(|| panic!("no source of {row:?}"));
        for column in ["Regel", "Bron", "Jaar bron", "Licentie", "Bronvermelding", "Uitgave", "Uitgavedatum"] {
            assert!(!source[column].to_string().is_empty(), "{column} of {:?}", row["Indicator"]);
        }
        assert_eq!(source["Uitgave"].to_string(), atlas.release);
    }
    let owned = sources.iter().find(|row| row["Indicator"] == "koopwoningen").expect("a source");
    assert_eq!(owned["Tabel"].to_string(), table_of(&atlas, "koopwoningen"));
    let explained = rows(sheet(&book, "Toelichting"));
    let about: Vec<String> = explained.iter().map(|row| row["Onderwerp"].to_string()).collect();
    for subject in ["Dit bestand", "Pagina", "Uitgave", "Afbakening", "Ten minste", "Gebruik"] {
        assert!(about.iter().any(|found| found == subject), "{subject} in {about:?}");
    }
}

fn table_of(atlas: &Atlas, id: &str) -> String {
    let indicator = atlas.catalogue.indicator(id).expect("an indicator");
    atlas.source_of(&indicator.periods[0]).expect("a source").table.clone()
}

#[test]
fn both_styles_of_csv_say_the_same_and_every_row_says_where_it_comes_from() {
    let site = TestSite::shipped();
    let dutch = records(site.get(&format!("{OVERVECHT}.csv?lang=nl")).text(), b';');
    let international = records(site.get(&format!("{OVERVECHT}.csv?lang=nl&stijl=internationaal")).text(), b',');
    assert_eq!(dutch.len(), international.len());
    for (one, other) in dutch.iter().zip(&international) {
        assert_eq!(one["waarde"].replace(',', "."), other["waarde"]);
        assert_ne!(one["waarde"].is_empty(), one["ontbreekt"].is_empty(), "a value or a reason: {one:?}");
        for column in ["periode", "regel", "bron", "jaar_bron", "licentie", "bronvermelding", "uitgave", "uitgavedatum"]
        {
            assert!(!one[column].is_empty(), "{column} in {one:?}");
        }
    }
    let found = international.iter().find(|row| {
        row["indicator"] == "misdrijven_per_1000" && row["periode"] == "2024" && row["plaats"] == row["gebied"]
    });
    assert_eq!(found.expect("the rate of 2024")["waarde"], "58.0");
}

#[test]
fn a_row_of_a_profile_is_a_file_with_its_references_its_years_and_its_parts() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let place = atlas.place_of_key("utrecht-overvecht").expect("a place");
    let view = profile::build(&atlas, &place, Lang::Nl).expect("a profile");
    let row = view.row("ervaren_gezondheid_goed").expect("a row");
    let path = |ending: &str| format!("{OVERVECHT}.{ending}?indicator=ervaren_gezondheid_goed&lang=nl");
    let csv = records(site.get(&path("csv")).text(), b';');
    assert!(csv.iter().all(|record| record["indicator"] == "ervaren_gezondheid_goed"));
    let of_kind = |kind: &str| csv.iter().filter(|record| record["soort"] == kind).count();
    assert_eq!(of_kind("deze plaats"), row.series.len());
    assert_eq!(of_kind("onderdeel"), view.parts(row).len());
    assert!(of_kind("onderdeel") >= 10, "the ten buurten of WK034403");
    assert!(of_kind("vergelijking") > row.series.len(), "Nederland in every period, the others in one");
    let spread = row.spread.as_ref().expect("a spread");
    let mut parts: Vec<f64> = csv
        .iter()
        .filter(|record| record["soort"] == "onderdeel" && record["periode"] == row.period.period.to_string())
        .filter_map(|record| record["waarde"].replace(',', ".").parse().ok())
        .collect();
    parts.sort_by(f64::total_cmp);
    let mut drawn = spread.values.clone();
    drawn.sort_by(f64::total_cmp);
    assert_eq!(parts, drawn, "the parts of the strip on the page");
    let book = workbook(&site, &path("xlsx"));
    assert_eq!(rows(sheet(&book, "Cijfer")).len(), csv.len());
    assert_eq!(rows(sheet(&book, "Bronnen")).len(), row.series.len());
    assert_eq!(
        site.get(&path("csv")).header("content-disposition"),
        "attachment; filename=\"utrecht-overvecht-ervaren_gezondheid_goed.csv\""
    );
    assert_eq!(site.get(&format!("{OVERVECHT}.csv?indicator=geluk")).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&format!("{OVERVECHT}.csv?tabel=alles")).status, StatusCode::BAD_REQUEST);
    assert_eq!(
        site.get(&format!("{OVERVECHT}?indicator=koopwoningen")).status,
        StatusCode::BAD_REQUEST,
        "a page has no part"
    );
}

/// A figure that is not there, of a buurt that has a page: indicator, period, code and why. One that the source withholds,
/// or where a release has none of those, one that it left out.
fn missing_figure(atlas: &Atlas) -> (String, String, String, &'static str) {
    let base = atlas.base();
    for reason in [Missing::Suppressed, Missing::NotInDelivery] {
        for (indicator, figures) in atlas.catalogue.indicators.iter().zip(&atlas.figures) {
            let periods = indicator.periods.iter().zip(&figures.periods);
            for (declared, figures) in periods.filter(|(declared, _)| declared.vintage == base.vintage) {
                let Some(level) = figures.level(wijkwijzer::domain::Level::Buurt) else { continue };
                let hidden = |position: &usize| level.values.get(*position) == Value::Missing(reason);
                if let Some(position) = (0..base.buurt.codes.len()).find(hidden) {
                    let code = base.buurt.codes[position].to_string();
                    return (indicator.id.clone(), declared.period.to_string(), code, text::missing(Lang::Nl, reason));
                }
            }
        }
    }
    panic!("every buurt has every figure")
}

#[test]
fn a_figure_that_is_not_there_is_in_no_file() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let (id, period, code, reason) = missing_figure(&atlas);
    let gemeente: String = format!("GM{}", &code[2..6]);
    let map = |ending: &str| {
        format!("/kaart.{ending}?indicator={id}&periode={period}&niveau=buurt&gebied={gemeente}&lang=nl")
    };
    for path in [
        map("csv"),
        format!("/buurten/{code}.csv?indicator={id}&lang=nl"),
        format!("/gemeenten/{gemeente}.csv?indicator={id}&lang=nl"),
    ] {
        let records = records(site.get(&path).text(), b';');
        let row = records.iter().find(|row| row["code"] == code && row["periode"] == period);
        let row = row.unwrap_or_else(|| panic!("{code} is not in {path}"));
        assert_eq!((row["waarde"].as_str(), row["ontbreekt"].as_str()), ("", reason), "{path}");
    }
    let book = workbook(&site, &map("xlsx"));
    let row = rows(sheet(&book, "Cijfers")).into_iter().find(|row| row["Code"].to_string() == code).expect("a row");
    assert_eq!((row["Waarde"].clone(), row["Ontbreekt"].to_string()), (Data::Empty, reason.to_owned()));
    let feature = geojson(&site, &map("geojson"))
        .features
        .into_iter()
        .find(|one| one.property("code").is_some_and(|c| *c == *code));
    let properties = feature.expect("a feature").properties.expect("properties");
    assert_eq!(
        (&properties["waarde"], &properties["ontbreekt"]),
        (&serde_json::Value::Null, &serde_json::json!(reason))
    );
}

#[test]
fn outlines_are_closed_wound_as_the_standard_asks_and_say_their_source() {
    let site = TestSite::shipped();
    for path in [
        format!("{OVERVECHT}.geojson?indicator=koopwoningen&lang=nl"),
        format!("{OVERVECHT}.geojson?tabel=wijken-en-buurten&lang=nl"),
        format!("{OVERVECHT}.geojson?lang=nl"),
        "/wijken/WK034403.geojson?lang=nl".to_owned(),
        "/gebieden.geojson?lang=nl".to_owned(),
        "/dekking.geojson?lang=nl".to_owned(),
        "/vergelijk.geojson?gebied=utrecht-overvecht&gebied=GM0344&lang=nl".to_owned(),
        "/kaart.geojson?indicator=koopwoningen&niveau=gemeente&lang=nl".to_owned(),
        "/eigen-gebied.geojson?code=WK034403&lang=nl".to_owned(),
    ] {
        let collection = geojson(&site, &path);
        assert!(!collection.features.is_empty(), "{path}");
        let members = collection.foreign_members.as_ref().expect("release and sources");
        assert_eq!(members["release"], release::atlas().release.as_str(), "{path}");
        assert!(members["sources"].is_array() && members["release_date"].is_string(), "{path}");
        let mut outlined = 0;
        for feature in &collection.features {
            let Some(geometry) = &feature.geometry else { continue };
            outlined += 1;
            let shape: geo::Geometry<f64> = geometry.clone().try_into().expect("a geometry");
            let polygons = match shape {
                geo::Geometry::Polygon(one) => vec![one],
                geo::Geometry::MultiPolygon(several) => several.0,
                other => panic!("{path}: {other:?}"),
            };
            for polygon in polygons {
                assert!(polygon.exterior().is_closed() && polygon.exterior().is_ccw(), "{path}");
                assert!(polygon.interiors().iter().all(|ring| ring.is_closed() && ring.is_cw()), "{path}");
            }
        }
        assert!(outlined > 0, "{path} has outlines");
    }
}

#[test]
fn the_features_of_one_figure_carry_its_source_themselves() {
    let site = TestSite::shipped();
    let collection = geojson(&site, "/kaart.geojson?indicator=koopwoningen&niveau=gemeente&lang=nl");
    let atlas = release::atlas();
    for feature in &collection.features {
        let properties = feature.properties.as_ref().expect("properties");
        for key in ["bron", "jaar_bron", "periode", "regel", "uitgave", "uitgavedatum"] {
            assert!(properties[key].is_string(), "{key}");
        }
        assert_eq!(properties["tabel"], table_of(&atlas, "koopwoningen").as_str());
    }
}

#[test]
fn every_table_has_files_that_its_page_offers_and_that_are_named_after_it() {
    let site = TestSite::shipped();
    let tables = [
        ("/kaart?indicator=koopwoningen&niveau=gemeente", true),
        ("/gebieden", true),
        ("/vergelijk?gebied=utrecht-overvecht&gebied=GM0344", true),
        ("/praktijkvoorbeelden?thema=werk", true),
        ("/dekking", true),
        ("/indicatoren", false),
        ("/indicatoren/koopwoningen", false),
        ("/bronnen", false),
        ("/eigen-gebied?code=WK034403", true),
        (OVERVECHT, true),
        ("/buurten/BU03440311", true),
    ];
    for (address, outlines) in tables {
        let html = site.html(address);
        let (path, query) =
            address.split_once('?').map_or((address, String::new()), |(path, query)| (path, format!("?{query}")));
        let endings: &[&str] = if outlines { &["csv", "xlsx", "geojson"] } else { &["csv", "xlsx"] };
        for ending in endings {
            let file = format!("{path}.{ending}{query}");
            let answer = site.get(&file);
            assert_eq!(answer.status, StatusCode::OK, "{file}");
            assert!(html.has(&format!("a[href^=\"{file}\"]")), "{address} offers {file}");
            if path != "/praktijkvoorbeelden" || *ending != "geojson" {
                let name = answer.header("content-disposition");
                assert!(
                    name.starts_with("attachment; filename=\"") && name.ends_with(&format!(".{ending}\"")),
                    "{name}"
                );
            }
            let accepted = match *ending {
                "csv" => "text/csv",
                "xlsx" => XLSX,
                _ => "application/geo+json",
            };
            assert_eq!(site.get_with(address, &[("accept", accepted)]).body.is_empty(), answer.body.is_empty());
        }
        assert_eq!(
            site.get(&format!("{path}.csv{query}{}stijl=excel", if query.is_empty() { "?" } else { "&" })).status,
            StatusCode::BAD_REQUEST
        );
    }
    assert_eq!(
        site.get("/gemeenten/GM0344.xlsx").header("content-disposition"),
        "attachment; filename=\"GM0344-utrecht.xlsx\""
    );
}

#[test]
fn a_name_that_a_reader_made_up_becomes_no_formula_and_no_header() {
    let site = TestSite::shipped();
    let base = "code=WK034403&naam=%3D1%2B1%22%3B+x&lang=nl";
    let csv = site.get(&format!("/eigen-gebied.csv?{base}"));
    assert!(records(csv.text(), b';').iter().all(|row| row["gebied"] == "'=1+1\"; x"));
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"eigen-gebied-1-1-x.csv\"");
    let book = workbook(&site, &format!("/eigen-gebied.xlsx?{base}"));
    let row = &rows(sheet(&book, "Alle jaren"))[0];
    assert_eq!(row["Gebied"], Data::String("=1+1\"; x".to_owned()), "a text, not a formula");
}

#[test]
fn the_rows_of_a_place_of_ones_own_share_one_form_for_their_files() {
    let site = TestSite::shipped();
    let html = site.html("/eigen-gebied?code=WK034403&naam=Mijn+wijk");
    assert_eq!(html.count("form#rij-als-bestand"), 1);
    let button = "button[form=rij-als-bestand][formaction=\"/eigen-gebied.xlsx\"][name=indicator]";
    assert_eq!(html.row("koopwoningen").one(button).attribute("value"), "koopwoningen");
    assert_eq!(
        site.get("/eigen-gebied.xlsx?code=WK034403&naam=Mijn+wijk&indicator=koopwoningen").status,
        StatusCode::OK
    );
}

#[test]
fn the_same_question_has_the_same_bytes_as_answer() {
    let site = TestSite::shipped();
    let path = format!("{OVERVECHT}.xlsx?lang=nl&tabel=cijfers");
    assert_eq!(site.get(&path).body, site.get(&path).body);
    let english = workbook(&site, &format!("{OVERVECHT}.xlsx?lang=en"));
    let names: Vec<&str> = english.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "Figures",
        "All years",
        "Districts and neighbourhoods",
        "Similar places",
        "Gap over the years",
        "Sources",
        "Explanation",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_comparison_and_the_map_hold_the_figures_of_their_pages() {
    let site = TestSite::shipped();
    let json = site.get("/vergelijk.json?gebied=utrecht-overvecht&gebied=WK034403").json();
    let book = workbook(&site, "/vergelijk.xlsx?gebied=utrecht-overvecht&gebied=WK034403&lang=nl");
    let beside = rows(sheet(&book, "Naast elkaar"));
    assert_eq!(beside.len(), json["rows"].as_array().expect("rows").len());
    let owned = beside.iter().find(|row| row["Indicator"] == "koopwoningen").expect("a row");
    assert_eq!(number(&owned["Wijk 03 Overvecht (wijk)"]), Some(21.0));
    let map = workbook(&site, "/kaart.xlsx?indicator=koopwoningen&niveau=wijk&periode=2024&lang=nl");
    let csv = records(site.get("/kaart.csv?indicator=koopwoningen&niveau=wijk&periode=2024&lang=nl").text(), b';');
    let cells = rows(sheet(&map, "Cijfers"));
    assert_eq!(cells.len(), csv.len());
    for (cell, record) in cells.iter().zip(&csv) {
        assert_eq!(number(&cell["Waarde"]), record["waarde"].replace(',', ".").parse().ok(), "{}", record["code"]);
        assert_eq!(cell["Ontbreekt"].to_string(), record["ontbreekt"]);
    }
}

#[test]
fn search_engines_are_asked_to_leave_files_alone() {
    let site = TestSite::shipped();
    let robots = site.page("/robots.txt");
    for ending in ["csv", "xlsx", "geojson"] {
        assert!(robots.contains(&format!("\nDisallow: /*.{ending}\n")), "{robots}");
    }
}

#[test]
fn the_table_of_a_chart_is_a_workbook_too() {
    let site = TestSite::shipped();
    let query = "?plaats=utrecht-overvecht&indicator=koopwoningen&lang=nl";
    let json = site.get(&format!("/grafiek/stippen.json{query}")).json();
    let book = workbook(&site, &format!("/grafiek/stippen.xlsx{query}"));
    let table = sheet(&book, "Grafiek");
    for (at, row) in json["rows"].as_array().expect("rows").iter().enumerate() {
        assert_eq!(table.get_value((u32::try_from(at + 1).expect("small"), 1)).and_then(number), row[1].as_f64());
    }
    assert!(rows(sheet(&book, "Bronnen")).iter().any(|row| row["Onderwerp"] == "Bron"));
}
