//! The knowledge base, the agenda, feeds, the calendar, the digest and the sitemap.

use axum::http::StatusCode;
use jiff::civil::date;

use crate::support::{TestSite, release};

const DAY: jiff::civil::Date = date(2026, 11, 22);

/// The site on a day, at an address of its own.
fn on(day: jiff::civil::Date) -> TestSite {
    TestSite::shipped().at("https://wijkwijzer.example").on_day(day)
}

#[test]
fn every_publication_is_listed_and_says_when_date_or_address_is_unknown() {
    let site = TestSite::shipped();
    let html = site.html("/kennis/publicaties");
    let atlas = release::atlas();
    for publication in &atlas.publications {
        let title = html.text_of(&format!(".entry-list li[id={}] .entry-title", publication.id));
        assert!(!title.is_empty(), "{}", publication.id);
    }
    assert_eq!(html.count(".entry-list > li"), atlas.publications.len());
    let list = html.text_of("main");
    assert!(list.contains("zonder datum") && list.contains("geen adres gevonden"));
}

#[test]
fn facets_narrow_together_and_unknown_values_are_refused_with_the_known_ones() {
    let site = TestSite::shipped();
    let listed = site.html("/kennis/publicaties?thema=organisatie&jaar=2022").count(".entry-list li[id^=pub-]");
    let atlas = release::atlas();
    let fits = atlas
        .publications
        .iter()
        .filter(|one| one.published.starts_with("2022") && one.themes.iter().any(|theme| theme == "organisatie"));
    assert_eq!(listed, fits.count());
    let refused = site.get_with("/kennis/publicaties?thema=niets", &[("accept", "application/json")]);
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.json()["allowed"].as_array().unwrap().iter().any(|theme| theme == "wonen"));
}

#[test]
fn every_tree_can_be_walked_to_every_outcome_without_scripts() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    for tree in &atlas.library.trees {
        let mut open = vec![format!("/kennis/beslisbomen/{}", tree.id)];
        let mut outcomes = std::collections::BTreeSet::new();
        while let Some(path) = open.pop() {
            let html = site.html(&path);
            if html.has(".tree-outcome") {
                let advice = html.text_of(".tree-outcome h2");
                let outcome = tree.outcomes.iter().find(|one| one.title.nl == advice).expect("an outcome of the tree");
                outcomes.insert(outcome.id.clone());
                assert_eq!(html.text_of("#bronnen"), "Waar dit advies op rust", "{path} names its sources");
                continue;
            }
            let answers = html.all(".tree-answers a");
            assert!(!answers.is_empty(), "{path}: a question has answers");
            open.extend(answers.into_iter().map(|answer| answer.attribute("href").to_owned()));
        }
        assert_eq!(outcomes.len(), tree.outcomes.len(), "{}", tree.id);
    }
}

#[test]
fn an_answer_that_cannot_be_given_is_refused_and_an_unknown_tree_suggests_the_known_ones() {
    let site = TestSite::shipped();
    let answer =
        site.get_with("/kennis/beslisbomen/vorm-van-meedoen?stap=misschien", &[("accept", "application/json")]);
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.json()["allowed"], serde_json::json!(["ja", "nee"]));
    let answer = site.get_with("/kennis/beslisbomen/geen", &[("accept", "application/json")]);
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.json()["suggestions"].as_array().unwrap().len() >= 3);
}

#[test]
fn the_sensitive_figure_is_nowhere() {
    let site = TestSite::shipped();
    for path in ["/kennis/programma", "/kennis/lessen", "/kennis/tijdlijn", "/kennis"] {
        assert!(!site.page(path).contains("verstandelijke beperking"), "{path}");
    }
}

