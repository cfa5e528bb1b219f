//! What can go wrong with a request. How it is told is decided where the request is known: in the frame of the site, or
//! as [`Problem`].

use std::borrow::Cow;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;

use crate::domain::Text;
use crate::store::StoreError;
use crate::urls::LANG;

/// Something that may be meant instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Suggestion {
    /// Its name.
    pub name: String,
    /// Its address on this site.
    pub href: String,
}

/// What can go wrong with a request.
#[derive(Clone, Debug, Error)]
pub enum AppError {
    /// The request cannot be read.
    #[error("bad request: {}", .0.en)]
    BadRequest(Text),
    /// A query parameter is unknown, doubled or malformed.
    #[error("bad parameter {parameter}: {}", detail.en)]
    BadParameter {
        /// Name as it was given.
        parameter: String,
        /// What is wrong with it.
        detail: Text,
        /// Parameters (or values) that are allowed.
        allowed: Vec<Cow<'static, str>>,
    },
    /// There is nothing at this address.
    #[error("not found: {}", detail.en)]
    NotFound {
        /// What was not found.
        detail: Text,
        /// What may be meant.
        suggestions: Vec<Suggestion>,
    },
    /// The address does not take this method.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// None of the representations is acceptable.
    #[error("not acceptable; offered: {0}")]
    NotAcceptable(Cow<'static, str>),
    /// The body is too large.
    #[error("request body too large")]
    TooLarge,
    #[error("address too long")]
    AddressTooLong,
    /// Not for this visitor, or not asked by the visitor itself.
    #[error("forbidden: {}", .0.en)]
    Forbidden(Text),
    /// It was done before, or something else happened first.
    #[error("conflict: {}", .0.en)]
    Conflict(Text),
    /// Tried too often; the seconds to wait.
    #[error("too many requests, wait {0} s")]
    TooMany(u64),
    /// Too much is being made for others; the seconds to wait.
    #[error("busy, come back in {0} s")]
    Busy(u64),
    /// Cannot be done now.
    #[error("unavailable: {}", .0.en)]
    Unavailable(Text),
    /// This build of the program cannot make it.
    #[error("not in this build")]
    NotBuilt,
    /// The answer took too long.
    #[error("timed out")]
    TimedOut,
    /// Our own fault.
    #[error("internal: {0}")]
    Internal(String),
}

impl AppError {
    /// A query that is no query.
    pub fn malformed_query() -> Self {
        Self::BadRequest(Text {
            nl: "De parameters achter het vraagteken in dit adres zijn niet te lezen.".to_owned(),
            en: "The parameters after the question mark in this address cannot be read.".to_owned(),
        })
    }

    /// A value that cannot be read.
    pub fn bad_parameter(name: &'static str, value: &str, expected: &str) -> Self {
        let value = shorten(value);
        Self::BadParameter {
            parameter: name.to_owned(),
            detail: Text {
                nl: format!("De waarde “{value}” van de parameter {name} is niet bekend."),
                en: format!("The value “{value}” of the parameter {name} is not known."),
            },
            allowed: expected.split(", ").map(|word| Cow::Owned(word.to_owned())).collect(),
        }
    }

    /// A parameter that the page does not know.
    pub fn unknown_parameter(name: &str, names: &'static [&'static str]) -> Self {
        let name = shorten(name);
        Self::BadParameter {
            detail: Text {
                nl: format!("Deze pagina kent de parameter “{name}” niet."),
                en: format!("This page does not know the parameter “{name}”."),
            },
            parameter: name,
            allowed: allowed(names),
        }
    }

