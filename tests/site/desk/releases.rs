//! What kept releases would change, read at the desk.

use std::path::Path;

use axum::http::StatusCode;
use wijkwijzer::cli::prepare;
use wijkwijzer::store::Store as _;
use wijkwijzer::store::desk::Role;

use crate::cut;
use crate::support::TestSite;

/// The id of what a folder holds, imported into the database of a site; the last import is active.
fn import(site: &TestSite, geodata: &Path) -> String {
    let served = site.wait(prepare::import_files(site.store(), &[geodata.to_owned()], &())).unwrap();
    served.atlas.release.clone()
}

/// A site with two releases: the active one, and one in which a figure of Schiedam and a published one of 2022 are others.
fn two_releases() -> (TestSite, String, String) {
    let site = TestSite::shipped().with_desk();
    let (before, after) = (cut::of_shipped(), cut::of_shipped());
    let of_2024 = |text: String| text.replace("GM0606,3382,0.8,", "GM0606,3382,7.8,");
    cut::edit(after.path(), "kwb-2024/figures/kwb-2024.csv", of_2024);
    let other = import(&site, after.path());
    let active = import(&site, before.path());
    assert_ne!(active, other);
    (site, active, other)
}

#[test]
fn an_editor_reads_what_a_kept_release_would_change_in_the_language_of_the_page() {
    let (site, active, other) = two_releases();
    let editor = site.editor(Role::Editor);
    let list = editor.html("/redactie/uitgaven");
    assert!(list.text_of("main").contains(&format!("Nu te zien: uitgave {active}")), "{}", list.text_of("main"));
    let table = list.table_of("main table");
    assert_eq!(table.rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), [other.as_str()]);
    assert!(list.links_to(&format!("/redactie/uitgaven/{other}")));
    for (lang, heading, line, largest) in [
        ("nl", "Wat er zou veranderen", "Afstand tot de huisartsenpraktijk 2024: 1 anders;", "was 0,8, wordt 7,8"),
        ("en", "What would change", "Distance to a GP practice 2024: 1 other;", "was 0.8, becomes 7.8"),
    ] {
        let answer = editor.get(&format!("/redactie/uitgaven/{other}?lang={lang}")).good();
        assert_eq!((answer.header("cache-control"), answer.header("x-robots-tag")), ("no-store", "noindex"));
        let page = answer.html();
        assert_eq!(page.text_of("h1"), heading);
        let said = page.text_of("main");
        assert!(said.contains(&active) && said.contains(&format!("wijkwijzer release activate {other}")), "{said}");
        let lines = page.texts("main li");
        assert!(lines.iter().any(|found| found.starts_with(line)), "{lines:#?}");
        assert!(lines.iter().any(|found| found.contains("GM0606") && found.contains(largest)), "{lines:#?}");
    }
    // The active one is not held against itself; the way back can be read as well.
    site.wait(site.store().activate(&other)).unwrap();
    assert_eq!(editor.get(&format!("/redactie/uitgaven/{other}")).status, StatusCode::NOT_FOUND);
    assert!(editor.html(&format!("/redactie/uitgaven/{active}")).text_of("main").contains("was 7,8, wordt 0,8"));
}

#[test]
fn nobody_reads_it_without_a_session_and_what_is_not_kept_is_not_found() {
    let (site, active, other) = two_releases();
    for path in ["/redactie/uitgaven".to_owned(), format!("/redactie/uitgaven/{other}")] {
        let answer = site.get(&path);
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/redactie"), "{path}");
    }
    let editor = site.editor(Role::Editor);
    for id in [active.as_str(), "000000000000", "x", "%00"] {
        let answer = editor.get(&format!("/redactie/uitgaven/{id}"));
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
        assert!(answer.text().contains("/redactie/uitgaven"), "{id}");
    }
    assert_eq!(editor.get(&format!("/redactie/uitgaven/{other}?x=1")).status, StatusCode::BAD_REQUEST);
    let alone = TestSite::shipped().with_desk();
    let said = alone.editor(Role::Admin).html("/redactie/uitgaven").text_of("main");
    assert!(said.contains("Er is geen andere uitgave bewaard."), "{said}");
}

#[test]
fn it_waits_before_the_gate_and_is_kept_for_who_reads_it_again() {
    let (site, _, other) = two_releases();
    let editor = site.editor(Role::Editor);
    let path = format!("/redactie/uitgaven/{other}");
    let busy = site.while_busy(|| editor.get(&path));
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(busy.header("retry-after").parse::<u64>().unwrap() > 0);
    let first = editor.get(&path).good();
    let again = site.while_busy(|| editor.get(&path)).good();
    assert_eq!(first.html().texts("main li"), again.html().texts("main li"));
}