#[test]
fn an_empty_agenda_says_so_and_shows_the_archive() {
    let site = on(DAY);
    let html = site.html("/agenda");
    let notice = html.text_of("section:has(> #komt) .notice");
    assert!(notice.contains("niets in de agenda") && notice.contains("22 november 2026"), "{notice}");
    let past = html.one("section:has(> #archief)");
    assert!(past.has("li#ev-019") && past.text().contains("november 2023"));
    assert!(html.text_of("#zonder-datum").starts_with("Zonder datum"));
}

#[test]
fn what_is_past_follows_the_day() {
    let site = on(date(2025, 11, 1));
    let html = site.html("/agenda");
    let coming = html.one("section:has(> #komt)");
    assert!(coming.has("li#ev-019"), "a congress of 19 November is coming on 1 November");
    assert!(!coming.has(".notice"));
    let past = html.one("section:has(> #archief)");
    assert!(past.has("li#ev-018") && !past.has("li#ev-019"));
}

#[test]
fn the_calendar_is_read_by_an_independent_parser_and_holds_full_dates_only() {
    let site = on(DAY);
    let body = site.page("/agenda.ics");
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
    let atlas = release::atlas();
    let full = |date: &str| usize::from(date.len() == 10);
    let expected: usize = atlas.events.iter().map(|event| full(&event.starts) + full(&event.deadline)).sum();
    assert_eq!(calendars[0].events.len(), expected);
    let congress = calendars[0].events.iter().find(|event| value(event, "SUMMARY").contains("2022: Buurten")).unwrap();
    assert_eq!((value(congress, "DTSTART"), value(congress, "DTEND")), ("20221116".into(), "20221119".into()));
    assert_eq!(body, on(date(2027, 1, 1)).page("/agenda.ics"), "the calendar changes only with the release");
}

