//! One indicator, one period, one level: an array in the order of the ids in the tiles.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{Atlas, IndicatorRef, PeriodRef, Quantity, Shown};
use crate::domain::{Level, Margin, Missing, Period, Value, round_to};
use crate::stats::breaks::Method;
use crate::urls;

use crate::views::figures::{origin, published};
use crate::web::error::{AppError, Problem};
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::representation::json::json;
use crate::web::state::AppState;

/// All values of a level, compact.
#[derive(Debug, Serialize, ToSchema)]
pub struct ValuesBody {
    /// Release of the figures.
    pub release: String,
    /// Id of the indicator.
    pub indicator: String,
    /// Period.
    pub period: String,
    /// The period that is subtracted from it; absent for the values of one period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Level.
    pub level: &'static str,
    /// Vintage of the codes: the values belong to the tiles of this vintage only.
    pub vintage: u16,
    /// Decimals of the published figure; values are rounded to it.
    pub decimals: i8,
    /// `published`, `computed` or `aggregated`.
    pub origin: &'static str,
    /// Rounded bounds between the quantile classes of the map, ascending; a value equal to a bound belongs to the class
    /// above. Those of a change mirror each other around nothing.
    pub breaks: Vec<f64>,
    /// The value of the feature with id 1, of id 2, and so on; null where it is missing.
    pub values: Vec<Option<f64>>,
    /// Lower bounds of the 95 % intervals that the publisher gives with its estimates, in the same order; absent where it
    /// gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower: Option<Vec<Option<f64>>>,
    /// Upper bounds of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<Vec<Option<f64>>>,
    /// Where values are missing: first id, number of ids, code of the reason.
    pub missing: Vec<[u32; 3]>,
    /// The reason of each code.
    pub reasons: BTreeMap<u8, &'static str>,
}

#[derive(Clone, Copy, Debug)]
pub struct ValuesParameters {
    since: Option<Period>,
}

impl Parameters for ValuesParameters {
    const NAMES: &'static [&'static str] = &["verschil"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { since: fields.parsed("verschil", "2022, 2014-2016")? })
    }
}

/// All values of one indicator in one period at one level, in the order of the ids in the tiles.
#[utoipa::path(
    get, path = urls::API_VALUES.pattern(), tag = "indicators",
    params(
        ("indicator" = String, Path, description = "Id of the indicator", example = "koopwoningen"),
        ("period" = String, Path, description = "Year or interval", example = "2022"),
        ("level" = String, Path, description = "gemeente, wijk or buurt", example = "wijk"),
        ("verschil" = Option<String>, Query, description = "A period to subtract: one on the same codes, measured alike"),
    ),
    responses(
        (status = 200, description = "All values of the level", body = ValuesBody),
        (status = 400, description = "Unknown or doubled parameter, or periods that cannot be subtracted", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "No such indicator, period or level", body = Problem,
            content_type = "application/problem+json"),
    ),
)]
pub async fn one(
    State(state): State<AppState>,
    Path((id, period, level)): Path<(String, String, String)>,
    Query(ValuesParameters { since }): Query<ValuesParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let of = atlas.indicator(&id).ok_or_else(|| unknown(&id, "indicator"))?;
    let wanted: Period = period.parse().map_err(|_| unknown(&period, "period"))?;
    let now = of.period(wanted).ok_or_else(|| unknown(&period, "period"))?;
    let wanted: Level = level.parse().map_err(|_| unknown(&level, "level"))?;
    let before = since.map(|since| {
        let found = of.period(since).filter(|&found| now.comparable_with(found).is_ok());
        found.ok_or_else(|| AppError::bad_parameter("verschil", &since.to_string(), &subtractable(of, now)))
    });
    let quantity = Quantity { now, since: before.transpose()? };
    let shown = quantity.shown(wanted).ok_or_else(|| unknown(&level, "level"))?;
    json(&body(atlas, &shown))
}

/// The periods that can be subtracted from `now`.
fn subtractable(of: IndicatorRef<'_>, now: PeriodRef<'_>) -> String {
    let able = of.periods().filter(|&other| now.comparable_with(other).is_ok());
    let list: Vec<String> = able.map(|other| other.period.period.to_string()).collect();
    if list.is_empty() { "geen".to_owned() } else { list.join(", ") }
}

fn unknown(text: &str, what: &str) -> AppError {
    let shown: String = text.chars().take(60).collect();
    AppError::not_found(
        format!("Er zijn geen waarden voor “{shown}” ({what}). Zie {}.", urls::API_INDICATORS),
        format!("There are no values for “{shown}” ({what}). See {}.", urls::API_INDICATORS),
    )
}

fn body(atlas: &Atlas, shown: &Shown<'_>) -> ValuesBody {
    let Quantity { now: PeriodRef { indicator, period: declared, .. }, since } = shown.quantity;
    let values = shown.iter().map(|value| published(value, shown.decimals)).collect();
    let bounds = |side: fn(Margin) -> f64| -> Option<Vec<Option<f64>>> {
        let bound = |at| shown.margin(at).map(|margin| round_to(side(margin), shown.decimals));
        shown.has_margins().then(|| (0..shown.len()).map(bound).collect())
    };
    let missing = runs(shown.iter());
    let reasons = missing
        .iter()
        .filter_map(|&[_, _, code]| Missing::from_code(u8::try_from(code).ok()?))
        .map(|reason| (reason.code(), reason.as_str()))
        .collect();
    let breaks = if indicator.choropleth {
        atlas.shown_breaks(shown, &Method::Quantile, since.map(|_| 0.0)).to_vec()
    } else {
        Vec::new()
    };
    ValuesBody {
        release: atlas.release.clone(),
        indicator: indicator.id.clone(),
        period: declared.period.to_string(),
        since: since.map(|since| since.period.period.to_string()),
        level: shown.level.as_str(),
        vintage: declared.vintage.0,
        decimals: shown.decimals,
        origin: origin(shown.origin),
        breaks,
        values,
        lower: bounds(|margin| margin.lower),
        upper: bounds(|margin| margin.upper),
        missing,
        reasons,
    }
}

/// Runs of equal reasons: first id, length, code.
fn runs(values: impl Iterator<Item = Value>) -> Vec<[u32; 3]> {
    let mut runs: Vec<[u32; 3]> = Vec::new();
    for (id, value) in (1_u32..).zip(values) {
        let Some(reason) = value.missing() else { continue };
        let code = u32::from(reason.code());
        match runs.last_mut() {
            Some([first, length, last]) if *last == code && *first + *length == id => *length += 1,
            _ => runs.push([id, 1, code]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_in_runs_of_ids() {
        let known = Value::Known(0.0);
        let hidden = Value::Missing(Missing::Suppressed);
        let absent = Value::Missing(Missing::NotInDelivery);
        let values = [hidden, hidden, known, absent, hidden, hidden];
        assert_eq!(runs(values.into_iter()), [[1, 2, 1], [4, 1, 2], [5, 2, 1]]);
        assert!(runs([known].into_iter()).is_empty());
    }
}
