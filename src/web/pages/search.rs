//! `/zoeken`: places by name or code.

use axum::extract::State;
use maud::{Markup, html};

use crate::atlas::{Atlas, Hit, HitKind};

use crate::web::components::search;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::parameters::suggestions::hit_address;
use crate::web::representation::layout;
use crate::web::state::AppState;

/// Places shown at most.
const LIMIT: usize = 50;
/// Places of other divisions shown at most.
const FORMER: usize = 10;

/// Parameters of the page.
#[derive(Clone, Debug)]
pub struct SearchParameters {
    q: String,
}

impl Parameters for SearchParameters {
    const NAMES: &'static [&'static str] = &["q"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { q: fields.get("q").unwrap_or_default().trim().chars().take(100).collect() })
    }
}

pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    Query(SearchParameters { q }): Query<SearchParameters>,
) -> Result<Markup, AppError> {
    let served = state.served();
    let hits = served.atlas.search.find(&q, LIMIT);
    let near = if hits.is_empty() && !q.is_empty() { served.atlas.search.suggest(&q, 8) } else { Vec::new() };
    let former = served.atlas.search.find_former(&q, FORMER);
    Ok(render(&context, &served.atlas, &q, (&hits, &near, &former)))
}

fn render(context: &PageContext, atlas: &Atlas, q: &str, (hits, near, former): (&[Hit], &[Hit], &[Hit])) -> Markup {
    let lang = context.lang;
    let heading = lang.pick("Zoeken", "Search");
    let title = if q.is_empty() { heading.to_owned() } else { format!("{heading}: {q}") };
    let main = html! {
        div class="prose" {
            h1 { (heading) }
            (search::form(context, "zoek", q))
            @if !hits.is_empty() {
                h2 { (count(context, hits.len())) }
                (list(context, atlas, hits))
            } @else if !q.is_empty() {
                p class="lede" {
                    (lang.pick("Geen gebied, gemeente, wijk of buurt gevonden voor ", "No area, municipality, district or neighbourhood found for "))
                    "“" (q) "”."
                }
                @if near.is_empty() {
                    p { (lang.pick(
                        "Controleer de spelling, of zoek op een deel van de naam of op de code van het CBS.",
                        "Check the spelling, or search for part of the name or for the CBS code.",
                    )) }
                } @else {
                    h2 { (lang.pick("Bedoelt u misschien", "Did you mean")) }
                    (list(context, atlas, near))
                }
            }
            @if !former.is_empty() {
                h2 { (lang.pick("In eerdere indelingen", "In other divisions")) }
                p { (lang.pick(
                    "Deze plekken staan niet meer in de indeling van nu. Er staat wat ervan werd.",
                    "These places are not in the present division. Each tells what became of it.",
                )) }
                (list(context, atlas, former))
            }
        }
    };
    layout::page(context, &title, main)
}

fn count(context: &PageContext, found: usize) -> String {
    match found {
        1 => context.lang.pick("1 plaats gevonden", "1 place found").to_owned(),
        LIMIT => format!("{} {LIMIT}", context.lang.pick("De eerste", "The first")),
        n => format!("{n} {}", context.lang.pick("plaatsen gevonden", "places found")),
    }
}

fn list(context: &PageContext, atlas: &Atlas, hits: &[Hit]) -> Markup {
    html! {
        ul class="plain-list results" {
            @for hit in hits {
                li {
                    a href=(context.href(hit_address(hit))) { (hit.name) }
                    " "
                    span class="tag" { (search::kind(context.lang, atlas, hit)) }
                    span class="secondary" {
                        @let context = (!hit.context.is_empty() && hit.context != hit.name).then_some(hit.context.as_str());
                        @if let Some(context) = context { (context) }
                        @if let HitKind::Region(code) = &hit.kind { @if context.is_some() { " · " } (code) }
                    }
                }
            }
        }
    }
}
