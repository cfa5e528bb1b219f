//! The knowledge base, the agenda, feeds, the calendar, the digest and the sitemap.

use axum::http::StatusCode;
use jiff::civil::date;
use wijkwijzer::web::site::Site;

use super::client::{get, get_with, page, send_to_day};
use super::common;

const DAY: jiff::civil::Date = date(2026, 11, 22);

/// A page as it is on a day.
fn on(day: jiff::civil::Date, path: &str) -> String {
    let answer = send_to_day(Site::new(Some("https://wijkwijzer.example")).on(day), path);
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    answer.text().to_owned()
}

#[test]
fn every_publication_is_listed_and_says_when_date_or_address_is_unknown() {
    let html = page("/kennis/publicaties");
    for publication in &common::atlas().publications {
        assert!(html.contains(&format!("id=\"{}\"", publication.id)), "{}", publication.id);
    }
    assert!(html.contains("zonder datum") && html.contains("geen adres gevonden"));
}

#[test]
fn facets_narrow_together_and_unknown_values_are_refused_with_the_known_ones() {
    let html = page("/kennis/publicaties?thema=organisatie&jaar=2022");
    let listed = html.matches("<li id=\"pub-").count();
    let atlas = common::atlas();
    let fits = atlas
        .publications
        .iter()
        .filter(|one| one.published.starts_with("2022") && one.themes.iter().any(|theme| theme == "organisatie"));
    assert_eq!(listed, fits.count());
    let refused = get_with("/kennis/publicaties?thema=niets", &[("accept", "application/json")]);
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.json()["allowed"].as_array().unwrap().iter().any(|theme| theme == "wonen"));
}

#[test]
fn every_tree_can_be_walked_to_every_outcome_without_scripts() {
    let atlas = common::atlas();
    for tree in &atlas.library.trees {
        let mut open = vec![format!("/kennis/beslisbomen/{}", tree.id)];
        let mut outcomes = std::collections::BTreeSet::new();
        while let Some(path) = open.pop() {
            let html = page(&path);
            let start = format!("href=\"/kennis/beslisbomen/{}?stap=", tree.id);
            if let Some(outcome) = tree.outcomes.iter().find(|one| html.contains(&escaped(&one.title.nl))) {
                outcomes.insert(outcome.id.clone());
                assert!(html.contains("Waar dit advies op rust"), "{path} names its sources");
                continue;
            }
            let answers = html.split("class=\"tree-answers\"").nth(1).expect("a question has answers");
            let next = answers.split(&start).skip(1).filter_map(|rest| rest.split('"').next());
            let depth = path.matches('.').count() + usize::from(path.contains("stap="));
            open.extend(
                next.filter(|step| step.split('.').count() > depth)
                    .map(|step| format!("/kennis/beslisbomen/{}?stap={step}", tree.id)),
            );
        }
        assert_eq!(outcomes.len(), tree.outcomes.len(), "{}", tree.id);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn an_answer_that_cannot_be_given_is_refused_and_an_unknown_tree_suggests_the_known_ones() {
    let answer = get_with("/kennis/beslisbomen/vorm-van-meedoen?stap=misschien", &[("accept", "application/json")]);
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.json()["allowed"], serde_json::json!(["ja", "nee"]));
    let answer = get_with("/kennis/beslisbomen/geen", &[("accept", "application/json")]);
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.json()["suggestions"].as_array().unwrap().len() >= 3);
}

#[test]
fn the_sensitive_figure_is_nowhere() {
    for path in ["/kennis/programma", "/kennis/lessen", "/kennis/tijdlijn", "/kennis"] {
        assert!(!page(path).contains("verstandelijke beperking"), "{path}");
    }
}

#[test]
fn an_empty_agenda_says_so_and_shows_the_archive() {
    let html = on(DAY, "/agenda");
    assert!(html.contains("niets in de agenda") && html.contains("22 november 2026"));
    assert!(html.contains("id=\"ev-019\"") && html.contains("november 2023") && html.contains("Zonder datum"));
}

#[test]
fn what_is_past_follows_the_day() {
    let before = on(date(2025, 11, 1), "/agenda");
    let (coming, past) = before.split_once("id=\"archief\"").unwrap();
    assert!(coming.contains("id=\"ev-019\""), "a congress of 19 November is coming on 1 November");
    assert!(past.contains("id=\"ev-018\""));
    assert!(!before.contains("niets in de agenda"));
}

#[test]
fn the_calendar_is_read_by_an_independent_parser_and_holds_full_dates_only() {
    let body = on(DAY, "/agenda.ics");
    assert!(body.lines().all(|line| line.len() <= 75), "lines are folded");
    assert_eq!(body.matches('\n').count(), body.matches("\r\n").count());
    let calendars: Vec<_> = ical::IcalParser::new(body.as_bytes()).collect::<Result<_, _>>().unwrap();
    assert_eq!(calendars.len(), 1);
    let value = |event: &ical::parser::ical::component::IcalEvent, name: &str| {
        event.properties.iter().find(|one| one.name == name).and_then(|one| one.value.clone()).unwrap_or_default()
    };
    let mut ids = std::collections::BTreeSet::new();
    for event in &calendars[0].events {
        assert!(ids.insert(value(event, "UID")), "an id once");
        let (start, end) = (value(event, "DTSTART"), value(event, "DTEND"));
        assert_eq!((start.len(), end.len()), (8, 8), "whole days");
        assert!(end > start, "the end lies after the last day");
        assert_eq!(value(event, "DTSTAMP").len(), 16);
    }
    let atlas = common::atlas();
    let full = |date: &str| usize::from(date.len() == 10);
    let expected: usize = atlas.events.iter().map(|event| full(&event.starts) + full(&event.deadline)).sum();
    assert_eq!(calendars[0].events.len(), expected);
    let congress = calendars[0].events.iter().find(|event| value(event, "SUMMARY").contains("2022: Buurten")).unwrap();
    assert_eq!((value(congress, "DTSTART"), value(congress, "DTEND")), ("20221116".into(), "20221119".into()));
    assert_eq!(body, on(date(2027, 1, 1), "/agenda.ics"), "the calendar changes only with the release");
}

