//! `/grafiek/{soort}`: one chart at an address of its own, as a page, SVG, PNG, CSV or JSON; `/insluiten/{soort}`: the
//! same for a frame on another site.

mod embed;
mod explain;
mod page;
mod shown;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::atlas::Atlas;
use crate::charts::{self, Dress};
use crate::export::{Cell, ChartAbout, Column, chart_file};
use crate::urls;
use crate::views::chart::{ChartKind, ChartQuery};
use crate::views::edition::Edition;

use crate::web::caches::pictures::PictureKey;
use crate::web::error::{AppError, Problem};
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::chart::ChartParameters;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::Query;
use crate::web::parameters::table;
use crate::web::representation::download::Ask;
use crate::web::representation::json;
use crate::web::state::AppState;
use shown::Shown;

/// The form that an address ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Page,
    Svg,
    Png,
    /// CSV or a workbook.
    Table(Format),
    Json,
}

/// The kind and the form of a file name: an extension decides, else `Accept`.
fn split(atlas: &Atlas, file: &str, headers: &HeaderMap) -> Result<(ChartKind, Ending), AppError> {
    let (name, ending) = match file.rsplit_once('.') {
        Some((name, "svg")) => (name, Ending::Svg),
        Some((name, "png")) => (name, Ending::Png),
        _ => match negotiate::asked(file, headers, &[Format::Html, Format::Json, Format::Csv, Format::Xlsx])? {
            (name, Format::Json) => (name, Ending::Json),
            (name, format @ (Format::Csv | Format::Xlsx)) => (name, Ending::Table(format)),
            (name, Format::Html | Format::GeoJson) => (name, Ending::Page),
        },
    };
    Ok((name.parse().map_err(|_| explain::unknown_kind(atlas, name))?, ending))
}

