//! "Loopt de achterstand in?" on a profile: one indicator, its distance to each reference, period by period.

use maud::{Markup, html};

use super::gap_words;
use crate::domain::{Lang, Level};
use crate::export::{DIFFERENCE, gap_columns, gap_rows};
use crate::text;
use crate::urls;
use crate::views::gap::{self, GapView, PoolView};
use crate::views::profile::{ProfileView, region_address};
use crate::web::components::table::PageTable;
use crate::web::components::{chart_image, downloads};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::profile::{GAP, TABLE};

/// The section; nothing where no indicator of the place has two periods.
pub(in crate::web::pages) fn section(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = ctx.lang;
    let Some(gap) = &view.gap else { return html! {} };
    html! {
        section class="gap" id="achterstand" aria-labelledby="achterstand-titel" {
            h2 id="achterstand-titel" { (gap_words::title(lang, gap)) }
            (form(ctx, view, gap))
            h3 { (gap.indicator.name.get(lang)) }
            p class="secondary" {
                @let tail = text::unit_tail(lang, gap.indicator);
                @if !tail.is_empty() { (text::capitalise(tail)) ". " }
                (gap_words::dates(lang, gap))
            }
            (sentences(lang, gap))
            (chart(ctx, view, gap))
            (table(lang, gap))
            (downloads::block(ctx, gap_words::title(lang, gap), false, |extension, more| {
                let more = more.map(|more| format!("&{more}")).unwrap_or_default();
                let part = format!("{}=achterstand&{GAP}={}{more}", TABLE, gap.indicator.id);
                view.file(extension, Some(&part))
            }))
            (method(ctx, gap))
        }
    }
}

/// The gaps as lines, where at least two periods have one: a picture that is loaded when it comes into view.
fn chart(ctx: &PageContext, view: &ProfileView<'_>, gap: &GapView<'_>) -> Markup {
    let lang = ctx.lang;
    if !gap.is_drawn() {
        return html! {};
    }
    let query = (view.key.as_str(), gap.indicator.id.as_str());
    let name = gap.indicator.name.get(lang);
    let alt = match lang {
        Lang::Nl => format!(
            "Grafiek: {name}, verschil van {} met andere gebieden per jaar. De tabel hieronder heeft alle cijfers.",
            view.name
        ),
        Lang::En => format!(
            "Chart: {name}, difference between {} and other areas by year. The table below has all figures.",
            view.name
        ),
    };
    html! {
        figure class="detail-chart" {
            (chart_image::image(lang, "achterstand", query, &alt))
            figcaption {
                a href=(ctx.href(urls::chart("achterstand").query("plaats", query.0).query("indicator", query.1))) {
                    (lang.pick("Deze grafiek groot, als bestand of voor uw site", "This chart in full, as a file or for your site"))
                }
            }
        }
    }
}

fn form(ctx: &PageContext, view: &ProfileView<'_>, gap: &GapView<'_>) -> Markup {
    let lang = ctx.lang;
    let choices: Vec<_> = gap::choices(view.atlas).map(|of| of.indicator).collect();
    html! {
        form class="gap-form" method="get" action={ (view.address) "#achterstand" } {
            div class="control" {
                label for="achterstand-keuze" { (lang.pick("Cijfer", "Figure")) }
                select id="achterstand-keuze" name=(GAP) {
                    @for theme in &view.themes {
                        @let of_theme: Vec<_> = choices.iter().filter(|indicator| indicator.theme == theme.id).collect();
                        @if !of_theme.is_empty() {
                            optgroup label=(theme.label) {
                                @for indicator in of_theme {
                                    option value=(indicator.id) selected[indicator.id == gap.indicator.id] { (indicator.name.get(lang)) }
                                }
                            }
                        }
                    }
                }
            }
            // What the reader chose elsewhere on the page stays chosen.
            @for (name, value) in ctx.query.iter().filter(|(name, _)| name != GAP) {
                input type="hidden" name=(name) value=(value);
            }
            @if ctx.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
            button class="button" type="submit" { (lang.pick("Toon", "Show")) }
        }
    }
}

