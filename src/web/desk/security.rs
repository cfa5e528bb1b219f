//! Who asks, with which cookie, and whether it was this site that sent the form.

use std::net::{IpAddr, SocketAddr};

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::desk::mail::now;
use crate::desk::token::{self, TokenFault};
use crate::domain::Text;
use crate::store::desk::TokenHash;
use crate::web::error::AppError;
use crate::web::parameters::query::Fields;
use crate::web::representation::error_page::Rendered;
use crate::web::state::AppState;
use crate::web::state::desk::Desk;

/// The field that people do not see: whoever fills it in is a machine.
pub const HONEYPOT_FIELD: &str = "website";
/// The field with the token of a form.
pub const TOKEN: &str = "sleutel";
/// Name of the cookie that ties a form to a browser.
const VISITOR: &str = "bezoeker";
/// Name of the cookie of a browser that an editor signed in with.
const BROWSER: &str = "bekend";
/// How long such a browser stays known, in seconds.
const BROWSER_KNOWN: i64 = 180 * 24 * 3_600;

/// Nothing here is kept by a cache or a search engine, and no form of another site is taken.
pub async fn guard(request: Request, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let foreign = site.is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let mut response = if foreign && request.method() == axum::http::Method::POST {
        forged().into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    response
}

/// The answer to a form that we did not give to this browser.
pub fn forged() -> AppError {
    AppError::Forbidden(Text {
        nl: "Dit formulier komt niet van deze site, of uw browser bewaart geen cookies. Open het formulier opnieuw en \
             sta het cookie van deze site toe."
            .to_owned(),
        en: "This form did not come from this site, or your browser keeps no cookies. Open the form again and allow \
             the cookie of this site."
            .to_owned(),
    })
}

/// The client by which limits count: its address, or what a trusted proxy says of it.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its address; with IPv6 the network of one subscriber, who has more addresses than can be counted.
    pub address: String,
    /// The network that it lies in, as far as one operator hands it out (/24, /48): names nobody.
    pub network: String,
}

impl FromRequestParts<AppState> for Client {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let desk = state.desk()?;
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let named = desk.options.client_header.as_ref().and_then(|header| {
            // The proxy adds the address that it saw itself at the end.
            let value = parts.headers.get_all(header).iter().next_back()?.to_str().ok()?;
            value.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
        });
        Ok(named.or(peer).map_or_else(Self::unknown, Self::at))
    }
}

impl Client {
    fn unknown() -> Self {
        Self { address: "unknown".to_owned(), network: "unknown".to_owned() }
    }

    fn at(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                Self { address: address.to_string(), network: format!("{a}.{b}.{c}.0/24") }
            }
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Self { address: format!("{a:x}:{b:x}:{c:x}:{d:x}::/64"), network: format!("{a:x}:{b:x}:{c:x}::/48") }
            }
        }
    }
}

/// A cookie that scripts cannot read and other sites cannot send along with a form. Over https it is bound to this
/// host by its name (`__Host-`).
pub fn cookie(desk: &Desk, name: &str, value: String) -> Cookie<'static> {
    let name = prefixed(desk, name);
    Cookie::build((name, value)).path("/").http_only(true).secure(desk.secure()).same_site(SameSite::Lax).build()
}

fn prefixed(desk: &Desk, name: &str) -> String {
    if desk.secure() { format!("__Host-{name}") } else { name.to_owned() }
}

/// Value of a cookie of ours.
pub fn cookie_value(desk: &Desk, jar: &CookieJar, name: &str) -> Option<String> {
    jar.get(&prefixed(desk, name)).map(|cookie| cookie.value().to_owned()).filter(|value| value.len() == 64)
}

/// The browser of a request, when an editor called `name` signed in with it before.
pub fn known_browser(desk: &Desk, jar: &CookieJar, name: &str) -> Option<String> {
    let cookie = jar.get(&prefixed(desk, BROWSER))?;
    let known = desk.key.check_token(BROWSER, name, cookie.value(), now(), BROWSER_KNOWN);
    known.ok().map(hex::encode)
}

/// Lets the browser be known as one that `name` signed in with. It opens nothing: limits on failures count it apart.
pub fn browser_cookie(desk: &Desk, name: &str) -> Cookie<'static> {
    let mut cookie = cookie(desk, BROWSER, desk.key.form_token(BROWSER, name, now()));
    cookie.make_permanent();
    cookie
}

/// The visitor of a form, who gets a cookie at the first one.
pub fn visitor(desk: &Desk, jar: CookieJar) -> (String, CookieJar) {
    if let Some(known) = cookie_value(desk, &jar, VISITOR) {
        return (known, jar);
    }
    let fresh = token::random();
    let jar = jar.add(cookie(desk, VISITOR, fresh.clone()));
    (fresh, jar)
}

/// The hash of the token of a form, when it is ours and fresh.
///
/// # Errors
/// It is not ours; an expired one is `Ok(None)`, so that what was typed can be shown again.
pub fn check_form(desk: &Desk, jar: &CookieJar, form: &str, token: &str) -> Result<Option<TokenHash>, AppError> {
    let visitor = cookie_value(desk, jar, VISITOR).unwrap_or_default();
    match desk.key.check_form_token(form, &visitor, token, now()) {
        Ok(hash) => Ok(Some(hash)),
        Err(TokenFault::Expired) => Ok(None),
        Err(TokenFault::Forged) => Err(forged()),
    }
}

/// The fields of a posted form.
///
/// # Errors
/// The body is no form, or has fields that the form does not have.
pub fn fields(body: &Bytes, names: &'static [&'static str]) -> Result<Fields, AppError> {
    fields_with_lists(body, names, &[])
}

/// The same, where some fields may come several times.
///
/// # Errors
/// The body is no form, or has fields that the form does not have.
pub fn fields_with_lists(body: &Bytes, names: &'static [&'static str], lists: &[&str]) -> Result<Fields, AppError> {
    let unreadable = || {
        AppError::BadRequest(Text {
            nl: "Het formulier is niet te lezen.".to_owned(),
            en: "The form cannot be read.".to_owned(),
        })
    };
    let text = std::str::from_utf8(body).map_err(|_| unreadable())?;
    let fields = Fields::parse(text).map_err(|_| unreadable())?;
    fields.check(names, lists)?;
    Ok(fields)
}

/// The fields of a form that was posted here, and the hash of its token when it is fresh.
///
/// # Errors
/// The body is no form, has fields that the form does not have, or the token is not ours.
pub fn posted(
    desk: &Desk,
    jar: &CookieJar,
    body: &Bytes,
    form: &str,
    names: &'static [&'static str],
) -> Result<(Fields, Option<TokenHash>), AppError> {
    let fields = fields(body, names)?;
    let token = check_form(desk, jar, form, fields.get(TOKEN).unwrap_or_default())?;
    Ok((fields, token))
}

/// The form once more, with what is wrong with it: no success, but not the page of an error either.
pub fn shown_again(status: StatusCode, form: impl IntoResponse) -> Response {
    let mut response = (status, form).into_response();
    response.extensions_mut().insert(Rendered);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_counts_as_one_client() {
        let of = |text: &str| Client::at(text.parse().unwrap()).address;
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        let network = |text: &str| Client::at(text.parse().unwrap()).network;
        assert_eq!(network("2001:db8:1:2::1"), "2001:db8:1::/48");
        assert_eq!(network("192.0.2.77"), "192.0.2.0/24");
    }
}
