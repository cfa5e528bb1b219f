//! `/kennis/publicaties`: all publications, with facets.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::atlas::Knowledge;
use crate::domain::Publication;
use crate::export::{CsvStyle, publications_file};
use crate::text;
use crate::urls;
use crate::views::knowledge::{Facet, FeedScope, NO_YEAR, PublicationQuery, PublicationsView, publications};
use crate::web::components::news;
use crate::web::components::{downloads, items, json_ld};
use crate::web::error::AppError;
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::parameters::table;
use crate::web::representation::bodies::knowledge::publications_json;
use crate::web::representation::download::Ask;
use crate::web::representation::layout::{self, Frame};
use crate::web::state::AppState;

/// Parameters of the page and its files.
#[derive(Debug)]
pub struct ListParameters {
    query: PublicationQuery,
    style: CsvStyle,
}

impl Parameters for ListParameters {
    const NAMES: &'static [&'static str] = &["thema", "soort", "jaar", table::STYLE];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let year = fields.get("jaar").map(str::to_owned);
        if let Some(year) = year.as_deref().filter(|year| *year != NO_YEAR && !is_year(year)) {
            return Err(AppError::bad_parameter("jaar", year, "2022, onbekend"));
        }
        let text = |name| fields.get(name).map(str::to_owned);
        let query = PublicationQuery { theme: text("thema"), kind: text("soort"), year };
        Ok(Self { query, style: table::style(fields)? })
    }
}

/// The forms of the page.
const FORMS: [Format; 4] = [Format::Html, Format::Json, Format::Csv, Format::Xlsx];

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Refuses a theme or kind that the vocabulary does not have.
fn check(atlas: &Knowledge<'_>, query: &PublicationQuery) -> Result<(), AppError> {
    let words = &atlas.vocabulary;
    if let Some(theme) = query.theme.as_deref().filter(|id| words.theme(id).is_none()) {
        let allowed: Vec<&str> = words.themes.iter().map(|theme| theme.id.as_str()).collect();
        return Err(AppError::bad_parameter("thema", theme, &allowed.join(", ")));
    }
    if let Some(kind) = query.kind.as_deref().filter(|id| !words.publication_kinds.iter().any(|one| one.id == *id)) {
        let allowed: Vec<&str> = words.publication_kinds.iter().map(|one| one.id.as_str()).collect();
        return Err(AppError::bad_parameter("soort", kind, &allowed.join(", ")));
    }
    Ok(())
}

/// Serves the page, or its publications as JSON or as a file.
pub async fn serve(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(ListParameters { query, style }): Query<ListParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    check(atlas, &query)?;
    let view = publications(atlas, &query);
    let (_, format) = negotiate::asked(&ctx.path, &headers, &FORMS)?;
    match format {
        Format::Html => Ok(render(&ctx, atlas, &view).into_response()),
        Format::Json => publications_json(&view),
        _ => {
            let document = publications_file(atlas, ctx.lang, &view, &ctx.in_page(&[table::STYLE]));
            let ask = Ask { state: &state, headers: &headers, format, style };
            ask.answer(document, "publicaties", Vec::new)
        }
    }
}

