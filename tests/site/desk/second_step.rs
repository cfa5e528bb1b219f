//! The second step of signing in, and what the log says of sign-ins that were refused.

use axum::http::StatusCode;
use wijkwijzer::desk::mail::now;
use wijkwijzer::desk::second_step;
use wijkwijzer::store::desk::{AccountStore as _, ContributionStore as _, Role};
use wijkwijzer::web::desk::DeskOptions;

use crate::support::{Answer, PASSWORD, TestSite};

const PAGE: &str = "/redactie/tweede-stap";

fn said(answer: &Answer) -> String {
    answer.html().text_of("[role=alert]")
}

#[test]
fn an_editor_sets_up_a_second_step_and_signs_in_with_it_from_then_on() {
    let site = TestSite::shipped().with_desk();
    let editor = site.editor(Role::Editor);
    let token = editor.token(PAGE);
    assert_eq!(editor.post(PAGE, &[("sleutel", "x")]).status, StatusCode::FORBIDDEN);
    assert_eq!(editor.post(PAGE, &[("sleutel", &token)]).status, StatusCode::SEE_OTHER);
    let (account, _) = site.wait(site.store().credentials("anna")).unwrap().unwrap();
    let secret = site.wait(site.store().second_step(account.number)).unwrap().unwrap().secret;
    let page = editor.html(PAGE);
    assert!(page.has("main svg[role=img] path"), "a picture for the app");
    assert!(page.text_of("main").contains(&second_step::in_groups(secret)), "and the same to type");

    let code = |later: i64| second_step::code(secret, now() + later).unwrap();
    let visitor = site.visitor();
    assert_eq!(
        visitor.sign_in("anna", PASSWORD).status,
        StatusCode::SEE_OTHER,
        "nothing changes before it is confirmed"
    );
    let wrong = editor.post(PAGE, &[("code", &code(-3_600)), ("sleutel", &token)]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let first = code(0);
    let done = editor.post(PAGE, &[("code", &first), ("sleutel", &token)]);
    let written = done.good().html().texts(".recovery-codes li");
    assert_eq!(written.len(), 10);
    assert!(!editor.html(PAGE).has(".recovery-codes"), "they are shown once");

    let sign_in = |code: &str| site.visitor().sign_in_with("anna", PASSWORD, code);
    let without = sign_in("");
    assert_eq!(without.status, StatusCode::FORBIDDEN);
    assert_eq!(
        said(&without),
        said(&site.visitor().sign_in("anna", "fout wachtwoord")),
        "nobody learns which was wrong"
    );
    assert_eq!(sign_in(&first).status, StatusCode::FORBIDDEN, "no code counts twice");
    assert_eq!(sign_in(&code(30)).status, StatusCode::SEE_OTHER);
    assert_eq!(site.visitor().sign_in_with("anna", "fout wachtwoord", &written[0]).status, StatusCode::FORBIDDEN);
    assert_eq!(sign_in(&written[0]).status, StatusCode::SEE_OTHER, "a wrong password used up no code");
    assert_eq!(sign_in(&written[0]).status, StatusCode::FORBIDDEN, "each works once");
    let actions: Vec<String> =
        site.wait(site.store().log(None, 99)).unwrap().into_iter().map(|line| line.action).collect();
    for action in ["tweede stap ingesteld", "herstelcode gebruikt"] {
        assert!(actions.iter().any(|known| known == action), "{action}: {actions:?}");
    }

    assert!(site.wait(site.store().remove_second_step("anna", now())).unwrap(), "the operator takes it away");
    assert_eq!(editor.get(PAGE).header("location"), "/redactie", "open sessions have ended");
    assert_eq!(sign_in("").status, StatusCode::SEE_OTHER);
}

#[test]
fn an_admin_erases_for_good_only_with_a_second_step() {
    let site = TestSite::shipped().with_desk();
    site.add_account("bas", Role::Admin);
    let visitor = site.visitor();
    visitor.submit(&[]);
    assert_eq!(visitor.sign_in("bas", PASSWORD).status, StatusCode::SEE_OTHER);
    let erase = || {
        let page = visitor.html("/redactie/bijdragen/1");
        let token = page.all("input[name=sleutel]")[0].attribute("value").to_owned();
        let offered = page.has("form[action$=verwijderen]");
        (offered, visitor.post("/redactie/bijdragen/1/verwijderen", &[("sleutel", &token), ("zeker", "ja")]).status)
    };
    assert_eq!(erase(), (false, StatusCode::FORBIDDEN));
    site.set_up_second_step("bas");
    assert_eq!(erase(), (true, StatusCode::SEE_OTHER));
}

#[test]
fn the_log_names_refused_sign_ins_with_a_network_and_never_what_was_typed() {
    let header = "x-forwarded-for";
    let options = DeskOptions { client_header: Some(header.parse().unwrap()), ..DeskOptions::default() };
    let site = TestSite::shipped().with_desk_of(options);
    site.add_account("anna", Role::Editor);
    let visitor = site.visitor();
    for (name, from) in [("anna", "198.51.100.77"), ("mijn geheime wachtwoord", "2001:db8:1:2::3")] {
        let token = visitor.token("/redactie");
        let fields = [("naam", name), ("wachtwoord", "geraden"), ("sleutel", &token)];
        visitor.post_from("/redactie/aanmelden", &fields, &[(header, from)]);
    }
    let told: Vec<(String, String)> = site
        .wait(site.store().log(None, 9))
        .unwrap()
        .into_iter()
        .filter(|line| line.action == "aanmelden geweigerd")
        .map(|line| (line.who, line.detail))
        .collect();
    let line = |detail: &str| ("bezoeker".to_owned(), detail.to_owned());
    assert_eq!(told, [line("onbekende naam, 2001:db8:1::/48"), line("anna, 198.51.100.0/24")]);
}
