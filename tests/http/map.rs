//! `/kaart`: levels, periods, parts of the country, table, download.

use super::client::{get, get_with, page};

#[test]
fn a_choropleth_has_a_legend_a_drawing_a_table_and_a_source() {
    let html = page("/kaart?indicator=koopwoningen&niveau=gemeente&periode=2024");
    for part in
        ["class=\"choropleth\"", "class=\"legend\"", "class=\"table map-table\"", "85984NED", "CC BY 4.0", "Kadaster"]
    {
        assert!(html.contains(part), "{part}");
    }
    assert!(html.matches("<path class=\"c").count() > 300, "every gemeente is drawn");
    let html = page("/kaart?indicator=inkomen_per_inwoner&niveau=gemeente&periode=2024");
    assert!(html.contains("url(#hatch)"), "three gemeenten have no income: they are hatched");
}

#[test]
fn a_count_is_given_as_a_table_without_a_map_and_says_why() {
    let html = page("/kaart?indicator=inwoners&niveau=gemeente&periode=2024");
    assert!(!html.contains("class=\"choropleth\"") && !html.contains("data-map"));
    assert!(html.contains("Dit is een aantal"));
    assert!(html.contains("href=\"/gemeenten/GM0363\""));
}

#[test]
fn the_table_is_paged_by_a_hundred_and_the_download_has_every_row() {
    let first = page("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024");
    assert_eq!(first.matches("<th scope=\"row\" role=\"rowheader\"><a href=\"/wijken/").count(), 100);
    let second = page("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024&pagina=2");
    assert!(second.contains("101–200"), "the second page begins at 101");
    let csv = get("/kaart.csv?indicator=koopwoningen&niveau=wijk&periode=2024");
    assert!(csv.header("content-type").starts_with("text/csv"));
    let rows: Vec<&str> = csv.text().lines().collect();
    assert!(rows.len() > 3000, "{} rows", rows.len());
    assert!(rows[0].starts_with("\u{feff}code;naam;gemeente;waarde;ontbreekt;rang;"));
    assert!(rows.iter().all(|row| row.matches(';').count() >= 10));
    let same = get_with("/kaart?indicator=koopwoningen&niveau=wijk&periode=2024", &[("accept", "text/csv")]);
    assert_eq!(same.body, csv.body);
}

#[test]
fn buurten_are_shown_for_one_part_of_the_country() {
    let part = |query: &str| page(&format!("/kaart?indicator=misdrijven_per_1000&niveau=buurt&{query}"));
    let gemeente = part("gebied=GM0344");
    assert!(gemeente.contains("Utrecht</h2>") || gemeente.contains("in Utrecht"));
    assert!(gemeente.contains("/buurten/BU0344") && !gemeente.contains("/buurten/BU0363"));
    let area = part("gebied=utrecht-overvecht");
    assert!(area.contains("/buurten/BU034403"));
    assert!(
        area.matches("<th scope=\"row\" role=\"rowheader\"><a href=\"/buurten/").count()
            < gemeente.matches("<th scope=\"row\" role=\"rowheader\"><a href=\"/buurten/").count()
    );
    // Without a choice: the largest gemeente.
    assert!(part("periode=2024").contains("/buurten/BU0363"));
}

#[test]
fn what_an_indicator_does_not_have_is_said_and_something_near_is_shown() {
    let level = page("/kaart?indicator=leefbaarometer_klasse&niveau=buurt");
    assert!(level.contains("class=\"notice\""), "no buurten in this source");
    let period = page("/kaart?indicator=koopwoningen&periode=1999");
    assert!(period.contains("class=\"notice\"") && period.contains("1999"));
}

#[test]
fn classes_in_the_legend_count_every_region_once() {
    let html = page("/kaart?indicator=aandeel_65_plus&niveau=gemeente&periode=2024");
    let legend = &html[html.find("class=\"legend\"").unwrap()..];
    let legend = &legend[..legend.find("</table>").unwrap()];
    let total: usize = legend
        .split("<td class=\"num\">")
        .skip(1)
        .map(|cell| cell.split('<').next().unwrap().parse::<usize>().unwrap())
        .sum();
    assert_eq!(total, 342, "the gemeenten of 2024");
}
