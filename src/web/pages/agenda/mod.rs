//! `/agenda`: what is coming and what was, as a page, a calendar and a digest.

mod digest;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use crate::atlas::Knowledge;
use crate::domain::Event;
use crate::export::{self, CsvStyle};
use crate::text;
use crate::urls;
use crate::views::knowledge::{AgendaQuery, AgendaView, FeedScope, agenda, is_past};
use crate::web::components::news;
use crate::web::components::{downloads, items, json_ld};
use crate::web::error::AppError;
use crate::web::http::negotiate::{self, Format};
use crate::web::http::resource::resource;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, NoParameters, Parameters, Query};
use crate::web::parameters::table;
use crate::web::representation::bodies::knowledge::events_json;
use crate::web::representation::download::Ask;
use crate::web::representation::layout::{self, Frame};
use crate::web::representation::text::typed;
use crate::web::state::AppState;

/// The routes below `/agenda`.
pub fn routes() -> Router<AppState> {
    Router::new()
        .merge(resource(urls::AGENDA, serve, &[Format::Json, Format::Csv, Format::Xlsx]))
        .route(&urls::AGENDA.file("ics").to_string(), get(calendar))
        .route(urls::DIGEST.pattern(), get(digest::serve))
        .route(&urls::DIGEST.file("html").to_string(), get(digest::mail))
        .route(&urls::DIGEST.file("txt").to_string(), get(digest::plain))
}

/// The forms of the page.
const FORMS: [Format; 4] = [Format::Html, Format::Json, Format::Csv, Format::Xlsx];

/// Parameters of the page and its files.
#[derive(Debug)]
pub struct AgendaParameters {
    query: AgendaQuery,
    style: CsvStyle,
}

impl Parameters for AgendaParameters {
    const NAMES: &'static [&'static str] = &["thema", "soort", table::STYLE];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let text = |name| fields.get(name).map(str::to_owned);
        let query = AgendaQuery { theme: text("thema"), kind: text("soort") };
        Ok(Self { query, style: table::style(fields)? })
    }
}

fn check(atlas: &Knowledge<'_>, query: &AgendaQuery) -> Result<(), AppError> {
    let words = &atlas.vocabulary;
    if let Some(theme) = query.theme.as_deref().filter(|id| words.theme(id).is_none()) {
        let allowed: Vec<&str> = words.themes.iter().map(|theme| theme.id.as_str()).collect();
        return Err(AppError::bad_parameter("thema", theme, &allowed.join(", ")));
    }
    if let Some(kind) = query.kind.as_deref().filter(|id| !words.event_kinds.iter().any(|one| one.id == *id)) {
        let allowed: Vec<&str> = words.event_kinds.iter().map(|one| one.id.as_str()).collect();
        return Err(AppError::bad_parameter("soort", kind, &allowed.join(", ")));
    }
    Ok(())
}

async fn serve(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(AgendaParameters { query, style }): Query<AgendaParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    check(atlas, &query)?;
    let view = agenda(atlas, &query, state.site().today());
    let (_, format) = negotiate::asked(&ctx.path, &headers, &FORMS)?;
    match format {
        Format::Html => Ok(render(&ctx, atlas, &query, &view).into_response()),
        Format::Json => events_json(atlas, &view),
        _ => {
            let document = export::agenda_file(atlas, ctx.lang, &view, &ctx.in_page(&[table::STYLE]));
            let ask = Ask { state: &state, headers: &headers, format, style };
            ask.answer(document, "agenda", Vec::new)
        }
    }
}

