//! What each release changed.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use crate::atlas::{Atlas, CatalogueChange, ReleaseChange, ReleaseSummary};
use crate::domain::Lang;
use crate::export::{changes_file, known_columns, known_rows, region_columns, region_rows};
use crate::text;
use crate::views::edition::Edition;
use crate::web::components::downloads;
use crate::web::components::table::PageTable;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::Query;
use crate::web::parameters::table::TableParameters;
use crate::web::representation::download::Ask;
use crate::web::representation::layout;
use crate::web::state::AppState;

/// Serves the page, or its table as a file.
pub async fn serve(
    State(state): State<AppState>,
    context: PageContext,
    headers: HeaderMap,
    Query(TableParameters(style)): Query<TableParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let ask = Ask::of_table(&state, &headers, &context, style)?;
    if ask.is_page() {
        return Ok(render(&context, atlas).into_response());
    }
    let words = |change: &_| words(context.lang, atlas, change);
    let document = changes_file(&Edition::of(atlas), context.lang, &atlas.changes, words);
    ask.answer(document, "wijzigingen", Vec::new)
}

pub fn render(ctx: &PageContext, atlas: &Atlas) -> Markup {
    let lang = ctx.lang;
    let main = html! {
        div class="reading" {
            h1 { (lang.pick("Wijzigingen", "Changes")) }
            p class="lede" {
                (lang.pick(
                    "Wat elke uitgave veranderde: nieuwe en vervallen cijfers, jaren, codes en aantallen.",
                    "What each release changed: new and ended figures, years, codes and counts.",
                ))
            }
            (downloads::of_page(ctx, lang.pick("aantallen en wijzigingen per uitgave", "counts and changes by release")))
            @for change in &atlas.changes { (release(lang, atlas, change)) }
        }
    };
    layout::page(ctx, lang.pick("Wijzigingen", "Changes"), main)
}

fn release(lang: Lang, atlas: &Atlas, change: &ReleaseChange) -> Markup {
    let summary = &change.summary;
    let [areas, practice, publications, events] = summary.content;
    let indicators = {
        let mut ids: Vec<&str> = summary.columns.iter().map(|(id, ..)| id.as_str()).collect();
        ids.dedup();
        ids.len()
    };
    let known = text::count(lang, summary.columns.iter().map(|(.., known)| *known as usize).sum());
    html! {
        section class="release" aria-labelledby={ "r-" (summary.release) } {
            h2 id={ "r-" (summary.release) } { (text::date(lang, &summary.imported_at)) " " code { (summary.release) } }
            p class="prose" {
                @match lang {
                    Lang::Nl => { (indicators) " cijfers in " (summary.columns.len()) " jaargangen, met " (known) " bekende waarden; " (areas) " gebieden, " (practice) " praktijkvoorbeelden, " (publications) " publicaties, " (events) " bijeenkomsten en oproepen." }
                    Lang::En => { (indicators) " figures in " (summary.columns.len()) " editions, with " (known) " known values; " (areas) " areas, " (practice) " practice examples, " (publications) " publications, " (events) " events and calls." }
                }
            }
            @if change.previous.is_none() {
                p class="secondary" { (lang.pick("Eerste uitgave: er is niets om mee te vergelijken.", "First release: there is nothing to compare with.")) }
            } @else if change.changes.is_empty() {
                p class="secondary" { (lang.pick("Geen verschil met de vorige uitgave in cijfers, jaren of codes.", "No difference from the previous release in figures, years or codes.")) }
            } @else {
                ul class="prose" { @for one in &change.changes { li { (words(lang, atlas, one)) } } }
            }
            details class="disclosure" {
                summary { (lang.pick("Aantallen van deze uitgave", "Counts of this release")) }
                (counts(lang, atlas, summary))
            }
        }
    }
}

fn counts(lang: Lang, atlas: &Atlas, summary: &ReleaseSummary) -> Markup {
    html! {
        div class="table-scroll" {
            (PageTable::of(region_columns(lang))
                .show("indeling")
                .headed(lang.pick("Indeling", "Boundaries"))
                .show("niveau")
                .show("plekken")
                .render("table", region_rows(summary)))
        }
        div class="table-scroll" {
            (PageTable::of(known_columns(&Edition::of(atlas), lang))
                .show("naam")
                .headed(lang.pick("Cijfer", "Figure"))
                // An indicator that ended has no name any more.
                .written(|(_, (id, ..)), _| html! { (name(lang, atlas, id)) })
                .show("periode")
                .headed(lang.pick("Jaar", "Year"))
                .show("bekende_waarden")
                .render("table", known_rows(summary)))
        }
    }
}

fn name<'a>(lang: Lang, atlas: &'a Atlas, id: &'a str) -> &'a str {
    atlas.catalogue.indicator(id).map_or(id, |indicator| indicator.name.get(lang))
}

/// A change in a sentence.
pub(super) fn words(lang: Lang, atlas: &Atlas, change: &CatalogueChange) -> String {
    let number = |value: u32| text::number(lang, f64::from(value), 0);
    let name = |id| name(lang, atlas, id);
    match (change, lang) {
        (CatalogueChange::NewIndicator(id), Lang::Nl) => format!("Nieuw cijfer: {}.", name(id)),
        (CatalogueChange::NewIndicator(id), Lang::En) => format!("New figure: {}.", name(id)),
        (CatalogueChange::EndedIndicator(id), Lang::Nl) => format!("Vervallen cijfer: {}.", name(id)),
        (CatalogueChange::EndedIndicator(id), Lang::En) => format!("Ended figure: {}.", name(id)),
        (CatalogueChange::NewPeriod(id, period, known), Lang::Nl) => {
            format!("{}: {period} is nieuw, met {} bekende waarden.", name(id), number(*known))
        }
        (CatalogueChange::NewPeriod(id, period, known), Lang::En) => {
            format!("{}: {period} is new, with {} known values.", name(id), number(*known))
        }
        (CatalogueChange::EndedPeriod(id, period), Lang::Nl) => format!("{}: {period} is vervallen.", name(id)),
        (CatalogueChange::EndedPeriod(id, period), Lang::En) => format!("{}: {period} ended.", name(id)),
        (CatalogueChange::Counts(id, period, before, after), Lang::Nl) => {
            format!("{} {period}: van {} naar {} bekende waarden.", name(id), number(*before), number(*after))
        }
        (CatalogueChange::Counts(id, period, before, after), Lang::En) => {
            format!("{} {period}: from {} to {} known values.", name(id), number(*before), number(*after))
        }
        (CatalogueChange::Regions(vintage, level, before, after), Lang::Nl) => {
            format!(
                "Indeling {vintage}: van {} naar {} {}.",
                number(*before),
                number(*after),
                text::level_word(lang, level)
            )
        }
        (CatalogueChange::Regions(vintage, level, before, after), Lang::En) => {
            format!(
                "Division of {vintage}: from {} to {} {}.",
                number(*before),
                number(*after),
                text::level_word(lang, level)
            )
        }
    }
}
