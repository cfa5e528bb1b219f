//! `/kaart`: any indicator as a choropleth, with legend, period choice and table.

mod controls;
mod csv;
mod drawing;
mod legend;
mod table;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::atlas::{Atlas, Origin};
use crate::domain::{Level, Value};
use crate::text;
use crate::views::explore::{Adjusted, ExploreError, ExploreQuery, ExploreView};

use super::super::components::{map, source};
use super::super::context::PageContext;
use super::super::error::{AppError, Suggestion};
use super::super::layout::{self, Frame};
use super::super::negotiate::{self, Format};
use super::super::query::{Fields, Parameters, Query};
use super::super::state::{AppState, Served};

/// Parameters of the page.
#[derive(Clone, Debug)]
pub struct MapParameters(ExploreQuery);

impl Parameters for MapParameters {
    const NAMES: &'static [&'static str] = &["indicator", "niveau", "periode", "gebied", "pagina"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let level: Option<Level> = fields.parsed("niveau", "gemeente, wijk, buurt")?;
        if level == Some(Level::Land) {
            return Err(AppError::bad_parameter("niveau", "land", "gemeente, wijk, buurt"));
        }
        let page = match fields.get("pagina") {
            None => 1,
            Some(text) => match text.parse::<u16>() {
                Ok(page) if page > 0 => usize::from(page),
                _ => return Err(AppError::bad_parameter("pagina", text, "1, 2, 3, …")),
            },
        };
        Ok(Self(ExploreQuery {
            indicator: fields.get("indicator").map(str::to_owned),
            level,
            period: fields.parsed("periode", "2024, 2014-2016")?,
            place: fields.get("gebied").map(str::to_owned),
            page,
        }))
    }
}

/// Serves the page, or all rows as CSV where the client asks for that.
///
/// # Errors
/// [`AppError`] for parameters it does not know, and for indicators, places and pages that do not exist.
pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(MapParameters(query)): Query<MapParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    match negotiate::format(&headers, &[Format::Html, Format::Csv]) {
        Some(Format::Html) => Ok(page(&served, &context, &query)?.into_response()),
        Some(_) => download(&served.atlas, &context, &query),
        None => Err(AppError::NotAcceptable("text/html, text/csv")),
    }
}

/// All rows as CSV.
///
/// # Errors
/// As [`serve`].
pub async fn serve_csv(
    State(state): State<AppState>,
    context: PageContext,
    Query(MapParameters(query)): Query<MapParameters>,
) -> Result<Response, AppError> {
    download(&state.served().atlas, &context, &query)
}

fn download(atlas: &Atlas, context: &PageContext, query: &ExploreQuery) -> Result<Response, AppError> {
    let query = ExploreQuery { page: 1, ..query.clone() };
    csv::response(context.lang, &build(atlas, context, &query)?)
}

fn build<'a>(atlas: &'a Atlas, context: &PageContext, query: &ExploreQuery) -> Result<ExploreView<'a>, AppError> {
    ExploreView::build(atlas, query).map_err(|error| explain(atlas, context, error))
}

fn explain(atlas: &Atlas, context: &PageContext, error: ExploreError) -> AppError {
    match error {
        ExploreError::Indicator(id) => {
            let mut near: Vec<_> = atlas
                .catalogue
                .indicators
                .iter()
                .map(|indicator| (strsim::osa_distance(&indicator.id, &id), indicator))
                .collect();
            near.sort_by_key(|&(distance, _)| distance);
            let suggestion = |&(_, indicator): &(usize, &crate::domain::Indicator)| Suggestion {
                name: indicator.name.get(context.lang).to_owned(),
                href: format!("/kaart?indicator={}", indicator.id),
            };
            let shown: String = id.chars().take(60).collect();
            AppError::NotFound {
                detail: crate::domain::Text {
                    nl: format!("Er is geen cijfer met de naam “{shown}”."),
                    en: format!("There is no indicator called “{shown}”."),
                },
                suggestions: near.iter().take(5).map(suggestion).collect(),
            }
        }
        ExploreError::Place(key) => super::super::api::unknown_place(atlas, &key),
        ExploreError::Page(pages) => {
            AppError::not_found(format!("De tabel heeft {pages} bladzijden."), format!("The table has {pages} pages."))
        }
        ExploreError::NoFigures => AppError::not_found(
            "Van dit cijfer zijn er geen waarden in deze uitgave.",
            "This release has no values for this indicator.",
        ),
    }
}

