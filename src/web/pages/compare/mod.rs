//! `/vergelijk`: two to six places side by side, as a page, as JSON and as files.

mod maps;
mod page;
mod table;
mod trends;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::atlas::Atlas;
use crate::domain::{Lang, Text};
use crate::export::{ComparePart, CsvStyle, compare_file};
use crate::views::compare::{CompareError, CompareQuery, CompareView, LEAST, MOST};
use crate::views::place::NamedPlace;

use super::profile::OFFERED;
use crate::web::api;
use crate::web::error::{AppError, Suggestion};
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::place_errors;
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::representation::download::{self, Ask};
use crate::web::state::{AppState, Served};

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
            style: download::style(fields)?,
        })
    }
}

/// Serves the comparison; with fewer than two places the page to choose them. Files and JSON need two.
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
    let (_, format) = negotiate::asked(&context.path, &headers, &OFFERED)?;
    match format {
        Format::Html => html(&served, &context, &parameters),
        Format::Json => api::compare_json(&compared(&served.atlas, &parameters.query, context.lang)?),
        Format::Csv | Format::Xlsx | Format::GeoJson => {
            let ask = Ask { state: &state, headers: &headers, format, style: parameters.style };
            file(&ask, &context, &parameters)
        }
    }
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

/// The comparison as a file that names its places.
fn file(ask: &Ask<'_>, context: &PageContext, parameters: &CompareParameters) -> Result<Response, AppError> {
    let served = ask.state.served();
    let atlas = &served.atlas;
    let view = compared(atlas, &parameters.query, context.lang)?;
    let part = match ask.format {
        Format::GeoJson => ComparePart::Outlines,
        Format::Csv => ComparePart::Rows,
        _ => ComparePart::Everything,
    };
    let keys: Vec<&str> = view.places.iter().map(|place| place.key.as_str()).collect();
    let pairs: Vec<(&str, &str)> = keys.iter().map(|&key| ("gebied", key)).collect();
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    let document = compare_file(&view, &format!("/vergelijk?{query}"), part);
    let shapes = || view.places.iter().map(|place| download::outline_of(atlas, &place.place)).collect();
    // The members of a reader's own place would make a name that no file system takes.
    let name = |place: &NamedPlace<'_>| if place.is_own() { "eigen-gebied".to_owned() } else { place.key.clone() };
    let names: Vec<String> = view.places.iter().map(name).collect();
    ask.answer(document, &format!("vergelijking-{}", names.join("-")), shapes)
}

fn explain(atlas: &Atlas, lang: Lang, error: CompareError) -> AppError {
    let refused = |nl: String, en: String| AppError::BadParameter {
        parameter: "gebied".to_owned(),
        detail: Text { nl, en },
        allowed: Vec::new(),
    };
    match error {
        CompareError::Place(error) => place_errors::refused(atlas, "gebied", &error),
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
