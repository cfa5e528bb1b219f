//! `/eigen-gebied`: the profile of any selection of wijken and buurten, and the page on which it is put together.

mod drawing;
mod page;
mod parameters;
mod parts;

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::domain::{Lang, Level, OwnKey, RegionCode, Text};
use crate::geometry::{DrawnShape, ShapeError};
use crate::text;
use crate::views::pick::PickView;
use crate::views::place::{own_address, query_value};
use crate::views::profile::{self, OwnView, ProfileView};

use super::place::OFFERED;
use super::praktijk::elsewhere;
use super::profile_files;
use crate::web::api;
use crate::web::context::PageContext;
use crate::web::download::{self, Ask};
use crate::web::error::AppError;
use crate::web::negotiate::{self, Format};
use crate::web::place_key::{selection, texts, told};
use crate::web::practice_query;
use crate::web::query::Query;
use crate::web::state::{AppState, Served};

pub use parameters::{OwnParameters, PickParameters};
use parameters::{codes_in, pick_address};

/// Asks search engines to leave the page out: it is one reader's selection, under a name of that reader's choice.
const UNLISTED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));

/// `/eigen-gebied`: the profile of a selection, as page, JSON or file by extension or `Accept`; without a selection the
/// page to make one.
///
/// # Errors
/// 400 for a shape or name that cannot be read and for more members than allowed, 404 naming unknown codes.
pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(parameters): Query<OwnParameters>,
) -> Result<Response, AppError> {
    let (_, format) = negotiate::asked(&context.path, &headers, &OFFERED)?;
    if parameters.is_empty() && format == Format::Html {
        return pick_page(&state.served(), &context, &PickParameters::default(), None);
    }
    let ask = Ask { state: &state, headers: &headers, format, style: parameters.style() };
    profile(&ask, &context, parameters).await
}

