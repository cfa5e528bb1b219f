//! Questions and offers, from the form to the page, and everything that is refused on the way.

mod editors;
mod mail;
mod published;
mod submit;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use wijkwijzer::desk::password;
use wijkwijzer::store::desk::{AccountStore as _, Role};
use wijkwijzer::store::{SqliteStore, Store as _};
use wijkwijzer::web::desk::{Desk, DeskOptions};
use wijkwijzer::web::{AppState, router};

use crate::client::Answer;
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
        unescape(page[at..].split_once('>').unwrap().1.split("</textarea>").next().unwrap().trim_start_matches('\n'))
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
