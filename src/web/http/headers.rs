//! Headers of every answer: what a browser may load, who may embed, how long a page is fresh.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::atlas::BUILD as BUILD_CODE;

use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::state::AppState;

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

/// The folder of the pages that another site may show in a frame. Nothing else may be framed.
const EMBEDDED: &str = "/insluiten/";
/// The folder of the charts that are files of their own.
const CHARTS: &str = "/grafiek/";

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
    let (embedded, chart) = (path.starts_with(EMBEDDED), path.starts_with(CHARTS));
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
const SELECTIONS: [&str; 2] = ["/eigen-gebied", "/api/v1/own-area"];
/// What every key of a selection begins with.
const KEY: &str = "eigen_";
/// The largest body that is read.
pub const LARGEST_BODY: usize = 64 * 1024;

/// Refuses addresses and announced bodies beyond any use; a body that is not announced is counted where it is read.
pub async fn limit(request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    let selects = SELECTIONS.iter().any(|path| request.uri().path().starts_with(path))
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

/// Identifies this build of the program: pages may change with it while the release stays.
static BUILD: LazyLock<String> = LazyLock::new(|| {
    let stamp = std::env::current_exe().and_then(std::fs::metadata).map_or_else(
        |_| env!("CARGO_PKG_VERSION").to_owned(),
        |file| format!("{:?}-{}", file.modified().ok(), file.len()),
    );
    let digest = Sha256::digest(format!("{BUILD_CODE}-{stamp}"));
    digest.iter().take(5).fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
});

/// Gives pages and data their validator (release, build, language, published contributions, form) and answers 304 where the client has it.
pub async fn cache(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let served = state.served();
    let revision = state.contributions().revision();
    let context = PageContext::of(request.uri(), request.headers(), &served.atlas);
    let known = request.headers().get(IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept, Accept-Language, Accept-Encoding"));
    if response.status() != StatusCode::OK || response.headers().contains_key(ETAG) {
        return response;
    }
    let form = form(response.headers());
    // The agenda changes with the day.
    let day = state.site().today();
    let build = BUILD.as_str();
    let tag = format!("W/\"{}-{build}-{}-{revision}-{form}-{day}\"", context.release, context.lang.tag());
    let Ok(value) = HeaderValue::from_str(&tag) else { return response };
    // A page that editors change says itself that it is asked for anew each time.
    let own = response.headers().get(CACHE_CONTROL).cloned();
    let fresh = own.unwrap_or_else(|| HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600"));
    if known.is_some_and(|known| matches(&known, &tag)) {
        let mut unchanged = StatusCode::NOT_MODIFIED.into_response();
        let headers = unchanged.headers_mut();
        headers.insert(VARY, HeaderValue::from_static("Accept, Accept-Language, Accept-Encoding"));
        headers.insert(ETAG, value);
        headers.insert(CACHE_CONTROL, fresh);
        return unchanged;
    }
    response.headers_mut().insert(ETAG, value);
    response.headers_mut().insert(CACHE_CONTROL, fresh);
    response
}

/// A short name of the representation, so that two forms at one address have two validators.
fn form(headers: &HeaderMap) -> &'static str {
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
#[must_use]
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
