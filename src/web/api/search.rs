//! Places by name or code.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{Atlas, Hit, HitKind};
use crate::domain::Lang;
use crate::urls;
use crate::web::components::search;

use crate::web::error::{AppError, Problem};
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::parameters::suggestions::hit_address;
use crate::web::representation::json::json;
use crate::web::state::AppState;

#[derive(Debug)]
pub struct SearchParameters {
    q: String,
}

/// The longest text that is searched for.
pub const LONGEST_QUERY: usize = 100;

impl Parameters for SearchParameters {
    const NAMES: &'static [&'static str] = &["q"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { q: fields.get("q").unwrap_or_default().chars().take(LONGEST_QUERY).collect() })
    }
}

/// One place found.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitBody {
    /// `area`, `gemeente`, `wijk` or `buurt`.
    pub kind: &'static str,
    /// What that is called in Dutch; areas by the word of their programme.
    pub kind_nl: String,
    /// The same in English.
    pub kind_en: String,
    /// Name.
    pub name: String,
    /// Name of its gemeente; empty for a gemeente.
    pub context: String,
    /// Slug or code.
    pub key: String,
    /// Address of its page.
    pub href: String,
}

impl HitBody {
    fn of(atlas: &Atlas, hit: Hit) -> Self {
        let kind = match &hit.kind {
            HitKind::Area(_) => "area",
            HitKind::Region(code) => code.level().as_str(),
        };
        let (key, href) = (hit.key().to_owned(), hit_address(&hit).to_string());
        let [kind_nl, kind_en] = [Lang::Nl, Lang::En].map(|lang| search::kind(lang, atlas, &hit).to_owned());
        Self { kind, kind_nl, kind_en, name: hit.name, context: hit.context, key, href }
    }
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchBody {
    /// What was searched for.
    pub query: String,
    /// At most ten places, best first.
    pub hits: Vec<HitBody>,
}

/// Focus areas, gemeenten, wijken and buurten of the base division by name or code.
#[utoipa::path(
    get, path = urls::API_SEARCH.pattern(), tag = "search",
    params(("q" = String, Query, description = "Name or code, or the beginning of one", example = "overvecht")),
    responses(
        (status = 200, description = "At most ten places, best first", body = SearchBody),
        (status = 400, description = "Unknown or doubled parameter", body = Problem,
            content_type = "application/problem+json"),
    ),
)]
pub async fn find(
    State(state): State<AppState>,
    Query(parameters): Query<SearchParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let found = served.atlas.search.find(&parameters.q, 10).into_iter();
    let hits = found.map(|hit| HitBody::of(&served.atlas, hit)).collect();
    json(&SearchBody { query: parameters.q, hits })
}
