//! The table under the map: all regions in view, highest value first, a hundred to a page.

use maud::{Markup, html};

use crate::atlas::BASE_VINTAGE;
use crate::domain::{Level, Value};
use crate::text;
use crate::views::explore::{ExploreView, PAGE_SIZE, Row};

use super::legend::swatch;
use super::words::{self, number};
use crate::urls;
use crate::web::components::downloads;
use crate::web::parameters::context::PageContext;

pub(super) fn section(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    let first = (view.page - 1) * PAGE_SIZE;
    let last = (first + PAGE_SIZE).min(view.order.len());
    html! {
        div class="table-head" {
            h2 id="tabel" {
                (lang.pick("Alle ", "All ")) (text::level_name(lang, view.level, true))
                @if let Some(scope) = &view.scope { (lang.pick(" in ", " in ")) (scope.name) }
            }
        }
        @if view.order.is_empty() {
            p class="notice" { (lang.pick(
                "De grens van dit gebied is veranderd: voor deze periode zijn er geen delen aan te wijzen.",
                "The border of this area changed: no parts can be named for this period.",
            )) }
        } @else {
            p class="secondary" {
                (number(context, view.known())) (lang.pick(" met een waarde, ", " with a value, "))
                (number(context, view.order.len() - view.known())) (lang.pick(" zonder. ", " without. ")) (order(context, view))
            }
            div class="table-scroll" tabindex="0" role="group" aria-labelledby="tabel" {
                // On a telephone a row takes two lines: name and figure, then gemeente and rank.
                table class="table map-table" role="table" aria-labelledby="tabel" {
                    thead role="rowgroup" {
                        tr role="row" {
                            th scope="col" role="columnheader" { (text::capitalise(text::level_name(lang, view.level, false))) }
                            @if view.level != Level::Gemeente {
                                th scope="col" role="columnheader" class="cell-within" { (text::capitalise(text::level_name(lang, Level::Gemeente, false))) }
                            }
                            th scope="col" role="columnheader" class="cell-code" { "Code" }
                            th scope="col" role="columnheader" class="num cell-rank" { (lang.pick("Rang in Nederland", "Rank in the Netherlands")) }
                            th scope="col" role="columnheader" class="num cell-figure" { (words::unit(lang, view)) }
                        }
                    }
                    tbody role="rowgroup" { @for row in view.rows() { (line(context, view, &row)) } }
                }
            }
            @if view.pages() > 1 { (pager(context, view, first, last)) }
            (downloads::block(context, &words::title(lang, view), true, |extension, more| {
                downloads::this_page(context, &["pagina"], extension, more)
            }))
        }
    }
}

/// Which end comes first, and the link to the other.
fn order(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    let (now, other, value) = if view.ascending {
        (lang.pick("Laagste waarde eerst", "Lowest value first"), lang.pick("hoogste eerst", "highest first"), None)
    } else {
        (
            lang.pick("Hoogste waarde eerst", "Highest value first"),
            lang.pick("laagste eerst", "lowest first"),
            Some("laagste"),
        )
    };
    let href = format!("{}#tabel", context.with(&[("volgorde", value), ("pagina", None)]));
    html! { (now) " (" a href=(href) { (other) } "). " }
}

fn line(context: &PageContext, view: &ExploreView<'_>, row: &Row<'_>) -> Markup {
    let lang = context.lang;
    let selected = view.selected.as_ref().is_some_and(|selected| selected.key == row.code.as_str());
    html! {
        tr role="row" class=[selected.then_some("is-selected")] {
            th scope="row" role="rowheader" {
                @if view.period.vintage == BASE_VINTAGE {
                    a href=(context.href(urls::region(row.code))) { (row.name) }
                } @else { (row.name) }
            }
            @if view.level != Level::Gemeente { td role="cell" class="cell-within" { (row.gemeente) } }
            td role="cell" class="cell-code" { code { (row.code) } }
            td role="cell" class="num cell-rank" { @if let Some(rank) = row.rank { (number(context, rank.place as usize)) } }
            td role="cell" class="num cell-figure" {
                @match row.value {
                    Value::Known(value) => {
                        (words::short(lang, view, value, view.decimals))
                        @if let Some(class) = row.class { " " (swatch(class)) }
                    }
                    Value::Missing(reason) => span class="missing" { (text::missing(lang, reason)) },
                }
            }
        }
    }
}

fn pager(context: &PageContext, view: &ExploreView<'_>, first: usize, last: usize) -> Markup {
    let lang = context.lang;
    let to = |page: usize| {
        let text = page.to_string();
        format!("{}#tabel", context.with(&[("pagina", (page > 1).then_some(text.as_str()))]))
    };
    html! {
        nav class="pager" aria-label=(lang.pick("Bladzijden van de tabel", "Pages of the table")) {
            @if view.page > 1 { a class="button button-quiet" rel="prev" href=(to(view.page - 1)) { (lang.pick("Vorige", "Previous")) } }
            span class="secondary" {
                (number(context, first + 1)) "–" (number(context, last)) (lang.pick(" van ", " of ")) (number(context, view.order.len()))
            }
            @if view.page < view.pages() { a class="button button-quiet" rel="next" href=(to(view.page + 1)) { (lang.pick("Volgende", "Next")) } }
        }
    }
}
