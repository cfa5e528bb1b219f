//! Visitors and editors, each with a browser that keeps its cookies.

use std::cell::RefCell;
use std::ops::Deref;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use wijkwijzer::desk::mail::now;
use wijkwijzer::desk::{password, second_step};
use wijkwijzer::store::desk::{AccountStore as _, Role};

use super::answer::Answer;
use super::html::Html;
use super::test_site::TestSite;

/// The password of every account.
pub const PASSWORD: &str = "vier losse woorden";

/// A form to send in contributions.
pub const SUBMIT: &str = "/vraag-en-aanbod/nieuw";

/// What the app of an editor with a second step computes its codes from.
pub const SECRET: second_step::Secret = [7; 20];

/// Someone who has not signed in.
pub struct Visitor<'s> {
    site: &'s TestSite,
    cookies: RefCell<Vec<(String, String)>>,
}

/// An editor called anna, signed in. Can do all that a visitor can.
pub struct Editor<'s>(Visitor<'s>);

impl<'s> Deref for Editor<'s> {
    type Target = Visitor<'s>;

    fn deref(&self) -> &Visitor<'s> {
        &self.0
    }
}

impl<'s> Visitor<'s> {
    pub(super) fn new(site: &'s TestSite) -> Self {
        Self { site, cookies: RefCell::default() }
    }

    /// Sends a request and keeps the cookies of the answer.
    pub fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.site.send(request);
        for value in answer.headers.get_all("set-cookie") {
            let text = value.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.borrow_mut().retain(|(known, _)| known != name);
            if !text.contains("Max-Age=0") {
                self.plant(name, value);
            }
        }
        answer
    }

    /// Puts a cookie into the browser.
    pub fn plant(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().push((name.to_owned(), value.to_owned()));
    }

    /// Throws all cookies away.
    pub fn forget(&self) {
        self.cookies.borrow_mut().clear();
    }

    /// The cookies as they are sent.
    pub fn cookies(&self) -> String {
        let cookies = self.cookies.borrow();
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).header("cookie", self.cookies()).body(Body::empty()).unwrap())
    }

    /// A page that must be there, parsed.
    #[track_caller]
    pub fn html(&self, path: &str) -> Html {
        self.get(path).good().html()
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from(path, fields, &[])
    }

    /// Sends a form with headers of its own.
    pub fn post_from(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let mut request = Request::post(path)
            .header("cookie", self.cookies())
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body)).unwrap())
    }

    /// Sends a form as it was read from a page.
    pub fn post_form(&self, path: &str, form: &[(String, String)]) -> Answer {
        let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(path, &fields)
    }

    /// Opens a page with a form and gives back its token.
    pub fn token(&self, path: &str) -> String {
        token_in(&self.html(path))
    }

    /// Sends in a contribution that fits, with some fields changed.
    pub fn submit(&self, changes: &[(&str, &str)]) -> Answer {
        let token = self.token(SUBMIT);
        self.post(SUBMIT, &filled(&token, changes))
    }

    /// Tries to sign in with the password alone.
    pub fn sign_in(&self, name: &str, password: &str) -> Answer {
        self.sign_in_with(name, password, "")
    }

    /// Tries to sign in with a second step.
    pub fn sign_in_with(&self, name: &str, password: &str, code: &str) -> Answer {
        let token = self.token("/redactie");
        let fields = [("naam", name), ("wachtwoord", password), ("code", code), ("sleutel", &token)];
        self.post("/redactie/aanmelden", &fields)
    }
}

impl<'s> Editor<'s> {
    pub(super) fn signed_in(site: &'s TestSite, role: Role) -> Self {
        site.add_account("anna", role);
        let visitor = site.visitor();
        let mut code = String::new();
        if role == Role::Admin {
            // What only an admin may takes a second step.
            site.set_up_second_step("anna");
            code = second_step::code(SECRET, now()).unwrap();
        }
        assert_eq!(visitor.sign_in_with("anna", PASSWORD, &code).status, StatusCode::SEE_OTHER);
        Self(visitor)
    }

    /// The form of a contribution, as the browser would send it.
    pub fn form(&self, number: i64) -> Vec<(String, String)> {
        form_of(&self.html(&format!("/redactie/bijdragen/{number}")))
    }

    /// Saves a contribution with a decision on it.
    pub fn decide(&self, number: i64, action: &str) -> Answer {
        let mut form = self.form(number);
        form.push(("actie".to_owned(), action.to_owned()));
        self.post_form(&format!("/redactie/bijdragen/{number}"), &form)
    }

    /// Publishes a contribution.
    #[track_caller]
    pub fn publish(&self, number: i64) {
        assert_eq!(self.decide(number, "publiceren").status, StatusCode::SEE_OTHER);
    }
}

impl TestSite {
    /// An account with [`PASSWORD`].
    pub fn add_account(&self, name: &str, role: Role) {
        let hash = password::hash(name, PASSWORD).unwrap();
        assert!(self.wait(self.store().add_account(name, role, &hash, 0)).unwrap());
    }

    /// A second step with [`SECRET`] for an account.
    pub fn set_up_second_step(&self, name: &str) {
        let store = self.store();
        let (account, _) = self.wait(store.credentials(name)).unwrap().unwrap();
        assert!(self.wait(store.begin_second_step(account.number, SECRET)).unwrap());
        assert!(self.wait(store.confirm_second_step(&account, 0, &[], 0)).unwrap());
    }
}

/// The fields of a contribution that fits.
pub fn filled<'a>(token: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
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
#[track_caller]
pub fn token_in(page: &Html) -> String {
    let tokens = page.all("input[name=sleutel]");
    tokens.last().unwrap_or_else(|| panic!("no token on {:?}", page.root())).attribute("value").to_owned()
}

/// What the form of an editor holds, as a browser would send it.
pub fn form_of(page: &Html) -> Vec<(String, String)> {
    let form = page.one("form:has(textarea[name=notitie])");
    let mut fields = Vec::new();
    for field in form.all("input, textarea, select") {
        let name = field.attribute("name");
        let value = match field.name() {
            "input" if ["checkbox", "radio"].contains(&field.attribute("type")) && !field.has_attribute("checked") => {
                continue;
            }
            "input" => field.attribute("value").to_owned(),
            "textarea" => field.typed(),
            // Where nothing is selected a browser takes the first.
            _ => {
                let chosen = field.all("option[selected]").first().copied();
                chosen
                    .or_else(|| field.all("option").first().copied())
                    .map_or("", |one| one.attribute("value"))
                    .to_owned()
            }
        };
        if !name.is_empty() {
            fields.push((name.to_owned(), value));
        }
    }
    fields
}
