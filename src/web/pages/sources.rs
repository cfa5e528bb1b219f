//! Every source: who publishes it, which table, under which terms, and its weak spots.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::domain::{Lang, ManifestFile};
use crate::export::{file_columns, sources_file};
use crate::text;
use crate::views::edition::Edition;
use crate::views::overview::{self, SourceRow};
use crate::web::components::downloads;
use crate::web::components::table::PageTable;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::Query;
use crate::web::parameters::table::TableParameters;
use crate::web::representation::download::Ask;
use crate::web::representation::layout;
use crate::web::state::AppState;

/// Serves the page, or its tables as a file.
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
    let (sources, files) = (overview::sources(atlas), &atlas.manifest.files);
    ask.answer(sources_file(&Edition::of(atlas), context.lang, &sources, files), "bronnen", Vec::new)
}

pub fn render(ctx: &PageContext, atlas: &Atlas) -> Markup {
    let lang = ctx.lang;
    let main = html! {
        div class="reading" {
            h1 { (lang.pick("Bronnen en licenties", "Sources and licences")) }
            p class="lede" {
                (lang.pick(
                    "Alle cijfers, grenzen en voorbeelden op deze site komen uit openbare bronnen. Hier staat welke, onder welke voorwaarden, en wat er zwak aan is.",
                    "All figures, boundaries and examples on this site come from public sources. Here is which ones, under which terms, and what their weak spots are.",
                ))
            }
            section aria-labelledby="cijfers" {
                h2 id="cijfers" { (lang.pick("Cijfers", "Figures")) }
                (downloads::of_page(ctx, lang.pick("bronnen", "sources")))
                @for row in overview::sources(atlas) { (source(lang, &row)) }
            }
            (boundaries(lang, atlas))
            (content(lang, atlas))
            (files(lang, atlas))
        }
    };
    layout::page(ctx, lang.pick("Bronnen en licenties", "Sources and licences"), main)
}

fn source(lang: Lang, row: &SourceRow<'_>) -> Markup {
    let source = row.source;
    html! {
        article class="source-card" id=(source.id) {
            h3 {
                @if source.url.is_empty() { (source.name.get(lang)) }
                @else { a href=(source.url) rel="external" { (source.name.get(lang)) } }
            }
            dl class="facts" {
                dt { (lang.pick("Uitgever", "Publisher")) } dd { (source.publisher) }
                dt { (lang.pick("Tabel", "Table")) }
                dd { @if source.table.is_empty() { (lang.pick("geen tabelnummer", "no table number")) } @else { (source.table) } }
                dt { (lang.pick("Jaar", "Year")) } dd { (source.year) }
                dt { (lang.pick("Licentie", "Licence")) } dd { (text::licence(lang, &source.licence)) }
                dt { (lang.pick("Bronvermelding", "Attribution")) } dd { (source.attribution.get(lang)) }
                dt { (lang.pick("Gebruikt voor", "Used for")) }
                dd { (row.indicators) " " @if row.indicators == 1 { (lang.pick("cijfer", "figure")) } @else { (lang.pick("cijfers", "figures")) } }
                @if let Some(note) = &source.note { dt { (lang.pick("Let op", "Note")) } dd { (note.get(lang)) } }
            }
        }
    }
}

fn boundaries(lang: Lang, atlas: &Atlas) -> Markup {
    let base = overview::vintages(atlas).into_iter().find(|row| row.vintage == atlas.base().vintage.0);
    let outlines = |file: &&ManifestFile| file.path.contains("boundaries/");
    html! {
        section class="prose" aria-labelledby="grenzen" {
            h2 id="grenzen" { (lang.pick("Grenzen", "Boundaries")) }
            p {
                (lang.pick(
                    "Elk jaar van indeling heeft eigen grenzen. Wijken en gemeenten zijn gemaakt door buurten samen te voegen waar er buurten zijn. Grenzen zijn vereenvoudigd om te tonen; buren houden daarbij dezelfde grens. Waar zij vandaan komen:",
                    "Every year of division has boundaries of its own. Districts and municipalities were made by joining neighbourhoods where there are any. Boundaries are simplified for display; neighbours keep the same border. Where they come from:",
                ))
            }
            ul { @for file in atlas.manifest.files.iter().filter(outlines) { li lang="nl" { (file.source) " (" (file.attribution) ")" } } }
            @if let Some(row) = base {
                @let approximate = text::number(lang, f64::from(u32::try_from(row.approximate).unwrap_or(u32::MAX)), 0);
                p {
                    @match lang {
                        Lang::Nl => { "Van " (approximate) " buurten van " (row.vintage) " is de omtrek overgetrokken van een kaart: die is alleen een indicatie, en dat staat erbij." }
                        Lang::En => { "For " (approximate) " neighbourhoods of " (row.vintage) " the outline was traced from a map: it is indicative only, and said to be." }
                    }
                }
            }
        }
    }
}

