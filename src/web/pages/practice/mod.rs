//! Practice: the list, an example, the drill, the table of gaps, and the way back from an indicator.

mod drill;
mod example;
mod gaps;
mod indicator;
mod jsonld;
mod list;
mod list_page;
mod map;
pub(super) mod transfer;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;

use crate::atlas::Atlas;
use crate::domain::{Indicator, Lang};
use crate::export::{CsvStyle, gaps_file, indicators_file, practice_file};
use crate::urls;
use crate::views::edition::Edition;
use crate::views::practice as views;

use crate::web::components::contributions;
use crate::web::error::AppError;
use crate::web::http::negotiate::{self, Format};
use crate::web::http::resource::resource;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::practice::{PracticeParameters, place, seen_from};
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::parameters::suggestions::{indicator_of, theme, unknown_example, unknown_indicator};
use crate::web::parameters::table::{self, TableParameters};
use crate::web::representation::download::{self, Ask};
use crate::web::representation::practice as answers;
use crate::web::state::AppState;
use drill::DrillParameters;

/// The routes of practice.
pub fn routes() -> Router<AppState> {
    let table = [Format::Csv, Format::Xlsx];
    Router::new()
        .merge(resource(urls::PRACTICE, serve_list, &Format::EVERY))
        .route(urls::EXAMPLE.pattern(), get(serve_example))
        .route(urls::DRILL.pattern(), get(serve_drill))
        .merge(resource(urls::COVERAGE, serve_gaps, &Format::EVERY))
        .merge(resource(urls::INDICATORS, serve_indicators, &table))
        .route(urls::INDICATOR.pattern(), get(serve_indicator))
}

/// Parameters of the list and of its files.
#[derive(Clone, Debug)]
struct ListParameters {
    practice: PracticeParameters,
    style: CsvStyle,
}

impl Parameters for ListParameters {
    const NAMES: &'static [&'static str] =
        &["q", "thema", "aanpak", "gebied", "fase", "doelgroep", "vanuit", "sorteer", "pagina", table::STYLE];
    const LISTS: &'static [&'static str] = PracticeParameters::LISTS;

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { practice: PracticeParameters::read(fields)?, style: table::style(fields)? })
    }
}

async fn serve_list(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(ListParameters { practice: parameters, style }): Query<ListParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (_, format) = negotiate::asked(&ctx.path, &headers, &Format::EVERY)?;
    match format {
        Format::Html => {}
        Format::Json => return answers::practice_list(&served, &parameters),
        Format::GeoJson => return answers::practice_points(&served, &parameters),
        Format::Csv | Format::Xlsx => {
            let ask = Ask { state: &state, headers: &headers, format, style };
            return list_file(&ask, &ctx, &parameters);
        }
    }
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let seen = parameters.seen(atlas, content, ctx.lang)?;
    let view = parameters.list(atlas, content, seen.as_ref())?;
    let page = list_page::ListPage {
        context: &ctx,
        atlas,
        content,
        outlines: served.outlines(),
        parameters: &parameters,
        view: &view,
        seen: seen.as_ref(),
        sent_in: contributions::examples(&ctx, atlas, &state.contributions()),
    };
    Ok(fresh(page.render()))
}

/// Everything found as a file, on whatever page of the list.
fn list_file(ask: &Ask<'_>, ctx: &PageContext, parameters: &PracticeParameters) -> Result<Response, AppError> {
    let served = ask.state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let seen = parameters.seen(atlas, content, ctx.lang)?;
    let view = parameters.list(atlas, content, seen.as_ref())?;
    let cards: Vec<views::Card<'_>> = view.found.iter().filter_map(|&at| views::card(atlas, content, at)).collect();
    let page = ctx.in_page(&["pagina", table::STYLE]);
    let document = practice_file(&Edition::of(atlas), ctx.lang, &cards, &page);
    ask.answer(document, "praktijkvoorbeelden", Vec::new)
}

/// The place that an example is seen from, and how CSV is written.
#[derive(Clone, Debug, Default)]
struct ExampleParameters {
    from: String,
    style: CsvStyle,
}

impl Parameters for ExampleParameters {
    const NAMES: &'static [&'static str] = &["vanuit", table::STYLE];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { from: fields.get("vanuit").unwrap_or_default().to_owned(), style: table::style(fields)? })
    }
}

