//! Where the client reaches us, for addresses that leave this site.

use axum::http::HeaderMap;
use axum::http::header::HOST;

/// Scheme and host by the headers of a proxy, else by `Host`; empty (a relative address) without either.
pub fn origin(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let plain = |host: &str| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte))
    };
    let host = text(HOST.as_str());
    if !plain(host) {
        return String::new();
    }
    let scheme = if text("x-forwarded-proto") == "https" { "https" } else { "http" };
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_is_no_host_gives_a_relative_address() {
        let with = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, host.parse().unwrap());
            origin(&headers)
        };
        assert_eq!(with("127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(with("evil\"><script>"), "");
        assert_eq!(origin(&HeaderMap::new()), "");
    }
}