fn content(lang: Lang, atlas: &Atlas) -> Markup {
    let undated = atlas.practice.iter().filter(|example| example.published.is_empty()).count();
    let placed = atlas.practice.iter().filter(|example| example.place.is_some()).count();
    html! {
        section class="prose" aria-labelledby="kennis" {
            h2 id="kennis" { (lang.pick("Gebieden, praktijkvoorbeelden en publicaties", "Areas, practice examples and publications")) }
            p {
                (lang.pick(
                    "Welke wijken en buurten bij een gebied horen, is afgeleid uit namen in openbare bronnen; een officiële bijlage met codes was niet te lezen. Bij elk gebied staat wie de namen noemt en hoe zeker de afbakening is.",
                    "Which districts and neighbourhoods belong to an area was derived from names in public sources; an official annex with codes could not be read. Each area says who gives the names and how sure the delimitation is.",
                ))
            }
            p {
                @match lang {
                    Lang::Nl => { "De " (atlas.practice.len()) " praktijkvoorbeelden bestaan uit feiten, een samenvatting in eigen woorden en een verwijzing naar de bron. " (placed) " zijn op een wijk of buurt geplaatst; " (undated) " hebben geen datum. Thema's, doelgroep en fase zijn vaak een lezing van de redactie. Daarnaast zijn er " (atlas.publications.len()) " publicaties en " (atlas.events.len()) " bijeenkomsten en oproepen; niet elke heeft een datum of een adres, en dat wordt niet geraden." }
                    Lang::En => { "The " (atlas.practice.len()) " practice examples consist of facts, a summary in our own words and a reference to the source. " (placed) " are placed on a district or neighbourhood; " (undated) " have no date. Themes, audience and phase are often an editor's reading. There are also " (atlas.publications.len()) " publications and " (atlas.events.len()) " events and calls; not all have a date or an address, and none is guessed." }
                }
            }
        }
    }
}

fn files(lang: Lang, atlas: &Atlas) -> Markup {
    html! {
        section class="reading-wide" aria-labelledby="bestanden" {
            h2 id="bestanden" { (lang.pick("Bestanden van deze uitgave", "Files of this release")) }
            p class="prose" {
                (lang.pick("Uitgave ", "Release ")) code { (atlas.release) } ", "
                (lang.pick("ingelezen op ", "imported on ")) (text::date(lang, &atlas.imported_at)) ". "
                (lang.pick(
                    "Elk bestand heeft een vingerafdruk (SHA-256); verandert er iets, dan verandert het nummer van de uitgave.",
                    "Every file has a fingerprint (SHA-256); when anything changes, the number of the release changes.",
                ))
            }
            (file_table(lang, &atlas.manifest.files))
        }
    }
}

fn file_table(lang: Lang, files: &[ManifestFile]) -> Markup {
    PageTable::of(file_columns(lang))
        .boxed_by("bestanden")
        .show("bestand")
        .written(|file, _| html! { code { (file.path) } })
        .show("bron")
        .marked(|file, _| html! { @if !file.year.is_empty() { ", " (file.year) } })
        .show("licentie")
        .show("bytes")
        .headed("kB")
        .written(|file, _| kilobytes(lang, file))
        .show("sha_256")
        .written(|file, _| html! { code title=(file.sha256) { (file.sha256.get(..12).unwrap_or(&file.sha256)) } })
        .render("table files-table", files)
}

fn kilobytes(lang: Lang, file: &ManifestFile) -> Markup {
    #[expect(clippy::cast_precision_loss, reason = "files stay far below 2^52 bytes")]
    let kilobytes = file.bytes as f64 / 1000.0;
    html! { (text::number(lang, kilobytes.max(1.0), 0)) }
}
