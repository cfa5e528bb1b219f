//! `/kennis/organisaties`: who is behind the examples, publications and events.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::atlas::Knowledge;
use crate::domain::{Lang, OrganisationKind};
use crate::export::{entry_path, organisations_file};
use crate::text;
use crate::views::edition::Edition;
use crate::views::knowledge::{DirectoryRow, directory};
use crate::web::components::downloads;
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
    let (rows, without) = directory(atlas);
    if ask.is_page() {
        return Ok(render(&ctx, &rows, without).into_response());
    }
    ask.answer(organisations_file(&Edition::of(&served.atlas), ctx.lang, &rows, without), "organisaties", Vec::new)
}

fn render(ctx: &PageContext, rows: &[DirectoryRow<'_>], without: usize) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Organisaties", "Organisations");
    let lede = match lang {
        Lang::Nl => format!(
            "{} organisaties staan achter de voorbeelden, publicaties en bijeenkomsten op deze site.",
            rows.len()
        ),
        Lang::En => {
            format!("{} organisations are behind the examples, publications and events on this site.", rows.len())
        }
    };
    let groups: Vec<&[DirectoryRow<'_>]> =
        rows.chunk_by(|one, other| one.organisation.kind == other.organisation.kind).collect();
    let main = html! {
        div class="stack" {
            (super::frame::breadcrumb(ctx, &[], title))
            h1 { (title) }
            p class="lede" { (lede) }
            p class="prose" {
                (lang.pick(
                    "Schrijfwijzen zijn samengevoegd volgens een vaste lijst, niet op gevoel. De indeling in soorten is van de redactie. ",
                    "Spellings were joined by a fixed list, not by feeling. The division into kinds is the editors'. ",
                ))
                @match lang {
                    Lang::Nl => { "Bij " (without) " items noemt de bron geen organisatie met een naam." },
                    Lang::En => { "For " (without) " items the source names no organisation." },
                }
            }
            (downloads::of_page(ctx, lang.pick("organisaties", "organisations")))
            nav aria-label=(lang.pick("Soorten", "Kinds")) {
                ul class="choices" { @for group in &groups { @if let Some(first) = group.first() {
                    li { a href={ "#soort-" (number(first.organisation.kind)) } { (text::organisation_kind(lang, first.organisation.kind)) " (" (group.len()) ")" } }
                } } }
            }
            @for group in &groups { @if let Some(first) = group.first() {
                section class="knowledge-part" aria-labelledby={ "soort-" (number(first.organisation.kind)) } {
                    h2 id={ "soort-" (number(first.organisation.kind)) } { (text::organisation_kind(lang, first.organisation.kind)) }
                    div class="directory" { @for row in *group { (one(ctx, row)) } }
                }
            } }
        }
    };
    super::frame::page(ctx, title, &lede, &main)
}

const fn number(kind: OrganisationKind) -> u8 {
    kind as u8 + 1
}

fn one(ctx: &PageContext, row: &DirectoryRow<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        details class="disclosure" id=(row.organisation.id) {
            summary { (row.organisation.name) " " span class="secondary" { "(" (row.items.len()) ")" } }
            ul class="source-list" {
                @for item in &row.items {
                    li {
                        a href=(ctx.href(entry_path(item))) { (item.title.get(lang)) }
                        " " span class="secondary" { (text::date(lang, item.date)) }
                    }
                }
            }
        }
    }
}
