//! Signing in, editing, linking, erasing.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;
use wijkwijzer::desk::password;
use wijkwijzer::store::desk::{AccountStore as _, Role};
use wijkwijzer::web::desk::DeskOptions;
use wijkwijzer::web::{AppState, router};

use super::{PASSWORD, Site, form_of, token_in};
use crate::client::Answer;
use crate::common;

#[tokio::test]
async fn a_session_is_new_at_sign_in_and_gone_after_sign_out() {
    let site = Site::with_editor(Role::Editor).await;
    let planted = "0".repeat(64);
    site.cookies.borrow_mut().push(("redactie".to_owned(), planted.clone()));
    let answer = site.sign_in().await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    let session = site.cookie_header();
    assert!(!session.contains(&planted), "a planted token never becomes a session");
    let page = site.get("/redactie").await;
    assert!(page.text().contains("anna"));
    assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), ("no-store", "noindex"));

    let token = token_in(page.text());
    assert_eq!(site.post("/redactie/afmelden", &[("sleutel", "x")]).await.status, StatusCode::FORBIDDEN);
    let out = site.post("/redactie/afmelden", &[("sleutel", &token)]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    let reused = Request::get("/redactie/logboek").header("cookie", session).body(Body::empty()).unwrap();
    let answer = site.send(reused).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/redactie"),
        "a kept cookie opens nothing"
    );
}

