//! The briefing of a place at `/gebieden/{slug}/briefing` and under gemeenten, wijken and buurten: two pages of A4 that
//! stand alone on paper.

mod figures;
mod first;
mod second;
mod sheets;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use crate::atlas::Place;
use crate::domain::{Lang, Level};
use crate::text;
use crate::urls;
use crate::views::briefing::{self};
use crate::views::profile::Row;

use crate::web::assets;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::practice;
use crate::web::parameters::profile::{GAP, gap_indicator, region_of};
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::parameters::suggestions::unknown_place;
use crate::web::representation::layout::{self, Frame};
use crate::web::state::AppState;
use sheets::Sheets;

/// Pages of paper.
const PAGES: usize = 2;

#[derive(Clone, Debug)]
struct BriefingParameters {
    /// Indicator of the gap chart, by id.
    gap: Option<String>,
}

impl Parameters for BriefingParameters {
    const NAMES: &'static [&'static str] = &[GAP];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { gap: fields.get(GAP).map(str::to_owned) })
    }
}

pub(super) fn routes() -> Router<AppState> {
    let levels = [
        (urls::GEMEENTE_BRIEFING, Level::Gemeente),
        (urls::WIJK_BRIEFING, Level::Wijk),
        (urls::BUURT_BRIEFING, Level::Buurt),
    ];
    let of_areas = Router::new().route(urls::AREA_BRIEFING.pattern(), get(area));
    levels.into_iter().fold(of_areas, |router, (route, level)| {
        let serve = move |State(state): State<AppState>,
                          context: PageContext,
                          Path(code): Path<String>,
                          headers: HeaderMap,
                          Query(parameters): Query<BriefingParameters>| async move {
            let served = state.served();
            let place = region_of(&served.atlas, &code, level)?;
            page(&state, (&context, &headers), (&place, place_key(&place, &code).as_str()), &parameters)
        };
        router.route(route.pattern(), get(serve))
    })
}

async fn area(
    State(state): State<AppState>,
    context: PageContext,
    Path(slug): Path<String>,
    headers: HeaderMap,
    Query(parameters): Query<BriefingParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let found = atlas.area(&slug).and_then(|(index, _)| atlas.place_of_area(index));
    let place = found.ok_or_else(|| unknown_place(atlas, &slug))?;
    page(&state, (&context, &headers), (place, &slug), &parameters)
}

/// The code as addresses write it.
fn place_key(place: &Place, text: &str) -> String {
    match place.id {
        crate::atlas::PlaceId::Region(code) => code.to_string(),
        _ => text.to_owned(),
    }
}

fn page(
    state: &AppState,
    (context, headers): (&PageContext, &HeaderMap),
    (place, key): (&Place, &str),
    parameters: &BriefingParameters,
) -> Result<Response, AppError> {
    let served = state.served();
    let (atlas, library) = (served.atlas.as_ref(), served.content.as_ref());
    let gap = parameters.gap.as_deref().map(|id| gap_indicator(atlas, id)).transpose()?;
    let view = briefing::build(atlas, (place, key), context.lang, gap).ok_or_else(|| unknown_place(atlas, key))?;
    let seen = practice::place(atlas, library, key, context.lang)?;
    let mut examples = seen.suggestions(atlas, library);
    examples.truncate(briefing::EXAMPLES);
    let (base, today) = (state.site().base(headers), state.site().today().to_string());
    let sheets = Sheets { context, atlas, view: &view, examples: &examples, base: &base, today: &today };
    let main = sheets.render()?;
    // As with profiles: editors may publish an example at any moment.
    Ok(([(CACHE_CONTROL, "no-cache")], main).into_response())
}

impl<'a> Sheets<'a> {
    /// Every figure on the pages, in the order of the catalogue.
    fn rows(&self) -> impl Iterator<Item = &'a Row<'a>> {
        let view = self.view;
        view.figures.iter().filter_map(|&at| view.row(at))
    }

    fn lang(&self) -> Lang {
        self.context.lang
    }

    fn render(&self) -> Result<Markup, AppError> {
        let lang = self.lang();
        let name = self.view.profile.name;
        let main = html! {
            article class="briefing" {
                (self.tools())
                (self.sheet(1, &first::body(self)?))
                (self.sheet(2, &second::body(self)))
            }
        };
        let title = format!("Briefing: {name}");
        let description = match lang {
            Lang::Nl => format!("Briefing van twee pagina's over {name}, om af te drukken."),
            Lang::En => format!("Briefing of two pages about {name}, for printing."),
        };
        let head = html! { link rel="stylesheet" href=(assets::url("briefing.css")); };
        let frame = Frame { description: Some(&description), head: Some(&head), ..Frame::default() };
        Ok(layout::framed(self.context, &title, frame, &main))
    }

    /// What stands above the pages on a screen.
    fn tools(&self) -> Markup {
        let lang = self.lang();
        let profile = &self.view.profile;
        html! {
            div class="briefing-tools" {
                nav class="breadcrumb" aria-label=(lang.pick("Kruimelpad", "Breadcrumb")) {
                    ol {
                        @for crumb in &profile.trail { li { a href=(self.context.href(&crumb.href)) { (crumb.name) } } }
                        li { a href=(self.context.href(&profile.address)) { (profile.name) } }
                        li aria-current="page" { "Briefing" }
                    }
                }
                p {
                    (lang.pick(
                        "Deze briefing past op precies twee pagina's A4, staand. Afdrukken gaat via het menu van uw browser of met Ctrl+P; daar kunt u ook een PDF bewaren.",
                        "This briefing fits on exactly two A4 pages, portrait. Print it from the menu of your browser or with Ctrl+P; there you can also save a PDF.",
                    ))
                }
                p class="profile-actions" {
                    button class="button" type="button" data-print hidden { (lang.pick("Afdrukken", "Print")) }
                    a class="button button-quiet" href=(self.context.href(&profile.address)) {
                        (lang.pick("Terug naar het profiel", "Back to the profile"))
                    }
                }
            }
        }
    }

    /// A page of paper: the name of the place on top, where and when it is from at the foot.
    fn sheet(&self, number: usize, body: &Markup) -> Markup {
        let lang = self.lang();
        let profile = &self.view.profile;
        let imported = self.atlas.imported_at.get(..10).unwrap_or(&self.atlas.imported_at);
        let (of, pages) = (lang.pick("van", "of"), PAGES);
        html! {
            section class={ "sheet sheet-" (number) } aria-label={ (lang.pick("Pagina ", "Page ")) (number) " " (of) " " (pages) } {
                div class="sheet-head" {
                    span class="sheet-name" { (profile.name) }
                    span { "wijkwijzer · briefing" }
                    span { (lang.pick("pagina ", "page ")) (number) " " (of) " " (pages) }
                }
                (body)
                div class="sheet-foot" {
                    span { (self.base) (self.context.href(format!("{}/briefing", profile.address))) }
                    span { (lang.pick("uitgave ", "release ")) (self.atlas.release) ", " (text::date(lang, imported)) }
                    span { (lang.pick("afgedrukt ", "printed ")) (text::date(lang, self.today)) }
                }
            }
        }
    }
}
