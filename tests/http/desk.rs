//! Questions and offers, from the form to the page, and everything that is refused on the way.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use wijkwijzer::desk::mail::{self, Mailer};
use wijkwijzer::desk::password;
use wijkwijzer::store::desk::{AccountStore as _, ContributionStore as _, Role, SubscriptionStore as _};
use wijkwijzer::store::{SqliteStore, Store as _};
use wijkwijzer::web::desk::{Desk, DeskOptions};
use wijkwijzer::web::{AppState, router};

use super::client::Answer;
use crate::common;

const PASSWORD: &str = "vier losse woorden";

/// A site with an empty desk, and a browser that keeps its cookies.
struct Site {
    app: Router,
    state: AppState,
    store: SqliteStore,
    cookies: std::cell::RefCell<Vec<(String, String)>>,
    _folder: tempfile::TempDir,
}

impl Site {
    async fn open(options: DeskOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path().join("desk.db").to_str().unwrap()).await.unwrap();
        store.migrate().await.unwrap();
        let desk = Desk::open(Arc::new(store.clone()), options).await.unwrap();
        let state = AppState::new(common::served()).with_desk(desk);
        let app = router(state.clone());
        Self { app, state, store, cookies: std::cell::RefCell::default(), _folder: folder }
    }

    async fn plain() -> Self {
        Self::open(DeskOptions { submissions: 1_000, sign_ins: 1_000, ..DeskOptions::default() }).await
    }

    async fn with_editor(role: Role) -> Self {
        let site = Self::plain().await;
        let hash = password::hash("anna", PASSWORD).unwrap();
        site.store.add_account("anna", role, &hash, 0).await.unwrap();
        site
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all("set-cookie") {
            let text = value.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            let mut cookies = self.cookies.borrow_mut();
            cookies.retain(|(known, _)| known != name);
            if !text.contains("Max-Age=0") {
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    fn cookie_header(&self) -> String {
        let cookies = self.cookies.borrow();
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).header("cookie", self.cookie_header()).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from(path, fields, &[]).await
    }

    async fn post_from(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let mut request = Request::post(path)
            .header("cookie", self.cookie_header())
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Opens a page with a form and gives back its token.
    async fn token(&self, path: &str) -> String {
        token_in(self.get(path).await.text())
    }

    async fn sign_in(&self) -> Answer {
        let token = self.token("/redactie").await;
        self.post("/redactie/aanmelden", &[("naam", "anna"), ("wachtwoord", PASSWORD), ("sleutel", &token)]).await
    }

    /// Sends in a contribution that fits, with some fields changed.
    async fn submit(&self, changes: &[(&str, &str)]) -> Answer {
        let token = self.token("/vraag-en-aanbod/nieuw").await;
        self.post("/vraag-en-aanbod/nieuw", &filled(&token, changes)).await
    }

    /// Publishes as the signed-in editor.
    async fn decide(&self, number: i64, action: &str) -> Answer {
        let path = format!("/redactie/bijdragen/{number}");
        let page = self.get(&path).await;
        let fields = form_of(page.text());
        let mut fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.push(("actie", action));
        self.post(&path, &fields).await
    }
}

/// The fields of a contribution.
fn filled<'a>(token: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("soort", "vraag"),
        ("titel", "Wie heeft ervaring met buurtbatterijen?"),
        ("tekst", "Wij willen er een plaatsen bij drie flats & zoeken mensen die het al deden."),
        ("plaats", "Utrecht Overvecht"),
        ("thema", "wonen"),
        ("email", "Jan@Gemeente.nl"),
        ("akkoord", "ja"),
        ("sleutel", token),
    ];
    for &(name, value) in changes {
        fields.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            fields.push((name, value));
        }
    }
    fields
}

/// The token of the last form on a page.
fn token_in(page: &str) -> String {
    let at = page.rfind("name=\"sleutel\" value=\"").unwrap_or_else(|| panic!("no token on {page}"));
    page[at + 22..].split('"').next().unwrap().to_owned()
}

