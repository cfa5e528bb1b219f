//! The form: what is refused, and that nothing typed is lost.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use wijkwijzer::store::desk::ContributionStore as _;
use wijkwijzer::web::desk::DeskOptions;

use crate::support::TestSite;
use crate::support::browser::{SUBMIT, filled, token_in};

#[test]
fn a_faulty_form_comes_back_with_everything_that_was_typed() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    let typed = "Eerste <b>regel</b> & \"meer\"\r\n\r\nlaatste";
    let answer = visitor.submit(&[
        ("titel", "kort"),
        ("tekst", typed),
        ("link", "javascript:alert(1)"),
        ("email", "geen adres"),
        ("plaats", "Nergenshuizen"),
        ("akkoord", ""),
        ("organisatie", "Wij & co"),
    ]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.html();
    for (field, kept) in [
        ("titel", "kort"),
        ("link", "javascript:alert(1)"),
        ("email", "geen adres"),
        ("plaats", "Nergenshuizen"),
        ("organisatie", "Wij & co"),
    ] {
        assert_eq!(page.one(&format!("input[name={field}]")).attribute("value"), kept, "{field}");
    }
    // Lines end as forms send them; the parser reads them as pages have them.
    assert_eq!(page.one("textarea[name=tekst]").typed(), typed.replace("\r\n", "\n"));
    let summary = page.one(".fault-summary");
    for field in ["titel", "email", "link", "plaats", "akkoord"] {
        assert!(!page.text_of(&format!("#{field}-fault")).is_empty(), "nothing is said beside {field}");
        assert!(summary.links_to(&format!("#{field}")), "the summary does not lead to {field}");
    }
    assert!(!page.has("#thema-fault"));
    assert!(page.text_of("title").starts_with("Fout: "));
    assert_eq!(site.wait(site.store().counts()).unwrap()[0].1, 0);
}

#[test]
fn a_place_that_may_be_several_is_chosen_from_a_list() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    let answer = visitor.submit(&[("plaats", "Centrum")]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.html();
    let choices = page.all("input[name=plaats-keuze]");
    assert!(choices.len() > 1, "places to choose from");
    let choice = choices[0].attribute("value");
    let token = token_in(&page);
    let fields = filled(&token, &[("plaats", "Centrum"), ("plaats-keuze", choice)]);
    assert_eq!(visitor.post(SUBMIT, &fields).status, StatusCode::SEE_OTHER);
    assert_eq!(site.wait(site.store().contribution(1)).unwrap().unwrap().text.place, choice);
}

#[test]
fn a_form_is_taken_once_from_the_browser_that_it_was_given_to() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    let token = visitor.token(SUBMIT);
    let first = visitor.post(SUBMIT, &filled(&token, &[]));
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let again = visitor.post(SUBMIT, &filled(&token, &[("titel", "Nog eens hetzelfde")]));
    assert_eq!(again.status, StatusCode::CONFLICT);
    let token = visitor.token(SUBMIT);
    let changed = token.replace(['0', '1'], "2");
    for forged in ["x", changed.as_str()] {
        assert_eq!(visitor.post(SUBMIT, &filled(forged, &[])).status, StatusCode::FORBIDDEN, "{forged}");
    }
    let foreign = visitor.post_from(SUBMIT, &filled(&token, &[]), &[("sec-fetch-site", "cross-site")]);
    assert_eq!(foreign.status, StatusCode::FORBIDDEN, "a form on another site");
    visitor.forget();
    assert_eq!(visitor.post(SUBMIT, &filled(&token, &[])).status, StatusCode::FORBIDDEN, "without the cookie");
    assert_eq!(site.wait(site.store().counts()).unwrap()[0].1, 1);
}

#[test]
fn oversized_unknown_and_unreadable_bodies_are_refused() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    let token = visitor.token(SUBMIT);
    let large = "a".repeat(70_000);
    let answer = visitor.post(SUBMIT, &filled(&token, &[("tekst", &large)]));
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "counted, though its length was not announced");
    let announced = visitor.post_from(SUBMIT, &filled(&token, &[]), &[("content-length", "70000")]);
    assert_eq!(announced.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(visitor.post(SUBMIT, &filled(&token, &[("rol", "admin")])).status, StatusCode::BAD_REQUEST);
    let mut doubled = filled(&token, &[]);
    doubled.push(("titel", "Een tweede titel"));
    assert_eq!(visitor.post(SUBMIT, &doubled).status, StatusCode::BAD_REQUEST);
    for body in [&b"\xff\xfe"[..], b"titel=%ff", b"titel=a%00b"] {
        let request = Request::post(SUBMIT).header("cookie", visitor.cookies()).body(Body::from(body)).unwrap();
        assert_eq!(visitor.send(request).status, StatusCode::BAD_REQUEST, "{body:?}");
    }
}

#[test]
fn a_machine_that_fills_the_hidden_field_is_thanked_and_forgotten() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    assert_eq!(visitor.submit(&[("website", "https://spam.example")]).status, StatusCode::SEE_OTHER);
    assert_eq!(site.wait(site.store().counts()).unwrap()[0].1, 0);
}

#[test]
fn a_client_that_sends_too_much_waits_and_loses_nothing() {
    let options = DeskOptions {
        submissions: 2,
        client_header: Some("x-forwarded-for".parse().unwrap()),
        ..DeskOptions::default()
    };
    let site = TestSite::shipped().with_desk_of(options);
    let visitor = site.visitor();
    let send = |from: &str| {
        let token = visitor.token(SUBMIT);
        visitor.post_from(SUBMIT, &filled(&token, &[]), &[("x-forwarded-for", from)])
    };
    // What the client itself put in the header stands before what the proxy saw.
    assert_eq!(send("192.0.2.9, 198.51.100.1").status, StatusCode::SEE_OTHER);
    assert_eq!(send("192.0.2.8, 198.51.100.1").status, StatusCode::SEE_OTHER);
    let refused = send("192.0.2.7, 198.51.100.1");
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    let titel = refused.html().one("input[name=titel]").attribute("value").to_owned();
    assert_eq!(titel, "Wie heeft ervaring met buurtbatterijen?", "what was typed is still there");
    assert_eq!(send("198.51.100.2").status, StatusCode::SEE_OTHER, "another client does not wait");
}
