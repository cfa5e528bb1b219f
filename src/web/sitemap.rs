//! The sitemap and `robots.txt`: what search engines may find.

use std::fmt::Write as _;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;

use crate::atlas::Knowledge;
use crate::domain::Level;
use crate::urls::{self, Address, Route};

use super::parameters::query::{NoParameters, Query};
use super::representation::text::typed;
use super::state::AppState;

/// Most addresses in one file (sitemaps.org).
pub const MOST: usize = 50_000;

/// The parts: path, and which addresses it lists.
const PARTS: [(Route, Part); 4] = [
    (urls::SITEMAP_PAGES, Part::Pages),
    (urls::SITEMAP_GEMEENTEN, Part::Regions(Level::Gemeente)),
    (urls::SITEMAP_WIJKEN, Part::Regions(Level::Wijk)),
    (urls::SITEMAP_BUURTEN, Part::Regions(Level::Buurt)),
];

/// Pages that exist once.
const FIXED: [Route; 21] = [
    urls::HOME,
    urls::MAP,
    urls::AREAS,
    urls::PRACTICE,
    urls::COVERAGE,
    urls::INDICATORS,
    urls::COMPARE,
    urls::OWN_AREA,
    urls::KNOWLEDGE,
    urls::PUBLICATIONS,
    urls::LESSONS,
    urls::TOOLS,
    urls::PROGRAMME,
    urls::ORGANISATIONS,
    urls::TIMELINE,
    urls::AGENDA,
    urls::FEEDS,
    urls::SOURCES,
    urls::METHOD,
    urls::CHANGES,
    urls::ACCESSIBILITY,
];

#[derive(Clone, Copy, Debug)]
enum Part {
    Pages,
    Regions(Level),
}

pub fn routes() -> Router<AppState> {
    let router = Router::new().route(urls::SITEMAP.pattern(), get(index)).route(urls::ROBOTS.pattern(), get(robots));
    PARTS.iter().fold(router, |router, &(path, part)| {
        let serve = move |State(state): State<AppState>, headers: HeaderMap, _: Query<NoParameters>| async move {
            one(&state, &headers, part)
        };
        router.route(path.pattern(), get(serve))
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

fn pages(atlas: &Knowledge<'_>) -> Vec<Address> {
    let fixed = FIXED.iter().map(|page| page.address());
    let areas = atlas.areas.iter().map(|area| urls::area(&area.area.slug));
    let practice = atlas.practice.iter().map(|example| urls::example(&example.id));
    let checklists = atlas.library.checklists.iter().map(|list| urls::checklist(&list.id));
    let trees = atlas.library.trees.iter().map(|tree| urls::decision_tree(&tree.id));
    fixed.chain(areas).chain(practice).chain(checklists).chain(trees).collect()
}

fn regions(atlas: &Knowledge<'_>, level: Level) -> Vec<Address> {
    let codes = atlas.base().level(level).map(|regions| regions.codes.as_slice());
    codes.unwrap_or_default().iter().map(|&code| urls::region(code)).collect()
}

async fn robots(State(state): State<AppState>, headers: HeaderMap, _: Query<NoParameters>) -> Response {
    let base = state.site().base(&headers);
    // Every page has files of the same figures: a search engine that wants them all would ask for each page many times.
    let files = "Disallow: /*.csv\nDisallow: /*.xlsx\nDisallow: /*.geojson\n";
    let (tiles, api, sitemap) = (urls::TILES_FOLDER, urls::API_FOLDER, urls::SITEMAP);
    let text =
        format!("User-agent: *\nAllow: /\nDisallow: {tiles}\nDisallow: {api}\n{files}\nSitemap: {base}{sitemap}\n");
    typed(text, "text/plain; charset=utf-8")
}
