//! `/gebieden`: all focus areas as a table.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::atlas::{AreaAtlas, Atlas};
use crate::domain::DesignationId;
use crate::text;

use super::super::context::PageContext;
use super::super::error::AppError;
use super::super::layout;
use super::super::negotiate::{self, Format};
use super::super::query::{NoParameters, Query};
use super::super::state::AppState;

/// Serves the page, or `/api/v1/areas` where the client asks for JSON.
///
/// # Errors
/// [`AppError::NotAcceptable`] where it wants neither.
pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    match negotiate::format(&headers, &[Format::Html, Format::Json]) {
        Some(Format::Html) => Ok(render(&context, &state.served().atlas).into_response()),
        Some(_) => super::super::api::areas_json(&state.served().atlas),
        None => Err(AppError::NotAcceptable("text/html, application/json")),
    }
}

fn render(context: &PageContext, atlas: &Atlas) -> Markup {
    let lang = context.lang;
    let title = lang.pick("Alle gebieden", "All areas");
    let inhabitants = atlas.indicator("inwoners").and_then(|(index, indicator)| {
        Some((atlas.figures.get(index)?.periods.get(indicator.headline_index())?, indicator.headline()?))
    });
    let main = html! {
        div class="stack" {
            h1 { (title) }
            p class="lede" { (lang.pick(
                "De 20 focusgebieden van het Nationaal Programma Leefbaarheid en Veiligheid. Zestien daarvan waren eerder \
                 een gebied voor stedelijke vernieuwing.",
                "The 20 focus areas of the National Programme for Liveability and Safety. Sixteen of them were an urban \
                 renewal area before.",
            )) }
            div class="table-scroll" tabindex="0" role="group" aria-label=(title) {
                table class="table" {
                    thead { tr {
                        th scope="col" { (lang.pick("Gebied", "Area")) }
                        th scope="col" { (lang.pick("Gemeente", "Municipality")) }
                        th scope="col" { (lang.pick("Aanwijzing", "Designation")) }
                        th scope="col" { (lang.pick("Zekerheid van de afbakening", "Confidence of the delimitation")) }
                        th scope="col" class="num" {
                            (lang.pick("Inwoners", "Inhabitants"))
                            @if let Some((_, declared)) = inhabitants { " " (text::period(lang, declared.period)) }
                        }
                    } }
                    tbody {
                        @for (index, area) in atlas.areas.iter().enumerate() {
                            (row(context, area, inhabitants.and_then(|(period, _)| period.areas.get(index)?.value.known())))
                        }
                    }
                }
            }
            p { a href="/api/v1/areas" { (lang.pick("Deze lijst als JSON", "This list as JSON")) } }
        }
    };
    layout::page(context, title, main)
}

fn row(context: &PageContext, area: &AreaAtlas, inhabitants: Option<f64>) -> Markup {
    let lang = context.lang;
    let designations: Vec<&str> = area.area.designations.iter().map(|id: &DesignationId| id.as_str()).collect();
    html! {
        tr {
            th scope="row" { a href=(context.href(&format!("/gebieden/{}", area.area.slug))) { (area.area.name) } }
            td { (area.area.gemeente_name) }
            td { (designations.join(" · ")) }
            td { (text::confidence(lang, area.area.confidence)) }
            td class="num" {
                @match inhabitants {
                    Some(count) => (text::number(lang, count, 0)),
                    None => span class="missing" { (lang.pick("onbekend", "unknown")) },
                }
            }
        }
    }
}
