//! `/eigen-gebied`: the profile of any selection of wijken and buurten, and the page on which it is put together.

mod drawing;
mod page;
mod parts;
mod selection;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use crate::atlas::Atlas;
use crate::domain::{OwnKey, RegionCode, Text};
use crate::geometry::{DrawnShape, ShapeError};
use crate::views::pick::PickView;
use crate::views::place::carried_name;
use crate::views::profile::{self, ProfileView};

use super::profile::files;
use crate::urls::{self, Address};
use crate::web::components::elsewhere;
use crate::web::error::AppError;
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::place_errors::{selection, texts, told};
use crate::web::parameters::practice;
use crate::web::parameters::query::Query;
use crate::web::representation::download::{self, Ask};
use crate::web::state::{AppState, ReleaseState};

use crate::web::parameters::own_area::{
    OwnParameters, PickParameters, codes_in, codes_of, nothing_named, pick_address, split_list,
};
use crate::web::representation::bodies::own_area::own_area_json;

/// Asks search engines to leave the page out: it is one reader's selection, under a name of that reader's choice.
const UNLISTED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));

/// `/eigen-gebied`: the profile of a selection, as page, JSON or file by extension or `Accept`; without a selection the
/// page to make one.
pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(parameters): Query<OwnParameters>,
) -> Result<Response, AppError> {
    let (_, format) = negotiate::asked(&context.path, &headers, &Format::EVERY)?;
    if parameters.is_empty() && format == Format::Html {
        return pick_page(&state.served(), &context, &PickParameters::default(), None);
    }
    let ask = Ask { state: &state, headers: &headers, format, style: parameters.style() };
    profile(&ask, &context, &parameters)
}

/// `/eigen-gebied/kiezen`: the page on which a place is put together. Every change is an address; what can be written
/// shorter or in order is sent on to the address that does.
pub async fn pick(
    State(state): State<AppState>,
    context: PageContext,
    Query(parameters): Query<PickParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let given = codes_in(atlas, &parameters.codes)?;
    let selection = atlas.selection(&given).map_err(|error| selection(atlas, &error))?;
    let changed = match change(atlas, &selection, &parameters)? {
        Ok(changed) => changed,
        Err(problem) => {
            let parameters = PickParameters { codes: texts(&selection), ..parameters };
            return pick_page(&served, &context, &parameters, Some(&problem));
        }
    };
    if changed != given || parameters.changes() {
        let target = pick_address(&changed, parameters.gemeente, parameters.name.as_deref());
        return Ok(sent_on(&context, &target));
    }
    pick_page(&served, &context, &parameters, None)
}

/// The selection after what was asked: a code put in or taken out, a list added, a shape added. The inner error is for
/// the page: what to tell the reader.
fn change(
    atlas: &Atlas,
    selection: &[RegionCode],
    parameters: &PickParameters,
) -> Result<Result<Vec<RegionCode>, Text>, AppError> {
    let union = |more: Vec<RegionCode>| atlas.selection(&[selection, &more].concat()).map_err(|error| told(&error));
    if let Some(code) = &parameters.toggle {
        let code = codes_in(atlas, std::slice::from_ref(code))?;
        let Some(&code) = code.first() else { return Ok(Ok(selection.to_vec())) };
        return Ok(atlas.toggled(selection, code).map_err(|error| told(&error)));
    }
    if let Some(list) = &parameters.list {
        return Ok(match codes_in(atlas, &split_list(list)) {
            Ok(codes) => union(codes),
            Err(AppError::NotFound { detail, .. }) => Err(detail),
            Err(error) => return Err(error),
        });
    }
    if let Some(shape) = &parameters.shape {
        return Ok(drawn(atlas, shape).and_then(union));
    }
    Ok(Ok(selection.to_vec()))
}

/// The codes in a drawn shape.
fn drawn(atlas: &Atlas, text: &str) -> Result<Vec<RegionCode>, Text> {
    let shape: DrawnShape = text.parse().map_err(|error: ShapeError| shape_told(&error))?;
    let codes = atlas.selection_in(&shape).map_err(|error| told(&error))?;
    if codes.is_empty() { Err(nothing_inside()) } else { Ok(codes) }
}