fn render(ctx: &PageContext, atlas: &Knowledge<'_>, view: &PublicationsView<'_>) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Publicaties", "Publications");
    let lede = lang.pick(
        "Boeken, rapporten, artikelen en brieven over de aanpak van wijken. U leest ze bij de uitgever zelf.",
        "Books, reports, articles and letters about work in neighbourhoods. You read them at the publisher's.",
    );
    let head = html! {
        (news::alternate(ctx, &FeedScope::All))
        (json_ld::block(&json_ld::list(view.items.iter().map(|item| json_ld::article(lang, item)).collect())))
    };
    let main = html! {
        div class="stack" {
            (super::frame::breadcrumb(ctx, &[], title))
            h1 { (title) }
            p class="lede" { (lede) }
            div class="faceted" {
                div class="facets" {
                    (facet(ctx, "thema", lang.pick("Thema", "Theme"), &view.themes))
                    (facet(ctx, "soort", lang.pick("Soort", "Kind"), &view.kinds))
                    (facet(ctx, "jaar", lang.pick("Jaar", "Year"), &view.years))
                }
                div {
                    p class="secondary" role="status" {
                        (text::count(lang, view.items.len())) " " (lang.pick("van", "of")) " "
                        (text::count(lang, view.total)) " " (lang.pick("publicaties, de nieuwste eerst; wat alleen een jaar heeft, staat onder de rest van dat jaar, zonder datum achteraan.", "publications, newest first; what has only a year stands below the rest of that year, undated ones last."))
                    }
                    @if view.items.is_empty() {
                        p { (lang.pick("Geen publicatie past bij deze keuze.", "No publication fits this choice.")) " "
                            a href=(ctx.href(urls::PUBLICATIONS)) { (lang.pick("Toon alle publicaties", "Show all publications")) } }
                    }
                    ul class="entry-list" { @for item in &view.items { (publication(ctx, atlas, item)) } }
                    (downloads::of_page(ctx, lang.pick("deze publicaties", "these publications")))
                    (downloads::as_json(ctx))
                }
            }
        }
    };
    layout::framed(ctx, title, Frame { description: Some(lede), head: Some(&head), ..Frame::default() }, &main)
}

fn publication(ctx: &PageContext, atlas: &Knowledge<'_>, item: &Publication) -> Markup {
    let lang = ctx.lang;
    let kind = atlas.vocabulary.publication_kinds.iter().find(|kind| kind.id == item.kind);
    let same = atlas.practice.iter().find(|example| example.same_as.contains(&item.id));
    html! {
        li id=(item.id) {
            h2 class="entry-title" {
                @if item.url.is_empty() { (item.title.get(lang)) }
                @else { a href=(item.url) rel="external" { (item.title.get(lang)) } }
            }
            p class="secondary" {
                @if let Some(kind) = kind { (kind.label.get(lang)) " · " }
                (text::date(lang, &item.published))
                " · "
                @if item.organisation.is_empty() { (lang.pick("organisatie onbekend", "organisation unknown")) } @else { (item.organisation) }
                @if item.url.is_empty() { " · " (lang.pick("geen adres gevonden", "no address found")) }
            }
            @if let Some(note) = &item.note { p { (note.get(lang)) } }
            @if let Some(example) = same {
                p { (lang.pick("Ook beschreven als praktijkvoorbeeld: ", "Also described as a practice example: "))
                    a href=(ctx.href(urls::example(&example.id))) { (example.title.get(lang)) } }
            }
            p { (items::themes(ctx, atlas, item.themes.iter().map(String::as_str))) }
        }
    }
}

/// A facet: every choice a link that keeps the other choices.
pub(in crate::web::pages) fn facet(ctx: &PageContext, name: &str, title: &str, choices: &[Facet<'_>]) -> Markup {
    let lang = ctx.lang;
    html! {
        nav aria-label=(title) {
            h2 class="facet-title" { (title) }
            ul class="plain-list" {
                @if choices.iter().any(|choice| choice.chosen) {
                    li { a class="facet" href=(ctx.with(&[(name, None)])) { (lang.pick("Alles tonen", "Show all")) } }
                }
                @for choice in choices {
                    li { a class="facet" href=(ctx.with(&[(name, Some(&choice.id))])) aria-current=[choice.chosen.then_some("true")] {
                        @match choice.label {
                            Some(label) => (label.get(lang)),
                            None if choice.id == NO_YEAR => (lang.pick("zonder datum", "undated")),
                            None => (choice.id),
                        }
                        " " span class="secondary" { "(" (choice.count) ")" }
                    } }
                }
            }
        }
    }
}