    /// A parameter that is given twice.
    pub fn doubled_parameter(name: &str, names: &'static [&'static str]) -> Self {
        let name = shorten(name);
        Self::BadParameter {
            detail: Text {
                nl: format!("De parameter “{name}” mag maar één keer in het adres staan."),
                en: format!("The parameter “{name}” may stand in the address only once."),
            },
            parameter: name,
            allowed: allowed(names),
        }
    }

    /// Nothing at this address, without suggestions.
    pub fn not_found(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self::NotFound { detail: Text { nl: nl.into(), en: en.into() }, suggestions: Vec::new() }
    }

    pub const fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) | Self::BadParameter { .. } => StatusCode::BAD_REQUEST,
            Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable(_) => StatusCode::NOT_ACCEPTABLE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NotBuilt => StatusCode::NOT_IMPLEMENTED,
            Self::TimedOut | Self::Busy(_) | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The error that a bare status of the router stands for.
    pub(in crate::web) fn from_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::NOT_FOUND => {
                Some(Self::not_found("Op dit adres staat geen pagina.", "There is no page at this address."))
            }
            StatusCode::METHOD_NOT_ALLOWED => Some(Self::MethodNotAllowed),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Self::TooLarge),
            StatusCode::SERVICE_UNAVAILABLE => Some(Self::TimedOut),
            status if status.is_client_error() => Some(Self::BadRequest(Text {
                nl: "Dit adres is niet te lezen.".to_owned(),
                en: "This address cannot be read.".to_owned(),
            })),
            status if status.is_server_error() => Some(Self::Internal("unexpected".to_owned())),
            _ => None,
        }
    }

    /// Its name in Dutch and in English.
    pub(in crate::web) fn title(&self) -> (&'static str, &'static str) {
        match self {
            Self::BadRequest(_) | Self::BadParameter { .. } => ("Dit adres klopt niet", "This address is not right"),
            Self::NotFound { .. } => ("Niet gevonden", "Not found"),
            Self::MethodNotAllowed => ("Dat kan hier niet", "Not possible here"),
            Self::NotAcceptable(_) => ("Deze vorm is er niet", "This form does not exist"),
            Self::TooLarge => ("Te veel gegevens", "Too much data"),
            Self::AddressTooLong => ("Dit adres is te lang", "This address is too long"),
            Self::NotBuilt => ("Dit kan deze versie niet", "This build cannot do that"),
            Self::TimedOut => ("Dit duurt te lang", "This takes too long"),
            Self::Forbidden(_) => ("Dat mag hier niet", "Not allowed here"),
            Self::Conflict(_) => ("Dat kan niet meer", "No longer possible"),
            Self::TooMany(_) => ("Te vaak geprobeerd", "Tried too often"),
            Self::Busy(_) => ("Het is nu druk", "Busy right now"),
            Self::Unavailable(_) => ("Dat lukt nu niet", "Not possible now"),
            Self::Internal(_) => ("Er ging iets mis", "Something went wrong"),
        }
    }

    /// What happened and what to do.
    pub(in crate::web) fn detail(&self) -> Text {
        let text = |nl: &str, en: &str| Text { nl: nl.to_owned(), en: en.to_owned() };
        match self {
            Self::BadRequest(detail) | Self::BadParameter { detail, .. } | Self::NotFound { detail, .. } => {
                detail.clone()
            }
            Self::Forbidden(detail) | Self::Conflict(detail) | Self::Unavailable(detail) => detail.clone(),
            Self::TooMany(seconds) => {
                let minutes = seconds.div_ceil(60);
                text(
                    &format!("Probeer het over {minutes} {} opnieuw.", if minutes == 1 { "minuut" } else { "minuten" }),
                    &format!("Try again in {minutes} {}.", if minutes == 1 { "minute" } else { "minutes" }),
                )
            }
            Self::Busy(_) => text(
                "Er worden nu veel bestanden en kaarten gemaakt. Probeer het over een paar seconden opnieuw.",
                "Many files and maps are being made right now. Try again in a few seconds.",
            ),
            Self::MethodNotAllowed => text("Op dit adres kunt u alleen lezen.", "This address can only be read."),
            Self::NotAcceptable(offered) => text(
                &format!("Dit adres geeft: {offered}. De aanvraag sluit dat uit."),
                &format!("This address offers: {offered}. The request excludes that."),
            ),
            Self::TooLarge => text("De aanvraag is groter dan is toegestaan.", "The request is larger than allowed."),
            Self::AddressTooLong => text("Het adres is langer dan mag.", "The address is longer than allowed."),
            Self::NotBuilt => text(
                "Deze versie is gebouwd zonder het lettertype voor afbeeldingen. De grafiek is er wel als SVG.",
                "This build lacks the font for pictures. The chart is available as SVG.",
            ),
            Self::TimedOut => text(
                "Het antwoord liet te lang op zich wachten. Probeer het over een minuut opnieuw.",
                "The answer took too long. Try again in a minute.",
            ),
            Self::Internal(_) => text(
                "De fout ligt bij ons. Probeer het opnieuw; blijft het misgaan, noem dan het nummer hieronder.",
                "The fault is ours. Try again; if it keeps failing, mention the number below.",
            ),
        }
    }
}

fn allowed(names: &'static [&'static str]) -> Vec<Cow<'static, str>> {
    names.iter().copied().chain([LANG]).map(Cow::Borrowed).collect()
}

/// What was typed comes back shortened, so that an address cannot fill the page.
fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}

impl IntoResponse for AppError {
    /// The status with the error attached; the layer around the routes gives it its form, as only there the request is known.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Self::TooMany(seconds) | Self::Busy(seconds) = self {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// The body of `application/problem+json` (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub kind: &'static str,
    /// Short name of the problem, in the language of the request.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
    /// Path of the request.
    pub instance: String,
    /// Number under which the log knows the request.
    pub request_id: String,
    /// The parameter that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Parameters or values that are allowed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<Cow<'static, str>>,
    /// What may be meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<Suggestion>,
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the database did not answer");
        Self::Unavailable(Text {
            nl: "De gegevens zijn op dit moment niet te lezen of te bewaren. Probeer het over een minuut opnieuw."
                .to_owned(),
            en: "The data cannot be read or kept at this moment. Try again in a minute.".to_owned(),
        })
    }
}
