//! The table under the map: all regions in view, highest value first, a hundred to a page.

use maud::{Markup, html};

use crate::domain::Level;
use crate::export::explore_columns;
use crate::text;
use crate::views::explore::{ExploreView, PAGE_SIZE};

use super::legend::swatch;
use super::words::{self, number};
use crate::urls;
use crate::web::components::downloads;
use crate::web::components::table::PageTable;
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
            (rows(context, view))
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

/// On a telephone a row takes two lines: name and figure, then gemeente and rank.
fn rows(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    let level = |level| text::capitalise(text::level_name(lang, level, false));
    let selected = view.selected.as_ref().map(|selected| selected.key);
    let linked = view.vintage.is_base();
    PageTable::of(explore_columns(lang, view))
        .boxed_by("tabel")
        .in_blocks()
        .rows_classed(move |row| (selected == Some(row.code.as_str())).then_some("is-selected"))
        .show("naam")
        .headed(level(view.level))
        .linked(|row| linked.then(|| context.href(urls::region(row.code))))
        .when(view.level != Level::Gemeente, |table| {
            table.show("gemeente").headed(level(Level::Gemeente)).classed("cell-within")
        })
        .show("code")
        .classed("cell-code")
        .written(|row, _| html! { code { (row.code) } })
        .show("rang")
        .headed(lang.pick("Rang in Nederland", "Rank in the Netherlands"))
        .classed("cell-rank")
        .show("waarde")
        .headed(words::unit(lang, view))
        .classed("cell-figure")
        .marked(|row, _| html! { @if let Some(class) = row.class { " " (swatch(class)) } })
        .render("table map-table", view.rows())
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