/// What the form of an editor holds, as a browser would send it.
fn form_of(page: &str) -> Vec<(String, String)> {
    let value = |name: &str| {
        let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap();
        unescape(page[at..].split("value=\"").nth(1).unwrap().split('"').next().unwrap())
    };
    let text = |name: &str| {
        let at = page.find(&format!("<textarea id=\"{name}\"")).unwrap();
        unescape(page[at..].split("\">").nth(1).unwrap().split("</textarea>").next().unwrap().trim_start_matches('\n'))
    };
    let chosen = |name: &str| {
        let at = page.find(&format!("<select id=\"{name}\"")).unwrap();
        let select = page[at..].split("</select>").next().unwrap();
        let option = select.split("<option ").find(|option| option.contains(" selected")).unwrap_or("value=\"\"");
        option.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let mut fields = vec![
        ("titel", value("titel")),
        ("tekst", text("tekst")),
        ("soort", chosen("soort")),
        ("thema", chosen("thema")),
        ("plaats", value("plaats")),
        ("organisatie", value("organisatie")),
        ("link", value("link")),
        ("taal", chosen("taal")),
        ("notitie", text("notitie")),
        ("versie", value("versie")),
        ("sleutel", value("sleutel")),
    ];
    if page.contains("name=\"email-tonen\" value=\"ja\" checked") {
        fields.push(("email-tonen", "ja".to_owned()));
    }
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[tokio::test]
async fn a_question_is_public_only_after_an_editor_published_it() {
    let site = Site::with_editor(Role::Editor).await;
    let before = site.get("/vraag-en-aanbod").await;
    let tag = before.header("etag").to_owned();
    assert_eq!(before.header("cache-control"), "no-cache");
    let answer = site.submit(&[("organisatie", "Gemeente Utrecht")]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/vraag-en-aanbod/ontvangen"));
    for path in ["/vraag-en-aanbod", "/vraag-en-aanbod.json", "/vraag-en-aanbod.atom", "/gebieden/utrecht-overvecht"] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text().contains("buurtbatterijen"), "{path} shows what nobody read");
    }
    assert_eq!(site.get("/vraag-en-aanbod/1").await.status, StatusCode::NOT_FOUND);

    assert_eq!(site.sign_in().await.status, StatusCode::SEE_OTHER);
    assert!(site.get("/redactie").await.text().contains("Wie heeft ervaring met buurtbatterijen?"));
    assert_eq!(site.decide(1, "publiceren").await.status, StatusCode::SEE_OTHER);
    for path in [
        "/vraag-en-aanbod",
        "/vraag-en-aanbod/1",
        "/vraag-en-aanbod?plaats=utrecht-overvecht&thema=wonen&soort=vraag",
        "/vraag-en-aanbod?plaats=GM0344",
        "/vraag-en-aanbod.json?plaats=Utrecht+Overvecht",
        "/vraag-en-aanbod.atom?thema=wonen",
        "/api/v1/contributions",
        "/gebieden/utrecht-overvecht",
        "/gemeenten/GM0344",
    ] {
        let page = site.get(path).await;
        assert!(page.text().contains("Wie heeft ervaring met buurtbatterijen?"), "{path}: {}", page.text());
        assert!(!page.text().to_lowercase().contains("jan@gemeente.nl"), "{path} shows an address without consent");
    }
    for path in ["/vraag-en-aanbod?plaats=GM0363", "/vraag-en-aanbod?thema=werk", "/gemeenten/GM0363"] {
        assert!(!site.get(path).await.text().contains("buurtbatterijen"), "{path}");
    }
    assert_ne!(site.get("/vraag-en-aanbod").await.header("etag"), tag, "the validator changes with what is published");

    assert_eq!(site.decide(1, "intrekken").await.status, StatusCode::SEE_OTHER);
    assert!(!site.get("/vraag-en-aanbod").await.text().contains("buurtbatterijen"));
    let log = site.get("/redactie/logboek").await;
    for action in ["ingestuurd", "gepubliceerd", "ingetrokken", "aangemeld"] {
        assert!(log.text().contains(action), "{action} is not in the log");
    }
}

#[tokio::test]
async fn a_contribution_that_another_process_publishes_is_taken_up() {
    let site = Site::with_editor(Role::Editor).await;
    site.submit(&[]).await;
    let item = site.store.contribution(1).await.unwrap().unwrap();
    let edit = wijkwijzer::store::desk::Edit {
        text: item.text,
        note: String::new(),
        show_contact: false,
        status: Some(wijkwijzer::domain::ContributionStatus::Gepubliceerd),
        version: 1,
    };
    site.store.save(1, &edit, "anna", 5).await.unwrap();
    site.state.refresh_contributions().await.unwrap();
    assert!(site.get("/vraag-en-aanbod").await.text().contains("buurtbatterijen"));
}

#[tokio::test]
async fn an_address_is_shown_only_with_the_consent_of_its_owner() {
    let site = Site::with_editor(Role::Editor).await;
    site.submit(&[("email-tonen", "ja")]).await;
    site.sign_in().await;
    site.decide(1, "publiceren").await;
    assert!(site.get("/vraag-en-aanbod/1").await.text().contains("Jan@gemeente.nl"));
    assert!(!site.get("/api/v1/contributions").await.text().contains('@'), "the API carries no contact data");
    let path = "/redactie/bijdragen/1";
    let fields = form_of(site.get(path).await.text());
    let without: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| name != "email-tonen")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    site.post(path, &without).await;
    assert!(!site.get("/vraag-en-aanbod/1").await.text().contains('@'));
    // Consent comes from the sender alone: the box is gone, and a forged one changes nothing.
    let mut fields: Vec<(String, String)> = form_of(site.get(path).await.text());
    assert!(!fields.iter().any(|(name, _)| name == "email-tonen"));
    fields.push(("email-tonen".to_owned(), "ja".to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    site.post(path, &fields).await;
    assert!(!site.get("/vraag-en-aanbod/1").await.text().contains('@'));
}

#[tokio::test]
async fn a_faulty_form_comes_back_with_everything_that_was_typed() {
    let site = Site::plain().await;
    let typed = "Eerste <b>regel</b> & \"meer\"\r\n\r\nlaatste";
    let answer = site
        .submit(&[
            ("titel", "kort"),
            ("tekst", typed),
            ("link", "javascript:alert(1)"),
            ("email", "geen adres"),
            ("plaats", "Nergenshuizen"),
            ("akkoord", ""),
            ("organisatie", "Wij & co"),
        ])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    for kept in [
        "value=\"kort\"",
        "Eerste &lt;b&gt;regel&lt;/b&gt; &amp; \"meer\"",
        "value=\"javascript:alert(1)\"",
        "value=\"geen adres\"",
        "value=\"Nergenshuizen\"",
        "value=\"Wij &amp; co\"",
    ] {
        assert!(page.contains(kept), "lost: {kept}\n{page}");
    }
    for field in ["titel", "email", "link", "plaats", "akkoord"] {
        assert!(page.contains(&format!("id=\"{field}-fault\"")), "nothing is said beside {field}");
        assert!(page.contains(&format!("<a href=\"#{field}\"")), "the summary does not lead to {field}");
    }
    assert!(!page.contains("id=\"thema-fault\""));
    assert!(page.contains("<title>Fout: "));
    assert_eq!(site.store.counts().await.unwrap()[0].1, 0);
}

#[tokio::test]
async fn a_place_that_may_be_several_is_chosen_from_a_list() {
    let site = Site::plain().await;
    let answer = site.submit(&[("plaats", "Centrum")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text().to_owned();
    let at = page.find("name=\"plaats-keuze\" value=\"").expect("places to choose from");
    let choice = page[at + 27..].split('"').next().unwrap().to_owned();
    let token = token_in(&page);
    let fields = filled(&token, &[("plaats", "Centrum"), ("plaats-keuze", &choice)]);
    assert_eq!(site.post("/vraag-en-aanbod/nieuw", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.store.contribution(1).await.unwrap().unwrap().text.place, choice);
}

#[tokio::test]
async fn markup_in_a_contribution_is_text_everywhere() {
    let site = Site::with_editor(Role::Editor).await;
    site.submit(&[
        ("titel", "<script>alert(1)</script> titel"),
        ("tekst", "<img src=x onerror=alert(1)> en <a href='javascript:x'>meer</a>"),
    ])
    .await;
    site.sign_in().await;
    site.decide(1, "publiceren").await;
    for path in [
        "/vraag-en-aanbod",
        "/vraag-en-aanbod/1",
        "/redactie?status=gepubliceerd",
        "/redactie/bijdragen/1",
        "/gebieden/utrecht-overvecht",
        "/vraag-en-aanbod.atom",
    ] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text().contains("<script>alert") && !page.text().contains("<img src=x"), "{path}");
        assert!(page.text().contains("&lt;script&gt;alert(1)"), "{path} does not show it as text");
    }
}

#[tokio::test]
async fn a_form_is_taken_once_from_the_browser_that_it_was_given_to() {
    let site = Site::plain().await;
    let token = site.token("/vraag-en-aanbod/nieuw").await;
    let first = site.post("/vraag-en-aanbod/nieuw", &filled(&token, &[])).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let again = site.post("/vraag-en-aanbod/nieuw", &filled(&token, &[("titel", "Nog eens hetzelfde")])).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let token = site.token("/vraag-en-aanbod/nieuw").await;
    let changed = token.replace(['0', '1'], "2");
    for forged in ["x", changed.as_str()] {
        assert_eq!(
            site.post("/vraag-en-aanbod/nieuw", &filled(forged, &[])).await.status,
            StatusCode::FORBIDDEN,
            "{forged}"
        );
    }
    let foreign =
        site.post_from("/vraag-en-aanbod/nieuw", &filled(&token, &[]), &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN, "a form on another site");
    site.cookies.borrow_mut().clear();
    assert_eq!(
        site.post("/vraag-en-aanbod/nieuw", &filled(&token, &[])).await.status,
        StatusCode::FORBIDDEN,
        "without the cookie"
    );
    assert_eq!(site.store.counts().await.unwrap()[0].1, 1);
}

#[tokio::test]
async fn oversized_unknown_and_unreadable_bodies_are_refused() {
    let site = Site::plain().await;
    let token = site.token("/vraag-en-aanbod/nieuw").await;
    let large = "a".repeat(70_000);
    let answer = site.post("/vraag-en-aanbod/nieuw", &filled(&token, &[("tekst", &large)])).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "counted, though its length was not announced");
    let announced =
        site.post_from("/vraag-en-aanbod/nieuw", &filled(&token, &[]), &[("content-length", "70000")]).await;
    assert_eq!(announced.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(
        site.post("/vraag-en-aanbod/nieuw", &filled(&token, &[("rol", "admin")])).await.status,
        StatusCode::BAD_REQUEST
    );
    let mut doubled = filled(&token, &[]);
    doubled.push(("titel", "Een tweede titel"));
    assert_eq!(site.post("/vraag-en-aanbod/nieuw", &doubled).await.status, StatusCode::BAD_REQUEST);
    for body in [&b"\xff\xfe"[..], b"titel=%ff", b"titel=a%00b"] {
        let request = Request::post("/vraag-en-aanbod/nieuw")
            .header("cookie", site.cookie_header())
            .body(Body::from(body))
            .unwrap();
        assert_eq!(site.send(request).await.status, StatusCode::BAD_REQUEST, "{body:?}");
    }
}

#[tokio::test]
async fn a_machine_that_fills_the_hidden_field_is_thanked_and_forgotten() {
    let site = Site::plain().await;
    assert_eq!(site.submit(&[("website", "https://spam.example")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.store.counts().await.unwrap()[0].1, 0);
}

#[tokio::test]
async fn a_client_that_sends_too_much_waits_and_loses_nothing() {
    let options = DeskOptions {
        submissions: 2,
        client_header: Some("x-forwarded-for".parse().unwrap()),
        ..DeskOptions::default()
    };
    let site = Site::open(options).await;
    let send = async |from: &str| {
        let token = site.token("/vraag-en-aanbod/nieuw").await;
        site.post_from("/vraag-en-aanbod/nieuw", &filled(&token, &[]), &[("x-forwarded-for", from)]).await
    };
    // What the client itself put in the header stands before what the proxy saw.
    assert_eq!(send("192.0.2.9, 198.51.100.1").await.status, StatusCode::SEE_OTHER);
    assert_eq!(send("192.0.2.8, 198.51.100.1").await.status, StatusCode::SEE_OTHER);
    let refused = send("192.0.2.7, 198.51.100.1").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    assert!(
        refused.text().contains("value=\"Wie heeft ervaring met buurtbatterijen?\""),
        "what was typed is still there"
    );
    assert_eq!(send("198.51.100.2").await.status, StatusCode::SEE_OTHER, "another client does not wait");
}

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

#[tokio::test]
async fn the_feed_is_read_by_an_independent_parser() {
    let site = Site::with_editor(Role::Editor).await;
    site.submit(&[]).await;
    site.sign_in().await;
    let empty = feed_rs::parser::parse(site.get("/vraag-en-aanbod.atom").await.body.as_slice()).unwrap();
    assert!(empty.entries.is_empty() && empty.updated.is_some());
    site.decide(1, "publiceren").await;
    let answer = site.get("/vraag-en-aanbod.atom?plaats=utrecht-overvecht&lang=en").await;
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    let feed = feed_rs::parser::parse(answer.body.as_slice()).unwrap();
    assert_eq!(feed.title.unwrap().content, "Questions and offers: Utrecht Overvecht");
    assert_eq!(feed.entries.len(), 1);
    let entry = &feed.entries[0];
    assert!(entry.id.ends_with("/vraag-en-aanbod/1"));
    assert!(entry.updated.is_some() && entry.content.as_ref().unwrap().body.as_ref().unwrap().contains("drie flats &"));
    assert_eq!(site.get("/vraag-en-aanbod.atom?plaats=nergens").await.status, StatusCode::NOT_FOUND);
}

/// A mail server that takes everything and remembers it: enough of RFC 5321 for a client that does not authenticate.
struct MailServer {
    port: u16,
    mails: std::sync::mpsc::Receiver<String>,
}

impl MailServer {
    /// `refuse`: answers this many messages with a temporary refusal first.
    fn start(mut refuse: usize) -> Self {
        use std::io::{BufRead as _, BufReader, Write as _};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, mails) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut out = stream.unwrap();
                let mut lines = BufReader::new(out.try_clone().unwrap()).lines();
                out.write_all(b"220 test ESMTP\r\n").unwrap();
                while let Some(Ok(line)) = lines.next() {
                    let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
                    let answer: &[u8] = match verb.as_str() {
                        "EHLO" | "HELO" => b"250-test\r\n250 8BITMIME\r\n",
                        "RCPT" if refuse > 0 => {
                            refuse -= 1;
                            b"451 try later\r\n"
                        }
                        "MAIL" | "RCPT" | "RSET" | "NOOP" => b"250 ok\r\n",
                        "DATA" => {
                            out.write_all(b"354 go on\r\n").unwrap();
                            let text: Vec<String> =
                                lines.by_ref().map_while(Result::ok).take_while(|line| line != ".").collect();
                            sender.send(text.join("\n")).unwrap();
                            b"250 taken\r\n"
                        }
                        "QUIT" => b"221 bye\r\n",
                        _ => b"500 what\r\n",
                    };
                    if out.write_all(answer).is_err() || verb == "QUIT" {
                        break;
                    }
                }
            }
        });
        Self { port, mails }
    }

    fn mailer(&self) -> Mailer {
        Mailer::new(
            &format!("smtp://127.0.0.1:{}", self.port),
            "wijkwijzer <post@wijkwijzer.example>",
            "https://wijkwijzer.example/",
        )
        .unwrap()
    }

    /// The mails that arrived, with quoted-printable undone where it was used.
    fn take(&self) -> Vec<String> {
        self.mails.try_iter().map(|mail| mail.replace("=\n", "").replace("=3D", "=")).collect()
    }
}

/// The path and query of the link in a mail that leads to `page`.
fn link_in(mail: &str, page: &str) -> String {
    let body = mail.split("\n\n").skip(1).collect::<Vec<_>>().join("\n\n");
    let at = body.find(&format!("/volgen/{page}")).unwrap_or_else(|| panic!("no link to {page}: {mail}"));
    body[at..].split_whitespace().next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_is_sent_only_after_a_confirmed_wish_and_once() {
    let server = MailServer::start(1);
    let mailer = server.mailer();
    let options =
        DeskOptions { mailer: Some(mailer.clone()), submissions: 100, sign_ins: 100, ..DeskOptions::default() };
    let site = Site::open(options).await;
    site.store.add_account("anna", Role::Editor, &password::hash("anna", PASSWORD).unwrap(), 0).await.unwrap();
    let atlas = common::atlas();
    let desk = site.state.desk().unwrap();
    let round =
        async |later: i64| mail::round(&site.store, &mailer, &desk.key, &atlas, mail::now() + later).await.unwrap();

    let token = site.token("/volgen?plaats=utrecht-overvecht").await;
    let wish =
        [("email", "lezer@example.org"), ("plaats", "Utrecht Overvecht"), ("thema", ""), ("sleutel", token.as_str())];
    let answer = site.post("/volgen", &wish).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/volgen/verzonden"));
    assert_eq!(round(0).await.failed, 1, "the server refuses the first");
    assert_eq!(round(0).await.asked, 1, "and is tried again");
    assert_eq!(round(0).await, mail::Round::default());
    let mails = server.take();
    assert_eq!(mails.len(), 1);
    for part in [
        "To: lezer@example.org",
        "List-Unsubscribe: <https://wijkwijzer.example/volgen/opzeggen?code=",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Auto-Submitted: auto-generated",
        "Utrecht Overvecht",
    ] {
        assert!(mails[0].replace("\n ", " ").contains(part), "{part} is not in {}", mails[0]);
    }
    let confirm = link_in(&mails[0], "bevestigen");

    site.submit(&[]).await;
    site.submit(&[("titel", "Een vraag over Amsterdam"), ("plaats", "GM0363")]).await;
    site.sign_in().await;
    site.decide(1, "publiceren").await;
    site.decide(2, "publiceren").await;
    assert_eq!(round(0).await, mail::Round::default(), "nothing before it is confirmed");
    assert_eq!(site.get(&confirm).await.status, StatusCode::OK);
    assert_eq!(
        round(0).await,
        mail::Round::default(),
        "opening the link confirms nothing: programs that check mail do that"
    );
    assert_eq!(site.post(&confirm, &[]).await.status, StatusCode::OK);
    assert_eq!(site.post(&confirm.replace("code=1", "code=2"), &[]).await.status, StatusCode::NOT_FOUND);
    // Published in the same second as the confirmation, or later: it is news. What came before is not.
    site.submit(&[("titel", "Nog een vraag over Overvecht"), ("plaats", "WK034403")]).await;
    site.decide(3, "publiceren").await;
    let told = round(1).await;
    assert_eq!(told.told, 1, "{told:?}");
    assert_eq!(round(2).await, mail::Round::default(), "told once");
    let news = server.take();
    assert!(news[0].contains("Nog een vraag over Overvecht") && !news[0].contains("Amsterdam"), "{}", news[0]);
    assert!(!news[0].contains("Jan@"), "no address of a sender in a mail");

    let leave = link_in(&news[0], "opzeggen");
    assert_eq!(site.get(&leave).await.status, StatusCode::OK);
    assert_eq!(site.store.confirmed().await.unwrap().len(), 1, "opening the link ends nothing");
    site.cookies.borrow_mut().clear();
    let answer = site.post(&leave, &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(answer.status, StatusCode::OK, "one click in the mail program, without a cookie");
    assert!(site.store.confirmed().await.unwrap().is_empty());
    assert_eq!(site.post(&leave, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_mail_server_only_feeds_are_offered() {
    let site = Site::plain().await;
    let page = site.get("/volgen?plaats=utrecht-overvecht").await;
    assert!(
        page.text().contains("/vraag-en-aanbod.atom?plaats=utrecht-overvecht")
            && !page.text().contains("name=\"email\"")
    );
    assert_eq!(site.post("/volgen", &[("email", "a@example.org")]).await.status, StatusCode::SERVICE_UNAVAILABLE);
    for path in ["/volgen/bevestigen", "/volgen/bevestigen?code=1.abc", "/volgen/opzeggen?code=%F0%9F%98%80"] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