/// `/eigen-gebied/kiezen`: the page on which a place is put together. Every change is an address; what can be written
/// shorter or in order is sent on to the address that does.
///
/// # Errors
/// 404 naming unknown codes in the address. What is wrong with a list, a shape or a size is said on the page.
pub async fn pick(
    State(state): State<AppState>,
    context: PageContext,
    Query(parameters): Query<PickParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let given = codes_in(atlas, &parameters.codes)?;
    let selection = atlas.selection(&given).map_err(|error| selection(atlas, &error))?;
    let changed = match change(Arc::clone(&served), &selection, &parameters).await? {
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
async fn change(
    served: Arc<Served>,
    selection: &[RegionCode],
    parameters: &PickParameters,
) -> Result<Result<Vec<RegionCode>, Text>, AppError> {
    let atlas = &served.atlas;
    let union = |more: Vec<RegionCode>| atlas.selection(&[selection, &more].concat()).map_err(|error| told(&error));
    if let Some(code) = &parameters.toggle {
        let code = codes_in(atlas, std::slice::from_ref(code))?;
        let Some(&code) = code.first() else { return Ok(Ok(selection.to_vec())) };
        return Ok(atlas.toggled(selection, code).map_err(|error| told(&error)));
    }
    if let Some(list) = &parameters.list {
        return Ok(match codes_in(atlas, &parameters::split_list(list)) {
            Ok(codes) => union(codes),
            Err(AppError::NotFound { detail, .. }) => Err(detail),
            Err(error) => return Err(error),
        });
    }
    if let Some(shape) = &parameters.shape {
        return Ok(match drawn(Arc::clone(&served), shape.clone()).await? {
            Ok(codes) => union(codes),
            Err(problem) => Err(problem),
        });
    }
    Ok(Ok(selection.to_vec()))
}

/// The codes in a drawn shape. Hundreds of outlines may have to be cut: not on a thread that answers requests.
async fn drawn(served: Arc<Served>, text: String) -> Result<Result<Vec<RegionCode>, Text>, AppError> {
    let find = move || -> Result<Vec<RegionCode>, Text> {
        let shape: DrawnShape = text.parse().map_err(|error: ShapeError| shape_told(&error))?;
        let codes = served.atlas.selection_in(&shape).map_err(|error| told(&error))?;
        if codes.is_empty() { Err(nothing_inside()) } else { Ok(codes) }
    };
    tokio::task::spawn_blocking(find).await.map_err(|error| AppError::Internal(error.to_string()))
}

/// The profile itself, or where it stands.
async fn profile(ask: &Ask<'_>, context: &PageContext, parameters: OwnParameters) -> Result<Response, AppError> {
    let served = ask.state.served();
    let atlas = &served.atlas;
    let mut given = codes_in(atlas, &parameters.codes)?;
    if let Some(list) = &parameters.list {
        given.extend(codes_in(atlas, &parameters::split_list(list))?);
    }
    if let Some(shape) = parameters.shape.clone() {
        given.extend(drawn(Arc::clone(&served), shape).await?.map_err(AppError::BadRequest)?);
    }
    let codes = atlas.selection(&given).map_err(|error| selection(atlas, &error))?;
    if codes.is_empty() {
        return Err(nothing_named());
    }
    // The form that the address names stays in it.
    let path = context.path.as_str();
    if codes != given || parameters.shape.is_some() || parameters.list.is_some() {
        let kept: Vec<(&str, &str)> = parameters.kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
        return Ok(sent_on(context, &own_address(path, &codes, parameters.name.as_deref(), &kept)));
    }
    let place = atlas.kept_place(&codes);
    let name = parameters.name.clone().unwrap_or_else(|| profile::default_name(atlas, &codes, context.lang));
    let address = own_address("/eigen-gebied", &codes, parameters.name.as_deref(), &[]);
    let is_file = !matches!(ask.format, Format::Html | Format::Json);
    let wish = parameters.wish();
    if !is_file {
        wish.only_for_files()?;
    }
    if ask.format == Format::Json {
        let mut response = api::own_area_json(atlas, &place, (name.as_str(), address))?;
        response.headers_mut().insert(UNLISTED.0, UNLISTED.1);
        return Ok(response);
    }
    let edit = pick_address(&codes, None, parameters.name.as_deref());
    let choices = parameters.choices(atlas)?;
    let key = OwnKey { codes, name: parameters.name.clone() }.to_string();
    let view = profile::build_own(atlas, &place, (name.as_str(), address, edit), key, context.lang, choices)
        .ok_or_else(|| AppError::Internal("a selection without a profile".into()))?;
    let mut response = if is_file {
        let name = format!("eigen-gebied-{}", download::file_name(view.name));
        profile_files::answer(ask, &view, &wish, &name)?
    } else {
        page(&served, context, &view)?
    };
    response.headers_mut().insert(UNLISTED.0, UNLISTED.1);
    Ok(response)
}

/// The selection that codes make, as [`Atlas::selection`] writes it.
///
/// # Errors
/// 404 naming unknown codes; 400 without any code and for more members than allowed.
pub fn selected_codes(atlas: &Atlas, codes: &[String]) -> Result<Vec<RegionCode>, AppError> {
    let given = codes_in(atlas, codes)?;
    let selection = atlas.selection(&given).map_err(|error| selection(atlas, &error))?;
    if selection.is_empty() { Err(nothing_named()) } else { Ok(selection) }
}

fn nothing_named() -> AppError {
    AppError::BadRequest(Text {
        nl: "Noem ten minste één wijk of buurt: /eigen-gebied?code=WK034403".to_owned(),
        en: "Name at least one district or neighbourhood: /eigen-gebied?code=WK034403".to_owned(),
    })
}

fn page(served: &Served, context: &PageContext, view: &ProfileView<'_>) -> Result<Response, AppError> {
    let (atlas, about) = (served.atlas.as_ref(), served.content.as_ref());
    let seen = practice_query::place(atlas, about, &view.key, context.lang)?;
    let practice = super::profile::Practice {
        elsewhere: elsewhere::suggestions(context, atlas, about, &seen),
        here: elsewhere::here(context, atlas, about, &seen),
        // Nobody sends in anything about a place of somebody's own, and no news names it.
        sent_in: html! {},
        news: html! {},
        head: html! {},
    };
    Ok(super::profile::render(context, view, &practice).into_response())
}

fn pick_page(
    served: &Served,
    context: &PageContext,
    parameters: &PickParameters,
    problem: Option<&Text>,
) -> Result<Response, AppError> {
    let atlas = &served.atlas;
    let codes = codes_in(atlas, &parameters.codes)?;
    let search = parameters.search.as_deref().unwrap_or_default();
    let view = PickView::build(atlas, &codes, parameters.gemeente, search);
    let page = page::Page { served, context, parameters, view: &view, problem };
    let mut response = page.render().into_response();
    if !codes.is_empty() {
        response.headers_mut().insert(UNLISTED.0, UNLISTED.1);
    }
    Ok(response)
}

fn sent_on(context: &PageContext, target: &str) -> Response {
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

/// What the place is, in one line: "Eigen gebied: 2 wijken en 3 buurten in Utrecht".
pub(super) fn kind(lang: Lang, own: &OwnView<'_>) -> String {
    let counted = |count: usize, level| format!("{count} {}", text::level_name(lang, level, count != 1));
    let parts: Vec<String> = [(own.wijken, Level::Wijk), (own.buurten, Level::Buurt)]
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, level)| counted(count, level))
        .collect();
    let parts = parts.join(lang.pick(" en ", " and "));
    let places = match own.gemeenten.as_slice() {
        [] => String::new(),
        few if few.len() <= 3 => format!(" in {}", few.join(", ")),
        many => format!(" in {} {}", many.len(), text::level_name(lang, Level::Gemeente, true)),
    };
    format!("{}: {parts}{places}", lang.pick("Eigen gebied", "Own area"))
}

/// What a reader can do with a profile: print the briefing, compare it, change its members, make an area of one's own of it.
pub(super) fn actions(context: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = context.lang;
    if let Some(own) = &view.own {
        return html! {
            p class="profile-actions" {
                a class="button button-quiet" href=(context.href(&own.edit)) { (lang.pick("Wijzig de selectie", "Change the selection")) }
                a class="button button-quiet" rel="nofollow" href=(context.href(&format!("/vergelijk?gebied={}", query_value(&view.key)))) { (lang.pick("Vergelijk", "Compare")) }
            }
            p class="secondary" {
                (lang.pick(
                    "Dit gebied bestaat alleen in het adres van deze pagina. Wie het adres heeft, ziet hetzelfde. Een hele wijk krijgt het gepubliceerde cijfer van de wijk.",
                    "This area exists only in the address of this page. Whoever has the address sees the same. A whole district gets the published figure of the district.",
                ))
            }
        };
    }
    let key = &view.key;
    let codes = view.atlas.codes_of(view.place);
    let offered = view.atlas.selection(&codes).ok().filter(|codes| !codes.is_empty());
    html! {
        p class="profile-actions" {
            a class="button button-quiet" href=(context.href(&format!("{}/briefing", view.address))) {
                (lang.pick("Briefing, twee pagina's om af te drukken", "Briefing, two pages for printing"))
            }
            a class="button button-quiet" href=(context.href(&format!("/vergelijk?gebied={key}"))) { (lang.pick("Vergelijk", "Compare")) }
            @if let Some(codes) = offered {
                a class="button button-quiet" rel="nofollow" href=(context.href(&pick_address(&codes, None, None))) {
                    (lang.pick("Maak hiervan een eigen gebied", "Make this an area of your own"))
                }
            }
        }
    }
}
