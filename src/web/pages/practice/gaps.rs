//! `/dekking`: focus areas by theme, how many examples there are, and where an area stands out and has none.

use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::atlas::standout::STANDS_OUT;
use crate::domain::{Theme, ThemeFacet};
use crate::export::coverage_columns;
use crate::text;
use crate::urls;
use crate::views::practice::{GapCell, GapRow, GapsView};
use crate::web::components::downloads;
use crate::web::components::table::PageTable;
use crate::web::parameters::context::PageContext;
use crate::web::representation::layout::{self, Frame};
use crate::web::representation::practice_words as words;

pub fn render(context: &PageContext, atlas: &Atlas, view: &GapsView<'_>) -> Markup {
    let lang = context.lang;
    let title = lang.pick(
        "Dekking: waar zijn voorbeelden en waar ontbreken ze?",
        "Coverage: where are there examples, and where are they missing?",
    );
    let main = html! {
        div class="gaps-page stack" {
            h1 { (title) }
            p class="lede" { (lang.pick(
                "Per gebied en thema het aantal praktijkvoorbeelden. Een cel met een rand en een driehoek is een leemte: het gebied valt daar op en heeft er geen voorbeeld van.",
                "The number of practice examples per area and theme. A cell with a border and a triangle is a gap: the area stands out there and has no example of it.",
            )) }
            p { b { (view.gaps) } (lang.pick(" leemtes. Elke cel leidt naar voorbeelden hier, dichtbij en in gebieden die erop lijken.", " gaps. Every cell leads to examples here, nearby and in areas like it.")) }
            (table(context, atlas, view))
            (downloads::block(context, lang.pick("dekking", "coverage"), true, |extension, more| {
                downloads::this_page(context, &[], extension, more)
            }))
            (method(context))
            (listed(context, atlas, view))
        }
    };
    layout::framed(context, title, Frame::default(), &main)
}

fn table(context: &PageContext, atlas: &Atlas, view: &GapsView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        div class="table-scroll gaps-scroll" tabindex="0" role="group" aria-label=(lang.pick("Tabel van de dekking", "Table of coverage")) {
            (PageTable::of(coverage_columns(lang, view))
                .foot(html! { tr {
                    th scope="row" { (lang.pick("Samen", "Together")) }
                    @for total in &view.totals { td class="num" { (total) } }
                } })
                .show("gebied")
                .linked(|row| context.href(urls::area(&row.area.area.slug)))
                .each(view.themes.iter().enumerate(), |table, (at, theme)| {
                    table
                        .show(&theme.id)
                        .head_classed(if theme.facet == ThemeFacet::Aanpak { "gap-head gap-approach" } else { "gap-head" })
                        .headed(html! { span { (theme.label.get(lang)) } })
                        .cells_classed(move |row| row.cells.get(at).map(class))
                        .written(move |row, _| html! { @if let Some(cell) = row.cells.get(at) { (cell_markup(context, atlas, row, theme, cell)) } })
                })
                .render("table gaps", &view.rows))
        }
        p class="figure-source" { (lang.pick(
            "Een voorbeeld met meer thema's telt bij elk ervan. Wat nauwelijks een voorbeeld is, telt niet mee. De laatste drie kolommen zijn manieren van werken; daar horen geen cijfers bij.",
            "An example with several themes counts for each. What is hardly an example is not counted. The last three columns are ways of working; no figures belong to them.",
        )) }
    }
}

fn class(cell: &GapCell<'_>) -> &'static str {
    match (cell.is_gap(), cell.count) {
        (true, _) => "gap-cell gap-open",
        (false, 0) => "gap-cell gap-none",
        (false, 1) => "gap-cell gap-one",
        (false, 2 | 3) => "gap-cell gap-some",
        (false, _) => "gap-cell gap-many",
    }
}

fn cell_markup(context: &PageContext, atlas: &Atlas, row: &GapRow<'_>, theme: &Theme, cell: &GapCell<'_>) -> Markup {
    html! {
        a href=(context.href(urls::DRILL.query("plaats", &row.area.area.slug).query("thema", &theme.id))) title=(told(context, atlas, row, theme, cell)) {
            (cell.count)
            @if cell.standing.is_some() { span class="gap-mark" aria-hidden="true" { "▲" } }
            span class="visually-hidden" { (told(context, atlas, row, theme, cell)) }
        }
    }
}

/// A cell in words, with the figure by which the area stands out.
fn told(context: &PageContext, atlas: &Atlas, row: &GapRow<'_>, theme: &Theme, cell: &GapCell) -> String {
    let lang = context.lang;
    let noun = if cell.count == 1 { lang.pick("voorbeeld", "example") } else { lang.pick("voorbeelden", "examples") };
    let mut told = format!(" {noun}: {}.", theme.label.get(lang));
    if let Some(sentence) = cell.standing.and_then(|found| words::standing(lang, atlas, &row.area.area.name, &found)) {
        told.push(' ');
        told.push_str(&sentence);
    }
    told
}

fn method(context: &PageContext) -> Markup {
    let lang = context.lang;
    let from = text::number(lang, STANDS_OUT, 0);
    html! {
        details class="disclosure" {
            summary { (lang.pick("Wanneer een gebied opvalt (▲)", "When an area stands out (▲)")) }
            p { (lang.pick("Een gebied valt op als een cijfer van het thema ten minste ", "An area stands out when a figure of the theme lies at least ")) (from)
                (lang.pick(
                    " keer de gebruikelijke afstand tussen gemeenten van Nederland af ligt, aan de kant waar het programma op let. De gebruikelijke afstand is de mediaan van de absolute afwijkingen van de gemeenten.",
                    " times the usual distance between municipalities away from the Netherlands, on the side that the programme looks at. The usual distance is the median absolute deviation of the municipalities.",
                )) " "
                a href=(context.href(urls::METHOD.fragment("praktijk"))) { (lang.pick("Meer in de methode", "More in the method")) } "." }
        }
    }
}

/// The gaps as a list: the table on a phone and in print, and for whom a table is too much.
fn listed(context: &PageContext, atlas: &Atlas, view: &GapsView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        section aria-labelledby="leemtes" {
            h2 id="leemtes" { (lang.pick("De leemtes per gebied", "The gaps by area")) }
            dl class="gap-list" {
                @for row in view.rows.iter().filter(|row| row.cells.iter().any(GapCell::is_gap)) {
                    div {
                        dt { a href=(context.href(urls::area(&row.area.area.slug))) { (row.area.area.name) } }
                        dd { ul {
                            @for (theme, cell) in view.themes.iter().zip(&row.cells).filter(|(_, cell)| cell.is_gap()) {
                                li {
                                    a href=(context.href(urls::DRILL.query("plaats", &row.area.area.slug).query("thema", &theme.id))) { (theme.label.get(lang)) }
                                    ". "
                                    @if let Some(sentence) = cell.standing.and_then(|found| words::standing(lang, atlas, &row.area.area.name, &found)) { (sentence) " " }
                                    span class="secondary" {
                                        (lang.pick("Van de vijf meest gelijkende gebieden hebben er ", "Of the five areas most like it, "))
                                        (cell.alike_with) (lang.pick(" wel een voorbeeld.", " do have an example."))
                                    }
                                }
                            }
                        } }
                    }
                }
            }
        }
    }
}