pub(in crate::web::pages) fn sentences(lang: Lang, gap: &GapView<'_>) -> Markup {
    let list: Vec<String> = gap.lines.iter().filter_map(|line| gap_words::change(lang, gap, line)).collect();
    html! {
        @if list.is_empty() {
            p class="missing" { (lang.pick(
                "Er zijn geen twee jaren die eerlijk met elkaar te vergelijken zijn.",
                "There are no two years that can honestly be compared.",
            )) }
        } @else {
            ul class="gap-words" { @for sentence in &list { li { (sentence) } } }
        }
        @if let Some(difference) = gap_words::difference(lang, gap) { p class="gap-difference" { (difference) } }
    }
}

fn table(lang: Lang, gap: &GapView<'_>) -> Markup {
    let caption = html! {
        (lang.pick("Alle jaren: het cijfer en het verschil ermee", "All years: the figure and the difference"))
        @if let Some(points) = text::points(lang, &gap.indicator.unit) { ", in " (points) }
    };
    html! {
        (PageTable::of(gap_columns(lang, &gap.name, gap))
            .caption(caption)
            .boxed_by("achterstand-titel")
            .show("periode")
            .marked(|(_, period), _| html! { @if period.declared.break_before.is_some() { " *" } })
            .show("waarde")
            .each(gap.shown_lines(), |table, line| {
                let id = text::reference_key(Lang::Nl, line.reference.kind());
                table
                    .show(id)
                    .headed(text::capitalise(&text::reference(lang, line.reference)))
                    .show(&format!("{DIFFERENCE}{id}"))
                    .headed(lang.pick("verschil", "difference"))
                    .written(|_, cell| html! { @if cell.is_number() { (cell.shown(lang)) } @else { "\u{2013}" } })
            })
            .render("table gap-table", gap_rows(gap)))
        (notes(lang, gap))
    }
}

/// Why a period is missing, and what the asterisk means.
fn notes(lang: Lang, gap: &GapView<'_>) -> Markup {
    let missing: Vec<String> = gap
        .periods
        .iter()
        .filter_map(|period| {
            let reason = period.own.value.missing()?;
            Some(format!("{}: {}", text::period(lang, period.declared.period), text::missing_long(lang, reason)))
        })
        .collect();
    let breaks = gap.periods.iter().filter_map(|period| Some((period, period.declared.break_before.as_ref()?)));
    let mut sources: Vec<&str> = Vec::new();
    for period in &gap.periods {
        if let Some(source) = gap.atlas.source_of(period.declared) {
            let line = source.attribution.get(lang);
            if !sources.contains(&line) {
                sources.push(line);
            }
        }
    }
    html! {
        @for (period, reason) in breaks {
            p class="figure-source" { "* " (text::period(lang, period.declared.period)) ": " (reason.get(lang)) }
        }
        @for reason in &missing { p class="figure-source" { (reason) } }
        p class="figure-source" { (lang.pick("Bron", "Source")) ": " (sources.join("; ")) "." }
    }
}

/// How the matched neighbourhoods were found, and what the comparison does not say.
fn method(ctx: &PageContext, gap: &GapView<'_>) -> Markup {
    let lang = ctx.lang;
    let pool = &gap.pool;
    let noun = text::level_name(lang, pool.level, true);
    html! {
        details class="disclosure gap-method" {
            summary { (lang.pick("Hoe de vergelijking is gemaakt", "How the comparison was made")) }
            p { (gap_words::pool(lang, gap)) }
            @if pool.level != Level::Gemeente || pool.regions > 0 { (regions(ctx, pool, noun)) }
            p { (gap_words::caveat(lang)) }
            p { a href=(ctx.href(urls::METHOD.fragment("achterstand"))) { (lang.pick("De hele methode", "The full method")) } }
        }
    }
}

fn regions(ctx: &PageContext, pool: &PoolView<'_>, noun: &str) -> Markup {
    let lang = ctx.lang;
    let others = pool.regions.saturating_sub(pool.named.len());
    html! {
        @if !pool.named.is_empty() {
            p {
                @if others > 0 { (lang.pick("Het zwaarst wegen deze ", "Weighing most among the ")) (noun) ": " }
                @else { (lang.pick("Gekozen ", "Chosen ")) (noun) ": " }
                @for (at, region) in pool.named.iter().enumerate() {
                    @if at > 0 { "; " }
                    a href=(ctx.href(region_address(region.code).unwrap_or_default())) { (region.name) }
                    @if !region.gemeente.is_empty() { " (" (region.gemeente) ")" }
                }
                @if others > 0 { (lang.pick("; en ", "; and ")) (others) (lang.pick(" andere", " others")) }
                "."
            }
        }
    }
}
