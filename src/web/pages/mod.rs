//! Pages: one module per address.

pub mod agenda;
mod briefing;
pub mod bronnen;
pub mod eigen_gebied;
pub mod gebieden;
pub mod grafiek;
pub mod home;
pub mod kaart;
pub mod kennis;
pub mod methode;
mod methode_comparing;
mod methode_praktijk;
mod overviews;
pub mod place;
pub mod praktijk;
pub mod profile;
mod profile_about;
mod profile_detail;
mod profile_files;
mod profile_gap;
mod profile_gap_words;
mod profile_inside;
mod profile_map;
mod profile_map_labels;
mod profile_similar;
mod profile_words;
pub mod toegankelijkheid;
pub mod vergelijk;
pub mod wijzigingen;
pub mod zoeken;

use axum::Router;
use axum::routing::get;

use super::state::AppState;

pub(super) use eigen_gebied::selected_codes;
pub(super) use vergelijk::compared;

/// The routes of all pages but the profiles.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::serve))
        .route("/kaart", get(kaart::serve))
        .route("/kaart.csv", get(kaart::serve))
        .route("/kaart.xlsx", get(kaart::serve))
        .route("/kaart.geojson", get(kaart::serve))
        .route("/grafiek/{file}", get(grafiek::serve))
        .route("/insluiten/{kind}", get(grafiek::serve_embed))
        .route("/zoeken", get(zoeken::serve))
        .route("/gebieden", get(gebieden::serve))
        .route("/gebieden.json", get(gebieden::serve))
        .route("/gebieden.csv", get(gebieden::serve))
        .route("/gebieden.xlsx", get(gebieden::serve))
        .route("/gebieden.geojson", get(gebieden::serve))
        .route("/vergelijk", get(vergelijk::serve))
        .route("/vergelijk.json", get(vergelijk::serve))
        .route("/vergelijk.csv", get(vergelijk::serve))
        .route("/vergelijk.xlsx", get(vergelijk::serve))
        .route("/vergelijk.geojson", get(vergelijk::serve))
        .route("/eigen-gebied", get(eigen_gebied::serve))
        .route("/eigen-gebied.json", get(eigen_gebied::serve))
        .route("/eigen-gebied.csv", get(eigen_gebied::serve))
        .route("/eigen-gebied.xlsx", get(eigen_gebied::serve))
        .route("/eigen-gebied.geojson", get(eigen_gebied::serve))
        .route("/eigen-gebied/kiezen", get(eigen_gebied::pick))
        .route("/bronnen", get(overviews::sources))
        .route("/bronnen.csv", get(overviews::sources))
        .route("/bronnen.xlsx", get(overviews::sources))
        .merge(kennis::routes())
        .merge(agenda::routes())
        .route("/methode", get(overviews::method))
        .route("/toegankelijkheid", get(overviews::accessibility))
        .route("/wijzigingen", get(overviews::changes))
        .route("/wijzigingen.csv", get(overviews::changes))
        .route("/wijzigingen.xlsx", get(overviews::changes))
        .merge(praktijk::routes())
}

/// The routes of profiles and their briefings, whose finished answers are kept.
pub fn profiles() -> Router<AppState> {
    Router::new()
        .route("/gebieden/{slug}", get(place::area))
        .route("/gemeenten/{code}", get(place::gemeente))
        .route("/wijken/{code}", get(place::wijk))
        .route("/buurten/{code}", get(place::buurt))
        .merge(briefing::routes())
}
