//! What the site knows about itself: its address, and which day it is.

use std::fmt;

use axum::http::HeaderMap;
use axum::http::header::HOST;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Address and clock.
pub struct Site {
    public_url: Option<String>,
    clock: Box<dyn Fn() -> Date + Send + Sync>,
}

impl Site {
    /// The site at `public_url`, with the clock of the machine in the time of Amsterdam.
    pub fn new(public_url: Option<&str>) -> Self {
        let public_url = public_url.map(|url| url.trim_end_matches('/').to_owned()).filter(|url| !url.is_empty());
        let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
        Self { public_url, clock: Box::new(move || jiff::Timestamp::now().to_zoned(zone.clone()).date()) }
    }

    /// The same site on another day; for tests.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        self.clock = Box::new(move || day);
        self
    }

    pub fn today(&self) -> Date {
        (self.clock)()
    }

    /// The configured address.
    pub fn public(&self) -> Option<&str> {
        self.public_url.as_deref()
    }

    /// Whether readers come over https: then cookies are sent over https only.
    pub fn is_https(&self) -> bool {
        self.public().is_some_and(|url| url.starts_with("https://"))
    }

    /// The address of the site without a path: the configured one, else the one that this request came in on, as only a
    /// server does that nobody outside its machine reaches. No header of a proxy is believed.
    pub fn base(&self, headers: &HeaderMap) -> String {
        if let Some(url) = &self.public_url {
            return url.clone();
        }
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).filter(|host| is_host(host));
        format!("http://{}", host.unwrap_or("localhost"))
    }
}

/// Letters, digits and what addresses of machines hold: what a client names itself is never written further unchecked.
fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 255
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']'))
}

impl Default for Site {
    fn default() -> Self {
        Self::new(None)
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("public_url", &self.public_url).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_configured_address_comes_before_the_one_of_the_request() {
        let headers = HeaderMap::from_iter([(HOST, HeaderValue::from_static("127.0.0.1:8080"))]);
        assert_eq!(Site::new(Some("https://wijkwijzer.example/")).base(&headers), "https://wijkwijzer.example");
        assert_eq!(Site::new(None).base(&headers), "http://127.0.0.1:8080");
    }

    #[test]
    fn a_host_that_is_no_host_is_not_repeated() {
        let headers = HeaderMap::from_iter([(HOST, HeaderValue::from_static("a\"><script>"))]);
        assert_eq!(Site::new(None).base(&headers), "http://localhost");
    }
}
