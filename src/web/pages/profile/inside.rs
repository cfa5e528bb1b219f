//! What lies inside a place: its regions, the practice examples, and the sources of everything shown.

use maud::{Markup, html};

use super::words;
use crate::domain::{Indicator, Lang};
use crate::export::{Cell, inside_columns};
use crate::text;
use crate::urls;
use crate::views::profile::{ProfileView, region_address};
use crate::web::components::downloads;
use crate::web::components::run::run;
use crate::web::components::table::PageTable;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::profile::TABLE;

pub(in crate::web::pages) fn neighbourhoods(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = ctx.lang;
    if view.neighbourhoods.rows.is_empty() {
        return html! {};
    }
    let approximate = view.neighbourhoods.rows.iter().any(|row| row.approximate);
    html! {
        section class="inside" id="wijken-en-buurten" aria-labelledby="inside-titel" {
            h2 id="inside-titel" { (words::inside_title(lang, view)) }
            (PageTable::of(inside_columns(view))
                .boxed_by("inside-titel")
                .rows_classed(|row| Some(if row.nested { "nested" } else { "listed" }))
                .show("naam")
                .linked(|row| ctx.href(region_address(row.code).unwrap_or_default()))
                .marked(|row, _| html! { @if row.approximate { "*" } })
                .each(&view.neighbourhoods.columns, |table, (indicator, declared)| {
                    table
                        .show(&indicator.id)
                        .headed(html! {
                            (indicator.name.get(lang))
                            span class="column-unit" { (column_unit(lang, indicator)) (text::period(lang, declared.period)) }
                        })
                        .written(move |_, cell| figure(lang, cell))
                })
                .render("table inside-table", &view.neighbourhoods.rows))
            (downloads::block(ctx, words::inside_title(lang, view), true, |extension, more| {
                let part = format!("{TABLE}=wijken-en-buurten");
                view.file(extension, Some(&more.map_or_else(|| part.clone(), |more| format!("{part}&{more}"))))
            }))
            p class="figure-source" {
                @if approximate {
                    (lang.pick("* De omtrek is indicatief. ", "* The outline is indicative. "))
                }
                (attribution(lang, view))
            }
        }
    }
}

fn column_unit(lang: Lang, indicator: &Indicator) -> String {
    let tail = text::unit_tail(lang, indicator);
    if tail.is_empty() || tail.eq_ignore_ascii_case(indicator.name.get(lang)) {
        String::new()
    } else {
        format!("{tail}, ")
    }
}

/// A figure; in a narrow column a dash where there is none, with its reason for those who hover or listen.
fn figure(lang: Lang, cell: &Cell<'_>) -> Markup {
    html! {
        @match cell.reason(lang) {
            Some(reason) => { abbr title=(reason) { "\u{2013}" } span class="visually-hidden" { (reason) } }
            None => (run(&cell.shown(lang))),
        }
    }
}

fn attribution(lang: Lang, view: &ProfileView<'_>) -> String {
    let mut list: Vec<&str> = Vec::new();
    for (_, declared) in &view.neighbourhoods.columns {
        if let Some(source) = view.atlas.source_of(declared) {
            let line = source.attribution.get(lang);
            if !list.contains(&line) {
                list.push(line);
            }
        }
    }
    format!("{}: {}.", lang.pick("Bronnen", "Sources"), list.join("; "))
}

pub(in crate::web::pages) fn sources(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        section class="sources" id="bronnen" aria-labelledby="bronnen-titel" {
            h2 id="bronnen-titel" { (lang.pick("Bronnen en downloads", "Sources and downloads")) }
            (downloads::block(ctx, &format!("{} {}", lang.pick("alle cijfers van", "all figures of"), view.name), true, |extension, more| {
                view.file(extension, more)
            }))
            p class="secondary" {
                (lang.pick(
                    "In Excel staan alle cijfers, alle jaren, de wijken en buurten en de bronnen op eigen bladen. GeoJSON bevat ook de omtrek. ",
                    "The Excel file has all figures, all years, the neighbourhoods and the sources on sheets of their own. GeoJSON also holds the outline. ",
                ))
            }
            ul class="source-list" {
                @for source in &view.sources {
                    li {
                        @if source.url.is_empty() { (source.attribution.get(lang)) }
                        @else { a href=(source.url) rel="external" { (source.attribution.get(lang)) } }
                        @if !source.table.is_empty() { " (" (source.table) ")" }
                        ". " (lang.pick("Licentie: ", "Licence: ")) (text::licence(lang, &source.licence)) "."
                    }
                }
                li {
                    (text::outlines(lang, view.atlas.base().vintage, &view.atlas.base().attribution))
                    ". " a href=(ctx.href(urls::SOURCES.fragment("grenzen"))) { (lang.pick("Meer over de grenzen", "More about the boundaries")) } "."
                }
            }
            p class="secondary" {
                (lang.pick("Hoe cijfers ontstaan staat in de ", "How figures come about is described in the "))
                a href=(ctx.href(urls::METHOD)) { (lang.pick("methode", "method")) } ". "
                (lang.pick("Uitgave", "Release")) " " code { (view.atlas.release) } ", " (text::date(lang, &view.atlas.imported_at)) "."
            }
        }
    }
}
