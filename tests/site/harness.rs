//! What the tests stand on: a site that fails its test when something was left, and a reader of pages.

use axum::http::{HeaderMap, StatusCode};

use crate::support::{Answer, Html, TestSite};

/// Somebody asks to follow a place.
fn wish(site: &TestSite) {
    let visitor = site.visitor();
    let token = visitor.token("/volgen?plaats=utrecht-overvecht");
    let fields = [("email", "lezer@example.org"), ("plaats", "Utrecht Overvecht"), ("thema", ""), ("sleutel", &*token)];
    assert!(visitor.post("/volgen", &fields).status.is_redirection());
}

#[test]
#[should_panic(expected = "mail was left to be sent")]
fn a_test_that_leaves_mail_to_be_sent_fails() {
    let site = TestSite::shipped().with_mail_box();
    wish(&site);
}

#[test]
#[should_panic(expected = "nobody read")]
fn a_test_that_leaves_mail_unread_fails() {
    let site = TestSite::shipped().with_mail_box();
    wish(&site);
    assert_eq!(site.send_mail(0).asked, 1);
}

#[test]
#[should_panic(expected = "the program panicked at [\"GET /stuk\"]")]
fn a_test_with_an_answer_of_500_fails_also_where_it_asserts_nothing() {
    let site = TestSite::shipped();
    let body = Vec::new();
    let request = "GET /stuk".to_owned();
    site.remember(&Answer { status: StatusCode::INTERNAL_SERVER_ERROR, headers: HeaderMap::new(), body, request });
}

#[test]
fn an_answer_that_is_refused_or_not_found_is_no_fault_of_the_program() {
    let site = TestSite::shipped();
    assert_eq!(site.get("/nergens").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/kaart?onbekend=1").status, StatusCode::BAD_REQUEST);
}

#[test]
#[should_panic(expected = "GET /nergens was answered with 404")]
fn an_answer_that_must_be_good_says_what_it_was_instead() {
    TestSite::shipped().get("/nergens").good();
}

#[test]
fn a_page_is_read_by_its_elements_with_white_space_as_a_reader_sees_it() {
    let html = Html::parse(
        "<!DOCTYPE html><html lang=nl><body><article class=row id=een><p>36&nbsp;procent\n  <b>lager</b></p></article>\
         <dl><dt>Bron</dt><dd>CBS &amp; RIVM</dd></dl>\
         <table id=t><thead><tr><th>Jaar<th>Waarde<tbody><tr><th>2024<td>21%<tr><th>2022<td>20%</table></body></html>",
    );
    assert_eq!(html.one("html").attribute("lang"), "nl");
    assert_eq!(html.row("een").text(), "36\u{a0}procent lager");
    assert_eq!(html.root().fact("Bron").text(), "CBS & RIVM");
    let table = html.table_of("#t");
    assert_eq!(table.head, ["Jaar", "Waarde"]);
    assert_eq!(table.row("2022"), ["2022", "20%"]);
    assert!(!html.has(".geen") && html.root().fact_if_any("Licentie").is_none());
}

#[test]
#[should_panic(expected = "2 times p in")]
fn an_element_that_is_there_twice_is_not_the_only_one() {
    Html::parse("<p>een</p><p>twee</p>").one("p");
}
