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
mod overviews;
pub mod own_area;
pub mod practice;
pub mod profile;
pub mod search;
pub mod sources;

use axum::Router;
use axum::routing::get;

use super::state::AppState;

pub(super) use compare::compared;
pub(super) use own_area::selected_codes;

/// The routes of all pages but the profiles.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::serve))
        .route("/kaart", get(map::serve))
        .route("/kaart.csv", get(map::serve))
        .route("/kaart.xlsx", get(map::serve))
        .route("/kaart.geojson", get(map::serve))
        .route("/grafiek/{file}", get(chart::serve))
        .route("/insluiten/{kind}", get(chart::serve_embed))
        .route("/zoeken", get(search::serve))
        .route("/gebieden", get(areas::serve))
        .route("/gebieden.json", get(areas::serve))
        .route("/gebieden.csv", get(areas::serve))
        .route("/gebieden.xlsx", get(areas::serve))
        .route("/gebieden.geojson", get(areas::serve))
        .route("/vergelijk", get(compare::serve))
        .route("/vergelijk.json", get(compare::serve))
        .route("/vergelijk.csv", get(compare::serve))
        .route("/vergelijk.xlsx", get(compare::serve))
        .route("/vergelijk.geojson", get(compare::serve))
        .route("/eigen-gebied", get(own_area::serve))
        .route("/eigen-gebied.json", get(own_area::serve))
        .route("/eigen-gebied.csv", get(own_area::serve))
        .route("/eigen-gebied.xlsx", get(own_area::serve))
        .route("/eigen-gebied.geojson", get(own_area::serve))
        .route("/eigen-gebied/kiezen", get(own_area::pick))
        .route("/bronnen", get(overviews::sources))
        .route("/bronnen.csv", get(overviews::sources))
        .route("/bronnen.xlsx", get(overviews::sources))
        .merge(knowledge::routes())
        .merge(agenda::routes())
        .route("/methode", get(overviews::method))
        .route("/toegankelijkheid", get(overviews::accessibility))
        .route("/wijzigingen", get(overviews::changes))
        .route("/wijzigingen.csv", get(overviews::changes))
        .route("/wijzigingen.xlsx", get(overviews::changes))
        .merge(practice::routes())
}

/// The routes of profiles and their briefings, whose finished answers are kept.
pub fn profiles() -> Router<AppState> {
    Router::new()
        .route("/gebieden/{slug}", get(profile::area))
        .route("/gemeenten/{code}", get(profile::gemeente))
        .route("/wijken/{code}", get(profile::wijk))
        .route("/buurten/{code}", get(profile::buurt))
        .merge(briefing::routes())
}
