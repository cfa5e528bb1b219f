//! The catalogue of indicators and sources.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{IndicatorRef, PeriodRef};
use crate::domain::{Level, Polarity, Source};
use crate::urls;

use crate::web::error::AppError;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::bodies::TextBody;
use crate::web::representation::json::json;
use crate::web::state::AppState;

/// A publication of figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceBody {
    /// Id.
    pub id: String,
    /// Name.
    pub name: TextBody,
    /// Publisher.
    pub publisher: String,
    /// Table number at the publisher; empty when there is none.
    pub table: String,
    /// Year of the edition.
    pub year: String,
    /// Licence, or `niet vastgesteld`.
    pub licence: String,
    /// The line that must stand under every use.
    pub attribution: TextBody,
    /// Address; empty when none was established.
    pub url: String,
}

impl From<&Source> for SourceBody {
    fn from(source: &Source) -> Self {
        Self {
            id: source.id.clone(),
            name: (&source.name).into(),
            publisher: source.publisher.clone(),
            table: source.table.clone(),
            year: source.year.clone(),
            licence: source.licence.clone(),
            attribution: (&source.attribution).into(),
            url: source.url.clone(),
        }
    }
}

/// One period of an indicator.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorPeriodBody {
    /// Year or interval.
    pub period: String,
    /// Vintage of its codes.
    pub vintage: u16,
    /// Decimals of the published figure; negative for thousands or hundreds.
    pub decimals: i8,
    /// Id of the source.
    pub source: String,
    /// Levels with values in `/api/v1/values`.
    pub levels: Vec<&'static str>,
}

/// An indicator.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorBody {
    /// Id.
    pub id: String,
    /// Theme.
    pub theme: String,
    /// Name.
    pub name: TextBody,
    /// What it measures, of whom.
    pub definition: TextBody,
    /// Unit in words.
    pub unit: TextBody,
    /// `neutral`, `higher_better` or `higher_worse`.
    pub polarity: &'static str,
    /// Whether it may colour a map; counts may not.
    pub choropleth: bool,
    /// What a careful reader must know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caveat: Option<TextBody>,
    /// Codes of the gemeenten that it exists for; absent for the whole country.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<String>,
    /// Periods, newest first.
    pub periods: Vec<IndicatorPeriodBody>,
}

/// All indicators and sources.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorsBody {
    /// Release of the figures.
    pub release: String,
    /// Indicators, in the order of the pages.
    pub indicators: Vec<IndicatorBody>,
    /// Sources.
    pub sources: Vec<SourceBody>,
}

/// All indicators with their periods and sources.
#[utoipa::path(
    get, path = urls::API_INDICATORS.pattern(), tag = "indicators",
    responses((status = 200, description = "All indicators and sources", body = IndicatorsBody)),
)]
pub async fn list(State(state): State<AppState>, _: Query<NoParameters>) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    json(&IndicatorsBody {
        release: atlas.release.clone(),
        indicators: atlas.indicators().map(body).collect(),
        sources: atlas.catalogue.sources.iter().map(SourceBody::from).collect(),
    })
}

fn body(of: IndicatorRef<'_>) -> IndicatorBody {
    let period = |at: PeriodRef<'_>| IndicatorPeriodBody {
        period: at.period.period.to_string(),
        vintage: at.period.vintage.0,
        decimals: at.period.decimals,
        source: at.period.source.clone(),
        levels: at.levels().map(Level::as_str).collect(),
    };
    let indicator = of.indicator;
    IndicatorBody {
        id: indicator.id.clone(),
        theme: indicator.theme.clone(),
        name: (&indicator.name).into(),
        definition: (&indicator.definition).into(),
        unit: (&indicator.unit_label).into(),
        polarity: match indicator.polarity {
            Polarity::Neutral => "neutral",
            Polarity::HigherBetter => "higher_better",
            Polarity::HigherWorse => "higher_worse",
        },
        choropleth: indicator.choropleth,
        caveat: indicator.caveat.as_ref().map(TextBody::from),
        scope: indicator.scope.iter().map(ToString::to_string).collect(),
        periods: of.periods().map(period).collect(),
    }
}
