//! The profile of a place: what it is, what stands out, its figures by theme, what lies inside it, what was tried there.

use maud::{Markup, PreEscaped, html};

use super::detail::Periods;
use super::{about, detail, gap, inside, points, similar, words};
use crate::charts;
use crate::domain::{Lang, ThemeFacet};
use crate::text;
use crate::views::profile::{HIGHLIGHT_METHOD, ProfileView, Reference, Row, ThemeView};
use crate::web::components::margin;
use crate::web::components::run::run;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::profile::THEME;
use crate::web::representation::layout::{self, Frame};

/// The sections of a profile about practice, which come from the content.
pub struct Practice {
    /// What was tried elsewhere and may matter here.
    pub elsewhere: Markup,
    /// What was tried here.
    pub here: Markup,
    /// What visitors sent in about it.
    pub sent_in: Markup,
    /// News of the area.
    pub news: Markup,
    /// What the head of the page holds.
    pub head: Markup,
}

pub fn render(ctx: &PageContext, view: &ProfileView<'_>, practice: &Practice) -> Markup {
    let periods = Periods::of(ctx.lang, view);
    let main = html! {
        article class="profile" {
            div class="print-header" aria-hidden="true" {
                div { (view.name) " · wijkwijzer · " (ctx.lang.pick("uitgave", "release")) " " (view.atlas.release) }
            }
            (about::head(ctx, view))
            div class="profile-body" {
                (index(ctx, view))
                div class="profile-content" {
                    (highlights(ctx, view))
                    (practice.elsewhere)
                    (key(ctx, view))
                    (detail::row_form(ctx, view))
                    @for theme in &view.themes { (theme_section(ctx, view, &periods, theme)) }
                    (gap::section(ctx, view))
                    (similar::section(ctx, view))
                    (absent(ctx, view))
                    (inside::neighbourhoods(ctx, view))
                    (practice.here)
                    (practice.sent_in)
                    (practice.news)
                    (inside::sources(ctx, view))
                }
            }
        }
    };
    layout::framed(ctx, view.name, Frame { head: Some(&practice.head), ..Frame::default() }, &main)
}

/// The sticky index of themes.
fn index(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        nav class="profile-index" aria-label=(lang.pick("Op deze pagina", "On this page")) {
            ul {
                @if !view.highlights.is_empty() { li { a href="#opvallend" { (lang.pick("Wat opvalt", "What stands out")) } } }
                li { a href="#elders" { (lang.pick("Elders geprobeerd", "Tried elsewhere")) } }
                @for theme in &view.themes {
                    li { a href={ "#thema-" (theme.id) } { (theme.label) } }
                }
                @if view.gap.is_some() {
                    li class="index-apart" { a href="#achterstand" { (lang.pick("Achterstand door de jaren", "The gap over the years")) } }
                }
                li { a href="#vergelijkbaar" { (similar::title(lang, view)) } }
                @if !view.neighbourhoods.rows.is_empty() {
                    li { a href="#wijken-en-buurten" { (words::inside_title(lang, view)) } }
                }
                li { a href="#praktijk" { (lang.pick("Praktijk", "Practice")) } }
                @if view.own.is_none() {
                    li { a href="#vraag-en-aanbod" { (lang.pick("Vraag en aanbod", "Questions and offers")) } }
                }
                li { a href="#bronnen" { (lang.pick("Bronnen", "Sources")) } }
            }
        }
    }
}

fn highlights(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = ctx.lang;
    if view.highlights.is_empty() {
        return html! {};
    }
    html! {
        section class="highlights" id="opvallend" aria-labelledby="opvallend-titel" {
            h2 id="opvallend-titel" { (lang.pick("Wat opvalt", "What stands out")) }
            ol {
                @for row in view.highlighted() {
                    li {
                        p class="highlight-value" { (words::short(lang, row)) }
                        h3 { a href={ "#" (row.indicator.id) } { (row.indicator.name.get(lang)) } }
                        p class="secondary" { (text::capitalise(&words::unit_and_period(lang, row))) }
                        p { (words::highlight(lang, view, row)) }
                    }
                }
            }
            details class="highlight-method" {
                summary { (lang.pick("Hoe dit is gekozen", "How these were chosen")) }
                p class="secondary" { (lang.pick(HIGHLIGHT_METHOD.0, HIGHLIGHT_METHOD.1)) }
            }
        }
    }
}

