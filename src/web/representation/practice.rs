//! Practice examples as JSON and as points, for the API and for the pages at the same address.

use axum::response::Response;

use crate::atlas::Atlas;
use crate::domain::Lang;
use crate::views::practice as views;
use crate::web::error::AppError;
use crate::web::parameters::practice::PracticeParameters;
use crate::web::state::ReleaseState;

use super::bodies::practice::{ExampleBody, gaps_json, list_json};
use super::bodies::practice_points::collection;
use super::json::{json, typed};

/// The list as JSON.
pub fn practice_list(served: &ReleaseState, parameters: &PracticeParameters) -> Result<Response, AppError> {
    let (atlas, content) = (&served.atlas, &served.content);
    let seen = parameters.seen(atlas, content, Lang::Nl)?;
    let view = parameters.list(atlas, content, seen.as_ref())?;
    json(&list_json(atlas, &view, seen.as_ref()))
}

/// Everything found, as points.
pub fn practice_points(served: &ReleaseState, parameters: &PracticeParameters) -> Result<Response, AppError> {
    let (atlas, content) = (&served.atlas, &served.content);
    let seen = parameters.seen(atlas, content, Lang::Nl)?;
    let view = parameters.list(atlas, content, seen.as_ref())?;
    typed(&collection(atlas, content, view.found.iter().copied()), "application/geo+json")
}

/// An example as JSON.
pub fn practice_one(atlas: &Atlas, view: &views::ExampleView<'_>) -> Result<Response, AppError> {
    json(&ExampleBody::of(atlas, view))
}

/// The table of gaps as JSON.
pub fn practice_gaps(served: &ReleaseState) -> Result<Response, AppError> {
    let (atlas, content) = (served.atlas.as_ref(), served.content.as_ref());
    json(&gaps_json(atlas, &views::gaps(atlas, content)))
}