#[test]
fn every_feed_is_read_by_an_independent_parser() {
    let site = on(DAY);
    let atlas = release::atlas();
    let themes = atlas.vocabulary.themes.iter().map(|theme| format!("/feeds/thema/{}.atom", theme.id));
    let areas = atlas.areas.iter().map(|area| format!("/feeds/gebied/{}.atom", area.area.slug));
    let mut ids = std::collections::BTreeSet::new();
    for path in themes.chain(areas).chain(["/feeds/alles.atom".to_owned()]) {
        let feed =
            feed_rs::parser::parse(site.page(&path).as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(ids.insert(feed.id.clone()), "{path} has an id of its own");
        assert!(feed.title.is_some() && feed.updated.is_some(), "{path}");
        let own: std::collections::BTreeSet<_> = feed.entries.iter().map(|entry| &entry.id).collect();
        assert_eq!(own.len(), feed.entries.len(), "{path}: each entry once");
        for entry in &feed.entries {
            assert!(entry.id.starts_with("urn:uuid:") && entry.updated.is_some() && entry.content.is_some(), "{path}");
            assert!(entry.links[0].href.starts_with("https://wijkwijzer.example/"), "{path}");
        }
    }
    assert_eq!(site.get("/feeds/gebied/nergens.atom").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_thing_in_two_lists_stands_in_a_feed_once() {
    let site = on(DAY);
    let feed = feed_rs::parser::parse(site.page("/feeds/gebied/lelystad-oost.atom").as_bytes()).unwrap();
    let kick_off = feed
        .entries
        .iter()
        .filter(|entry| entry.title.as_ref().is_some_and(|title| title.content.to_lowercase().contains("aftrap")));
    assert_eq!(kick_off.count(), 1);
}

#[test]
fn the_digest_has_three_parts_as_page_as_mail_and_as_text() {
    let site = on(DAY);
    let period = "?van=2022-01-01&tot=2022-12-31";
    for path in ["/agenda/overzicht", "/agenda/overzicht.html"] {
        let html = site.html(&format!("{path}{period}"));
        let headings = html.texts("h2");
        for part in ["Verdiepen", "Meedoen", "Agenda"] {
            assert!(headings.iter().any(|heading| heading.contains(part)), "{path}: {part} is not in {headings:?}");
        }
        let said = html.text();
        assert!(said.contains("Slagkracht in de wijk") && said.contains("LPB Congres 2022"), "{path}");
        assert!(!said.contains("LPB Congres 2025"), "{path}");
    }
    let mail = site.html(&format!("/agenda/overzicht.html{period}"));
    assert!(!mail.has("link, script, [class]"), "a mail program takes nothing of this");
    let links = mail.all("a[href]");
    assert!(links.iter().any(|link| link.attribute("href").starts_with("https://wijkwijzer.example/")));
    assert!(links.iter().all(|link| link.attribute("href").contains("://")), "no link without a host in a mail");
    let text = site.page(&format!("/agenda/overzicht.txt{period}"));
    assert!(text.contains("VERDIEPEN\n=") && text.contains("MEEDOEN\n=") && text.contains("AGENDA\n="));
    assert!(!text.contains('<'));
}

#[test]
fn a_digest_of_an_empty_period_leads_to_years_that_hold_something() {
    let site = on(DAY);
    let html = site.html("/agenda/overzicht?van=1990-01-01&tot=1990-12-31");
    assert!(html.has("a[href*=\"van=2022-01-01&tot=2022-12-31\"]"));
    let refused = site.get("/agenda/overzicht?van=2022-12-31&tot=2022-01-01");
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/agenda/overzicht?van=gisteren").status, StatusCode::BAD_REQUEST);
}

#[test]
fn the_sitemap_lists_every_place_within_the_limit_of_a_file() {
    let site = on(DAY);
    let index = site.page("/sitemap.xml");
    assert!(site.page("/robots.txt").contains("Sitemap: https://wijkwijzer.example/sitemap.xml"));
    let mut all = 0;
    for part in index.split("<loc>https://wijkwijzer.example").skip(1).filter_map(|rest| rest.split('<').next()) {
        let urls = site.page(part).matches("<url>").count();
        assert!(urls > 0 && urls <= 50_000, "{part}: {urls}");
        all += urls;
    }
    let atlas = release::atlas();
    let base = atlas.base();
    assert!(all > base.buurt.codes.len() + base.wijk.codes.len() + base.gemeente.codes.len());
}

#[test]
fn the_api_gives_the_knowledge_base_as_data() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let count = |path: &str, list: &str| site.get(path).json()[list].as_array().map_or(0, Vec::len);
    assert_eq!(count("/api/v1/publications", "publications"), atlas.publications.len());
    assert_eq!(count("/api/v1/lessons", "lessons"), atlas.library.lessons.len());
    assert!(count("/api/v1/tools", "tools") >= 7);
    assert!(count("/api/v1/organisations", "organisations") > 100);
    let events = site.get("/api/v1/events").json();
    let all: usize =
        ["coming", "past", "undated"].iter().map(|part| events[*part].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(all, atlas.events.len());
}

#[test]
fn pages_describe_their_events_and_publications_to_search_engines() {
    let site = TestSite::shipped();
    for (path, kind) in [("/agenda", "Event"), ("/kennis/publicaties", "Article")] {
        let json = site.html(path).one("script[type=\"application/ld+json\"]").typed();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["itemListElement"][0]["item"]["@type"], kind, "{path}");
    }
}

#[test]
fn a_figure_of_the_programme_stands_beside_ours_with_year_coverage_rule_and_source() {
    let html = TestSite::shipped().html("/kennis/programma");
    let said = html.one("table.programme-figures").text();
    let atlas = release::atlas();
    let at = atlas.indicator("leefbaarheid_zwak").unwrap().headline().unwrap();
    let (position, _) = atlas.programme().unwrap();
    let ours = at.figures.together[position].value.known().unwrap();
    assert!(said.contains(&format!("20 gebieden samen {}%", format!("{ours:.1}").replace('.', ","))), "{said}");
    for part in ["Op deze site (2024)", "Alle 20 gebieden bekend.", "gewogen met", "Bron: Ministerie van VRO", "55%"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
