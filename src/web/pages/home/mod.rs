//! `/`: the map of the focus areas, the list beside it, the search.

mod labels;

use axum::extract::State;
use maud::{Markup, html};

use crate::domain::{Designation, Lang};
use crate::text;
use crate::views::home::{self, HomeArea, HomeView};

use crate::web::caches::outlines::Outlines;
use crate::web::components::{map, search, source};
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::representation::layout::{self, Frame};
use crate::web::state::AppState;

/// Size of names on the drawing, and what a dot keeps free of the names of others, in SVG units.
const NAME_SIZE: f64 = 14.0;
const DOT: f64 = 9.0;
/// A telephone shows the drawing about this wide, with names of this size, and the buttons of the map over it (in CSS
/// pixels).
const PHONE: f64 = 344.0;
const PHONE_NAME: f64 = 12.0;
const PHONE_DOT: f64 = 12.0;
const PHONE_BUTTONS: [f64; 2] = [56.0, 152.0];

/// Parameters of the page.
#[derive(Clone, Debug)]
pub struct HomeParameters {
    shown: Option<String>,
}

impl Parameters for HomeParameters {
    const NAMES: &'static [&'static str] = &["aanwijzing"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { shown: fields.get("aanwijzing").map(str::to_owned) })
    }
}

pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    Query(parameters): Query<HomeParameters>,
) -> Result<Markup, AppError> {
    let served = state.served();
    let shown = parameters.shown.as_deref();
    let view = home::build(&served.atlas, shown)
        .map_err(|known| AppError::bad_parameter("aanwijzing", shown.unwrap_or_default(), &known.join(", ")))?;
    Ok(render(&context, &view, served.outlines()))
}

/// Where the areas and their names stand on the drawing.
struct Places {
    points: Vec<[f64; 2]>,
    labels: Vec<Option<labels::Label>>,
    /// The same for a telephone.
    phone: Vec<Option<labels::Label>>,
}

fn places(view: &HomeView<'_>, outlines: &Outlines) -> Places {
    let Some(frame) = outlines.frame() else {
        return Places { points: Vec::new(), labels: Vec::new(), phone: Vec::new() };
    };
    let points: Vec<[f64; 2]> = view.areas.iter().map(|area| frame.project_point(area.point)).collect();
    let names: Vec<&str> = view.areas.iter().map(|area| area.name).collect();
    let sheet =
        labels::Sheet { width: frame.width, height: frame.height, size: NAME_SIZE, dot: DOT, buttons: [0.0; 2] };
    let labels = labels::place(&points, &names, sheet);
    let pixel = frame.width / PHONE;
    let sheet = labels::Sheet {
        size: PHONE_NAME * pixel,
        dot: PHONE_DOT * pixel,
        buttons: PHONE_BUTTONS.map(|side| side * pixel),
        ..sheet
    };
    let phone = labels::place(&points, &names, sheet);
    Places { points, labels, phone }
}

fn render(context: &PageContext, view: &HomeView<'_>, outlines: &Outlines) -> Markup {
    let lang = context.lang;
    let places = places(view, outlines);
    let purpose = &purpose(lang, view);
    let main = html! {
        div class="home" {
            section class="home-intro" {
                h1 { (lang.pick("Van de kaart naar wat er is geprobeerd", "From the map to what was tried")) }
                p class="lede" { (purpose) }
                (search::form(context, "zoek", ""))
                (switch(context, view))
            }
            section class="home-map" aria-label=(lang.pick("Kaart van de gebieden", "Map of the areas")) {
                (live_map(context, view, outlines, &places))
                p class="figure-source" { (source::outlines(lang, outlines.base())) }
            }
            section class="home-list" aria-labelledby="gebieden" {
                h2 id="gebieden" { (heading(context, view)) }
                (list(context, view, &places))
            }
        }
    };
    layout::framed(
        context,
        "wijkwijzer",
        Frame { wide: true, description: Some(purpose.as_str()), ..Frame::default() },
        &main,
    )
}

/// What the site is for: the areas of every programme, and every neighbourhood.
fn purpose(lang: Lang, view: &HomeView<'_>) -> String {
    let areas = |one: &&Designation| {
        format!("{}{} ({})", lang.pick("de ", "the "), text::areas_called(lang, Some(one)), one.programme().get(lang))
    };
    let areas: Vec<String> = view.programmes.iter().map(areas).collect();
    let areas = if areas.is_empty() { String::new() } else { areas.join(", ") + lang.pick(" en in ", " and in ") };
    match lang {
        Lang::Nl => {
            format!("Zie hoe het gaat in {areas}elke buurt van Nederland, en wat er in zulke gebieden is geprobeerd.")
        }
        Lang::En => format!(
            "See how things stand in {areas}every neighbourhood of the Netherlands, and what was tried in places like these."
        ),
    }
}

fn heading(context: &PageContext, view: &HomeView<'_>) -> String {
    let lang = context.lang;
    match (view.shown, view.areas.len()) {
        (shown, 1) => text::capitalise(text::area_called(lang, shown)),
        (shown, number) if number < view.all => {
            format!("{number} {} {} {}", lang.pick("van de", "of the"), view.all, text::areas_called(lang, shown))
        }
        (shown, number) => format!("{} {number} {}", lang.pick("De", "The"), text::areas_called(lang, shown)),
    }
}