/// What the marks in the rows mean.
fn key(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = ctx.lang;
    let inside = view.themes.iter().flat_map(|theme| &theme.rows).any(|row| row.spread.is_some());
    html! {
        ul class="mark-key" aria-label=(lang.pick("Leeswijzer", "How to read the marks")) {
            li {
                svg class="mark" viewBox="0 0 16 16" aria-hidden="true" { circle class="mark-own" cx="8" cy="8" r="5" {} }
                (view.name)
            }
            li {
                svg class="mark" viewBox="0 0 16 16" aria-hidden="true" { path class="mark-nederland" d="M8 0v16" {} }
                (text::reference(lang, Reference::Nederland))
            }
            @if inside {
                li {
                    svg class="mark" viewBox="0 0 16 16" aria-hidden="true" { path class="mark-members" d="M3 3v10M8 3v10M13 3v10" {} }
                    (lang.pick("elk streepje een buurt of wijk", "each tick a neighbourhood or district"))
                }
            }
            li {
                svg class="mark" viewBox="0 0 24 16" aria-hidden="true" {
                    path class="mark-line-own" d="M1 4L23 7" {} path class="mark-line-nederland" d="M1 13L23 11" {}
                }
                (lang.pick("verloop; een open plek is een jaar zonder vergelijkbaar cijfer", "course; a gap is a year without a comparable figure"))
            }
        }
    }
}

fn theme_section<'v, 'a: 'v>(
    ctx: &PageContext,
    view: &ProfileView<'a>,
    periods: &Periods<'_, 'v, 'a>,
    theme: &'v ThemeView<'a>,
) -> Markup {
    html! {
        section class="theme" id={ "thema-" (theme.id) } aria-labelledby={ "thema-" (theme.id) "-titel" } {
            h2 id={ "thema-" (theme.id) "-titel" } { (theme.label) }
            @if theme.rows.is_empty() {
                p class="missing" {
                    (ctx.lang.pick("Voor dit thema zijn geen cijfers geleverd.", "No figures were delivered for this theme."))
                }
            }
            @for row in &theme.rows { (row_markup(ctx, view, periods, row)) }
            (closed(ctx, theme))
            (points::section(ctx, view, theme.id))
        }
    }
}

/// The indicators of a theme without a row, by name, and the way to all of them.
fn closed(ctx: &PageContext, theme: &ThemeView<'_>) -> Markup {
    let lang = ctx.lang;
    let number = theme.closed.len();
    if number == 0 {
        return html! {};
    }
    let all = match lang {
        Lang::Nl => format!("Toon alle cijfers over {}, ook deze {number}", text::lower_first(theme.label)),
        Lang::En => format!("Show all figures on {}, these {number} too", text::lower_first(theme.label)),
    };
    html! {
        details class="rows-closed" {
            summary {
                @match lang {
                    Lang::Nl => { "Nog " (number) " cijfers over " (text::lower_first(theme.label)) }
                    Lang::En => { (number) " more figures on " (text::lower_first(theme.label)) }
                }
            }
            ul { @for indicator in &theme.closed { li { (indicator.name.get(lang)) } } }
        }
        p class="rows-all" { a href={ (ctx.with(&[(THEME, Some(theme.id))])) "#thema-" (theme.id) } { (all) } }
    }
}

