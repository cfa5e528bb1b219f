//! The addresses of profiles: as a page, as JSON, as CSV; by `Accept` or by extension.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::atlas::{Atlas, Knowledge, Place, Scope};
use crate::desk::Contributions;
use crate::domain::{Level, RegionCode};
use crate::export::{CsvStyle, profile_csv};
use crate::views::profile::{self, Choices};

use super::super::api;
use super::super::components::{contributions, news};
use super::super::context::PageContext;
use super::super::error::AppError;
use super::super::negotiate::{self, Format};
use super::super::practice_query;
use super::super::query::{Fields, Parameters, Query};
use super::super::state::{AppState, Served};
use super::praktijk::elsewhere;
use super::{profile_gap, profile_similar};

const OFFERED: [Format; 3] = [Format::Html, Format::Json, Format::Csv];

/// Parameters of a profile.
#[derive(Clone, Debug)]
pub struct PlaceParameters {
    style: CsvStyle,
    /// Indicator of the gap section, by id.
    gap: Option<String>,
    /// Where similar places are sought.
    similar: Option<Scope>,
}

impl PlaceParameters {
    /// What the reader chose, checked against the catalogue.
    pub(super) fn choices(&self, atlas: &Atlas) -> Result<Choices, AppError> {
        let gap = self.gap.as_deref().map(|id| gap_indicator(atlas, id)).transpose()?;
        let defaults = Choices::default();
        Ok(Choices { gap, similar: self.similar.unwrap_or(defaults.similar) })
    }
}

/// The position in the catalogue of the indicator of a gap, by its id.
pub(super) fn gap_indicator(atlas: &Atlas, id: &str) -> Result<usize, AppError> {
    let known = atlas.indicator(id).map(|(index, _)| index).filter(|&index| atlas.has_gap(index));
    known.ok_or_else(|| {
        AppError::bad_parameter(profile_gap::PARAMETER, id, "id of an indicator with two periods or more")
    })
}

impl Parameters for PlaceParameters {
    const NAMES: &'static [&'static str] = &["stijl", profile_gap::PARAMETER, profile_similar::PARAMETER];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let scope =
            |name: &str| profile_similar::SCOPES.iter().find(|(value, _)| *value == name).map(|&(_, scope)| scope);
        let similar = match fields.get(profile_similar::PARAMETER) {
            None => None,
            Some(text) => Some(
                scope(text)
                    .ok_or_else(|| AppError::bad_parameter(profile_similar::PARAMETER, text, "programma, overal"))?,
            ),
        };
        Ok(Self {
            style: fields.parsed("stijl", "nederlands, internationaal")?.unwrap_or_default(),
            gap: fields.get(profile_gap::PARAMETER).map(str::to_owned),
            similar,
        })
    }
}

/// `/gebieden/{slug}`.
///
/// # Errors
/// 404 with suggestions for an unknown slug.
pub async fn area(
    State(state): State<AppState>,
    context: PageContext,
    Path(file): Path<String>,
    headers: HeaderMap,
    Query(parameters): Query<PlaceParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let (slug, format) = split(&file, &headers)?;
    let (index, _) = atlas.area(slug).ok_or_else(|| api::unknown_place(atlas, slug))?;
    let place = atlas.place_of_area(index).ok_or_else(|| api::unknown_place(atlas, slug))?;
    match format {
        Format::Html => page((&served, &state.contributions()), &context, place, slug, &parameters),
        Format::Json => api::area_json(atlas, slug),
        Format::Csv => csv(atlas, &context, place, slug, parameters.style),
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
    Query(parameters): Query<PlaceParameters>,
) -> Result<Response, AppError> {
    region(&state, &context, (&file, &headers), &parameters, Level::Gemeente)
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
    Query(parameters): Query<PlaceParameters>,
) -> Result<Response, AppError> {
    region(&state, &context, (&file, &headers), &parameters, Level::Wijk)
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
    let (text, format) = split(file, headers)?;
    let place = region_of(atlas, text, level)?;
    match format {
        Format::Html => page((&served, &state.contributions()), context, &place, text, parameters),
        Format::Json => api::region_json(atlas, text),
        Format::Csv => csv(atlas, context, &place, text, parameters.style),
    }
}

/// The region of this level that `text` is the code of.
pub(super) fn region_of(atlas: &Atlas, text: &str, level: Level) -> Result<Place, AppError> {
    let found: Option<RegionCode> = text.parse().ok().filter(|code: &RegionCode| code.level() == level);
    found.and_then(|code| atlas.place_of_region(code)).ok_or_else(|| api::unknown_place(atlas, text))
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

fn page(
    (served, sent_in): (&Served, &Contributions),
    context: &PageContext,
    place: &Place,
    name: &str,
    parameters: &PlaceParameters,
) -> Result<Response, AppError> {
    let (atlas, library) = (served.atlas.as_ref(), served.content.as_ref());
    let choices = parameters.choices(atlas)?;
    let view =
        profile::build_with(atlas, place, context.lang, choices).ok_or_else(|| api::unknown_place(atlas, name))?;
    let seen = practice_query::place(atlas, library, name, context.lang)?;
    let knowledge = Knowledge::new(atlas, library);
    let practice = super::profile::Practice {
        elsewhere: elsewhere::suggestions(context, atlas, library, &seen),
        here: elsewhere::here(context, atlas, library, &seen),
        sent_in: contributions::of_place(context, atlas, sent_in, place),
        news: news::section(context, &knowledge, place),
        head: news::head(context, &knowledge, place),
    };
    // Editors may publish something about this place at any moment.
    Ok(([(CACHE_CONTROL, "no-cache")], super::profile::render(context, &view, &practice)).into_response())
}

/// All figures of a place, one row per indicator, period and reference.
fn csv(atlas: &Atlas, context: &PageContext, place: &Place, name: &str, style: CsvStyle) -> Result<Response, AppError> {
    let view = profile::build(atlas, place, context.lang).ok_or_else(|| api::unknown_place(atlas, name))?;
    let bytes = profile_csv(&view, style).map_err(|error| AppError::Internal(error.to_string()))?;
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.csv\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    Ok((headers, bytes).into_response())
}
