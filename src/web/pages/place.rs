//! The addresses of profiles: as a page, as JSON, as files; by `Accept` or by extension.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};

use crate::atlas::{Atlas, IndicatorRef, Knowledge, Place, Scope};
use crate::desk::Contributions;
use crate::domain::{Level, RegionCode};
use crate::export::CsvStyle;
use crate::views::profile::{self, Choices};

use super::praktijk::elsewhere;
use super::{profile_files, profile_gap, profile_similar};
use crate::web::api;
use crate::web::components::{contributions, news};
use crate::web::context::PageContext;
use crate::web::download::{self, Ask};
use crate::web::error::{AppError, Problem};
use crate::web::negotiate::{self, Format};
use crate::web::practice_query;
use crate::web::query::{Fields, Parameters, Query};
use crate::web::state::{AppState, Served};

/// The forms of every profile.
pub(super) const OFFERED: [Format; 5] = [Format::Html, Format::Json, Format::Csv, Format::Xlsx, Format::GeoJson];

/// Parameters of a profile.
#[derive(Clone, Debug)]
pub struct PlaceParameters {
    /// How CSV is written.
    pub(super) style: CsvStyle,
    /// What a file is to hold.
    pub(super) wish: profile_files::Wish,
    /// Indicator of the gap section, by id.
    gap: Option<String>,
    /// Where similar places are sought.
    similar: Option<Scope>,
}

impl PlaceParameters {
    /// What the reader chose, checked against the catalogue.
    pub(super) fn choices<'a>(&self, atlas: &'a Atlas) -> Result<Choices<'a>, AppError> {
        let gap = self.gap.as_deref().map(|id| gap_indicator(atlas, id)).transpose()?;
        let defaults = Choices::default();
        Ok(Choices { gap, similar: self.similar.unwrap_or(defaults.similar) })
    }
}

/// The indicator of a gap, by its id.
pub(super) fn gap_indicator<'a>(atlas: &'a Atlas, id: &str) -> Result<IndicatorRef<'a>, AppError> {
    atlas.indicator(id).filter(|of| of.has_gap()).ok_or_else(|| {
        AppError::bad_parameter(profile_gap::PARAMETER, id, "id of an indicator with two periods or more")
    })
}

impl Parameters for PlaceParameters {
    const NAMES: &'static [&'static str] = &[
        download::STYLE,
        profile_files::ROW,
        profile_files::TABLE,
        profile_gap::PARAMETER,
        profile_similar::PARAMETER,
    ];

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
            style: download::style(fields)?,
            wish: profile_files::Wish::read(fields)?,
            gap: fields.get(profile_gap::PARAMETER).map(str::to_owned),
            similar,
        })
    }
}

/// `/gebieden/{slug}`.
///
/// # Errors
/// 404 with suggestions for an unknown slug.
#[utoipa::path(
    get, path = "/gebieden/{slug}.{form}", tag = "files",
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
    let (slug, format) = negotiate::asked(&file, &headers, &OFFERED)?;
    let (index, _) = atlas.area(slug).ok_or_else(|| api::unknown_place(atlas, slug))?;
    let place = atlas.place_of_area(index).ok_or_else(|| api::unknown_place(atlas, slug))?;
    if !matches!(format, Format::Html | Format::Json) {
        let ask = Ask { state: &state, headers: &headers, format, style: parameters.style };
        return answer_file(&ask, atlas, &context, place, &parameters);
    }
    parameters.wish.only_for_files()?;
    match format {
        Format::Json => api::area_json(atlas, slug),
        _ => page((&served, &state.contributions()), &context, place, slug, &parameters),
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
    let (text, format) = negotiate::asked(file, headers, &OFFERED)?;
    let place = region_of(atlas, text, level)?;
    if !matches!(format, Format::Html | Format::Json) {
        let ask = Ask { state, headers, format, style: parameters.style };
        return answer_file(&ask, atlas, context, &place, parameters);
    }
    parameters.wish.only_for_files()?;
    match format {
        Format::Json => api::region_json(atlas, text),
        _ => page((&served, &state.contributions()), context, &place, text, parameters),
    }
}

/// The region of this level that `text` is the code of.
pub(super) fn region_of(atlas: &Atlas, text: &str, level: Level) -> Result<Place, AppError> {
    let found: Option<RegionCode> = text.parse().ok().filter(|code: &RegionCode| code.level() == level);
    found.and_then(|code| atlas.place_of_region(code)).ok_or_else(|| api::unknown_place(atlas, text))
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
    profile_files::answer(ask, &view, &parameters.wish, &name)
}
