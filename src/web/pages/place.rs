//! The addresses of profiles: as a page, as JSON, as CSV; by `Accept` or by extension.

use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::atlas::{Atlas, Place};
use crate::domain::{Level, Missing, RegionCode};
use crate::views::profile;

use super::super::api;
use super::super::context::PageContext;
use super::super::error::AppError;
use super::super::negotiate::{self, Format};
use super::super::query::{NoParameters, Query};
use super::super::state::AppState;

const OFFERED: [Format; 3] = [Format::Html, Format::Json, Format::Csv];

/// `/gebieden/{slug}`.
///
/// # Errors
/// 404 with suggestions for an unknown slug.
pub async fn area(
    State(state): State<AppState>,
    context: PageContext,
    Path(file): Path<String>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let (slug, format) = split(&file, &headers)?;
    let (index, _) = atlas.area(slug).ok_or_else(|| api::unknown_place(atlas, slug))?;
    let place = atlas.place_of_area(index).ok_or_else(|| api::unknown_place(atlas, slug))?;
    match format {
        Format::Html => page(atlas, &context, place, slug),
        Format::Json => api::area_json(atlas, slug),
        Format::Csv => csv(atlas, &context, place, slug),
    }
}

/// `/gemeenten/{code}`.
///
/// # Errors
/// 404 with suggestions for a code that is no gemeente of the base vintage.
pub async fn gemeente(
    state: State<AppState>,
    context: PageContext,
    file: Path<String>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    region(&state, &context, &file, &headers, Level::Gemeente)
}

/// `/wijken/{code}`.
///
/// # Errors
/// 404 with suggestions for a code that is no wijk of the base vintage.
pub async fn wijk(
    state: State<AppState>,
    context: PageContext,
    file: Path<String>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    region(&state, &context, &file, &headers, Level::Wijk)
}

/// `/buurten/{code}`.
///
/// # Errors
/// 404 with suggestions for a code that is no buurt of the base vintage.
pub async fn buurt(
    state: State<AppState>,
    context: PageContext,
    file: Path<String>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    region(&state, &context, &file, &headers, Level::Buurt)
}

fn region(
    state: &AppState,
    context: &PageContext,
    file: &str,
    headers: &HeaderMap,
    level: Level,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let (text, format) = split(file, headers)?;
    let found: Option<RegionCode> = text.parse().ok().filter(|code: &RegionCode| code.level() == level);
    let place = found.and_then(|code| atlas.place_of_region(code)).ok_or_else(|| api::unknown_place(atlas, text))?;
    match format {
        Format::Html => page(atlas, context, &place, text),
        Format::Json => api::region_json(atlas, text),
        Format::Csv => csv(atlas, context, &place, text),
    }
}

/// The name without extension, and the form that extension or `Accept` asks for.
fn split<'a>(file: &'a str, headers: &HeaderMap) -> Result<(&'a str, Format), AppError> {
    if let Some((name, extension)) = file.rsplit_once('.')
        && let Some(format) = Format::from_extension(extension)
    {
        return Ok((name, format));
    }
    let format = negotiate::format(headers, &OFFERED);
    format.map(|format| (file, format)).ok_or(AppError::NotAcceptable("text/html, application/json, text/csv"))
}

fn page(atlas: &Atlas, context: &PageContext, place: &Place, name: &str) -> Result<Response, AppError> {
    let view = profile::build(atlas, place, context.lang).ok_or_else(|| api::unknown_place(atlas, name))?;
    Ok(super::profile::render(context, &view).into_response())
}

const HEADER: [&str; 13] = [
    "indicator", "name", "unit", "period", "vintage", "value", "missing", "coverage", "members", "known", "at_least",
    "source", "licence",
];

/// All figures of a place, one row per indicator and period.
fn csv(atlas: &Atlas, context: &PageContext, place: &Place, name: &str) -> Result<Response, AppError> {
    let bytes = write(atlas, context, place).map_err(|error| AppError::Internal(error.to_string()))?;
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.csv\"")) {
        headers.insert(axum::http::header::CONTENT_DISPOSITION, value);
    }
    Ok((headers, bytes).into_response())
}

fn write(atlas: &Atlas, context: &PageContext, place: &Place) -> Result<Vec<u8>, csv::Error> {
    let lang = context.lang;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER)?;
    for (index, indicator) in atlas.catalogue.indicators.iter().enumerate() {
        for (position, declared) in indicator.periods.iter().enumerate() {
            let figure = atlas.place_figure(place, index, position);
            let source = atlas.source_of(declared);
            let number = |value: Option<String>| value.unwrap_or_default();
            writer.write_record([
                indicator.id.as_str(),
                indicator.name.get(lang),
                indicator.unit_label.get(lang),
                &declared.period.to_string(),
                &declared.vintage.to_string(),
                &number(figure.value.known().map(|value| value.to_string())),
                figure.value.missing().map_or("", Missing::as_str),
                &number(figure.coverage.map(|coverage| coverage.share.to_string())),
                &number(figure.coverage.map(|coverage| coverage.members.to_string())),
                &number(figure.coverage.map(|coverage| coverage.known.to_string())),
                if figure.at_least { "true" } else { "false" },
                source.map_or("", |source| source.attribution.get(lang)),
                source.map_or("", |source| source.licence.as_str()),
            ])?;
        }
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
