//! What a request is answered with.

use std::io::Read as _;

use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::html::Html;

/// An answer with its body read.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// Method and address that it answers, to be named when an assertion fails.
    pub request: String,
}

impl Answer {
    /// The answer itself, when it is a success; everything else fails with the body, which says why.
    #[track_caller]
    pub fn good(self) -> Self {
        let said = String::from_utf8_lossy(&self.body);
        assert!(self.status.is_success(), "{} was answered with {}: {said}", self.request, self.status);
        self
    }

    /// A header, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are text"))
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is UTF-8")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The page or the part of a page that it is.
    #[track_caller]
    pub fn html(&self) -> Html {
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8", "{}", self.request);
        Html::parse(self.text())
    }

    /// The body of a gzip answer, unpacked.
    pub fn unpacked(&self) -> Vec<u8> {
        assert_eq!(self.header("content-encoding"), "gzip");
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(self.body.as_slice()).read_to_end(&mut plain).expect("the body is gzip");
        plain
    }
}
