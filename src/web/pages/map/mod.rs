//! `/kaart`: any indicator as a choropleth, with legend, period choice and table.

mod controls;
mod drawing;
mod legend;
mod live;
mod notes;
mod panel;
mod table;
mod words;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::export::explore_file;
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::explore::{ExploreError, ExploreQuery, ExploreView};

use crate::web::components::source;
use crate::web::error::{AppError, Problem};
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::map::{Form, MapParameters};
use crate::web::parameters::query::Query;
use crate::web::parameters::suggestions::{unknown_indicator, unknown_place};
use crate::web::representation::download::{self, Ask};
use crate::web::representation::layout::{self, Frame};
use crate::web::state::{AppState, ReleaseState};

/// Serves the page, or all rows as a file where the client asks for that.
#[utoipa::path(
    get, path = urls::MAP_FILE.pattern(), tag = "files",
    params(
        ("form" = String, Path, description = "csv, xlsx or geojson", example = "csv"),
        ("indicator" = Option<String>, Query, description = "Id of the indicator", example = "koopwoningen"),
        ("niveau" = Option<String>, Query, description = "gemeente, wijk or buurt", example = "gemeente"),
        ("periode" = Option<String>, Query, description = "Year or interval", example = "2022"),
        ("verschil" = Option<String>, Query, description = "An earlier period: the change since then"),
        ("gebied" = Option<String>, Query, description = "Only this gemeente (code) or focus area (slug)"),
        ("volgorde" = Option<String>, Query, description = "hoogste or laagste first"),
        ("stijl" = Option<String>, Query, description = "nederlands or internationaal, for CSV"),
        ("lang" = Option<String>, Query, description = "nl or en, of headings and words"),
    ),
    responses(
        (status = 200, description = "One row per region with rule, source, table number, year, licence and release",
            body = String, content_type = "text/csv"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such indicator or place", body = Problem,
            content_type = "application/problem+json"),
    ),
)]
pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(parameters): Query<MapParameters>,
) -> Result<Response, AppError> {
    let offered = [Format::Html, Format::Csv, Format::Xlsx, Format::GeoJson];
    let (_, format) = negotiate::asked(&context.path, &headers, &offered)?;
    if format != Format::Html {
        let ask = Ask { state: &state, headers: &headers, format, style: parameters.style };
        return file(&ask, &context, parameters.query);
    }
    Ok(page(&state.served(), &context, &parameters.query, parameters.form)?.into_response())
}

/// All rows as a file, whatever the page of the table.
fn file(ask: &Ask<'_>, context: &PageContext, query: ExploreQuery) -> Result<Response, AppError> {
    let served = ask.state.served();
    let atlas = &served.atlas;
    let query = ExploreQuery { page: 1, ..query };
    let view = build(atlas, context, &query)?;
    let lang = context.lang;
    let page = context.in_page(&["pagina", "vorm", "stijl"]);
    let document = explore_file(&Edition::of(atlas), lang, &view, &words::title(lang, &view), &page);
    let since = view.since.map(|since| format!("_min_{}", since.period)).unwrap_or_default();
    let scope = view.scope.as_ref().map(|scope| format!("_{}", scope.key)).unwrap_or_default();
    let name = format!("{}_{}{since}_{}{scope}", view.indicator.id, view.period.period, view.level);
    let outline = |&position: &usize| download::outline_at(view.vintage, view.level, position);
    ask.answer(document, &name, || view.order.iter().map(outline).collect())
}

fn build<'a>(atlas: &'a Atlas, context: &PageContext, query: &ExploreQuery) -> Result<ExploreView<'a>, AppError> {
    ExploreView::build(atlas, query).map_err(|error| explain(atlas, context, error))
}

fn explain(atlas: &Atlas, context: &PageContext, error: ExploreError) -> AppError {
    match error {
        ExploreError::Indicator(id) => {
            unknown_indicator(atlas, &id, context.lang, |known| urls::MAP.query("indicator", &known.id))
        }
        ExploreError::Place(key) => unknown_place(atlas, &key),
        ExploreError::Points(id) => {
            let known: Vec<&str> = atlas.points.iter().map(|points| points.set.id.as_str()).collect();
            AppError::bad_parameter("punten", &id, &known.join(", "))
        }
        ExploreError::Page(pages) => {
            AppError::not_found(format!("De tabel heeft {pages} bladzijden."), format!("The table has {pages} pages."))
        }
        ExploreError::NoFigures => AppError::not_found(
            "Van dit cijfer zijn er geen waarden in deze uitgave.",
            "This release has no values for this indicator.",
        ),
    }
}

fn page(served: &ReleaseState, context: &PageContext, query: &ExploreQuery, form: Form) -> Result<Markup, AppError> {
    let view = build(&served.atlas, context, query)?;
    // The links on the page lead to the page, also where only a part of it is asked for.
    let context = &PageContext {
        query: context.query.iter().filter(|(name, _)| name != "vorm").cloned().collect(),
        ..context.clone()
    };
    if form == Form::Drawing {
        return Ok(drawing::drawing(served, context, &view));
    }
    let title = words::title(context.lang, &view);
    let main = parts(served, context, &view, form == Form::Page);
    if form == Form::Fragment {
        return Ok(html! {
            (maud::DOCTYPE)
            html lang=(context.lang.tag()) { head { title { (title) " · wijkwijzer" } } body { (main) } }
        });
    }
    let description = view.indicator.definition.get(context.lang);
    Ok(layout::framed(context, &title, Frame { wide: true, description: Some(description), ..Frame::default() }, &main))
}

fn parts(served: &ReleaseState, context: &PageContext, view: &ExploreView<'_>, with_drawing: bool) -> Markup {
    let lang = context.lang;
    html! {
        div class="explore" {
            div class="explore-head" data-swap="head" {
                h1 { (view.indicator.name.get(lang)) }
                p class="lede explore-lede" { (view.indicator.definition.get(lang)) }
                // On paper there are no controls to say it.
                p class="print-only" {
                    (words::title(lang, view)) (lang.pick(", per ", ", by ")) (text::level_name(lang, view.level, false))
                    @if let Some(scope) = &view.scope { ", in " (scope.name) }
                }
            }
            (controls::form(context, &served.atlas, view))
            (notes::notes(context, view))
            @if view.coloured {
                section class="explore-map" aria-label=(lang.pick("Kaart", "Map")) { (live::map(served, context, view, with_drawing)) }
            }
            div class="explore-side" {
                (panel::panel(context, view))
                @if view.coloured {
                    aside class="explore-legend" data-swap="legend" aria-label=(lang.pick("Legenda", "Legend")) {
                        (legend::legend(context, view))
                    }
                }
            }
            section class="explore-table" data-swap="table" aria-labelledby="tabel" { (table::section(context, view)) }
            div class="explore-source" data-swap="source" { (sources(context, view)) }
        }
    }
}

/// The source of what is shown; of a change also that of the earlier period.
fn sources(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        (source::figures(lang, view.period, view.vintage, view.source))
        @if let Some(since) = view.since {
            p class="figure-source" {
                (lang.pick("Afgetrokken: de cijfers van ", "Subtracted: the figures of "))
                (text::period(lang, since.period))
                @match view.since_source {
                    Some(other) if since.source != view.period.source => {
                        ", " (other.attribution.get(lang))
                        @if !other.table.is_empty() { ", " (lang.pick("tabel ", "table ")) (other.table) }
                    }
                    _ => (lang.pick(" uit dezelfde bron", " from the same source")),
                }
                "."
            }
        }
    }
}
