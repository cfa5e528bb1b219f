//! The addresses of profiles: as a page, as JSON, as files; by `Accept` or by extension.

pub(in crate::web::pages) mod about;
pub(in crate::web::pages) mod detail;
pub(in crate::web::pages) mod files;
pub(in crate::web::pages) mod gap;
pub(in crate::web::pages) mod gap_words;
mod inside;
pub(in crate::web::pages) mod map;
mod map_labels;
mod own;
pub(in crate::web::pages) mod page;
pub(in crate::web::pages) mod points;
mod similar;
mod story;
pub(in crate::web::pages) mod words;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};

use crate::atlas::{Atlas, Knowledge, Place};
use crate::desk::Contributions;
use crate::domain::{Level, RegionCode};
use crate::urls;
use crate::views::{history, profile};

use crate::web::components::{contributions, elsewhere, news};
use crate::web::error::{AppError, Problem};
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::practice;
use crate::web::parameters::profile::{PlaceParameters, region_of};
use crate::web::parameters::query::Query;
use crate::web::parameters::suggestions::unknown_place;
use crate::web::representation::bodies::areas::area_json;
use crate::web::representation::bodies::regions::{region_json, story_json};
use crate::web::representation::download::{self, Ask};
use crate::web::state::{AppState, ReleaseState};

/// `/gebieden/{slug}`.
#[utoipa::path(
    get, path = urls::AREA_FILE.pattern(), tag = "files",
    params(
        ("slug" = String, Path, description = "Short name of the area; `/gemeenten`, `/wijken` and `/buurten` take a \
            code, `/eigen-gebied.{form}` takes `code` parameters", example = "utrecht-overvecht"),
        ("form" = String, Path, description = "csv, xlsx or geojson", example = "csv"),
        ("indicator" = Option<String>, Query, description = "One figure: the place, its references and the regions \
            inside it, in every period", example = "koopwoningen"),
        ("tabel" = Option<String>, Query, description = "One table: cijfers (figures), alle-jaren (all years), \
            wijken-en-buurten (the regions inside), vergelijkbaar (similar places) or achterstand (the differences \
            from the references over the years)"),
        ("achterstand" = Option<String>, Query, description = "Id of the indicator of tabel=achterstand",
            example = "ervaren_gezondheid_goed"),
        ("stijl" = Option<String>, Query, description = "nederlands or internationaal, for CSV"),
        ("lang" = Option<String>, Query, description = "nl or en, of headings and words"),
    ),
    responses(
        (status = 200, description = "The figures with rule, source, table number, year, licence and release",
            body = String, content_type = "text/csv"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such area or indicator", body = Problem,
            content_type = "application/problem+json"),
    ),
)]
pub async fn area(
    State(state): State<AppState>,
    context: PageContext,
    Path(file): Path<String>,
    headers: HeaderMap,
    Query(parameters): Query<PlaceParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let (slug, format) = negotiate::asked(&file, &headers, &Format::EVERY)?;
    let (index, _) = atlas.area(slug).ok_or_else(|| unknown_place(atlas, slug))?;
    let place = atlas.place_of_area(index).ok_or_else(|| unknown_place(atlas, slug))?;
    if !matches!(format, Format::Html | Format::Json) {
        let ask = Ask { state: &state, headers: &headers, format, style: parameters.style };
        return answer_file(&ask, atlas, &context, place, &parameters);
    }
    parameters.wish.only_for_files()?;
    match format {
        Format::Json => area_json(atlas, slug),
        _ => answer_page((&served, &state.contributions()), &context, place, slug, &parameters),
    }
}

/// `/gemeenten/{code}`.
pub async fn gemeente(
    state: State<AppState>,
    context: PageContext,
    file: Path<String>,
    headers: HeaderMap,
    Query(parameters): Query<PlaceParameters>,
) -> Result<Response, AppError> {
    region(&state, &context, (&file, &headers), &parameters, Level::Gemeente)
}

/// `/wijken/{code}`.
pub async fn wijk(
    state: State<AppState>,
    context: PageContext,
    file: Path<String>,
    headers: HeaderMap,
    Query(parameters): Query<PlaceParameters>,
) -> Result<Response, AppError> {
    region(&state, &context, (&file, &headers), &parameters, Level::Wijk)
}

/// `/buurten/{code}`.
pub async fn buurt(
    state: State<AppState>,
    context: PageContext,
    file: Path<String>,
    headers: HeaderMap,
    Query(parameters): Query<PlaceParameters>,
) -> Result<Response, AppError> {
    region(&state, &context, (&file, &headers), &parameters, Level::Buurt)
}

fn region(
    state: &AppState,
    context: &PageContext,
    (file, headers): (&str, &HeaderMap),
    parameters: &PlaceParameters,
    level: Level,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let (text, format) = negotiate::asked(file, headers, &Format::EVERY)?;
    let code = text.parse().ok().filter(|code: &RegionCode| code.level() == level);
    if let Some(story) = code.and_then(|code| history::story(atlas, code)) {
        parameters.wish.only_for_files()?;
        return match format {
            Format::Html => Ok(story::render(context, &story).into_response()),
            Format::Json => story_json(atlas, &story),
            // A code that is gone has no figures: the answer says what became of it.
            _ => Err(unknown_place(atlas, text)),
        };
    }
    let place = region_of(atlas, text, level)?;
    if !matches!(format, Format::Html | Format::Json) {
        let ask = Ask { state, headers, format, style: parameters.style };
        return answer_file(&ask, atlas, context, &place, parameters);
    }
    parameters.wish.only_for_files()?;
    match format {
        Format::Json => region_json(atlas, text),
        _ => answer_page((&served, &state.contributions()), context, &place, text, parameters),
    }
}

fn answer_page(
    (served, sent_in): (&ReleaseState, &Contributions),
    context: &PageContext,
    place: &Place,
    name: &str,
    parameters: &PlaceParameters,
) -> Result<Response, AppError> {
    let (atlas, library) = (served.atlas.as_ref(), served.content.as_ref());
    let choices = parameters.choices_of_page(atlas)?;
    let view = profile::build_with(atlas, place, context.lang, choices).ok_or_else(|| unknown_place(atlas, name))?;
    let seen = practice::place(atlas, library, name, context.lang)?;
    let knowledge = Knowledge::new(atlas, library);
    let practice = page::Practice {
        elsewhere: elsewhere::suggestions(context, atlas, library, &seen),
        here: elsewhere::here(context, atlas, library, &seen),
        sent_in: contributions::of_place(context, atlas, sent_in, place),
        news: news::section(context, &knowledge, place),
        head: news::head(context, &knowledge, place),
    };
    // Editors may publish something about this place at any moment.
    Ok(([(CACHE_CONTROL, "no-cache")], page::render(context, &view, &practice)).into_response())
}

/// A place as a file that names it: an area by its slug, a region by its code and name.
fn answer_file(
    ask: &Ask<'_>,
    atlas: &Atlas,
    context: &PageContext,
    place: &Place,
    parameters: &PlaceParameters,
) -> Result<Response, AppError> {
    let view = profile::build_with(atlas, place, context.lang, parameters.choices(atlas)?)
        .ok_or_else(|| AppError::Internal("a place without a profile".to_owned()))?;
    let name = match &view.region {
        Some(region) => format!("{}-{}", region.code, download::file_name(view.name)),
        None => view.address.rsplit('/').next().unwrap_or_default().to_owned(),
    };
    files::answer(ask, &view, &parameters.wish, &name)
}
