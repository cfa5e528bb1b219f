//! `/gebieden`: all focus areas as a table, as a page, as JSON and as files.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::domain::Lang;
use crate::export::{areas_columns, areas_file};
use crate::text;
use crate::urls;
use crate::views::areas::{AreasView, areas};
use crate::views::edition::Edition;

use crate::web::components::downloads;
use crate::web::components::table::PageTable;
use crate::web::error::AppError;
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::Query;
use crate::web::parameters::table::TableParameters;
use crate::web::representation::bodies::areas::areas_json;
use crate::web::representation::download::{self, Ask};
use crate::web::representation::layout;
use crate::web::state::AppState;

/// Serves the page, `/api/v1/areas` where the client asks for JSON, or a file.
pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(TableParameters(style)): Query<TableParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let (_, format) = negotiate::asked(&context.path, &headers, &Format::EVERY)?;
    match format {
        Format::Html => Ok(render(&context, &areas(atlas)).into_response()),
        Format::Json => areas_json(atlas),
        Format::Csv | Format::Xlsx | Format::GeoJson => {
            let document = areas_file(&Edition::of(atlas), context.lang, &areas(atlas));
            let shapes = || atlas.areas.iter().map(|area| download::outline_of(atlas, &area.place)).collect();
            Ask { state: &state, headers: &headers, format, style }.answer(document, "gebieden", shapes)
        }
    }
}

fn render(context: &PageContext, view: &AreasView<'_>) -> Markup {
    let lang = context.lang;
    let title = lang.pick("Alle gebieden", "All areas");
    let main = html! {
        div class="stack" {
            h1 { (title) }
            @for (designation, number) in &view.designations {
                p class="lede" {
                    b { (designation.name.get(lang)) } ": " (number) " "
                    (text::called_by_number(lang, Some(designation), *number))
                    ", " (text::dates_of(lang, designation)) "."
                }
            }
            div class="table-scroll" tabindex="0" role="group" aria-label=(title) {
                (table(context, view))
            }
            (downloads::block(context, title, true, |extension, more| downloads::this_page(context, &[], extension, more)))
            p class="secondary" {
                a href=(context.href(urls::AREAS.file("json"))) { (lang.pick("Deze lijst als JSON", "This list as JSON")) } ". "
                (attribution(lang, view))
            }
        }
    };
    layout::page(context, title, main)
}

/// The source of the last column.
fn attribution(lang: Lang, view: &AreasView<'_>) -> Markup {
    html! {
        @if let Some(source) = view.source {
            (lang.pick("Bron van de inwoners: ", "Source of the inhabitants: ")) (source.attribution.get(lang))
            @if !source.table.is_empty() { ", " (lang.pick("tabel ", "table ")) (source.table) } "."
        }
    }
}

fn table(context: &PageContext, view: &AreasView<'_>) -> Markup {
    let lang = context.lang;
    PageTable::of(areas_columns(lang, view))
        .show("gebied")
        .linked(|row| context.href(urls::area(&row.area.area.slug)))
        .show("gemeente")
        .show("aanwijzing")
        .show("zekerheid_van_de_afbakening")
        .show("inwoners")
        .headed(html! {
            (lang.pick("Inwoners", "Inhabitants"))
            @if let Some((_, declared)) = view.inhabitants { " " (text::period(lang, declared.period)) }
        })
        .render("table", &view.rows)
}
