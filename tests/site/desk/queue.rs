//! Many contributions at once: what one network may send, and refusing them together.

use axum::http::StatusCode;
use wijkwijzer::domain::ContributionStatus;
use wijkwijzer::store::desk::{ContributionStore as _, Role};
use wijkwijzer::web::desk::DeskOptions;

use crate::support::browser::filled;
use crate::support::{Answer, TestSite, Visitor};

const FORM: &str = "/vraag-en-aanbod/nieuw";
const HEADER: &str = "x-forwarded-for";

fn site(submissions: u32) -> TestSite {
    let options = DeskOptions { submissions, client_header: Some(HEADER.parse().unwrap()), ..DeskOptions::default() };
    TestSite::shipped().with_desk_of(options)
}

fn send(visitor: &Visitor<'_>, from: &str, title: &str) -> Answer {
    let token = visitor.token(FORM);
    visitor.post_from(FORM, &filled(&token, &[("titel", title)]), &[(HEADER, from)])
}

#[test]
fn one_network_fills_its_share_of_the_desk_and_what_is_not_taken_in_uses_up_no_turn() {
    let site = site(101);
    let visitor = site.visitor();
    // Other subscribers of one operator.
    let from = |number: u32| format!("2001:db8:77:{:x}::1", number % 2);
    for number in 0..100 {
        assert_eq!(send(&visitor, &from(number), "Proefvraag nummer zoveel").status, StatusCode::SEE_OTHER, "{number}");
    }
    for _ in 0..60 {
        let refused = send(&visitor, "2001:db8:77:1::1", "Nog een proefvraag");
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "not 429: nothing was taken in");
        assert_eq!(refused.html().one("input[name=titel]").attribute("value"), "Nog een proefvraag");
    }
    assert_eq!(send(&visitor, "2001:db8:78::1", "Uit een ander netwerk").status, StatusCode::SEE_OTHER);
    let editor = site.editor(Role::Editor);
    editor.publish(1);
    assert_eq!(send(&visitor, "2001:db8:77::1", "Er is weer een plaats").status, StatusCode::SEE_OTHER);
}

#[test]
fn what_came_from_one_network_and_what_is_ticked_is_refused_together() {
    let site = site(100);
    let visitor = site.visitor();
    for number in 0..6 {
        send(&visitor, "198.51.100.7", &format!("Reclame nummer {number}"));
    }
    for number in 0..3 {
        send(&visitor, &format!("192.0.{number}.1"), &format!("Echte vraag nummer {number}"));
    }
    let editor = site.editor(Role::Editor);
    let page = editor.html("/redactie");
    let crowd = page.one("form.stale[action$=afwijzen]");
    assert!(crowd.text().contains("Reclame nummer 0"), "{crowd:?}");
    let fields: Vec<(String, String)> = crowd
        .all("input")
        .iter()
        .map(|input| (input.attribute("name").to_owned(), input.attribute("value").to_owned()))
        .collect();
    // Someone else decided on one of them, and edited another, in the meantime.
    editor.publish(2);
    let mut edited = editor.form(3);
    edited.iter_mut().filter(|(name, _)| name == "titel").for_each(|(_, value)| value.push_str(", bewerkt"));
    editor.post_form("/redactie/bijdragen/3", &edited);
    assert_eq!(editor.post_form("/redactie/afwijzen", &fields).status, StatusCode::SEE_OTHER);
    let left = |status| -> Vec<i64> {
        site.wait(site.store().contributions(status, 99)).unwrap().iter().map(|item| item.number).collect()
    };
    assert_eq!(left(ContributionStatus::Nieuw), [3, 7, 8, 9]);
    assert_eq!(left(ContributionStatus::Gepubliceerd), [2]);

    let page = editor.html("/redactie");
    assert!(!page.has("form.stale"), "no crowd is left");
    let ticked = page.all("input[type=checkbox][name=gezien]");
    assert_eq!(ticked.len(), 4);
    let token = editor.token("/redactie");
    let chosen = [("gezien", ticked[1].attribute("value")), ("gezien", ticked[3].attribute("value"))];
    let post = |token: &str| editor.post("/redactie/afwijzen", &[&chosen[..], &[("sleutel", token)]].concat()).status;
    assert_eq!(post("x"), StatusCode::FORBIDDEN);
    assert_eq!(post(&token), StatusCode::SEE_OTHER);
    assert_eq!(left(ContributionStatus::Nieuw), [3, 8]);
    let log = site.wait(site.store().log(Some(9), 9)).unwrap();
    assert_eq!((log[0].who.as_str(), log[0].action.as_str()), ("anna", "afgewezen"));
    let wrong = editor.post("/redactie/afwijzen", &[("gezien", "twaalf"), ("sleutel", &token)]);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}