fn row_markup<'v, 'a: 'v>(
    ctx: &PageContext,
    view: &ProfileView<'a>,
    periods: &Periods<'_, 'v, 'a>,
    row: &'v Row<'a>,
) -> Markup {
    let lang = ctx.lang;
    html! {
        article class="row" id=(row.indicator.id) aria-labelledby={ (row.indicator.id) "-naam" } {
            h3 class="row-name" id={ (row.indicator.id) "-naam" } { (run(row.indicator.name.get(lang))) }
            p class="row-value" { (value(ctx, row)) }
            div class="row-words" {
                @if let Some(sentence) = words::sentence(lang, row) { p class="row-sentence" { (run(&sentence)) } }
                (references(ctx, row))
                @if let Some(rank) = row.rank { p class="row-rank" { (run(&words::rank(lang, rank))) } }
            }
            (marks(ctx, view, row))
            (detail::disclosure(ctx, view, periods, row))
        }
    }
}

fn value(ctx: &PageContext, row: &Row<'_>) -> Markup {
    let lang = ctx.lang;
    let period = text::period(lang, row.period.period);
    if let Some(reason) = row.figure.value.missing() {
        return html! {
            span class="missing" { (text::missing(lang, reason)) }
            span class="row-unit" { span class="row-period" { (period) } }
        };
    }
    html! {
        span class=(if row.indicator.unit.ordinal { "value value-words" } else { "value" }) {
            @if row.figure.at_least { small class="at-least" { (lang.pick("ten minste ", "at least ")) } }
            (words::short(lang, row))
        }
        (margin::behind(lang, &row.figure))
        span class="row-unit" {
            // A class says its name with its number.
            @if !row.is_class() && let Some(stretch) = words::stretch(lang, row) { (stretch) ", " }
            (text::unit_tail(lang, row.indicator)) span class="row-period" { (period) }
        }
    }
}

fn references(ctx: &PageContext, row: &Row<'_>) -> Markup {
    let lang = ctx.lang;
    let shown: Vec<_> = row.references.iter().filter_map(|reference| words::reference(lang, row, reference)).collect();
    html! {
        @if !shown.is_empty() {
            ul class="row-references" {
                @for (name, value) in shown { li { span class="reference-name" { (run(&name)) } " " b { (run(&value)) } } }
            }
        }
    }
}

fn marks(ctx: &PageContext, view: &ProfileView<'_>, row: &Row<'_>) -> Markup {
    let lang = ctx.lang;
    let spread = words::spread(lang, view, row);
    let strip = spread.as_ref().and_then(|spread| charts::strip(row, &spread.title));
    let (title, years) = words::series(lang, view, row);
    let line = charts::sparkline(row, &title);
    html! {
        @if let (Some(svg), Some(spread)) = (strip, spread) {
            figure class="row-strip" { (PreEscaped(svg)) figcaption { (run(&spread.caption)) } }
        }
        @if let Some(svg) = line {
            figure class="row-trend" { (PreEscaped(svg)) figcaption { (run(&years)) } }
        }
    }
}

fn absent(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = ctx.lang;
    // Ways of working have no figures by nature; only domains of life are said to lack them.
    let domains = view.atlas.vocabulary.themes.iter().filter(|theme| theme.facet == ThemeFacet::Leefgebied);
    let notes: Vec<_> = domains.filter(|theme| theme.note.is_some()).collect();
    html! {
        section class="theme" id="ontbreekt" aria-labelledby="ontbreekt-titel" {
            h2 id="ontbreekt-titel" { (lang.pick("Wat deze cijfers niet zeggen", "What these figures do not say")) }
            dl class="absent" {
                @for theme in notes {
                    @if let Some(note) = &theme.note {
                        div {
                            dt { (theme.label.get(lang)) }
                            dd { (note.get(lang)) }
                        }
                    }
                }
                @for theme in view.absent.iter().filter(|theme| theme.note.is_none() && theme.facet == ThemeFacet::Leefgebied) {
                    div {
                        dt { (theme.label.get(lang)) }
                        dd { (lang.pick("Voor dit thema zijn geen cijfers geleverd.", "No figures were delivered for this theme.")) }
                    }
                }
            }
        }
    }
}