fn switch(context: &PageContext, view: &HomeView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        div class="home-switch" {
            p class="label" id="aanwijzing" { (lang.pick("Welke aanwijzing?", "Which designation?")) }
            nav class="switch" aria-labelledby="aanwijzing" {
                @for &(choice, number) in &view.choices {
                    a href=(context.with(&[("aanwijzing", (Some(choice) != view.leads).then(|| choice.id.as_str()))]))
                        aria-current=[(Some(choice) == view.shown).then_some("true")] {
                        b { (number) }
                        (text::called_by_number(lang, Some(choice), number))
                        small { (text::dates_of(lang, choice)) }
                    }
                }
            }
            @if let Some(shown) = view.shown {
                details class="home-designation" {
                    summary { (lang.pick("Over deze aanwijzing", "About this designation")) }
                    p { b { (shown.programme().get(lang)) } ". " (shown.text.get(lang)) }
                    @if !shown.source.is_empty() { p class="figure-source" { (lang.pick("Bron: ", "Source: ")) (link(&shown.source)) } }
                }
            }
        }
    }
}

fn link(source: &str) -> Markup {
    html! {
        @if source.starts_with("http") { a href=(source) rel="external" { (source) } } @else { (source) }
    }
}

fn list(context: &PageContext, view: &HomeView<'_>, places: &Places) -> Markup {
    let lang = context.lang;
    let side = |labels: &[Option<labels::Label>], at: usize| labels.get(at).copied().flatten().map(|label| label.side);
    html! {
        @if let (Some(total), Some((declared, _))) = (view.inhabitants, view.period) {
            p class="secondary home-total" {
                (lang.pick("Samen ", "Together ")) b { (text::number(lang, total, 0)) }
                (lang.pick(" inwoners in ", " inhabitants in ")) (text::period(lang, declared.period))
            }
        }
        ul class="area-list" {
            @for (position, area) in view.areas.iter().enumerate() {
                li {
                    a href=(context.href(&area.href)) data-area=(area.tile_id)
                        data-point=(format!("{:.5},{:.5}", area.point[0], area.point[1]))
                        data-anchor=[side(&places.labels, position)] data-anchor-phone=[side(&places.phone, position)] {
                        span class="area-name" { (area.name) }
                        span class="area-place secondary" { (area.gemeente) }
                        @if let Some(inhabitants) = area.inhabitants {
                            span class="area-count num" {
                                (text::number(lang, inhabitants, 0))
                                span class="visually-hidden" { (lang.pick(" inwoners", " inhabitants")) }
                            }
                        }
                    }
                }
            }
        }
        @if let Some((declared, source)) = view.period {
            p class="figure-source" { (source::published(lang, declared, source)) }
        }
    }
}

fn live_map(context: &PageContext, view: &HomeView<'_>, outlines: &Outlines, places: &Places) -> Markup {
    let ids: Vec<String> = view.areas.iter().map(|area| area.tile_id.to_string()).collect();
    let live = map::Live { kind: "home", vintage: outlines.base().vintage, data: vec![("areas", ids.join(","))] };
    map::shell(context, &live, &drawing(context, view, outlines, places))
}

fn drawing(context: &PageContext, view: &HomeView<'_>, outlines: &Outlines, places: &Places) -> Markup {
    let lang = context.lang;
    let Some(frame) = outlines.frame() else { return html! {} };
    let title = format!(
        "{} {}",
        lang.pick("Nederland met de", "The Netherlands with the"),
        text::areas_called(lang, view.shown)
    );
    html! {
        svg class="country" viewBox={ "0 0 " (frame.width) " " (frame.height) } role="group" aria-label=(title) {
            @if let Some(land) = outlines.land() {
                g class="land" aria-hidden="true" { @for (_, path) in &land.paths { path d=(path) {} } }
            }
            @for (area, (point, label)) in view.areas.iter().zip(places.points.iter().zip(&places.labels)) {
                (area_mark(context, area, area.index.and_then(|index| outlines.area(index)), *point, *label))
            }
        }
    }
}

fn area_mark(
    context: &PageContext,
    area: &HomeArea<'_>,
    outline: Option<&str>,
    [x, y]: [f64; 2],
    label: Option<labels::Label>,
) -> Markup {
    let tenth = |value: f64| format!("{value:.1}");
    html! {
        a class="area-mark" href=(context.href(&area.href)) data-area=(area.tile_id) {
            title { (area.name) }
            @if let Some(outline) = outline { path class="area-outline" d=(outline) {} }
            circle class="area-hit" cx=(tenth(x)) cy=(tenth(y)) r="17" {}
            circle class="area-dot" cx=(tenth(x)) cy=(tenth(y)) r="6" {}
            @if let Some(label) = label {
                text class="area-label" x=(tenth(label.x)) y=(tenth(label.y)) text-anchor=(label.anchor) font-size=(NAME_SIZE) { (area.name) }
            }
        }
    }
}
