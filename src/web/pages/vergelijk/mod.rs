//! `/vergelijk`: two to six places side by side, as a page, as JSON and as CSV.

mod maps;
mod page;
mod table;
mod trends;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::atlas::Atlas;
use crate::domain::{Lang, Text};
use crate::export::{CsvStyle, compare_csv};
use crate::views::compare::{CompareError, CompareQuery, CompareView, LEAST, MOST};

use super::super::api;
use super::super::context::PageContext;
use super::super::error::{AppError, Suggestion};
use super::super::negotiate::{self, Format};
use super::super::place_key;
use super::super::query::{Fields, Parameters, Query};
use super::super::state::{AppState, Served};

/// Places that a search shows at most.
const HITS: usize = 10;

/// Parameters of the comparison.
#[derive(Clone, Debug)]
pub struct CompareParameters {
    query: CompareQuery,
    search: Option<String>,
    style: CsvStyle,
}

impl Parameters for CompareParameters {
    const NAMES: &'static [&'static str] = &["gebied", "indicator", "q", "stijl"];
    const LISTS: &'static [&'static str] = &["gebied"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self {
            query: CompareQuery {
                keys: fields.all("gebied").map(str::to_owned).collect(),
                indicator: fields.get("indicator").map(str::to_owned),
            },
            search: fields.get("q").map(|text| text.trim().chars().take(100).collect()),
            style: fields.parsed("stijl", "nederlands, internationaal")?.unwrap_or_default(),
        })
    }
}

/// Serves the comparison; with fewer than two places the page to choose them.
///
/// # Errors
/// 404 with suggestions for unknown places and indicators, 400 for a place named twice and for more than six.
pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(parameters): Query<CompareParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    match negotiate::format(&headers, &[Format::Html, Format::Json, Format::Csv]) {
        Some(Format::Html) => html(&served, &context, &parameters),
        Some(Format::Json) => api::compare_json(&compared(&served.atlas, &parameters.query, context.lang)?),
        Some(Format::Csv) => csv(&served.atlas, &context, &parameters),
        None => Err(AppError::NotAcceptable("text/html, application/json, text/csv")),
    }
}

/// The table of the comparison as CSV.
///
/// # Errors
/// As [`serve`]; 400 with fewer than two places.
pub async fn serve_csv(
    State(state): State<AppState>,
    context: PageContext,
    Query(parameters): Query<CompareParameters>,
) -> Result<Response, AppError> {
    csv(&state.served().atlas, &context, &parameters)
}

/// The table of the comparison as JSON.
///
/// # Errors
/// As [`serve_csv`].
pub async fn serve_json(
    State(state): State<AppState>,
    context: PageContext,
    Query(parameters): Query<CompareParameters>,
) -> Result<Response, AppError> {
    api::compare_json(&compared(&state.served().atlas, &parameters.query, context.lang)?)
}

/// A comparison of at least two places.
///
/// # Errors
/// As [`serve`]; 400 with fewer than two places.
pub fn compared<'a>(atlas: &'a Atlas, query: &CompareQuery, lang: Lang) -> Result<CompareView<'a>, AppError> {
    let view = CompareView::build(atlas, query, lang).map_err(|error| explain(atlas, lang, error))?;
    if view.places.len() < LEAST {
        return Err(AppError::BadRequest(Text {
            nl: "Noem ten minste twee plaatsen: ?gebied=utrecht-overvecht&gebied=GM0344".to_owned(),
            en: "Name at least two places: ?gebied=utrecht-overvecht&gebied=GM0344".to_owned(),
        }));
    }
    Ok(view)
}

fn html(served: &Served, context: &PageContext, parameters: &CompareParameters) -> Result<Response, AppError> {
    let atlas = &served.atlas;
    let view = CompareView::build(atlas, &parameters.query, context.lang)
        .map_err(|error| explain(atlas, context.lang, error))?;
    let search = parameters.search.as_deref().unwrap_or_default();
    let hits = atlas.search.find(search, HITS);
    Ok(page::Page { context, view: &view, search, hits: &hits }.render().into_response())
}

fn csv(atlas: &Atlas, context: &PageContext, parameters: &CompareParameters) -> Result<Response, AppError> {
    let view = compared(atlas, &parameters.query, context.lang)?;
    let bytes = compare_csv(&view, parameters.style).map_err(|error| AppError::Internal(error.to_string()))?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"vergelijking.csv\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn explain(atlas: &Atlas, lang: Lang, error: CompareError) -> AppError {
    let refused = |nl: String, en: String| AppError::BadParameter {
        parameter: "gebied".to_owned(),
        detail: Text { nl, en },
        allowed: Vec::new(),
    };
    match error {
        CompareError::Place(error) => place_key::refused(atlas, "gebied", &error),
        CompareError::Twice(name) => refused(
            format!("“{name}” staat twee keer in deze vergelijking. Haal er een weg, of kies een andere plaats."),
            format!("“{name}” stands in this comparison twice. Remove one of them, or choose another place."),
        ),
        CompareError::TooMany(count) => refused(
            format!("U vergelijkt {count} plaatsen; dat kan tot en met {MOST}. Haal er {} weg.", count - MOST),
            format!("You compare {count} places; up to {MOST} can be compared. Remove {}.", count - MOST),
        ),
        CompareError::Indicator(id) => {
            let mut near: Vec<_> = atlas
                .catalogue
                .indicators
                .iter()
                .map(|indicator| (strsim::osa_distance(&indicator.id, &id), indicator))
                .collect();
            near.sort_by_key(|&(distance, _)| distance);
            let shown: String = id.chars().take(60).collect();
            AppError::NotFound {
                detail: Text {
                    nl: format!("Er is geen cijfer met de naam “{shown}”."),
                    en: format!("There is no indicator called “{shown}”."),
                },
                suggestions: near
                    .iter()
                    .take(5)
                    .map(|(_, indicator)| Suggestion {
                        name: indicator.name.get(lang).to_owned(),
                        href: format!("/kaart?indicator={}", indicator.id),
                    })
                    .collect(),
            }
        }
    }
}