#[test]
fn every_feed_is_read_by_an_independent_parser() {
    let atlas = common::atlas();
    let themes = atlas.vocabulary.themes.iter().map(|theme| format!("/feeds/thema/{}.atom", theme.id));
    let areas = atlas.areas.iter().map(|area| format!("/feeds/gebied/{}.atom", area.area.slug));
    let mut ids = std::collections::BTreeSet::new();
    for path in themes.chain(areas).chain(["/feeds/alles.atom".to_owned()]) {
        let feed = feed_rs::parser::parse(on(DAY, &path).as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(ids.insert(feed.id.clone()), "{path} has an id of its own");
        assert!(feed.title.is_some() && feed.updated.is_some(), "{path}");
        let own: std::collections::BTreeSet<_> = feed.entries.iter().map(|entry| &entry.id).collect();
        assert_eq!(own.len(), feed.entries.len(), "{path}: each entry once");
        for entry in &feed.entries {
            assert!(entry.id.starts_with("urn:uuid:") && entry.updated.is_some() && entry.content.is_some(), "{path}");
            assert!(entry.links[0].href.starts_with("https://wijkwijzer.example/"), "{path}");
        }
    }
    assert_eq!(get("/feeds/gebied/nergens.atom").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_thing_in_two_lists_stands_in_a_feed_once() {
    let feed = feed_rs::parser::parse(on(DAY, "/feeds/gebied/lelystad-oost.atom").as_bytes()).unwrap();
    let kick_off = feed
        .entries
        .iter()
        .filter(|entry| entry.title.as_ref().is_some_and(|title| title.content.to_lowercase().contains("aftrap")));
    assert_eq!(kick_off.count(), 1);
}

#[test]
fn the_digest_has_three_parts_as_page_as_mail_and_as_text() {
    let period = "?van=2022-01-01&tot=2022-12-31";
    for path in ["/agenda/overzicht", "/agenda/overzicht.html"] {
        let html = on(DAY, &format!("{path}{period}"));
        for part in ["Verdiepen", "Meedoen", "Agenda"] {
            assert!(html.contains(part), "{path}: {part}");
        }
        assert!(html.contains("Slagkracht in de wijk") && html.contains("LPB Congres 2022"), "{path}");
        assert!(!html.contains("LPB Congres 2025"), "{path}");
    }
    let mail = on(DAY, &format!("/agenda/overzicht.html{period}"));
    assert!(!mail.contains("<link") && !mail.contains("<script") && !mail.contains(" class="));
    assert!(mail.contains("href=\"https://wijkwijzer.example/"));
    let text = on(DAY, &format!("/agenda/overzicht.txt{period}"));
    assert!(text.contains("VERDIEPEN\n=") && text.contains("MEEDOEN\n=") && text.contains("AGENDA\n="));
    assert!(!text.contains('<'));
}

#[test]
fn a_digest_of_an_empty_period_leads_to_years_that_hold_something() {
    let html = on(DAY, "/agenda/overzicht?van=1990-01-01&tot=1990-12-31");
    assert!(html.contains("van=2022-01-01&amp;tot=2022-12-31"));
    let refused = get("/agenda/overzicht?van=2022-12-31&tot=2022-01-01");
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(get("/agenda/overzicht?van=gisteren").status, StatusCode::BAD_REQUEST);
}

#[test]
fn the_sitemap_lists_every_place_within_the_limit_of_a_file() {
    let index = on(DAY, "/sitemap.xml");
    assert!(on(DAY, "/robots.txt").contains("Sitemap: https://wijkwijzer.example/sitemap.xml"));
    let mut all = 0;
    for part in index.split("<loc>https://wijkwijzer.example").skip(1).filter_map(|rest| rest.split('<').next()) {
        let urls = on(DAY, part).matches("<url>").count();
        assert!(urls > 0 && urls <= 50_000, "{part}: {urls}");
        all += urls;
    }
    let atlas = common::atlas();
    let base = atlas.base();
    assert!(all > base.buurt.codes.len() + base.wijk.codes.len() + base.gemeente.codes.len());
}

#[test]
fn the_api_gives_the_knowledge_base_as_data() {
    let atlas = common::atlas();
    let count = |path: &str, list: &str| get(path).json()[list].as_array().map_or(0, Vec::len);
    assert_eq!(count("/api/v1/publications", "publications"), atlas.publications.len());
    assert_eq!(count("/api/v1/lessons", "lessons"), atlas.library.lessons.len());
    assert!(count("/api/v1/tools", "tools") >= 7);
    assert!(count("/api/v1/organisations", "organisations") > 100);
    let events = get("/api/v1/events").json();
    let all: usize =
        ["coming", "past", "undated"].iter().map(|part| events[*part].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(all, atlas.events.len());
}

#[test]
fn pages_describe_their_events_and_publications_to_search_engines() {
    for (path, kind) in [("/agenda", "Event"), ("/kennis/publicaties", "Article")] {
        let html = page(path);
        let json =
            html.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(value["itemListElement"][0]["item"]["@type"], kind, "{path}");
    }
}
