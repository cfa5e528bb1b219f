//! Places side by side, as the API gives them.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::views::compare::CompareView;

use crate::views::figures::FigureBody;
use crate::web::error::AppError;
use crate::web::representation::json::json;

/// A place of a comparison.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparedPlaceBody {
    /// Slug, code, or key of an area of your own.
    pub key: String,
    /// Name.
    pub name: String,
    /// `area`, `gemeente`, `wijk`, `buurt` or `own`.
    pub kind: &'static str,
    /// Name of the municipality that it lies in; empty for a municipality.
    pub gemeente: String,
    /// Address of its profile.
    pub href: String,
}

/// An indicator of every place, all figures in one period.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparedRowBody {
    /// Id of the indicator.
    pub id: String,
    /// Dutch name.
    pub name_nl: String,
    /// English name.
    pub name_en: String,
    /// Theme of the indicator.
    pub theme: String,
    /// The period of every figure: the one of which most places have a figure.
    pub period: String,
    /// Vintage of the codes of the figures.
    pub vintage: u16,
    /// Id of the source in `/api/v1/indicators`.
    pub source: String,
    /// One per place, in their order.
    pub figures: Vec<FigureBody>,
    /// Decimals to show of each figure; negative for rounding to tens and more.
    pub decimals: Vec<i8>,
    /// The Netherlands.
    pub nederland: FigureBody,
}

/// Two to six places side by side.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompareBody {
    /// Release of the figures.
    pub release: String,
    /// The places, in the order asked for.
    pub places: Vec<ComparedPlaceBody>,
    /// One row per indicator that any of the places has a figure of.
    pub rows: Vec<ComparedRowBody>,
}

/// A comparison as JSON.
pub fn compare_json(view: &CompareView<'_>) -> Result<Response, AppError> {
    let places = view.places.iter().map(|place| ComparedPlaceBody {
        key: place.key.clone(),
        name: place.name.to_string(),
        kind: match place.level {
            Some(level) => level.as_str(),
            None if place.is_own() => "own",
            None => "area",
        },
        gemeente: place.gemeente.unwrap_or_default().to_owned(),
        href: place.href.clone(),
    });
    let rows = view.rows().map(|row| ComparedRowBody {
        id: row.indicator.id.clone(),
        name_nl: row.indicator.name.nl.clone(),
        name_en: row.indicator.name.en.clone(),
        theme: row.indicator.theme.clone(),
        period: row.period.period.to_string(),
        vintage: row.period.vintage.0,
        source: row.period.source.clone(),
        figures: row.figures.iter().map(|compared| (&**compared).into()).collect(),
        decimals: row.figures.iter().map(|compared| compared.decimals).collect(),
        nederland: (&*row.nederland).into(),
    });
    json(&CompareBody { release: view.atlas.release.clone(), places: places.collect(), rows: rows.collect() })
}
