//! Data, tiles and what machines ask for.

use std::fmt::Display;

use super::address::Address;
use super::route::Route;

/// The folder of the API: its answers are read by programs, also when something is wrong.
pub const API_FOLDER: &str = "/api/";
/// The folder of the tiles.
pub const TILES_FOLDER: &str = "/tiles/";
/// The folder of style sheets, scripts and fonts.
pub const ASSETS_FOLDER: &str = "/assets/";

/// The description of the API.
pub const OPENAPI: Route = Route::new("/api/openapi.json");
/// All focus areas.
pub const API_AREAS: Route = Route::new("/api/v1/areas");
/// A focus area with its figures.
pub const API_AREA: Route = Route::new("/api/v1/areas/{slug}");
/// The catalogue.
pub const API_INDICATORS: Route = Route::new("/api/v1/indicators");
/// A gemeente, wijk or buurt with its figures.
pub const API_REGION: Route = Route::new("/api/v1/regions/{code}");
/// Places side by side.
pub const API_COMPARE: Route = Route::new("/api/v1/compare");
/// A selection of wijken and buurten.
pub const API_OWN_AREA: Route = Route::new("/api/v1/own-area");
/// The values of an indicator at a level.
pub const API_VALUES: Route = Route::new("/api/v1/values/{indicator}/{period}/{level}");
/// Places by name or code.
pub const API_SEARCH: Route = Route::new("/api/v1/search");
/// Practice examples as points.
pub const API_PRACTICE_POINTS: Route = Route::new("/api/v1/practice.geojson");
/// Practice examples.
pub const API_PRACTICE: Route = Route::new("/api/v1/practice");
/// A practice example.
pub const API_EXAMPLE: Route = Route::new("/api/v1/practice/{id}");
/// Where examples are missing.
pub const API_PRACTICE_GAPS: Route = Route::new("/api/v1/practice-gaps");
/// Practice around a place.
pub const API_PLACE_PRACTICE: Route = Route::new("/api/v1/places/{place}/practice");
/// What is put forward for a place.
pub const API_PLACE_SUGGESTIONS: Route = Route::new("/api/v1/places/{place}/suggestions");
/// Publications.
pub const API_PUBLICATIONS: Route = Route::new("/api/v1/publications");
/// Events.
pub const API_EVENTS: Route = Route::new("/api/v1/events");
/// Lessons.
pub const API_LESSONS: Route = Route::new("/api/v1/lessons");
/// Organisations.
pub const API_ORGANISATIONS: Route = Route::new("/api/v1/organisations");
/// Checklists and decision trees.
pub const API_TOOLS: Route = Route::new("/api/v1/tools");
/// Questions and offers.
pub const API_CONTRIBUTIONS: Route = Route::new("/api/v1/contributions");

/// A tile, as the router reads it.
pub const TILE: Route = Route::new("/tiles/{release}/{vintage}/{z}/{x}/{file}");
/// A tile, as it is written.
pub const TILE_TEMPLATE: Route = Route::new("/tiles/{release}/{vintage}/{z}/{x}/{y}.mvt");
/// A tile with figures, as the router reads it.
pub const JOINED_TILE: Route = Route::new("/tiles/{release}/{vintage}/{indicator}/{period}/{z}/{x}/{file}");
/// A tile with figures, as it is written.
pub const JOINED_TILE_TEMPLATE: Route = Route::new("/tiles/{release}/{vintage}/{indicator}/{period}/{z}/{x}/{y}.mvt");
/// The description of the tiles of a vintage, as the router reads it.
pub const TILEJSON: Route = Route::new("/tiles/{file}");
/// The description of the tiles of a vintage, as it is written.
pub const TILEJSON_FILE: Route = Route::new("/tiles/{vintage}.json");
/// The description of tiles with figures, as the router reads it.
pub const JOINED_TILEJSON: Route = Route::new("/tiles/{vintage}/{indicator}/{file}");
/// The description of tiles with figures, as it is written.
pub const JOINED_TILEJSON_FILE: Route = Route::new("/tiles/{vintage}/{indicator}/{period}.json");

/// A style sheet, script or font.
pub const ASSET: Route = Route::new("/assets/{file}");
/// The index of the sitemap.
pub const SITEMAP: Route = Route::new("/sitemap.xml");
/// Pages that exist once, for search engines.
pub const SITEMAP_PAGES: Route = Route::new("/sitemap-paginas.xml");
/// Gemeenten, for search engines.
pub const SITEMAP_GEMEENTEN: Route = Route::new("/sitemap-gemeenten.xml");
/// Wijken, for search engines.
pub const SITEMAP_WIJKEN: Route = Route::new("/sitemap-wijken.xml");
/// Buurten, for search engines.
pub const SITEMAP_BUURTEN: Route = Route::new("/sitemap-buurten.xml");
/// What search engines may ask for.
pub const ROBOTS: Route = Route::new("/robots.txt");
/// Whether the program runs.
pub const HEALTH: Route = Route::new("/healthz");
/// Whether it can answer.
pub const READY: Route = Route::new("/readyz");

/// The values of an indicator at a level.
pub fn api_values(indicator: impl Display, period: impl Display, level: impl Display) -> Address {
    API_VALUES.filled(&[&indicator, &period, &level])
}

/// The description of the tiles of a vintage.
pub fn tilejson(vintage: impl Display) -> Address {
    TILEJSON_FILE.filled(&[&vintage])
}

/// The description of the tiles of a vintage with the figures of an indicator in a period.
pub fn joined_tilejson(vintage: impl Display, indicator: impl Display, period: impl Display) -> Address {
    JOINED_TILEJSON_FILE.filled(&[&vintage, &indicator, &period])
}

/// The template of the tiles of a release and a vintage; the client fills in zoom, column and row.
pub fn tile_template(release: impl Display, vintage: impl Display) -> Address {
    TILE_TEMPLATE.filled(&[&release, &vintage])
}

/// The same for tiles with figures.
pub fn joined_tile_template(
    release: impl Display,
    vintage: impl Display,
    indicator: impl Display,
    period: impl Display,
) -> Address {
    JOINED_TILE_TEMPLATE.filled(&[&release, &vintage, &indicator, &period])
}

/// A style sheet, script or font under the name that it is served by.
pub fn asset(file: impl Display) -> Address {
    ASSET.filled(&[&file])
}
