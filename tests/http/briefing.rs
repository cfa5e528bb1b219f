//! The briefing: two pages that say what the profile says, and where it comes from.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use jiff::civil::date;
use tower::ServiceExt as _;
use wijkwijzer::web::site::Site;
use wijkwijzer::web::{AppState, router};

use super::client::{get, page, send_to_day};
use crate::common;

/// What stands between `from` and the next `to`, for every `from`.
fn between<'a>(html: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    html.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

/// The second sheet.
fn second(html: &str) -> &str {
    html.split("class=\"sheet sheet-2\"").nth(1).unwrap()
}

#[test]
fn every_focus_area_has_a_briefing_with_its_name_on_both_pages_in_both_languages() {
    for area in &common::atlas().areas {
        let (slug, name) = (area.area.slug.as_str(), area.area.name.as_str());
        for lang in ["nl", "en"] {
            let html = page(&format!("/gebieden/{slug}/briefing?lang={lang}"));
            assert_eq!(between(&html, "class=\"sheet-name\">", "<"), [name, name], "{slug}");
            assert!(html.contains("class=\"locator-map\"") && html.contains("class=\"fig\""), "{slug} lacks a drawing");
            assert_eq!(between(&html, "class=\"highlight-value\">", "<").len(), 3, "{slug}");
            assert!(second(&html).contains("85984NED"), "{slug} names no table");
            assert!(second(&html).matches("class=\"mark strip\"").count() >= 2, "{slug} shows no differences inside");
            assert_eq!(html.matches("class=\"why-title\"").count(), 2, "{slug} lacks an example with its reason");
        }
    }
}

#[test]
fn what_stands_out_is_what_the_profile_says() {
    for slug in ["utrecht-overvecht", "nieuwegein-centrale-as", "breda-noord"] {
        let profile = page(&format!("/gebieden/{slug}"));
        let briefing = page(&format!("/gebieden/{slug}/briefing"));
        let figures = |html: &str| {
            let shown = between(html, "class=\"highlight-value\">", "<");
            shown.into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(figures(&profile), figures(&briefing), "{slug}");
    }
}

#[test]
fn the_differences_inside_name_the_lowest_and_the_highest_part() {
    // Read by hand from geodata/figures/kwb-2024.csv: of the buurten of Overvecht, Neckardreef en omgeving has the fewest
    // owner-occupied homes (11%) and Poldergebied Overvecht the most (83%).
    let html = page("/gebieden/utrecht-overvecht/briefing");
    let rows = between(second(&html), "<tr>", "</tr>");
    let row = rows.iter().find(|row| row.contains(">Koopwoningen<")).unwrap();
    for part in ["<b>11%</b>", "Neckardreef en omgeving", "<b>83%</b>", "Poldergebied Overvecht", "10 buurten"] {
        assert!(row.contains(part), "{part}: {row}");
    }
}

#[test]
fn a_part_on_older_codes_has_the_name_of_the_same_ground_today_and_no_bare_code_where_that_is_known() {
    // The figures of RIVM stand on the codes of 2020, which have no names; those of Overvecht did not change.
    let html = page("/gebieden/utrecht-overvecht/briefing");
    let rows = between(second(&html), "<tr>", "</tr>");
    let row = rows.iter().find(|row| row.contains(">Moeite met rondkomen<")).unwrap();
    assert!(!row.contains("BU0344"), "{row}");
    let atlas = common::atlas();
    let vintage = atlas.vintages.iter().find(|found| found.vintage.0 == 2020).unwrap();
    let position = vintage.buurt.codes.iter().position(|code| code.as_str() == "BU03440342").unwrap();
    let name = atlas.region_name(vintage.vintage, wijkwijzer::domain::Level::Buurt, position);
    assert!(atlas.base().buurt.names.iter().any(|known| known == name), "{name}");
}

#[test]
fn a_reader_chooses_the_figure_of_the_gap() {
    let html = page("/gebieden/utrecht-overvecht/briefing?achterstand=misdrijven_per_1000");
    let title = between(&html, "class=\"briefing-chart-title\">", "</figcaption>");
    assert!(title[0].contains("Geregistreerde misdrijven per 1.000 inwoners"), "{title:?}");
    assert_eq!(get("/gebieden/utrecht-overvecht/briefing?achterstand=inwoners").status, StatusCode::BAD_REQUEST);
}

#[test]
fn address_release_and_day_stand_on_both_pages() {
    let site = Site::new(Some("https://wijkwijzer.example")).on(date(2027, 3, 2));
    let answer = send_to_day(site, "/gebieden/utrecht-overvecht/briefing");
    let html = answer.text();
    let release = common::atlas().release.clone();
    for part in ["https://wijkwijzer.example/gebieden/utrecht-overvecht/briefing", "afgedrukt 2 maart 2027"] {
        assert_eq!(html.matches(part).count(), 2, "{part}");
    }
    assert!(between(html, "class=\"sheet-foot\">", "</div>").iter().all(|foot| foot.contains(&release)));
}

#[test]
fn regions_have_a_briefing_too_and_what_does_not_exist_is_told_with_suggestions() {
    for path in ["/gemeenten/GM0363/briefing", "/wijken/WK034403/briefing", "/buurten/BU03440311/briefing"] {
        assert_eq!(page(path).matches("class=\"sheet-name\"").count(), 2, "{path}");
    }
    let unknown = get("/gebieden/utrecht-overvegt/briefing");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.text().contains("/gebieden/utrecht-overvecht") && unknown.text().contains("site-header"));
    for path in ["/wijken/GM0363/briefing", "/buurten/x/briefing", "/gemeenten/GM9999/briefing"] {
        assert_eq!(get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/gebieden/utrecht-overvecht/briefing?kleur=rood", "/gebieden/utrecht-overvecht/briefing?stijl=x"] {
        assert_eq!(get(path).status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[test]
fn a_profile_leads_to_its_briefing_and_an_own_area_to_none() {
    for path in ["/gebieden/utrecht-overvecht", "/gemeenten/GM0344", "/wijken/WK034403", "/buurten/BU03440311"] {
        assert!(page(path).contains(&format!("href=\"{path}/briefing\"")), "{path}");
    }
    assert!(!page("/eigen-gebied?code=WK034403&code=BU03440511").contains("/briefing"));
}

#[test]
fn a_finished_briefing_is_kept() {
    let state = AppState::new(common::served());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let request = Request::get("/gebieden/utrecht-overvecht/briefing").body(Body::empty()).unwrap();
        assert_eq!(router(state.clone()).oneshot(request).await.unwrap().status(), StatusCode::OK);
    });
    assert_eq!(state.pages().size().0, 1);
}
