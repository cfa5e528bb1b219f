//! All rows of the table as CSV: comma, decimal point, UTF-8, one row per region, the source in every row.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::domain::{Lang, Missing, Value};
use crate::views::explore::ExploreView;

use super::super::super::error::AppError;
use super::words;

const HEADER: [&str; 12] = [
    "code",
    "name",
    "gemeente",
    "value",
    "missing",
    "indicator",
    "unit",
    "period",
    "since",
    "vintage",
    "source",
    "licence",
];

pub(super) fn response(lang: Lang, view: &ExploreView<'_>) -> Result<Response, AppError> {
    let bytes = write(lang, view).map_err(|error| AppError::Internal(error.to_string()))?;
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    let since = view.since.map(|since| format!("_min_{}", since.period)).unwrap_or_default();
    let name =
        format!("attachment; filename=\"{}_{}{since}_{}.csv\"", view.indicator.id, view.period.period, view.level);
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    Ok((headers, bytes).into_response())
}

fn write(lang: Lang, view: &ExploreView<'_>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER)?;
    let decimals = usize::try_from(view.decimals).unwrap_or(0);
    let period = view.period.period.to_string();
    let since = view.since.map(|since| since.period.to_string()).unwrap_or_default();
    let unit = words::unit(lang, view);
    let vintage = view.period.vintage.to_string();
    let (source, licence) =
        view.source.map_or(("", ""), |source| (source.attribution.get(lang), source.licence.as_str()));
    for row in view.order.iter().filter_map(|&position| view.row(position)) {
        let (value, missing) = match row.value {
            Value::Known(value) => (format!("{value:.decimals$}"), ""),
            Value::Missing(reason) => (String::new(), Missing::as_str(reason)),
        };
        writer.write_record([
            row.code.as_str(),
            row.name,
            row.gemeente,
            &value,
            missing,
            &view.indicator.id,
            &unit,
            &period,
            &since,
            &vintage,
            source,
            licence,
        ])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
