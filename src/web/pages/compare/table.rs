//! The table of a comparison: indicators as rows by theme, places as columns, Nederland as the last one.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};

use crate::atlas::{MemberBasis, Origin};
use crate::charts;
use crate::domain::{Missing, Reference, ShownFigure};
use crate::export::{compare_columns, compare_rows, place_kind};
use crate::stats::round::as_shown;
use crate::text;
use crate::urls;
use crate::views::compare::CompareRow;

use super::parts::{self, Page, plain_address, sign};
use crate::web::components::downloads;
use crate::web::components::table::PageTable;
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
            (figures(page))
            (downloads::block(page.context, lang.pick("alle cijfers naast elkaar", "all figures side by side"), true, file))
            (sources(page))
        }
    }
}

fn figures<'a>(page: &'a Page<'a>) -> Markup {
    let (lang, view) = (page.lang(), page.view);
    // A figure whose members were found by overlay.
    let mark = |figure: Option<&ShownFigure>| {
        html! {
            @if figure.is_some_and(|figure| figure.value.known().is_some() && matches!(figure.members, MemberBasis::Overlay { .. })) { (derived_mark(page.context)) }
        }
    };
    PageTable::of(compare_columns(view))
        .boxed_by("tabel")
        .in_blocks()
        .grouped("thema-", |(theme, _)| theme.id)
        .groups_headed("compare-theme", |(theme, _)| html! { (theme.label) })
        .show("naam")
        .headed(lang.pick("Cijfer", "Figure"))
        .classed("compare-indicator")
        .marked(|(_, row), _| indicator(page, row))
        .drawn(lang.pick("Beeld", "Mark"), |(_, row)| plot(page, row))
        .classed("compare-dots")
        .each(view.places.iter().enumerate(), |table, (at, place)| {
            table
                .show(&place.key)
                .headed(
                    html! { (parts::mark(at)) " " (place.name) span class="column-unit" { (place_kind(lang, place)) } },
                )
                .labelled(format!("{} {}", sign(at), place.name))
                .marked(move |(_, row), _| mark(row.figures.get(at)))
        })
        .show("NL01")
        .headed(html! {
            svg class="place-key" viewBox="0 0 16 16" aria-hidden="true" { path class="mark-nederland" d="M8 0v16" {} }
            " " (text::reference(lang, Reference::Nederland))
        })
        .labelled(text::reference(lang, Reference::Nederland))
        .marked(move |(_, row), _| mark(Some(&row.nederland)))
        .render("table table-stacked compare-figures", compare_rows(view))
}

/// Unit and period of a row, and where its figures come from.
fn indicator(page: &Page<'_>, row: &CompareRow<'_>) -> Markup {
    let tail = text::unit_tail(page.lang(), row.indicator);
    html! {
        span class="column-unit" { @if !tail.is_empty() { (tail) ", " } (text::period(page.lang(), row.period.period)) }
        (about(page, row))
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
        .map(|(name, figure)| format!("{name} {}", text::short_figure(page.lang(), &row.indicator.unit, figure)))
        .collect();
    let svg = charts::row_dots(&values, as_shown(&row.nederland), &words.join("; "));
    html! { @if let Some(svg) = svg { (PreEscaped(svg)) } }
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
        Origin::Computed => lang.pick("berekend uit cijfers van de bron", "computed from figures of the source"),
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
    if let MemberBasis::Overlay(found) = figure.members {
        words.push_str("; ");
        words.push_str(&text::derived_membership(lang, row.period.vintage, found));
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