/// Serves a chart in the form that its address asks for.
#[utoipa::path(
    get, path = urls::CHART_FILE.pattern(), tag = "charts",
    params(
        ("kind" = String, Path, description = "verloop (course), achterstand (gap), stippen (dots), zwerm (beeswarm), \
            verdeling (histogram) or leeftijd (ages)", example = "verloop"),
        ("form" = String, Path, description = "svg, png, csv, xlsx or json", example = "svg"),
        ("plaats" = Vec<String>, Query, description = "Slug of a focus area, code of a gemeente, wijk or buurt, or key of an area of your own \
            (`eigen_0344-03-04.11.12`); up to \
            six where the chart compares", example = json!(["utrecht-overvecht"])),
        ("indicator" = Option<String>, Query, description = "Id of the indicator; ages need none",
            example = "koopwoningen"),
        ("periode" = Option<String>, Query, description = "Year or interval, for charts of one period"),
        ("niveau" = Option<String>, Query, description = "gemeente, wijk or buurt, for charts of regions"),
        ("formaat" = Option<String>, Query, description = "breed (wide) or smal (narrow)"),
        ("breedte" = Option<u32>, Query, description = "Width of the picture: 800, 1200 or 1600 pixels"),
        ("stijl" = Option<String>, Query, description = "nederlands or internationaal, for CSV"),
        ("lang" = Option<String>, Query, description = "nl or en"),
    ),
    responses(
        (status = 200, description = "The chart as a drawing or a picture, or its figures with source, rule and release",
            body = String, content_type = "image/svg+xml"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such place, indicator, period or kind, or no chart of that kind of these figures",
            body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    Path(file): Path<String>,
    headers: HeaderMap,
    Query(parameters): Query<ChartParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let (kind, ending) = split(atlas, &file, &headers)?;
    let shown = Shown::of(atlas, &context, kind, &parameters)?;
    // The same members in another order are the same place: in the links of the page, and among the kept pictures.
    let places = shown.chart.places().into_iter().map(|place| place.key.clone()).collect();
    let parameters = ChartParameters { query: ChartQuery { places, ..parameters.query }, ..parameters };
    match ending {
        Ending::Page => {
            Ok(page::page(atlas, &context, &state.site().base(&headers), &shown, &parameters)?.into_response())
        }
        Ending::Svg => {
            let svg = shown.draw(&context, parameters.form, Dress::File)?;
            Ok(file_of(svg.into_bytes(), "image/svg+xml; charset=utf-8", &shown.file_named("svg")))
        }
        Ending::Png => {
            let svg = shown.draw(&context, parameters.form, Dress::Picture)?;
            let name = shown.file_named("png");
            drop(shown);
            let query = ChartQuery { lang: context.lang, ..parameters.query };
            let key = PictureKey { kind, query, form: parameters.form, width: parameters.width };
            let bytes = served.pictures().get(key, svg).await?;
            Ok(file_of(bytes, "image/png", &name))
        }
        Ending::Table(format) => {
            let ask = Ask { state: &state, headers: &headers, format, style: parameters.style };
            table_file(&ask, (atlas, &context), &shown)
        }
        Ending::Json => as_json(atlas, &context, &shown),
    }
}

/// Serves the page for a frame on another site.
pub async fn serve_embed(
    State(state): State<AppState>,
    context: PageContext,
    Path(kind): Path<String>,
    Query(parameters): Query<ChartParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let kind: ChartKind = kind.parse().map_err(|_| explain::unknown_kind(&served.atlas, &kind))?;
    let shown = Shown::of(&served.atlas, &context, kind, &parameters)?;
    Ok(embed::page(&context, &shown)?.into_response())
}

fn file_of(body: impl IntoResponse, media_type: &'static str, name: &str) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// The table of a chart as a file.
fn table_file(
    ask: &Ask<'_>,
    (atlas, context): (&Atlas, &PageContext),
    shown: &Shown<'_>,
) -> Result<Response, AppError> {
    let (notes, rule) = (shown.words.notes.join(" "), shown.rule(atlas, context));
    let about = ChartAbout {
        title: &shown.words.title,
        unit: &shown.words.unit,
        rule: &rule,
        notes: &notes,
        source: &shown.words.source,
    };
    let page = context.in_page(&["formaat", "breedte", table::STYLE]);
    let drawn = charts::table(&shown.chart, context.lang);
    let document = chart_file(&Edition::of(atlas), context.lang, &page, drawn, about);
    ask.answer(document, &shown.file_name(), Vec::new)
}

/// A chart as JSON.
#[derive(Debug, Serialize)]
struct ChartBody<'a> {
    kind: &'static str,
    title: &'a str,
    unit: &'a str,
    description: &'a str,
    notes: &'a [String],
    rule: &'a str,
    source: &'a str,
    columns: Vec<String>,
    /// Words as text; figures as number, or as the reason why they are missing.
    rows: Vec<Vec<serde_json::Value>>,
}

fn as_json(atlas: &Atlas, context: &PageContext, shown: &Shown<'_>) -> Result<Response, AppError> {
    let table = charts::table(&shown.chart, context.lang);
    let with_margins: Vec<bool> = (0..table.columns.len()).map(|at| table.has_margins(at)).collect();
    let cells = |(cell, &margins): (&Cell<'_>, &bool)| {
        let said = match cell {
            Cell::Number { value, .. } => serde_json::json!(value),
            other => serde_json::json!(other.shown(context.lang)),
        };
        let bounds = cell.margin().map(|(margin, _)| [margin.lower, margin.upper]);
        let bounds = [0, 1].map(|side| serde_json::json!(bounds.and_then(|bounds| bounds.get(side).copied())));
        std::iter::once(said).chain(bounds.into_iter().filter(move |_| margins))
    };
    let labels = |(column, &margins): (&Column, &bool)| {
        let bounds = column.bound_labels(context.lang).into_iter().filter(move |_| margins);
        std::iter::once(column.label.clone()).chain(bounds)
    };
    let rule = shown.rule(atlas, context);
    json::json(&ChartBody {
        kind: shown.chart.kind().as_str(),
        title: &shown.words.title,
        unit: &shown.words.unit,
        description: &shown.words.description,
        notes: &shown.words.notes,
        rule: &rule,
        source: &shown.words.source,
        columns: table.columns.iter().zip(&with_margins).flat_map(labels).collect(),
        rows: table.rows.iter().map(|row| row.iter().zip(&with_margins).flat_map(cells).collect()).collect(),
    })
}
