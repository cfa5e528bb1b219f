//! The briefing: two pages that say what the profile says, and where it comes from.

use axum::http::StatusCode;
use jiff::civil::date;

use crate::support::{Html, Part, TestSite, release};

#[test]
fn every_focus_area_has_a_briefing_with_its_name_on_both_pages_in_both_languages() {
    let site = TestSite::shipped();
    for area in &release::atlas().areas {
        let (slug, name) = (area.area.slug.as_str(), area.area.name.as_str());
        for lang in ["nl", "en"] {
            let html = site.html(&format!("/gebieden/{slug}/briefing?lang={lang}"));
            assert_eq!(html.texts(".sheet-name"), [name, name], "{slug}");
            assert!(html.has("svg.locator-map") && html.has("svg.fig"), "{slug} lacks a drawing");
            assert_eq!(html.count(".highlight-value"), 3, "{slug}");
            let second = html.one(".sheet-2");
            assert!(second.text().contains("85984NED"), "{slug} names no table");
            assert!(second.count("svg.mark.strip") >= 2, "{slug} shows no differences inside");
            assert_eq!(html.count(".why-title"), 2, "{slug} lacks an example with its reason");
        }
    }
}

#[test]
fn what_stands_out_is_what_the_profile_says() {
    let site = TestSite::shipped();
    for slug in ["utrecht-overvecht", "nieuwegein-centrale-as", "breda-noord"] {
        let profile = site.html(&format!("/gebieden/{slug}"));
        let briefing = site.html(&format!("/gebieden/{slug}/briefing"));
        let figures = profile.texts(".highlight-value");
        assert_eq!(figures.len(), 3, "{slug}");
        assert_eq!(figures, briefing.texts(".highlight-value"), "{slug}");
    }
}

/// The row of the differences inside a place, by the name of its figure.
fn inside<'a>(html: &'a Html, name: &str) -> Part<'a> {
    let rows = html.all(".sheet-2 .briefing-inside tbody tr");
    let named = |row: &Part<'_>| row.text_of("th").starts_with(name);
    rows.into_iter().find(named).unwrap_or_else(|| panic!("no row {name}"))
}

#[test]
fn the_differences_inside_name_the_lowest_and_the_highest_part() {
    // Read by hand from geodata/figures/kwb-2024.csv: of the buurten of Overvecht, Neckardreef en omgeving has the fewest
    // owner-occupied homes (11%) and Poldergebied Overvecht the most (83%).
    let site = TestSite::shipped();
    let html = site.html("/gebieden/utrecht-overvecht/briefing");
    let row = inside(&html, "Koopwoningen");
    let cells = row.texts("td");
    let (lowest, highest) = (&cells[1], &cells[3]);
    assert!(lowest.contains("11%") && lowest.contains("Neckardreef en omgeving"), "{lowest}");
    assert!(highest.contains("83%") && highest.contains("Poldergebied Overvecht"), "{highest}");
    assert!(row.text_of("th").contains("10 buurten"), "{row:?}");
}

#[test]
fn a_part_on_older_codes_has_the_name_of_the_same_ground_today_and_no_bare_code_where_that_is_known() {
    let site = TestSite::shipped();
    // The figures of RIVM stand on the codes of 2020, which have no names; those of Overvecht did not change.
    let html = site.html("/gebieden/utrecht-overvecht/briefing");
    let row = inside(&html, "Moeite met rondkomen");
    assert!(!row.text().contains("BU0344"), "{row:?}");
    let atlas = release::atlas();
    let vintage = atlas.vintages.iter().find(|found| found.vintage.0 == 2020).unwrap();
    let position = vintage.buurt.codes.iter().position(|code| code.as_str() == "BU03440342").unwrap();
    let name = atlas.region_name(vintage.vintage, wijkwijzer::domain::Level::Buurt, position);
    assert!(atlas.base().buurt.names.iter().any(|known| known == name), "{name}");
}

#[test]
fn a_reader_chooses_the_figure_of_the_gap() {
    let site = TestSite::shipped();
    let html = site.html("/gebieden/utrecht-overvecht/briefing?achterstand=misdrijven_per_1000");
    let title = html.text_of(".briefing-chart-title");
    assert!(title.contains("Geregistreerde misdrijven per 1.000 inwoners"), "{title}");
    assert_eq!(site.get("/gebieden/utrecht-overvecht/briefing?achterstand=inwoners").status, StatusCode::BAD_REQUEST);
}

#[test]
fn address_release_and_day_stand_on_both_pages() {
    let site = TestSite::shipped().at("https://wijkwijzer.example").on_day(date(2027, 3, 2));
    let html = site.html("/gebieden/utrecht-overvecht/briefing");
    let release = release::atlas().release.clone();
    let feet = html.texts(".sheet-foot");
    assert_eq!(feet.len(), 2);
    for part in
        ["https://wijkwijzer.example/gebieden/utrecht-overvecht/briefing", "afgedrukt 2 maart 2027", release.as_str()]
    {
        assert!(feet.iter().all(|foot| foot.contains(part)), "{part} is not in {feet:?}");
    }
}

#[test]
fn regions_have_a_briefing_too_and_what_does_not_exist_is_told_with_suggestions() {
    let site = TestSite::shipped();
    for path in ["/gemeenten/GM0363/briefing", "/wijken/WK034403/briefing", "/buurten/BU03440311/briefing"] {
        assert_eq!(site.html(path).count(".sheet-name"), 2, "{path}");
    }
    let unknown = site.get("/gebieden/utrecht-overvegt/briefing");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let told = unknown.html();
    assert!(told.one("main").has("a[href*=\"/gebieden/utrecht-overvecht\"]") && told.has(".site-header"));
    for path in ["/wijken/GM0363/briefing", "/buurten/x/briefing", "/gemeenten/GM9999/briefing"] {
        assert_eq!(site.get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/gebieden/utrecht-overvecht/briefing?kleur=rood", "/gebieden/utrecht-overvecht/briefing?stijl=x"] {
        assert_eq!(site.get(path).status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[test]
fn a_profile_leads_to_its_briefing_and_an_own_area_to_none() {
    let site = TestSite::shipped();
    for path in ["/gebieden/utrecht-overvecht", "/gemeenten/GM0344", "/wijken/WK034403", "/buurten/BU03440311"] {
        assert!(site.html(path).links_to(&format!("{path}/briefing")), "{path}");
    }
    assert!(!site.html("/eigen-gebied?code=WK034403&code=BU03440511").has("a[href*=\"/briefing\"]"));
}

#[test]
fn a_finished_briefing_is_kept() {
    let site = TestSite::shipped();
    site.get("/gebieden/utrecht-overvecht/briefing").good();
    assert_eq!(site.state().pages().size().0, 1);
}