/// The forms of an example.
const FORMS_OF_ONE: [Format; 4] = [Format::Html, Format::Json, Format::Csv, Format::Xlsx];

async fn serve_example(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Path(file): Path<String>,
    Query(parameters): Query<ExampleParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let (id, format) = negotiate::asked(&file, &headers, &FORMS_OF_ONE)?;
    let seen = match parameters.from.as_str() {
        "" => None,
        key => Some(seen_from(atlas, content, ("vanuit", key), ctx.lang)?),
    };
    let view = views::example(atlas, content, id, seen).ok_or_else(|| unknown_example(content, id))?;
    match format {
        Format::Html => Ok(fresh(example::render(&ctx, atlas, &view))),
        Format::Json => answers::practice_one(atlas, &view),
        _ => {
            let ask = Ask { state: &state, headers: &headers, format, style: parameters.style };
            example::file(&ask, (atlas, ctx.lang), &view)
        }
    }
}

async fn serve_drill(
    State(state): State<AppState>,
    ctx: PageContext,
    Query(parameters): Query<DrillParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let query = views::DrillQuery {
        theme: theme(atlas, &parameters.theme)?,
        indicator: indicator_of(atlas, &parameters.indicator)?,
    };
    let view = views::drill(atlas, content, place(atlas, content, &parameters.place, ctx.lang)?, query);
    let body =
        if parameters.fragment { drill::section(&ctx, atlas, &view, true) } else { drill::page(&ctx, atlas, &view) };
    Ok(fresh(body))
}

/// A page on which editors may publish an example at any moment.
fn fresh(page: Markup) -> Response {
    ([(CACHE_CONTROL, "no-cache")], page).into_response()
}

async fn serve_gaps(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(TableParameters(style)): Query<TableParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let (_, format) = negotiate::asked(&ctx.path, &headers, &Format::EVERY)?;
    match format {
        Format::Html => Ok(gaps::render(&ctx, atlas, &views::gaps(atlas, content)).into_response()),
        Format::Json => answers::practice_gaps(&served),
        Format::Csv | Format::Xlsx | Format::GeoJson => {
            let view = views::gaps(atlas, content);
            let document = gaps_file(&Edition::of(atlas), ctx.lang, &view, format == Format::GeoJson);
            let shapes = || view.rows.iter().map(|row| download::outline_of(atlas, &row.area.place)).collect();
            let ask = Ask { state: &state, headers: &headers, format, style };
            ask.answer(document, "dekking-praktijkvoorbeelden", shapes)
        }
    }
}

async fn serve_indicators(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(TableParameters(style)): Query<TableParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = served.atlas.as_ref();
    let ask = Ask::of_table(&state, &headers, &ctx, style)?;
    if ask.is_page() {
        return Ok(indicator::index(&ctx, atlas).into_response());
    }
    catalogue_file(&ask, &ctx, atlas, None)
}

/// The catalogue, or one indicator of it, as a file.
fn catalogue_file(
    ask: &Ask<'_>,
    ctx: &PageContext,
    atlas: &Atlas,
    only: Option<&Indicator>,
) -> Result<Response, AppError> {
    let theme = |id| atlas.vocabulary.indicator_theme(id).map_or("", |theme| theme.label.get(ctx.lang));
    let document = indicators_file(&Edition::of(atlas), ctx.lang, only, theme);
    ask.answer(document, only.map_or("indicatoren", |one| one.id.as_str()), Vec::new)
}

async fn serve_indicator(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Path(file): Path<String>,
    Query(TableParameters(style)): Query<TableParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    let (id, format) = negotiate::asked(&file, &headers, &[Format::Html, Format::Csv, Format::Xlsx])?;
    let view = views::indicator(atlas, content, id)
        .ok_or_else(|| unknown_indicator(atlas, id, Lang::Nl, |known| urls::indicator(&known.id)))?;
    if format == Format::Html {
        return Ok(indicator::render(&ctx, atlas, &view).into_response());
    }
    let ask = Ask { state: &state, headers: &headers, format, style };
    catalogue_file(&ask, &ctx, atlas, Some(view.indicator))
}
