//! All routes and the layers around them.

use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tower_http::cors::{Any, CorsLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::{Level, Span, info_span};

use crate::export::XLSX;
use crate::urls;

use super::http::headers;
use super::http::request_id::{self, RequestId};
use super::middleware::sight::Sights;
use super::middleware::{costly, kept_pages, sight, validator};
use super::representation::error_page;
use super::state::AppState;
use super::{api, assets, desk, feeds, health, openapi, pages, sitemap, tiles};

/// The longest that an answer may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);

/// What is told of a release: pages, data, feeds, tiles with figures.
fn told(state: AppState) -> Router {
    // Tiles and assets are compressed once, long before; only pages and data are compressed here. A workbook is an
    // archive already.
    let worth_it = DefaultPredicate::new().and(NotForContentType::const_new(XLSX));
    let compressed = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), costly::serve))
        .layer(CompressionLayer::new().gzip(true).br(true).compress_when(worth_it))
        .layer(from_fn_with_state(state.clone(), validator::validate));
    let open = open();
    let described = Router::new()
        .route(urls::OPENAPI.pattern(), get(openapi::serve))
        .route(urls::TILEJSON.pattern(), get(tiles::tilejson))
        .route(urls::JOINED_TILEJSON.pattern(), get(tiles::joined_tilejson));
    let drawn = Router::new().route(urls::JOINED_TILE.pattern(), get(tiles::joined)).layer(open.clone());
    let kept = pages::profiles().layer(compressed.clone()).layer(from_fn_with_state(state.clone(), kept_pages::serve));
    pages::routes()
        .merge(desk::public_routes())
        .merge(feeds::routes())
        .merge(sitemap::routes())
        .merge(api::routes().merge(described).layer(open))
        .layer(compressed)
        .merge(kept)
        .merge(drawn)
        .with_state(state)
}

/// What any page or program of another site may read.
fn open() -> CorsLayer {
    CorsLayer::new().allow_origin(Any).allow_methods([Method::GET, Method::HEAD]).allow_headers(Any)
}

/// The router with all its layers.
pub fn router(state: AppState) -> Router {
    let sights = Sights::new(state.clone(), told);
    let routes = Router::new()
        .merge(desk::private_routes())
        .route(urls::TILE.pattern(), get(tiles::tile).layer(open()))
        .route(urls::ASSET.pattern(), get(assets::serve))
        .route(urls::HEALTH.pattern(), get(health::healthz))
        .route(urls::READY.pattern(), get(health::readyz))
        .with_state(state.clone())
        .merge(told(state.clone()).layer(from_fn_with_state(sights, sight::serve)))
        .fallback(|| async { StatusCode::NOT_FOUND });
    // The first layer is the outermost.
    let layers = ServiceBuilder::new()
        .layer(from_fn(request_id::attach))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_response(DefaultOnResponse::new().level(Level::INFO)))
        .layer(from_fn(headers::secure))
        .layer(from_fn_with_state(state, error_page::render))
        .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIMEOUT))
        .layer(from_fn(headers::limit));
    routes.layer(layers)
}

/// What every line of the log says about its request. The query may hold what a person typed: it is left out.
fn span(request: &Request) -> Span {
    let id = request.extensions().get::<RequestId>().map_or("", |id| id.0.as_str());
    info_span!("request", id, method = %request.method(), path = request.uri().path())
}
