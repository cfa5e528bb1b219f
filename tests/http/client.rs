//! A client that speaks to the router directly.

use std::io::Read as _;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;
use wijkwijzer::web::site::Site;
use wijkwijzer::web::tiles::TileFastPath;
use wijkwijzer::web::{AppState, service};

use crate::common;

/// An answer with its body read.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are text"))
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is UTF-8")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body of a gzip answer, unpacked.
    pub fn unpacked(&self) -> Vec<u8> {
        assert_eq!(self.header("content-encoding"), "gzip");
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(self.body.as_slice()).read_to_end(&mut plain).expect("the body is gzip");
        plain
    }
}

pub fn app() -> TileFastPath<Router> {
    service(AppState::new(common::served()))
}

/// Sends one request; panics in the program would show as a 500.
pub fn send(request: Request<Body>) -> Answer {
    answer(app(), request)
}

/// GET from a site with an address and a day of its own.
pub fn send_to_day(site: Site, path: &str) -> Answer {
    let request = Request::get(path).body(Body::empty()).expect("the request is well-formed");
    answer(service(AppState::new(common::served()).with_site(site)), request)
}

fn answer(app: TileFastPath<Router>, request: Request<Body>) -> Answer {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    runtime.block_on(async {
        let response: Response<Body> = app.oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("the body arrives").to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    })
}

/// GET with headers.
pub fn get_with(path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request.body(Body::empty()).expect("the request is well-formed"))
}

/// GET as a program would: no preferences.
pub fn get(path: &str) -> Answer {
    get_with(path, &[])
}

/// GET that must succeed.
pub fn page(path: &str) -> String {
    let answer = get(path);
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    answer.text().to_owned()
}
