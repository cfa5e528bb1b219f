//! How what went wrong is told: in the frame of the site, or as `application/problem+json`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::urls;
use crate::web::error::{AppError, Problem};
use crate::web::http::negotiate::{self, Format};
use crate::web::http::request_id::RequestId;
use crate::web::parameters::context::PageContext;
use crate::web::representation::layout;
use crate::web::state::AppState;

/// Marks an answer that is no success but has its form already, as a form that is shown again with its faults.
#[derive(Clone, Copy, Debug)]
pub struct Rendered;

/// Gives errors their form: outermost around the routes, so that it also catches what the router itself refuses.
pub async fn render(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let served = state.served();
    let context = PageContext::of(request.uri(), request.headers(), &served.atlas);
    let as_html = wants_html(request.uri().path(), request.headers());
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let response = next.run(request).await;
    if response.extensions().get::<Rendered>().is_some() {
        return response;
    }
    let attached = response.extensions().get::<Arc<AppError>>().cloned();
    let Some(error) = attached.or_else(|| AppError::from_status(response.status()).map(Arc::new)) else {
        return response;
    };
    if let AppError::Internal(cause) = error.as_ref() {
        tracing::error!(%cause, "request failed");
    }
    let mut answer = if as_html { page(&error, &context, &id) } else { problem(&error, &context, &id) };
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // `Allow` of a refused method and the like stay.
    for (name, value) in response.headers() {
        if name == RETRY_AFTER
            || name == axum::http::header::ALLOW
            || name == VARY
            || name == axum::http::header::ACCESS_CONTROL_ALLOW_ORIGIN
        {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

fn wants_html(path: &str, headers: &HeaderMap) -> bool {
    let machine =
        [urls::API_FOLDER, urls::TILES_FOLDER, urls::ASSETS_FOLDER].iter().any(|folder| path.starts_with(folder));
    let extension = path.rsplit_once('.').is_some_and(|(_, ext)| {
        matches!(ext, "json" | "geojson" | "csv" | "xlsx" | "mvt" | "ics" | "atom" | "xml" | "txt")
    });
    !machine && !extension && negotiate::format(headers, &[Format::Html, Format::Json]) == Some(Format::Html)
}

fn problem(error: &AppError, context: &PageContext, id: &str) -> Response {
    let (nl, en) = error.title();
    let mut body = Problem {
        kind: "about:blank",
        title: context.lang.pick(nl, en),
        status: error.status().as_u16(),
        detail: error.detail().get(context.lang).to_owned(),
        instance: context.path.clone(),
        request_id: id.to_owned(),
        parameter: None,
        allowed: Vec::new(),
        suggestions: Vec::new(),
    };
    match error {
        AppError::BadParameter { parameter, allowed, .. } => {
            body.parameter = Some(parameter.clone());
            body.allowed.clone_from(allowed);
        }
        AppError::NotFound { suggestions, .. } => body.suggestions.clone_from(suggestions),
        _ => {}
    }
    let mut response = (error.status(), Json(body)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

fn page(error: &AppError, context: &PageContext, id: &str) -> Response {
    let (nl, en) = error.title();
    let title = context.lang.pick(nl, en);
    let main = html! {
        div class="prose error-page" {
            h1 { (title) }
            p class="lede" { (error.detail().get(context.lang)) }
            (hints(error, context))
            p {
                a href=(context.href(urls::HOME)) { (context.lang.pick("Naar de kaart van Nederland", "To the map of the Netherlands")) }
                " · "
                a href=(context.href(urls::AREAS)) { (context.lang.pick("Alle gebieden", "All areas")) }
                " · "
                a href=(context.href(urls::SEARCH)) { (context.lang.pick("Zoeken", "Search")) }
            }
            p class="secondary" {
                (context.lang.pick("Status", "Status")) " " (error.status().as_u16()) " · "
                (context.lang.pick("aanvraagnummer", "request number")) " " code { (id) }
            }
        }
    };
    (error.status(), layout::page(context, title, main)).into_response()
}

fn hints(error: &AppError, context: &PageContext) -> Markup {
    let pick = |nl: &'static str, en: &'static str| context.lang.pick(nl, en);
    html! {
        @match error {
            AppError::BadParameter { allowed, .. } if !allowed.is_empty() => {
                p { (pick("Toegestaan zijn:", "Allowed are:")) }
                ul { @for name in allowed { li { code { (name) } } } }
            }
            AppError::NotFound { suggestions, .. } if !suggestions.is_empty() => {
                p { (context.lang.pick("Bedoelt u misschien:", "Did you mean:")) }
                ul { @for one in suggestions { li { a href=(context.href(&one.href)) { (one.name) } } } }
            }
            _ => {}
        }
    }
}