async fn calendar(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Response {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let body = export::calendar(ctx.lang, &state.site().base(&headers), atlas.events, &atlas.imported_at);
    typed(body, "text/calendar; charset=utf-8")
}

fn render(ctx: &PageContext, atlas: &Knowledge<'_>, query: &AgendaQuery, view: &AgendaView<'_>) -> Markup {
    let lang = ctx.lang;
    let lede = lang.pick(
        "Bijeenkomsten, cursussen en oproepen over de aanpak van wijken.",
        "Events, courses and calls about work in neighbourhoods.",
    );
    let known = view.coming.iter().chain(&view.past).filter_map(|event| json_ld::event(lang, event));
    let head = html! {
        (news::alternate(ctx, &FeedScope::All))
        link rel="alternate" type="text/calendar" title="Agenda" href=(ctx.href(urls::AGENDA.file("ics")));
        (json_ld::block(&json_ld::list(known.collect())))
    };
    let main = html! {
        div class="stack" {
            h1 { "Agenda" }
            p class="lede" { (lede) }
            ul class="choices" {
                li { a href=(ctx.href(urls::AGENDA.file("ics"))) { (lang.pick("In uw kalender (iCalendar)", "In your calendar (iCalendar)")) } }
                li { a href=(ctx.href(urls::FEEDS)) { (lang.pick("Volgen met een feed", "Follow by feed")) } }
                li { a href=(ctx.href(urls::DIGEST)) { (lang.pick("Overzicht van een periode", "Digest of a period")) } }
            }
            (filter(ctx, atlas, query))
            section class="knowledge-part" aria-labelledby="komt" {
                h2 id="komt" { (lang.pick("Binnenkort", "Coming")) }
                @if view.coming.is_empty() {
                    p class="notice" {
                        (lang.pick("Er staat na vandaag (", "Nothing is known after today (")) (text::date(lang, &view.today.to_string()))
                        (lang.pick(") niets in de agenda. Hieronder staat wat er was.", "). Below is what there was."))
                    }
                }
                ul class="entry-list" { @for event in &view.coming { (one(ctx, atlas, event, view)) } }
            }
            section class="knowledge-part" aria-labelledby="archief" {
                h2 id="archief" { (lang.pick("Geweest", "Past")) " (" (view.past.len()) ")" }
                p class="secondary" { (lang.pick("Het nieuwste eerst. Wat alleen een maand of jaar heeft, telt als geweest wanneer die voorbij is.", "Newest first. What has only a month or year counts as past when that is over.")) }
                ul class="entry-list" { @for event in &view.past { (one(ctx, atlas, event, view)) } }
            }
            @if !view.undated.is_empty() {
                section class="knowledge-part" aria-labelledby="zonder-datum" {
                    h2 id="zonder-datum" { (lang.pick("Zonder datum", "Undated")) " (" (view.undated.len()) ")" }
                    ul class="entry-list" { @for event in &view.undated { (one(ctx, atlas, event, view)) } }
                }
            }
            (downloads::of_page(ctx, "agenda"))
            (downloads::as_json(ctx))
        }
    };
    layout::framed(ctx, "Agenda", Frame { description: Some(lede), head: Some(&head), ..Frame::default() }, &main)
}

fn filter(ctx: &PageContext, atlas: &Knowledge<'_>, query: &AgendaQuery) -> Markup {
    let lang = ctx.lang;
    let themes = atlas.vocabulary.themes.iter().map(|theme| (theme.id.as_str(), theme.label.get(lang)));
    let kinds = atlas.vocabulary.event_kinds.iter().map(|kind| (kind.id.as_str(), kind.label.get(lang)));
    let select = |name: &str, title: &str, chosen: Option<&str>, options: Vec<(&str, &str)>| {
        html! {
            div {
                label for=(name) { (title) }
                select id=(name) name=(name) {
                    option value="" { (lang.pick("Alles", "All")) }
                    @for (id, label) in options { option value=(id) selected[chosen == Some(id)] { (label) } }
                }
            }
        }
    };
    html! {
        form class="inline-form" action=(urls::AGENDA) method="get" {
            (select("thema", lang.pick("Thema", "Theme"), query.theme.as_deref(), themes.collect()))
            (select("soort", lang.pick("Soort", "Kind"), query.kind.as_deref(), kinds.collect()))
            @if ctx.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
            button class="button" type="submit" { (lang.pick("Toon", "Show")) }
        }
    }
}

/// When an event is or was, in words.
fn dates(ctx: &PageContext, event: &Event, over: bool) -> String {
    let lang = ctx.lang;
    let date = |text: &str| text::date(lang, text);
    let mut parts = Vec::new();
    if !event.starts.is_empty() {
        parts.push(if event.ends.is_empty() {
            date(&event.starts)
        } else {
            format!("{} {} {}", date(&event.starts), lang.pick("tot en met", "to"), date(&event.ends))
        });
    }
    if !event.deadline.is_empty() {
        let verb = if over { lang.pick("sloot op", "closed on") } else { lang.pick("sluit op", "closes on") };
        parts.push(format!("{verb} {}", date(&event.deadline)));
    }
    if parts.is_empty() { date("") } else { parts.join("; ") }
}

fn one(ctx: &PageContext, atlas: &Knowledge<'_>, event: &Event, view: &AgendaView<'_>) -> Markup {
    let lang = ctx.lang;
    let kind = atlas.vocabulary.event_kinds.iter().find(|kind| kind.id == event.kind);
    let link = atlas.library.link(&event.id);
    let same = atlas.practice.iter().find(|example| example.same_as.contains(&event.id));
    let over = is_past(event, view.today).unwrap_or(false);
    html! {
        li id=(event.id) {
            h3 class="entry-title" {
                @if event.source.starts_with("http") { a href=(event.source) rel="external" { (event.title.get(lang)) } }
                @else { (event.title.get(lang)) }
            }
            p class="secondary" {
                (dates(ctx, event, over))
                @if let Some(kind) = kind { " · " (kind.label.get(lang)) }
                @if !event.place.is_empty() { " · " (event.place) }
                @if !event.organisation.is_empty() { " · " (event.organisation) }
            }
            @if let Some(note) = &event.note { p { (note.get(lang)) } }
            @if let Some(example) = same {
                p { (lang.pick("Ook beschreven als praktijkvoorbeeld: ", "Also described as a practice example: "))
                    a href=(ctx.href(urls::example(&example.id))) { (example.title.get(lang)) } }
            }
            p {
                @if let Some(link) = link { (items::themes(ctx, atlas, link.themes.iter().map(String::as_str))) }
                @if !event.source.starts_with("http") { span class="secondary" { (lang.pick("Bron: ", "Source: ")) (event.source) } }
            }
        }
    }
}