/// The profile itself, or where it stands.
fn profile(ask: &Ask<'_>, context: &PageContext, parameters: &OwnParameters) -> Result<Response, AppError> {
    let served = ask.state.served();
    let atlas = &served.atlas;
    let mut given = codes_of(atlas, &parameters.codes, parameters.vintage)?;
    if let Some(list) = &parameters.list {
        given.extend(codes_in(atlas, &split_list(list))?);
    }
    if let Some(shape) = &parameters.shape {
        given.extend(drawn(atlas, shape).map_err(AppError::BadRequest)?);
    }
    let codes = atlas.selection(&given).map_err(|error| selection(atlas, &error))?;
    if codes.is_empty() {
        return Err(nothing_named());
    }
    // The form that the address names stays in it.
    let path = context.path.as_str();
    if codes != given || parameters.shape.is_some() || parameters.list.is_some() {
        let kept: Vec<(&str, &str)> = parameters.kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
        return Ok(sent_on(
            context,
            &urls::selection(Address::requested(path), &codes, parameters.name.as_deref(), atlas.mark()).queries(kept),
        ));
    }
    let place = atlas.kept_place(&codes);
    let mut name = parameters.name.clone().unwrap_or_else(|| profile::default_name(atlas, &codes, context.lang));
    let written = parameters.vintage.unwrap_or_else(|| atlas.unmarked());
    if !atlas.is_base(written) {
        name = carried_name(&name, written, context.lang);
    }
    let address = urls::selection(urls::OWN_AREA, &codes, parameters.name.as_deref(), atlas.mark()).to_string();
    let is_file = !matches!(ask.format, Format::Html | Format::Json);
    let wish = parameters.wish();
    if !is_file {
        wish.only_for_files()?;
    }
    if ask.format == Format::Json {
        let mut response = own_area_json(atlas, &place, (name.as_str(), address))?;
        response.headers_mut().insert(UNLISTED.0, UNLISTED.1);
        return Ok(response);
    }
    let edit = pick_address(&codes, None, parameters.name.as_deref());
    let choices = if is_file { parameters.choices(atlas)? } else { parameters.choices_of_page(atlas)? };
    let key = OwnKey { vintage: atlas.mark(), codes, name: parameters.name.clone() }.to_string();
    let view =
        profile::build_own(atlas, &place, (name.as_str(), address, edit.to_string()), key, context.lang, choices)
            .ok_or_else(|| AppError::Internal("a selection without a profile".into()))?;
    let mut response = if is_file {
        let name = format!("eigen-gebied-{}", download::file_name(view.name));
        files::answer(ask, &view, &wish, &name)?
    } else {
        page(&served, context, &view)?
    };
    response.headers_mut().insert(UNLISTED.0, UNLISTED.1);
    Ok(response)
}

fn page(served: &ReleaseState, context: &PageContext, view: &ProfileView<'_>) -> Result<Response, AppError> {
    let (atlas, about) = (served.atlas.as_ref(), served.content.as_ref());
    let seen = practice::place(atlas, about, &view.key, context.lang)?;
    let practice = super::profile::page::Practice {
        elsewhere: elsewhere::suggestions(context, atlas, about, &seen),
        here: elsewhere::here(context, atlas, about, &seen),
        // Nobody sends in anything about a place of somebody's own, and no news names it.
        sent_in: html! {},
        news: html! {},
        head: html! {},
    };
    Ok(super::profile::page::render(context, view, &practice).into_response())
}

fn pick_page(
    served: &ReleaseState,
    context: &PageContext,
    parameters: &PickParameters,
    problem: Option<&Text>,
) -> Result<Response, AppError> {
    let atlas = &served.atlas;
    let codes = codes_in(atlas, &parameters.codes)?;
    let search = parameters.search.as_deref().unwrap_or_default();
    let view = PickView::build(atlas, &codes, parameters.gemeente, search);
    let page = selection::Page { served, context, parameters, view: &view, problem };
    let mut response = page.render().into_response();
    if !codes.is_empty() {
        response.headers_mut().insert(UNLISTED.0, UNLISTED.1);
    }
    Ok(response)
}

fn sent_on(context: &PageContext, target: &Address) -> Response {
    Redirect::to(&context.href(target)).into_response()
}

fn nothing_inside() -> Text {
    Text {
        nl: "Geen enkele buurt ligt voor ten minste de helft in deze vorm. Teken de vorm ruimer.".to_owned(),
        en: "No neighbourhood lies in this shape for at least half of its surface. Draw a wider shape.".to_owned(),
    }
}

fn shape_told(error: &ShapeError) -> Text {
    let (nl, en) = match error {
        ShapeError::Corner(at) => (
            format!(
                "Hoek {at} van de vorm is niet te lezen. Schrijf lengte en breedte met een komma ertussen, en hoeken met een puntkomma ertussen."
            ),
            format!(
                "Corner {at} of the shape cannot be read. Write longitude and latitude with a comma between them, and corners with a semicolon between them."
            ),
        ),
        ShapeError::Outside(at) => (
            format!("Hoek {at} van de vorm ligt buiten Nederland."),
            format!("Corner {at} of the shape lies outside the Netherlands."),
        ),
        ShapeError::TooFew => {
            ("Een vorm heeft ten minste drie hoeken.".to_owned(), "A shape has at least three corners.".to_owned())
        }
        ShapeError::TooMany(count) => (
            format!("Een vorm heeft ten hoogste 200 hoeken; deze heeft er {count}."),
            format!("A shape has at most 200 corners; this one has {count}."),
        ),
        ShapeError::CrossesItself => (
            "De rand van de vorm kruist of raakt zichzelf. Teken de vorm opnieuw, zonder kruising.".to_owned(),
            "The outline of the shape crosses or touches itself. Draw it again without a crossing.".to_owned(),
        ),
        ShapeError::TooSmall => (
            "De vorm is kleiner dan een hectare. Teken de vorm ruimer.".to_owned(),
            "The shape is smaller than a hectare. Draw a wider shape.".to_owned(),
        ),
    };
    Text { nl, en }
}
