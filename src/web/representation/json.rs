//! Answers in JSON.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::web::error::AppError;

/// A JSON answer.
pub fn json<T: Serialize>(body: &T) -> Result<Response, AppError> {
    typed(body, "application/json")
}

/// A JSON answer of a media type of its own.
pub fn typed<T: Serialize>(body: &T, content_type: &'static str) -> Result<Response, AppError> {
    let bytes = serde_json::to_vec(body).map_err(|error| AppError::Internal(error.to_string()))?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    Ok(response)
}
