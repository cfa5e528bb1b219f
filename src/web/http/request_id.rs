//! A number for every request, in the log, in the answer and on every error page.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The number of a request.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Gives the request a number, or keeps the one of a proxy where it looks like one.
pub async fn attach(mut request: Request, next: Next) -> Response {
    let id = request
        .headers()
        .get(HEADER)
        .and_then(|value| value.to_str().ok())
        .filter(|id| fits(id))
        .map_or_else(fresh, str::to_owned);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

fn fits(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Time of the first request and a counter: unique for one process, readable on the telephone.
fn fresh() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    static START: std::sync::LazyLock<u64> =
        std::sync::LazyLock::new(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()));
    format!("{:08x}-{:06x}", *START, NEXT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_harmless_number_of_a_proxy_is_kept() {
        assert!(fits("6f1c2a7e-0001"));
        assert!(!fits("short"));
        assert!(!fits("<script>alert(1)</script>"));
        assert!(!fits(&"a".repeat(65)));
    }

    #[test]
    fn two_requests_have_two_numbers() {
        assert_ne!(fresh(), fresh());
        assert!(fits(&fresh()));
    }
}
