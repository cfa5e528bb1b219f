//! `/kennis/tijdlijn`: the designations on one time line, with a table that says the same.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, html};

use crate::atlas::Knowledge;
use crate::charts;
use crate::domain::Designation;
use crate::export::{timeline_columns, timeline_file};
use crate::text;
use crate::urls;
use crate::views::home::is_offered;
use crate::views::knowledge::{Moment, TimelineView, timeline};
use crate::web::components::table::PageTable;
use crate::web::components::{downloads, items};
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::Query;
use crate::web::parameters::table::TableParameters;
use crate::web::representation::download::Ask;
use crate::web::state::AppState;

/// Serves the page, or its table as a file.
pub async fn serve(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(TableParameters(style)): Query<TableParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let ask = Ask::of_table(&state, &headers, &ctx, style)?;
    let view = timeline(atlas, state.site().today().year());
    if ask.is_page() {
        return Ok(render(&ctx, atlas, &view).into_response());
    }
    ask.answer(timeline_file(atlas, ctx.lang, &view), "tijdlijn", Vec::new)
}

fn render(ctx: &PageContext, atlas: &Knowledge<'_>, view: &TimelineView<'_>) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Tijdlijn", "Time line");
    let lede = lang.pick(
        "Welke wijken het Rijk aanwees, wanneer, en wat eromheen gebeurde.",
        "Which neighbourhoods central government designated, when, and what happened around it.",
    );
    let main = html! {
        div class="stack" {
            (super::frame::breadcrumb(ctx, &[], title))
            h1 { (title) }
            p class="lede" { (lede) }
            figure {
                div class="timeline-scroll" tabindex="0" role="group" aria-label=(title) { (PreEscaped(charts::timeline_chart(lang, view))) }
                figcaption class="figure-source" { (lang.pick(
                    "Een balk is een aanwijzing; loopt hij gestreept door, dan is geen einddatum vastgesteld. Een punt is een dag, een streep een maand of jaar. Bronnen staan in de tabel.",
                    "A bar is a designation; where it goes on dashed, no end date was established. A dot is a day, a dash a month or year. The table has the sources.",
                )) }
            }
            (gap(ctx, atlas))
            (table(ctx, atlas, view))
            (downloads::of_page(ctx, title))
            @for one in view.bars.iter().filter(|one| !one.has_areas()) { (listed(ctx, atlas, one)) }
        }
    };
    super::frame::page(ctx, title, lede, &main)
}

/// The 40+: known to have existed, not known which.
fn gap(ctx: &PageContext, atlas: &Knowledge<'_>) -> Markup {
    html! {
        @if let Some(text) = atlas.programme.iter().find(|item| item.id == "forty-plus") {
            div class="notice" {
                p { b { (ctx.lang.pick("Wat hier ontbreekt: de 40+. ", "What is missing here: the 40+. ")) } (text.text.get(ctx.lang)) }
                (items::addresses(ctx, &text.sources))
            }
        }
    }
}

fn table(ctx: &PageContext, atlas: &Knowledge<'_>, view: &TimelineView<'_>) -> Markup {
    let lang = ctx.lang;
    PageTable::of(timeline_columns(lang))
        .boxed_as(lang.pick("Tijdlijn als tabel", "Time line as a table"))
        .rows_called(|moment| match *moment {
            Moment::Designation(_) => None,
            Moment::Note(note) => Some(&note.id),
        })
        .drawn(lang.pick("Wanneer", "When"), |moment| html! {
            @match *moment {
                Moment::Designation(one) => (text::dates_of(lang, one)),
                Moment::Note(note) => (super::programme::period(ctx, &note.period)),
            }
        })
        .show("wat")
        .naming_rows()
        .written(|moment, cell| html! {
            @match *moment {
                Moment::Designation(one) => {
                    b { (cell.shown(lang)) }
                    @if is_offered(atlas, one) {
                        " " a href=(ctx.href(urls::HOME.query("aanwijzing", one.id.as_str()))) { (lang.pick("op de kaart", "on the map")) }
                    }
                }
                Moment::Note(_) => (cell.shown(lang)),
            }
        })
        .show("toelichting")
        .headed(lang.pick("Toelichting en bron", "Note and source"))
        .marked(|moment, _| html! {
            @match *moment {
                Moment::Designation(one) => (items::addresses(ctx, std::slice::from_ref(&one.source))),
                Moment::Note(note) => {
                    @if !note.items.is_empty() { (items::sources(ctx, atlas, &note.items)) }
                    (items::addresses(ctx, &note.sources))
                }
            }
        })
        .render("table timeline-table", view.moments.iter().copied())
}

/// The neighbourhoods of a list by name, with where each lies now.
fn listed(ctx: &PageContext, atlas: &Knowledge<'_>, list: &Designation) -> Markup {
    let lang = ctx.lang;
    html! {
        details class="disclosure" id={ "de-" (list.id) } {
            summary { (list.name.get(lang)) }
            ul class="columns" {
                @for item in atlas.listed_by(list) {
                    li {
                        (item.city) ": " (item.name)
                        @if !item.postcodes.is_empty() { " (" (item.postcodes.join(", ")) ")" }
                        @if let Some((_, area)) = item.area.as_ref().and_then(|slug| atlas.area(slug.as_str())) {
                            " " a href=(ctx.href(urls::area(&area.area.slug))) {
                                (lang.pick("nu in een ", "now in a ")) (text::area_called(lang, atlas.named_by(&area.area)))
                                span class="visually-hidden" { ": " (item.name) }
                            }
                        }
                    }
                }
            }
        }
    }
}
