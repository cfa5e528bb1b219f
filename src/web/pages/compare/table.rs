//! The table of a comparison: indicators as rows by theme, places as columns, Nederland as the last one.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};

use crate::atlas::{MemberBasis, Origin};
use crate::charts;
use crate::domain::{Missing, Reference, ShownFigure, Value};
use crate::stats::round::as_shown;
use crate::text;
use crate::urls;
use crate::views::compare::{CompareRow, CompareTheme};

use super::parts::{Page, kind, mark, plain_address, sign};
use crate::web::components::downloads;
use crate::web::parameters::context::PageContext;

pub(super) fn section(page: &Page<'_>) -> Markup {
    let lang = page.lang();
    let file = |extension: &str, more: Option<&str>| {
        let more: Vec<(&str, &str)> = more.and_then(|pair| pair.split_once('=')).into_iter().collect();
        plain_address(page, urls::COMPARE.file(extension), &page.keys(), &more).to_string()
    };
    html! {
        section class="compare-table" aria-labelledby="tabel" {
            div class="table-head" {
                h2 id="tabel" { (lang.pick("Alle cijfers naast elkaar", "All figures side by side")) }
            }
            p class="secondary compare-note" {
                (lang.pick(
                    "Alle cijfers van een rij zijn van dezelfde periode: de periode waarvan de meeste van deze plaatsen een cijfer hebben. De streep in het beeldmerk is Nederland. Aantallen staan niet op één schaal, want de plaatsen verschillen in grootte.",
                    "All figures in a row are of the same period: the one of which most of these places have a figure. The line in the mark is the Netherlands. Counts are not put on one scale, for the places differ in size.",
                ))
            }
            div class="table-scroll" tabindex="0" role="group" aria-labelledby="tabel" {
                table class="table table-stacked compare-figures" role="table" aria-labelledby="tabel" {
                    thead role="rowgroup" { (head(page)) }
                    @for theme in &page.view.themes { (body(page, theme)) }
                }
            }
            (downloads::block(page.context, lang.pick("alle cijfers naast elkaar", "all figures side by side"), true, file))
            (sources(page))
        }
    }
}

fn head(page: &Page<'_>) -> Markup {
    let lang = page.lang();
    html! {
        tr role="row" {
            th scope="col" role="columnheader" class="compare-indicator" { (lang.pick("Cijfer", "Figure")) }
            th scope="col" role="columnheader" class="compare-dots" { (lang.pick("Beeld", "Mark")) }
            @for (index, place) in page.view.places.iter().enumerate() {
                th scope="col" role="columnheader" class="num" {
                    (mark(index)) " " (place.name)
                    span class="column-unit" { (kind(lang, place)) }
                }
            }
            th scope="col" role="columnheader" class="num" {
                svg class="place-key" viewBox="0 0 16 16" aria-hidden="true" { path class="mark-nederland" d="M8 0v16" {} }
                " " (text::reference(lang, Reference::Nederland))
            }
        }
    }
}

fn body(page: &Page<'_>, theme: &CompareTheme<'_>) -> Markup {
    let columns = page.view.places.len() + 3;
    html! {
        tbody role="rowgroup" {
            tr class="compare-theme" role="row" {
                th scope="rowgroup" role="rowheader" colspan=(columns) id={ "thema-" (theme.id) } { (theme.label) }
            }
            @for row in &theme.rows { (line(page, row)) }
        }
    }
}

fn line(page: &Page<'_>, row: &CompareRow<'_>) -> Markup {
    let lang = page.lang();
    let tail = text::unit_tail(lang, row.indicator);
    let places = page.view.places.iter().enumerate();
    let labels = places.map(|(index, place)| format!("{} {}", sign(index), place.name));
    html! {
        tr role="row" {
            th scope="row" role="rowheader" class="compare-indicator" {
                (row.indicator.name.get(lang))
                span class="column-unit" { @if !tail.is_empty() { (tail) ", " } (text::period(lang, row.period.period)) }
                (about(page, row))
            }
            td class="compare-dots" role="cell" { (plot(page, row)) }
            @for (figure, label) in row.figures.iter().zip(labels) { (cell(page.context, row, figure, &label)) }
            (cell(page.context, row, &row.nederland, &text::reference(lang, Reference::Nederland)))
        }
    }
}

/// The marks of a row; nothing for counts and where fewer than two values are known.
fn plot(page: &Page<'_>, row: &CompareRow<'_>) -> Markup {
    if !row.on_one_scale() {
        return html! {};
    }
    let values: Vec<Option<f64>> = row.figures.iter().map(as_shown).collect();
    let nederland = text::reference(page.lang(), Reference::Nederland);
    let names = page.view.places.iter().map(|place| place.name.as_ref()).chain([nederland.as_str()]);
    let figures = row.figures.iter().chain([&row.nederland]);
    let words: Vec<String> = names
        .zip(figures)
        .map(|(name, figure)| format!("{name} {}", text::short_figure(page.lang(), row.indicator.unit, figure)))
        .collect();
    let svg = charts::row_dots(&values, as_shown(&row.nederland), &words.join("; "));
    html! { @if let Some(svg) = svg { (PreEscaped(svg)) } }
}

