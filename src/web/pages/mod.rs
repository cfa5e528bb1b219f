//! Pages: one module per address.

pub mod about;
pub mod agenda;
pub mod areas;
mod briefing;
pub mod changes;
pub mod chart;
pub mod compare;
pub mod home;
pub mod knowledge;
pub mod map;
pub mod method;
pub mod own_area;
pub mod practice;
pub mod profile;
pub mod search;
pub mod sources;

use axum::Router;
use axum::routing::get;

use crate::urls;
use crate::web::http::negotiate::Format;
use crate::web::http::resource::resource;
use crate::web::state::AppState;

/// The forms of a table without outlines, besides the page.
const TABLE: [Format; 2] = [Format::Csv, Format::Xlsx];

/// The routes of all pages but the profiles.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(urls::HOME.pattern(), get(home::serve))
        .merge(resource(urls::MAP, map::serve, &[Format::Csv, Format::Xlsx, Format::GeoJson]))
        .route(urls::CHART.pattern(), get(chart::serve))
        .route(urls::EMBED.pattern(), get(chart::serve_embed))
        .route(urls::SEARCH.pattern(), get(search::serve))
        .merge(resource(urls::AREAS, areas::serve, &Format::EVERY))
        .merge(resource(urls::COMPARE, compare::serve, &Format::EVERY))
        .merge(resource(urls::OWN_AREA, own_area::serve, &Format::EVERY))
        .route(urls::OWN_AREA_PICK.pattern(), get(own_area::pick))
        .merge(knowledge::routes())
        .merge(agenda::routes())
        .merge(practice::routes())
        .merge(resource(urls::SOURCES, sources::serve, &TABLE))
        .route(urls::METHOD.pattern(), get(method::serve))
        .merge(resource(urls::CHANGES, changes::serve, &TABLE))
        .route(urls::ACCESSIBILITY.pattern(), get(about::accessibility))
        .route(urls::PRIVACY.pattern(), get(about::privacy))
}

/// The routes of profiles and their briefings, whose finished answers are kept.
pub fn profiles() -> Router<AppState> {
    Router::new()
        .route(urls::AREA.pattern(), get(profile::area))
        .route(urls::GEMEENTE.pattern(), get(profile::gemeente))
        .route(urls::WIJK.pattern(), get(profile::wijk))
        .route(urls::BUURT.pattern(), get(profile::buurt))
        .merge(briefing::routes())
}