#[tokio::test]
async fn over_https_cookies_are_bound_to_the_host() {
    let site =
        Site::open(DeskOptions { base_url: Some("https://wijkwijzer.example".to_owned()), ..DeskOptions::default() })
            .await;
    let answer = site.get("/vraag-en-aanbod/nieuw").await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-bezoeker=") && cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn wrong_names_and_wrong_passwords_get_the_same_answer_and_a_limit() {
    let site = Site::open(DeskOptions { sign_ins: 4, ..DeskOptions::default() }).await;
    let hash = password::hash("anna", PASSWORD).unwrap();
    site.store.add_account("anna", Role::Editor, &hash, 0).await.unwrap();
    let try_with = async |name: &str, password: &str| {
        let token = site.token("/redactie").await;
        site.post("/redactie/aanmelden", &[("naam", name), ("wachtwoord", password), ("sleutel", &token)]).await
    };
    let known = try_with("anna", "fout wachtwoord").await;
    let unknown = try_with("niemand", "fout wachtwoord").await;
    assert_eq!((known.status, unknown.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    let said = |answer: &Answer| {
        answer.text().split("role=\"alert\"").nth(1).unwrap().split("</div>").next().unwrap().to_owned()
    };
    assert_eq!(said(&known), said(&unknown));
    site.store.set_disabled("anna", true, 0).await.unwrap();
    site.store.add_account("bas", Role::Editor, &hash, 0).await.unwrap();
    let shut = try_with("anna", PASSWORD).await;
    assert_eq!(said(&shut), said(&unknown), "a shut account looks like any other");
    try_with("anna", "x").await;
    let limited = try_with("bas", PASSWORD).await;
    assert_eq!(limited.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(limited.header("retry-after").parse::<u64>().unwrap() > 0);
}

#[tokio::test]
async fn without_accounts_the_page_says_how_to_add_one() {
    let site = Site::plain().await;
    assert!(site.get("/redactie").await.text().contains("wijkwijzer user add"));
    assert_eq!(site.submit(&[]).await.status, StatusCode::SEE_OTHER, "and contributions are taken in all the same");
}

#[tokio::test]
async fn two_editors_do_not_overwrite_each_other() {
    let site = Site::with_editor(Role::Editor).await;
    site.submit(&[]).await;
    site.sign_in().await;
    let path = "/redactie/bijdragen/1";
    let mine = form_of(site.get(path).await.text());
    let with = |fields: &[(String, String)], title: &str| -> Vec<(String, String)> {
        fields
            .iter()
            .map(|(name, value)| (name.clone(), if name == "titel" { title.to_owned() } else { value.clone() }))
            .collect()
    };
    let refs = |fields: &[(String, String)]| -> Vec<(String, String)> { fields.to_vec() };
    let send = async |fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        site.post(path, &fields).await
    };
    assert_eq!(send(with(&mine, "De titel van de een")).await.status, StatusCode::SEE_OTHER);
    let refused = send(with(&mine, "De titel van de ander")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text().contains("value=\"De titel van de ander\"") && refused.text().contains("De titel van de een")
    );
    let again = refs(&form_of(refused.text()));
    assert_eq!(send(again).await.status, StatusCode::SEE_OTHER, "seen and saved again, it stands");
    let page = site.get(path).await;
    assert!(page.text().contains("Zoals ingestuurd"), "what was sent in stays to be read");
    let empty = send(with(&form_of(page.text()), "")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "editors keep to the limits too");
}

#[tokio::test]
async fn a_question_and_an_offer_are_linked_and_show_each_other() {
    let site = Site::with_editor(Role::Admin).await;
    site.submit(&[]).await;
    site.submit(&[("soort", "hulp"), ("titel", "Wij plaatsten er al twee")]).await;
    site.sign_in().await;
    site.decide(1, "publiceren").await;
    site.decide(2, "publiceren").await;
    let token = token_in(site.get("/redactie/bijdragen/1").await.text());
    let link = async |from: i64, to: &str, action: &str, token: &str| {
        site.post(
            &format!("/redactie/bijdragen/{from}/koppeling"),
            &[("ander", to), ("actie", action), ("sleutel", token)],
        )
        .await
        .status
    };
    assert_eq!(link(1, "2", "koppelen", "x").await, StatusCode::FORBIDDEN);
    assert_eq!(link(1, "1", "koppelen", &token).await, StatusCode::CONFLICT);
    assert_eq!(link(2, "1", "koppelen", &token).await, StatusCode::SEE_OTHER, "from either side");
    assert!(site.get("/vraag-en-aanbod/1").await.text().contains("Wij plaatsten er al twee"));
    assert!(site.get("/vraag-en-aanbod/2").await.text().contains("buurtbatterijen"));
    assert_eq!(link(1, "2", "ontkoppelen", &token).await, StatusCode::SEE_OTHER);
    assert!(!site.get("/vraag-en-aanbod/1").await.text().contains("Wij plaatsten er al twee"));
    let erase = async |fields: &[(&str, &str)]| site.post("/redactie/bijdragen/2/verwijderen", fields).await.status;
    assert_eq!(erase(&[("sleutel", &token)]).await, StatusCode::CONFLICT, "not without the tick");
    assert_eq!(erase(&[("sleutel", &token), ("zeker", "ja")]).await, StatusCode::SEE_OTHER);
    assert_eq!(site.get("/vraag-en-aanbod/2").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_editor_erases_nothing_for_good_and_a_visitor_moderates_nothing() {
    let site = Site::with_editor(Role::Editor).await;
    site.submit(&[]).await;
    for path in ["/redactie/bijdragen/1", "/redactie/bijdragen/1/verwijderen", "/redactie/bijdragen/1/koppeling"] {
        let answer = site.post(path, &[("sleutel", "x")]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/redactie"), "{path}");
    }
    site.sign_in().await;
    let page = site.get("/redactie/bijdragen/1").await;
    assert!(!page.text().contains("verwijderen"));
    let token = token_in(page.text());
    let answer = site.post("/redactie/bijdragen/1/verwijderen", &[("sleutel", &token), ("zeker", "ja")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(site.get("/redactie/bijdragen/99").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/redactie/bijdragen/x").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/redactie?status=openbaar").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_server_without_a_desk_says_so_and_shows_the_rest() {
    let app = router(AppState::new(common::served()));
    for (path, status) in [
        ("/vraag-en-aanbod", 200),
        ("/gebieden/utrecht-overvecht", 200),
        ("/volgen", 200),
        ("/privacy", 200),
        ("/redactie", 503),
        ("/vraag-en-aanbod/nieuw", 503),
    ] {
        let answer = app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{path}");
    }
}