fn cell(context: &PageContext, row: &CompareRow<'_>, figure: &ShownFigure, label: &str) -> Markup {
    let lang = context.lang;
    match figure.value {
        Value::Missing(reason) => {
            html! { td class="num missing" role="cell" data-label=(label) { (text::missing(lang, reason)) } }
        }
        Value::Known(_) => {
            let derived = matches!(figure.members, MemberBasis::Overlay { .. });
            html! {
                // The figure and its mark are one piece beside the name of the column.
                td class="num" role="cell" data-label=(label) {
                    span { (text::short_figure(lang, row.indicator.unit, figure)) @if derived { (derived_mark(context)) } }
                }
            }
        }
    }
}

fn derived_mark(context: &PageContext) -> Markup {
    html! {
        sup class="compare-derived" title=(context.lang.pick("afgeleid uit omtrekken", "derived from outlines")) {
            span aria-hidden="true" { "a" }
            span class="visually-hidden" { (context.lang.pick(" (afgeleid uit omtrekken)", " (derived from outlines)")) }
        }
    }
}

/// Definition, rule, source, and where each figure of the row comes from.
fn about(page: &Page<'_>, row: &CompareRow<'_>) -> Markup {
    let lang = page.lang();
    let nederland = text::reference(lang, Reference::Nederland);
    let names = page.view.places.iter().map(|place| place.name.as_ref()).chain([nederland.as_str()]);
    let figures = row.figures.iter().chain([&row.nederland]);
    html! {
        details class="compare-about" {
            summary { (lang.pick("Herkomst", "Origin")) span class="visually-hidden" { ": " (row.indicator.name.get(lang)) } }
            p { (row.indicator.definition.get(lang)) }
            @if let Some(caveat) = &row.indicator.caveat { p { (caveat.get(lang)) } }
            p { (text::rule(lang, &page.view.atlas.catalogue, row.period)) }
            ul class="plain-list" {
                @for (name, figure) in names.zip(figures) { li { (name) ": " (origin(page, row, figure)) } }
            }
            @if let Some(source) = row.source {
                p {
                    (lang.pick("Bron: ", "Source: ")) (source.attribution.get(lang))
                    @if !source.table.is_empty() { ", " (lang.pick("tabel ", "table ")) (source.table) }
                    ". " (lang.pick("Licentie: ", "Licence: ")) (source.licence) "."
                }
            }
        }
    }
}

/// Published, or built, with its coverage and membership.
fn origin(page: &Page<'_>, row: &CompareRow<'_>, figure: &ShownFigure) -> String {
    let lang = page.lang();
    if let Some(reason) = figure.value.missing() {
        return missing_long(page, reason);
    }
    let mut words = match figure.origin {
        Origin::Published => lang.pick("gepubliceerd", "published"),
        Origin::Computed => lang.pick("berekend uit teller en noemer", "computed from numerator and denominator"),
        Origin::Aggregated => lang.pick("samengesteld uit delen", "built from parts"),
    }
    .to_owned();
    if let Some(coverage) = figure.coverage {
        let share = text::percent(lang, coverage.share * 100.0, 0);
        let (known, members) = (coverage.known, coverage.members);
        let (of, parts) = (lang.pick("van", "of"), lang.pick("delen bekend, dekking", "parts known, coverage"));
        // Writing to a string cannot fail.
        _ = write!(words, ", {known} {of} {members} {parts} {share}");
    }
    if let MemberBasis::Overlay { held, outside } = figure.members {
        words.push_str("; ");
        words.push_str(&text::derived_membership(lang, row.period.vintage, held, outside));
    }
    words
}

fn missing_long(page: &Page<'_>, reason: Missing) -> String {
    text::missing_long(page.lang(), reason).to_owned()
}

fn sources(page: &Page<'_>) -> Markup {
    let lang = page.lang();
    html! {
        details class="disclosure compare-sources" {
            summary { (lang.pick("Bronnen van deze tabel", "Sources of this table")) }
            ul class="source-list" {
                @for source in &page.view.sources {
                    li {
                        @if source.url.is_empty() { (source.attribution.get(lang)) }
                        @else { a href=(source.url) rel="external" { (source.attribution.get(lang)) } }
                        @if !source.table.is_empty() { " (" (source.table) ")" }
                        ". " (lang.pick("Licentie: ", "Licence: ")) (source.licence) "."
                    }
                }
            }
        }
        p class="secondary" {
            sup aria-hidden="true" { "a" } " "
            (lang.pick(
                "afgeleid: de grenzen van dat jaar zijn anders; leden zijn gevonden door omtrekken over elkaar te leggen. ",
                "derived: the boundaries of that year differ; members were found by laying outlines over each other. ",
            ))
            a href=(page.context.href(urls::METHOD)) { (lang.pick("Hoe cijfers ontstaan", "How figures come about")) } "."
        }
    }
}
