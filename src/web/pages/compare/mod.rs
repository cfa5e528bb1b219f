//! `/vergelijk`: two to six places side by side, as a page, as JSON and as files.

mod maps;
mod page;
mod parts;
mod table;
mod trends;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::export::{ComparePart, compare_file};
use crate::urls;
use crate::views::compare::CompareView;
use crate::views::place::NamedPlace;

use crate::web::error::AppError;
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::compare::{CompareParameters, compared, explain};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::Query;
use crate::web::representation::bodies::compare::compare_json;
use crate::web::representation::download::{self, Ask};
use crate::web::state::{AppState, ReleaseState};

/// Places that a search shows at most.
const HITS: usize = 10;

/// Serves the comparison; with fewer than two places the page to choose them. Files and JSON need two.
pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(parameters): Query<CompareParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let (_, format) = negotiate::asked(&context.path, &headers, &Format::EVERY)?;
    match format {
        Format::Html => html(&served, &context, &parameters),
        Format::Json => compare_json(&compared(&served.atlas, &parameters.query, context.lang)?),
        Format::Csv | Format::Xlsx | Format::GeoJson => {
            let ask = Ask { state: &state, headers: &headers, format, style: parameters.style };
            file(&ask, &context, &parameters)
        }
    }
}

fn html(served: &ReleaseState, context: &PageContext, parameters: &CompareParameters) -> Result<Response, AppError> {
    let atlas = &served.atlas;
    let view = CompareView::build(atlas, &parameters.query, context.lang)
        .map_err(|error| explain(atlas, context.lang, error))?;
    let search = parameters.search.as_deref().unwrap_or_default();
    let hits = atlas.search.find(search, HITS);
    Ok(parts::Page { context, view: &view, search, hits: &hits }.render().into_response())
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
    let address = urls::COMPARE.queries(keys.iter().map(|&key| ("gebied", key)));
    let document = compare_file(&view, &address.to_string(), part);
    let shapes = || view.places.iter().map(|place| download::outline_of(atlas, &place.place)).collect();
    // The members of a reader's own place would make a name that no file system takes.
    let name = |place: &NamedPlace<'_>| if place.is_own() { "eigen-gebied".to_owned() } else { place.key.clone() };
    let names: Vec<String> = view.places.iter().map(name).collect();
    ask.answer(document, &format!("vergelijking-{}", names.join("-")), shapes)
}
