//! The description of the API.

use axum::response::Response;
use utoipa::OpenApi;

use crate::web::error::{AppError, Problem};
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::json::json;
use crate::web::{api, desk};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "wijkwijzer",
        description = "Figures, boundaries and practice of the focus areas and of every Dutch neighbourhood. \
            Read-only, no key needed. Unknown or doubled query parameters are answered with 400; every error is \
            `application/problem+json` and carries a request id. Figures keep the licence of their source, which \
            `/api/v1/indicators` names.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    // What is served outside `/api/v1`, each at an address that the router reads less strictly than it is described: it
    // knows no part of a segment (`{y}.mvt`), so the handler reads the whole of it.
    paths(
        crate::web::tiles::tile, crate::web::tiles::describe::tilejson, crate::web::tiles::describe::joined_tilejson,
        crate::web::tiles::joined::joined, crate::web::pages::chart::serve,
        crate::web::pages::profile::area, crate::web::pages::map::serve,
    ),
    components(schemas(Problem)),
    tags(
        (name = "areas", description = "Focus areas and their figures"),
        (name = "regions", description = "Gemeenten, wijken and buurten of the base division"),
        (name = "indicators", description = "The catalogue and its values"),
        (name = "tiles", description = "Vector tiles of the boundaries, and with figures for GIS clients"),
        (name = "charts", description = "Charts for use in a report"),
        (name = "files", description = "Tables as CSV, XLSX and GeoJSON; every page with a table has them behind its path"),
        (name = "search", description = "Places by name or code"),
        (name = "practice", description = "Practice examples"),
        (name = "knowledge", description = "Publications, agenda, lessons, tools and the organisations behind them"),
    ),
)]
struct Description;

/// The OpenAPI 3.1 document: what is described here, and the routes of the API, which bring their own description.
pub fn document() -> utoipa::openapi::OpenApi {
    Description::openapi().merge_from(api::description()).merge_from(desk::description())
}

/// Serves the document.
pub async fn serve(_: Query<NoParameters>) -> Result<Response, AppError> {
    json(&document())
}
