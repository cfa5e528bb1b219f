//! Signed-in editors.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

use super::security::{self, TOKEN};
use crate::desk::mail::now;
use crate::desk::token;
use crate::store::desk::Account;
use crate::urls;
use crate::web::error::AppError;
use crate::web::parameters::query::Fields;
use crate::web::state::AppState;
use crate::web::state::desk::{Desk, SESSION};

/// Name of the cookie of a session.
pub const COOKIE: &str = "redactie";

/// A signed-in editor.
#[derive(Clone, Debug)]
pub struct Editor {
    /// Who it is.
    pub account: Account,
    token: String,
}

impl Editor {
    /// The editor of a request, when there is one.
    pub async fn of(desk: &Desk, jar: &CookieJar) -> Result<Option<Self>, AppError> {
        let Some(token) = security::cookie_value(desk, jar, COOKIE) else { return Ok(None) };
        let account = desk.store.session(token::hash(&token), SESSION, now()).await?;
        Ok(account.map(|account| Self { account, token }))
    }

    /// The token that every form of this session carries.
    pub fn form_token(&self, desk: &Desk) -> String {
        desk.key.sign(&["sessie", &self.token])
    }

    /// Whether a form belongs to this session.
    pub fn check(&self, desk: &Desk, fields: &Fields) -> Result<(), AppError> {
        let given = fields.get(TOKEN).unwrap_or_default();
        if desk.key.verify(&["sessie", &self.token], given) { Ok(()) } else { Err(security::forged()) }
    }

    /// What the store knows this session by.
    pub fn hash(&self) -> crate::store::desk::TokenHash {
        token::hash(&self.token)
    }
}

/// A request without a session is led to the sign-in.
pub enum NotSignedIn {
    /// To the sign-in.
    Lead,
    /// Something else is wrong.
    Error(AppError),
}

impl IntoResponse for NotSignedIn {
    fn into_response(self) -> Response {
        match self {
            Self::Lead => Redirect::to(urls::EDITORS.pattern()).into_response(),
            Self::Error(error) => error.into_response(),
        }
    }
}

impl FromRequestParts<AppState> for Editor {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, NotSignedIn> {
        let desk = state.desk().map_err(NotSignedIn::Error)?;
        let jar = CookieJar::from_headers(&parts.headers);
        Self::of(&desk, &jar).await.map_err(NotSignedIn::Error)?.ok_or(NotSignedIn::Lead)
    }
}
