//! `/kaart`: levels, periods, parts of the country, table, download.

use crate::support::{Html, TestSite};

#[test]
fn a_choropleth_has_a_legend_a_drawing_a_table_and_a_source() {
    let site = TestSite::shipped();
    let html = site.html("/kaart?indicator=koopwoningen&niveau=gemeente&periode=2024");
    for part in ["svg.choropleth", "table.legend", "table.map-table"] {
        assert_eq!(html.count(part), 1, "{part}");
    }
    let source = html.text_of(".explore-source");
    for part in ["85984NED", "CC BY 4.0"] {
        assert!(source.contains(part), "{part}");
    }
    assert!(html.text_of("main").contains("Kadaster"));
    assert!(html.count("svg.choropleth path[class^=c]") > 300, "every gemeente is drawn");
    let html = site.html("/kaart?indicator=inkomen_per_inwoner&niveau=gemeente&periode=2024");
    let hatched = html.count("svg.choropleth path.no-value[fill=\"url(#hatch)\"]");
    assert_eq!(hatched, 3, "three gemeenten have no income: they are hatched");
}

#[test]
fn a_count_is_given_as_a_table_without_a_map_and_says_why() {
    let site = TestSite::shipped();
    let html = site.html("/kaart?indicator=inwoners&niveau=gemeente&periode=2024");
    assert!(!html.has(".choropleth") && !html.has("[data-map]"));
    assert!(html.text_of("main").contains("Dit is een aantal"));
    assert!(html.one("table.map-table").links_to("/gemeenten/GM0363"));
}

#[test]
fn the_table_is_paged_by_a_hundred_and_the_download_has_every_row() {
    let site = TestSite::shipped();
    let first = site.html("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024");
    assert_eq!(first.count("table.map-table th[scope=row] a[href^=\"/wijken/\"]"), 100);
    let second = site.html("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&pagina=2");
    assert!(second.text_of("main").contains("101–200"), "the second page begins at 101");
    let csv = site.get("/kaart.csv?indicator=koopwoningen&niveau=wijk&periode=2024");
    assert!(csv.header("content-type").starts_with("text/csv"));
    let rows: Vec<&str> = csv.text().lines().collect();
    assert!(rows.len() > 3000, "{} rows", rows.len());
    assert!(rows[0].starts_with("\u{feff}code;naam;gemeente;waarde;ontbreekt;rang;"));
    assert!(rows.iter().all(|row| row.matches(';').count() >= 10));
    let same = site.get_with("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024", &[("accept", "text/csv")]);
    assert_eq!(same.body, csv.body);
}

#[test]
fn buurten_are_shown_for_one_part_of_the_country() {
    let site = TestSite::shipped();
    let part = |query: &str| site.html(&format!("/kaart?indicator=misdrijven_per_1000&niveau=buurt&{query}"));
    let listed =
        |html: &Html, codes: &str| html.count(&format!("table.map-table th[scope=row] a[href^=\"/buurten/{codes}\"]"));
    let gemeente = part("gebied=GM0344");
    assert!(gemeente.text_of("#tabel").contains("Utrecht"));
    assert!(listed(&gemeente, "BU0344") > 0 && listed(&gemeente, "BU0363") == 0);
    let area = part("gebied=utrecht-overvecht");
    assert_eq!(listed(&area, "BU034403"), 10, "the ten buurten of Overvecht");
    assert!(listed(&area, "BU") < listed(&gemeente, "BU"));
    // Without a choice: the largest gemeente.
    assert!(listed(&part("periode=2024"), "BU0363") > 0);
}

#[test]
fn what_an_indicator_does_not_have_is_said_and_something_near_is_shown() {
    let site = TestSite::shipped();
    let level = site.html("/kaart?indicator=leefbaarometer_klasse&niveau=buurt");
    assert_eq!(level.count(".explore-notes .notice"), 1, "no buurten in this source");
    let period = site.html("/kaart?indicator=koopwoningen&periode=1999");
    assert!(period.text_of(".explore-notes .notice").contains("1999"));
}

#[test]
fn classes_in_the_legend_count_every_region_once() {
    let site = TestSite::shipped();
    let html = site.html("/kaart?indicator=aandeel_65_plus&niveau=gemeente&periode=2024");
    let counts = html.texts("table.legend td.num");
    assert!(counts.len() > 3, "{counts:?}");
    assert_eq!(counts.iter().map(|count| count.parse::<usize>().unwrap()).sum::<usize>(), 342, "the gemeenten of 2024");
}
