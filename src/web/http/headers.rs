//! Headers of every answer: what a browser may load, who may embed; and what is read of a request at all.

use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::header::{
    CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::urls;
use crate::web::error::AppError;

/// The worker of the map library is a file of our own, so `blob:` is not needed.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; worker-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const FIXED: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("x-frame-options"), "DENY"),
];

/// As [`POLICY`], but any site may frame it.
static EMBED_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *");
    HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static(POLICY))
});

/// For a drawing that is looked at by itself: nothing but its own styles, which are known by their fingerprint.
static DRAWING_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let digest = STANDARD.encode(Sha256::digest(crate::charts::file_style()));
    let policy = format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'");
    HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static(POLICY))
});

/// Sets the headers that every answer carries.
pub async fn secure(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (embedded, chart) = (path.starts_with(urls::EMBED.folder()), path.starts_with(urls::CHART.folder()));
    let selects = request.uri().query().is_some_and(|query| query.contains(KEY));
    let mut response = next.run(request).await;
    let drawing = chart && form(response.headers()) == "s";
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if selects {
        // A reader's selection is no page for search engines, whatever is shown of it.
        headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    }
    if embedded {
        headers.insert(CONTENT_SECURITY_POLICY, EMBED_POLICY.clone());
        headers.remove("x-frame-options");
    } else if drawing {
        headers.insert(CONTENT_SECURITY_POLICY, DRAWING_POLICY.clone());
    }
    response
}

/// The longest path and query that is read.
const LONGEST_ADDRESS: usize = 4096;
/// The same where a selection of up to 500 codes, or a drawn shape, stands in the address.
const LONGEST_SELECTION: usize = 16 * 1024;
/// Paths that carry a selection; any other page may carry its key.
const SELECTIONS: [urls::Route; 2] = [urls::OWN_AREA, urls::API_OWN_AREA];
/// What every key of a selection begins with.
const KEY: &str = "eigen_";
/// The largest body that is read.
pub const LARGEST_BODY: usize = 64 * 1024;

/// Refuses addresses and announced bodies beyond any use; a body that is not announced is counted where it is read.
pub async fn limit(request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    let selects = SELECTIONS.iter().any(|route| request.uri().path().starts_with(route.pattern()))
        || request.uri().path_and_query().is_some_and(|address| address.as_str().contains(KEY));
    let longest = if selects { LONGEST_SELECTION } else { LONGEST_ADDRESS };
    if length > longest {
        return AppError::AddressTooLong.into_response();
    }
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|bytes| bytes > LARGEST_BODY) {
        return AppError::TooLarge.into_response();
    }
    next.run(request).await
}

/// A short name of the representation, so that two forms at one address have two validators.
pub(in crate::web) fn form(headers: &HeaderMap) -> &'static str {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    [
        ("text/html", "h"),
        ("text/csv", "c"),
        ("application/geo+json", "g"),
        ("application/vnd.openxmlformats", "w"),
        ("application/atom+xml", "a"),
        ("text/calendar", "i"),
        ("text/plain", "t"),
        ("application/xml", "x"),
        ("image/svg+xml", "s"),
        ("image/png", "p"),
    ]
    .into_iter()
    .find(|(media_type, _)| content_type.starts_with(media_type))
    .map_or("j", |(_, short)| short)
}

/// Whether `If-None-Match` names the validator; compared weakly, as for every GET.
pub fn matches(header: &HeaderValue, tag: &str) -> bool {
    let bare = |text: &str| text.trim().trim_start_matches("W/").to_owned();
    header.to_str().is_ok_and(|value| value.trim() == "*" || value.split(',').any(|item| bare(item) == bare(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validator_matches_alone_in_a_list_and_by_star() {
        let header = |text: &str| HeaderValue::from_str(text).unwrap();
        assert!(matches(&header("W/\"a\""), "\"a\""));
        assert!(matches(&header("\"b\", W/\"a\""), "W/\"a\""));
        assert!(matches(&header("*"), "\"a\""));
        assert!(!matches(&header("\"ab\""), "\"a\""));
    }
}
