//! Signing in, editing, linking, erasing.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use wijkwijzer::store::desk::{AccountStore as _, Role};
use wijkwijzer::web::desk::DeskOptions;

use crate::support::browser::token_in;
use crate::support::{Answer, PASSWORD, TestSite, Visitor};

#[test]
fn a_session_is_new_at_sign_in_and_gone_after_sign_out() {
    let site = TestSite::shipped().with_desk();
    site.add_account("anna", Role::Editor);
    let browser = site.visitor();
    let planted = "0".repeat(64);
    browser.plant("redactie", &planted);
    let answer = browser.sign_in("anna", PASSWORD);
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let session = browser.cookies();
    assert!(!session.contains(&planted), "a planted token never becomes a session");
    let page = browser.get("/redactie");
    assert!(page.html().text_of("main").contains("anna"));
    assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), ("no-store", "noindex"));

    let token = token_in(&page.html());
    assert_eq!(browser.post("/redactie/afmelden", &[("sleutel", "x")]).status, StatusCode::FORBIDDEN);
    let out = browser.post("/redactie/afmelden", &[("sleutel", &token)]);
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    let reused = Request::get("/redactie/logboek").header("cookie", session).body(Body::empty()).unwrap();
    let answer = browser.send(reused);
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/redactie"),
        "a kept cookie opens nothing"
    );
}

#[test]
fn over_https_cookies_are_bound_to_the_host() {
    let site = TestSite::shipped().at("https://wijkwijzer.example").with_desk();
    let answer = site.get("/vraag-en-aanbod/nieuw");
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-bezoeker=") && cookie.contains("Secure"), "{cookie}");
}

