//! `/sitemap.xml` and `/robots.txt`: what search engines may find.

use std::fmt::Write as _;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;

use crate::atlas::Knowledge;
use crate::domain::Level;

use super::api::region_href;
use super::feeds::typed;
use super::query::{NoParameters, Query};
use super::state::AppState;

/// Most addresses in one file (sitemaps.org).
pub const MOST: usize = 50_000;

/// The parts: path, and which addresses it lists.
const PARTS: [(&str, Part); 4] = [
    ("/sitemap-paginas.xml", Part::Pages),
    ("/sitemap-gemeenten.xml", Part::Regions(Level::Gemeente)),
    ("/sitemap-wijken.xml", Part::Regions(Level::Wijk)),
    ("/sitemap-buurten.xml", Part::Regions(Level::Buurt)),
];

/// Pages that exist once.
const FIXED: [&str; 21] = [
    "/",
    "/kaart",
    "/gebieden",
    "/praktijkvoorbeelden",
    "/dekking",
    "/indicatoren",
    "/vergelijk",
    "/eigen-gebied",
    "/kennis",
    "/kennis/publicaties",
    "/kennis/lessen",
    "/kennis/hulpmiddelen",
    "/kennis/programma",
    "/kennis/organisaties",
    "/kennis/tijdlijn",
    "/agenda",
    "/feeds",
    "/bronnen",
    "/methode",
    "/wijzigingen",
    "/toegankelijkheid",
];

#[derive(Clone, Copy, Debug)]
enum Part {
    Pages,
    Regions(Level),
}

/// The routes.
pub fn routes() -> Router<AppState> {
    let router = Router::new().route("/sitemap.xml", get(index)).route("/robots.txt", get(robots));
    PARTS.iter().fold(router, |router, &(path, part)| {
        let serve = move |State(state): State<AppState>, headers: HeaderMap, _: Query<NoParameters>| async move {
            one(&state, &headers, part)
        };
        router.route(path, get(serve))
    })
}

async fn index(State(state): State<AppState>, headers: HeaderMap, _: Query<NoParameters>) -> Response {
    let base = state.site().base(&headers);
    let served = state.served();
    let day = day(&Knowledge::new(&served.atlas, &served.content));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, _) in PARTS {
        // Writing to a string cannot fail.
        let _ = writeln!(xml, "<sitemap><loc>{base}{path}</loc><lastmod>{day}</lastmod></sitemap>");
    }
    xml.push_str("</sitemapindex>\n");
    typed(xml, "application/xml; charset=utf-8")
}

fn one(state: &AppState, headers: &HeaderMap, part: Part) -> Response {
    let base = state.site().base(headers);
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let day = day(atlas);
    let paths = match part {
        Part::Pages => pages(atlas),
        Part::Regions(level) => regions(atlas, level),
    };
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in paths.iter().take(MOST) {
        let _ = writeln!(xml, "<url><loc>{base}{path}</loc><lastmod>{day}</lastmod></url>");
    }
    xml.push_str("</urlset>\n");
    typed(xml, "application/xml; charset=utf-8")
}

/// The day of the release.
fn day(atlas: &Knowledge<'_>) -> String {
    atlas.imported_at.get(..10).unwrap_or("1970-01-01").to_owned()
}

fn pages(atlas: &Knowledge<'_>) -> Vec<String> {
    let fixed = FIXED.iter().map(|path| (*path).to_owned());
    let areas = atlas.areas.iter().map(|area| format!("/gebieden/{}", area.area.slug));
    let practice = atlas.practice.iter().map(|example| format!("/praktijkvoorbeelden/{}", example.id));
    let checklists = atlas.library.checklists.iter().map(|list| format!("/kennis/checklists/{}", list.id));
    let trees = atlas.library.trees.iter().map(|tree| format!("/kennis/beslisbomen/{}", tree.id));
    fixed.chain(areas).chain(practice).chain(checklists).chain(trees).collect()
}

fn regions(atlas: &Knowledge<'_>, level: Level) -> Vec<String> {
    let codes = atlas.base().level(level).map(|regions| regions.codes.as_slice());
    codes.unwrap_or_default().iter().map(|&code| region_href(code)).collect()
}

async fn robots(State(state): State<AppState>, headers: HeaderMap, _: Query<NoParameters>) -> Response {
    let base = state.site().base(&headers);
    // Every page has files of the same figures: a search engine that wants them all would ask for each page many times.
    let files = "Disallow: /*.csv\nDisallow: /*.xlsx\nDisallow: /*.geojson\n";
    let text =
        format!("User-agent: *\nAllow: /\nDisallow: /tiles/\nDisallow: /api/\n{files}\nSitemap: {base}/sitemap.xml\n");
    typed(text, "text/plain; charset=utf-8")
}