fn page(served: &Served, context: &PageContext, query: &ExploreQuery) -> Result<Markup, AppError> {
    let view = build(&served.atlas, context, query)?;
    let lang = context.lang;
    let name = view.indicator.name.get(lang);
    let title = format!("{name}, {}", text::period(lang, view.period.period));
    let main = html! {
        div class="explore" {
            div class="explore-head" data-swap="head" {
                h1 { (name) }
                p class="lede explore-lede" { (view.indicator.definition.get(lang)) }
            }
            (controls::form(context, &served.atlas, &view))
            (notes(context, &view))
            @if view.coloured {
                section class="explore-map" aria-label=(lang.pick("Kaart", "Map")) {
                    (live_map(served, context, &view))
                }
                aside class="explore-side" data-swap="legend" aria-label=(lang.pick("Legenda", "Legend")) {
                    (legend::legend(context, &view))
                }
            }
            section class="explore-table" data-swap="table" aria-labelledby="tabel" {
                (table::section(context, &view))
            }
            div class="explore-source" data-swap="source" { (source::figures(lang, view.period, view.source)) }
        }
    };
    let description = view.indicator.definition.get(lang);
    Ok(layout::framed(context, &title, Frame { wide: true, description: Some(description), ..Frame::default() }, &main))
}

/// What the reader must know before reading the map.
fn notes(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        div class="explore-notes" data-swap="notes" {
            @for adjusted in &view.adjusted {
                p class="notice" {
                    @match adjusted {
                        Adjusted::Period(period) => {
                            (lang.pick("Voor ", "For ")) (text::period(lang, *period))
                            (lang.pick(" is dit cijfer er niet. U ziet ", " this indicator has no figures. You see "))
                            (text::period(lang, view.period.period)) "."
                        }
                        Adjusted::Level(level) => {
                            (lang.pick("Per ", "By "))
                            (text::level_name(lang, *level, false))
                            (lang.pick(" is dit cijfer er niet. U ziet het per ", " this indicator has no figures. You see it by "))
                            (text::level_name(lang, view.level, false)) "."
                        }
                    }
                }
            }
            @if !view.coloured {
                p class="notice" {
                    (lang.pick(
                        "Dit is een aantal. Op een kaart zou een groot gebied er zwaarder uitzien dan een klein gebied met \
                         evenveel mensen. Daarom staat het hier alleen als tabel.",
                        "This is a count. On a map a large area would look heavier than a small one with as many people. \
                         That is why it is given here as a table only.",
                    ))
                }
            }
            @if view.origin == Origin::Aggregated {
                p class="secondary" {
                    (lang.pick("De bron geeft dit niveau niet; wij telden het op uit kleinere delen: ", "The source does not publish this level; we built it from smaller parts: "))
                    a href=(context.href("/methode")) { (lang.pick("methode", "method")) } "."
                }
            }
        }
    }
}

fn live_map(served: &Served, context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let address = format!("/api/v1/values/{}/{}/{}", view.indicator.id, view.period.period, view.level);
    let colours: Vec<usize> = view.classes.iter().map(|class| class.index).collect();
    let nederland = match view.nederland {
        Value::Known(value) => text::value_with_unit(context.lang, view.indicator, value, view.period.decimals),
        Value::Missing(_) => String::new(),
    };
    let facts = serde_json::json!({
        "values": address,
        "level": view.level.as_str(),
        "colours": colours,
        "unit": unit_pattern(context, view),
        "decimals": view.period.decimals,
        "nederland": nederland,
        "reasons": crate::domain::Missing::ALL.iter().map(|&reason| (reason.as_str(), text::missing(context.lang, reason))).collect::<std::collections::BTreeMap<_, _>>(),
        "linked": view.period.vintage == crate::atlas::BASE_VINTAGE,
        "bbox": scope_box(view),
    });
    let live = map::Live { kind: "figures", vintage: view.period.vintage, data: vec![("facts", facts.to_string())] };
    map::shell(context, &live, &drawing::drawing(served, context, view))
}

/// How a number becomes a figure with its unit; `#` stands for the number.
fn unit_pattern(context: &PageContext, view: &ExploreView<'_>) -> String {
    // A number that every pattern shows unchanged.
    let probe = text::value_with_unit(context.lang, view.indicator, 7.0, 0);
    probe.replacen('7', "#", 1)
}

/// West, south, east, north of what is shown, where the reader chose a part of the country.
fn scope_box(view: &ExploreView<'_>) -> Option<[f64; 4]> {
    let scope = view.scope.as_ref().filter(|scope| !scope.by_default)?;
    let outlines = view.vintage.level(view.level)?;
    let boxes = scope.positions.iter().filter_map(|&position| {
        let outline = (*outlines.outlines.get(position)?)?;
        view.vintage.coverage.bbox(view.level, outline as usize)
    });
    crate::geometry::coverage::union_bbox(boxes)
}