#[test]
fn wrong_names_and_wrong_passwords_get_the_same_answer_and_a_limit() {
    let site = TestSite::shipped().with_desk_of(DeskOptions { sign_ins: 2, ..DeskOptions::default() });
    site.add_account("anna", Role::Editor);
    let browser = site.visitor();
    let known = browser.sign_in("anna", "fout wachtwoord");
    let unknown = browser.sign_in("niemand", "fout wachtwoord");
    assert_eq!((known.status, unknown.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    let said = |answer: &Answer| answer.html().text_of("[role=alert]");
    assert!(!said(&known).is_empty());
    assert_eq!(said(&known), said(&unknown));
    site.wait(site.store().set_disabled("anna", true, 0)).unwrap();
    site.add_account("bas", Role::Editor);
    let shut = browser.sign_in("anna", PASSWORD);
    assert_eq!(said(&shut), said(&unknown), "a shut account looks like any other");
    let limited = browser.sign_in("anna", PASSWORD);
    assert_eq!(limited.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(limited.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(browser.sign_in("bas", PASSWORD).status, StatusCode::SEE_OTHER, "another name does not wait yet");
    for name in ["x", "y", "z"] {
        site.visitor().sign_in(name, "fout wachtwoord");
    }
    assert_eq!(site.visitor().sign_in("bas", PASSWORD).status, StatusCode::TOO_MANY_REQUESTS, "a whole network waits");
}

#[test]
fn a_stranger_who_fails_keeps_no_editor_out_and_success_counts_for_nothing() {
    let header = "x-forwarded-for";
    let options = DeskOptions { sign_ins: 3, client_header: Some(header.parse().unwrap()), ..DeskOptions::default() };
    let site = TestSite::shipped().with_desk_of(options);
    site.add_account("anna", Role::Editor);
    let own = site.visitor();
    let sign_in = |browser: &Visitor<'_>, from: &str, password: &str| {
        let token = browser.token("/redactie");
        let fields = [("naam", "anna"), ("wachtwoord", password), ("sleutel", &token)];
        browser.post_from("/redactie/aanmelden", &fields, &[(header, from)]).status
    };
    for _ in 0..9 {
        assert_eq!(sign_in(&own, "192.0.2.1", PASSWORD), StatusCode::SEE_OTHER);
        let token = own.token("/redactie");
        own.post("/redactie/afmelden", &[("sleutel", &token)]);
    }
    let attack = |networks: std::ops::Range<u8>| {
        for number in networks {
            let stranger = site.visitor();
            while sign_in(&stranger, &format!("203.0.113.{number}"), "geraden") == StatusCode::FORBIDDEN {}
        }
    };
    attack(0..1);
    assert_eq!(sign_in(&site.visitor(), "198.51.100.7", PASSWORD), StatusCode::SEE_OTHER, "from any other network");
    attack(1..40);
    assert_eq!(
        sign_in(&site.visitor(), "198.51.100.8", PASSWORD),
        StatusCode::TOO_MANY_REQUESTS,
        "a new browser waits"
    );
    assert_eq!(sign_in(&own, "192.0.2.1", PASSWORD), StatusCode::SEE_OTHER, "the editor's own browser does not");
    let token = own.token("/redactie");
    own.post("/redactie/afmelden", &[("sleutel", &token)]);
    let failed = (0..9).filter(|_| sign_in(&own, "192.0.2.1", "geraden") == StatusCode::FORBIDDEN).count();
    assert_eq!(failed, 3, "nor does it guess for ever");
}

#[test]
fn without_accounts_the_page_says_how_to_add_one() {
    let site = TestSite::shipped().with_desk();
    assert!(site.html("/redactie").text_of("main").contains("wijkwijzer user add"));
    assert_eq!(site.visitor().submit(&[]).status, StatusCode::SEE_OTHER, "and contributions are taken in all the same");
}

#[test]
fn two_editors_do_not_overwrite_each_other() {
    let site = TestSite::shipped().with_desk();
    site.visitor().submit(&[]);
    let editor = site.editor(Role::Editor);
    let path = "/redactie/bijdragen/1";
    let mine = editor.form(1);
    let with = |form: &[(String, String)], title: &str| -> Vec<(String, String)> {
        let field = |(name, value): &(String, String)| {
            (name.clone(), if name == "titel" { title.to_owned() } else { value.clone() })
        };
        form.iter().map(field).collect()
    };
    let send = |form: &[(String, String)]| editor.post_form(path, form);
    assert_eq!(send(&with(&mine, "De titel van de een")).status, StatusCode::SEE_OTHER);
    let refused = send(&with(&mine, "De titel van de ander"));
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let page = refused.html();
    assert_eq!(page.one("input[name=titel]").attribute("value"), "De titel van de ander");
    assert!(page.text_of(".stale").contains("De titel van de een"));
    let again = crate::support::browser::form_of(&page);
    assert_eq!(send(&again).status, StatusCode::SEE_OTHER, "seen and saved again, it stands");
    assert!(editor.html(path).text_of("main").contains("Zoals ingestuurd"), "what was sent in stays to be read");
    let empty = send(&with(&editor.form(1), ""));
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "editors keep to the limits too");
}

#[test]
fn a_question_and_an_offer_are_linked_and_show_each_other() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    visitor.submit(&[]);
    visitor.submit(&[("soort", "hulp"), ("titel", "Wij plaatsten er al twee")]);
    let editor = site.editor(Role::Admin);
    editor.publish(1);
    editor.publish(2);
    let token = editor.token("/redactie/bijdragen/1");
    let link = |from: i64, to: &str, action: &str, token: &str| {
        let path = format!("/redactie/bijdragen/{from}/koppeling");
        editor.post(&path, &[("ander", to), ("actie", action), ("sleutel", token)]).status
    };
    let shown = |number: i64| site.html(&format!("/vraag-en-aanbod/{number}")).text_of("main");
    assert_eq!(link(1, "2", "koppelen", "x"), StatusCode::FORBIDDEN);
    assert_eq!(link(1, "1", "koppelen", &token), StatusCode::CONFLICT);
    assert_eq!(link(2, "1", "koppelen", &token), StatusCode::SEE_OTHER, "from either side");
    assert!(shown(1).contains("Wij plaatsten er al twee"));
    assert!(shown(2).contains("buurtbatterijen"));
    assert_eq!(link(1, "2", "ontkoppelen", &token), StatusCode::SEE_OTHER);
    assert!(!shown(1).contains("Wij plaatsten er al twee"));
    let erase = |fields: &[(&str, &str)]| editor.post("/redactie/bijdragen/2/verwijderen", fields).status;
    assert_eq!(erase(&[("sleutel", &token)]), StatusCode::CONFLICT, "not without the tick");
    assert_eq!(erase(&[("sleutel", &token), ("zeker", "ja")]), StatusCode::SEE_OTHER);
    assert_eq!(site.get("/vraag-en-aanbod/2").status, StatusCode::NOT_FOUND);
}

#[test]
fn an_editor_erases_nothing_for_good_and_a_visitor_moderates_nothing() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    visitor.submit(&[]);
    for path in ["/redactie/bijdragen/1", "/redactie/bijdragen/1/verwijderen", "/redactie/bijdragen/1/koppeling"] {
        let answer = visitor.post(path, &[("sleutel", "x")]);
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/redactie"), "{path}");
    }
    let editor = site.editor(Role::Editor);
    let page = editor.html("/redactie/bijdragen/1");
    assert!(!page.has("form[action$=verwijderen]") && !page.text().contains("Voorgoed wissen"));
    let token = token_in(&page);
    let answer = editor.post("/redactie/bijdragen/1/verwijderen", &[("sleutel", &token), ("zeker", "ja")]);
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(editor.get("/redactie/bijdragen/99").status, StatusCode::NOT_FOUND);
    assert_eq!(editor.get("/redactie/bijdragen/x").status, StatusCode::NOT_FOUND);
    assert_eq!(editor.get("/redactie?status=openbaar").status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_server_without_a_desk_says_so_and_shows_the_rest() {
    let site = TestSite::shipped();
    for (path, status) in [
        ("/vraag-en-aanbod", 200),
        ("/gebieden/utrecht-overvecht", 200),
        ("/volgen", 200),
        ("/privacy", 200),
        ("/redactie", 503),
        ("/vraag-en-aanbod/nieuw", 503),
    ] {
        assert_eq!(site.get(path).status.as_u16(), status, "{path}");
    }
}
