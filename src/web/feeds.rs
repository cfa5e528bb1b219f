//! Atom feeds: everything, per theme, per focus area; and the page that lists them.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};

use crate::atlas::Knowledge;
use crate::export;
use crate::urls;
use crate::views::knowledge::{FeedScope, feed};

use super::error::AppError;
use super::parameters::context::PageContext;
use super::parameters::query::{NoParameters, Query};
use super::representation::layout;
use super::representation::text::typed;
use super::state::AppState;

/// The routes of the feeds.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(urls::FEEDS.pattern(), get(list))
        .route(urls::FEED_OF_ALL.pattern(), get(all))
        .route(urls::FEED_OF_THEME.pattern(), get(theme))
        .route(urls::FEED_OF_AREA.pattern(), get(area))
}

fn document(
    state: &AppState,
    context: &PageContext,
    headers: &HeaderMap,
    atlas: &Knowledge<'_>,
    scope: FeedScope<'_>,
) -> Response {
    let body = export::atom(context.lang, &state.site().base(headers), &feed(atlas, scope));
    typed(body, "application/atom+xml; charset=utf-8")
}

async fn all(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Response {
    let served = state.served();
    document(&state, &context, &headers, &Knowledge::new(&served.atlas, &served.content), FeedScope::All)
}

fn unknown() -> AppError {
    AppError::not_found(
        format!("Deze feed bestaat niet. Alle feeds staan op {}.", urls::FEEDS),
        format!("This feed does not exist. All feeds are listed at {}.", urls::FEEDS),
    )
}

async fn theme(
    State(state): State<AppState>,
    Path(file): Path<String>,
    context: PageContext,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let theme = file.strip_suffix(".atom").and_then(|id| atlas.vocabulary.theme(id)).ok_or_else(unknown)?;
    Ok(document(&state, &context, &headers, atlas, FeedScope::Theme(theme)))
}

async fn area(
    State(state): State<AppState>,
    Path(file): Path<String>,
    context: PageContext,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let (_, area) = file.strip_suffix(".atom").and_then(|slug| atlas.area(slug)).ok_or_else(unknown)?;
    Ok(document(&state, &context, &headers, atlas, FeedScope::Area(&area.area)))
}

async fn list(State(state): State<AppState>, context: PageContext, _: Query<NoParameters>) -> Markup {
    let lang = context.lang;
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let item = |scope: FeedScope<'_>, name: &str| {
        let count = feed(atlas, scope).entries.len();
        html! { li { a href=(context.href(scope.path())) { (name) } " " span class="secondary" { "(" (count) ")" } } }
    };
    let title = lang.pick("Volgen met een feed", "Follow by feed");
    let main = html! {
        div class="stack" {
            h1 { (title) }
            p class="lede" { (lang.pick(
                "Een feed (Atom) laat een feedlezer weten wat er nieuw is. U hoeft geen adres achter te laten.",
                "A feed (Atom) tells a feed reader what is new. You need not leave an address.",
            )) }
            p class="prose" { (lang.pick(
                "In een feed staat wat een datum heeft, het nieuwste eerst. Wat zonder datum is, vindt u alleen op de pagina's zelf.",
                "A feed holds what has a date, newest first. What is undated you find on the pages only.",
            )) }
            ul class="plain-list" {
                (item(FeedScope::All, lang.pick("Alles", "Everything")))
                li { a href=(context.href(urls::AGENDA.file("ics"))) { (lang.pick("Agenda als kalender (iCalendar)", "Agenda as a calendar (iCalendar)")) } }
            }
            h2 { (lang.pick("Per thema", "By theme")) }
            ul class="columns" { @for theme in &atlas.vocabulary.themes { (item(FeedScope::Theme(theme), theme.label.get(lang))) } }
            h2 { (lang.pick("Per gebied", "By area")) }
            ul class="columns" { @for area in &atlas.areas { (item(FeedScope::Area(&area.area), &area.area.name)) } }
        }
    };
    layout::page(&context, title, main)
}
