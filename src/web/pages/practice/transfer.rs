//! "Zou dit hier ook kunnen?" on the page of an example.

use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::domain::{Lang, ShownFigure, Unit, Value};
use crate::text;
use crate::urls;
use crate::views::practice::{ExampleView, SeenFrom, Tolerance, Transfer, TransferRow, Verdict};
use crate::web::components::downloads;
use crate::web::parameters::context::PageContext;
use crate::web::representation::practice_words as words;

/// The section: the comparison, and the choice of a place.
pub fn section(context: &PageContext, atlas: &Atlas, view: &ExampleView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        section class="transfer" id="hier-ook" aria-labelledby="hier-titel" {
            h2 id="hier-titel" {
                @match &view.seen {
                    Some(from) => { (lang.pick("Zou dit in ", "Could this be done in ")) (from.seen.name) (lang.pick(" ook kunnen?", " too?")) }
                    None => (lang.pick("Zou dit hier ook kunnen?", "Could this be done here too?")),
                }
            }
            @if let Some(from) = &view.seen { (compared(context, view, from)) }
            (chooser(context, atlas, view))
        }
    }
}

fn compared(context: &PageContext, view: &ExampleView<'_>, from: &SeenFrom<'_>) -> Markup {
    let lang = context.lang;
    html! {
        @match &from.transfer {
            Some(transfer) => {
                (summary(lang, transfer))
                (table(context, transfer, there(lang, view), &from.seen.name))
                (files(context, view, from))
                @if let Some(conditions) = transfer.conditions {
                    p { b { (lang.pick("Wat er volgens de bron voor nodig was: ", "What it took, according to the source: ")) } (conditions.get(lang)) }
                } @else {
                    p class="secondary" { (lang.pick("De bron noemt niet wat ervoor nodig was.", "The source does not say what it took.")) }
                }
                p class="figure-source" {
                    (lang.pick(
                        "Dit zet alleen de twee plekken naast elkaar. Of het voorbeeld past, hangt ook af van mensen, geld en timing. \
                         Bronnen en regels staan bij elk cijfer op de profielen.",
                        "This only puts the two places side by side. Whether the example fits also depends on people, money and timing. \
                         Sources and rules are with each figure on the profiles.",
                    ))
                }
            }
            None => p { (lang.pick(
                "Van dit voorbeeld is geen wijk, gebied of gemeente bekend. Vergelijken kan daarom niet.",
                "No district, area or municipality of this example is known, so nothing can be compared.",
            )) },
        }
    }
}

/// Name of the place of the example.
pub fn there<'a>(lang: Lang, view: &ExampleView<'a>) -> &'a str {
    let named = view.figures.as_ref().map(|figures| figures.name);
    let area = || view.card.area.map(|area| area.area.name.as_str());
    named.or_else(area).unwrap_or(lang.pick("Voorbeeld", "Example"))
}

/// The two places side by side as files.
fn files(context: &PageContext, view: &ExampleView<'_>, from: &SeenFrom<'_>) -> Markup {
    let what = match context.lang {
        Lang::Nl => format!("dit voorbeeld naast {}", from.seen.name),
        Lang::En => format!("this example beside {}", from.seen.name),
    };
    downloads::block(context, &what, false, |extension, more| {
        let more = more.and_then(|pair| pair.split_once('='));
        let file = urls::example(&view.card.example.id).file(extension);
        file.query("vanuit", &from.seen.key).queries(more).to_string()
    })
}

/// "Ongeveer hetzelfde op …; anders op …."
fn summary(lang: Lang, transfer: &Transfer<'_>) -> Markup {
    let names = |wanted: &dyn Fn(Verdict) -> bool| {
        let mut names: Vec<&str> = Vec::new();
        for row in transfer.rows.iter().filter(|row| wanted(row.verdict)) {
            let name = row.indicator.name.get(lang);
            names.push(name);
        }
        names.into_iter().map(text::lower_first).collect::<Vec<_>>()
    };
    let same = names(&|verdict| verdict == Verdict::Same);
    let other = names(&|verdict| matches!(verdict, Verdict::HigherThere | Verdict::LowerThere));
    let joined = |list: &[String]| words::and(lang, &list.iter().map(String::as_str).collect::<Vec<_>>());
    html! {
        p {
            @if !same.is_empty() { b { (lang.pick("Ongeveer hetzelfde: ", "About the same: ")) } (joined(&same)) ". " }
            @if !other.is_empty() { b { (lang.pick("Anders: ", "Different: ")) } (joined(&other)) "." }
        }
    }
}

fn table(context: &PageContext, transfer: &Transfer<'_>, there: &str, here: &str) -> Markup {
    let lang = context.lang;
    html! {
        div class="table-scroll" tabindex="0" role="group" aria-labelledby="hier-titel" {
            table class="table table-stacked transfer-table" role="table" aria-labelledby="hier-titel" {
                thead role="rowgroup" { tr role="row" {
                    th scope="col" role="columnheader" { (lang.pick("Waarop", "On what")) }
                    th scope="col" role="columnheader" class="num" { (there) }
                    th scope="col" role="columnheader" class="num" { (here) }
                    th scope="col" role="columnheader" { (lang.pick("Verschil", "Difference")) }
                } }
                tbody role="rowgroup" { @for row in &transfer.rows { (line(lang, row, (there, here))) } }
            }
        }
    }
}

fn line(lang: Lang, row: &TransferRow<'_>, (there, here): (&str, &str)) -> Markup {
    let name = row.dimension.name.get(lang);
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                (name)
                span class="column-unit" { (row.indicator.name.get(lang)) ", " (text::period(lang, row.period.period)) }
            }
            td class="num" role="cell" data-label=(there) { span { (side(lang, row, row.there)) } }
            td class="num" role="cell" data-label=(here) { span { (side(lang, row, row.here)) } }
            td role="cell" { (verdict(lang, row)) span class="column-unit" { (tolerance(lang, row)) } }
        }
    }
}

fn side(lang: Lang, row: &TransferRow<'_>, side: ShownFigure) -> Markup {
    html! {
        @match side.value {
            Value::Known(value) => {
                @if side.at_least { small class="at-least" { (lang.pick("ten minste ", "at least ")) } }
                (text::short_value(lang, row.indicator.unit, value, side.decimals))
            }
            Value::Missing(reason) => span class="missing" { (text::missing(lang, reason)) },
        }
    }
}

/// Whether two figures are about the same, in words.
pub fn verdict(lang: Lang, row: &TransferRow<'_>) -> &'static str {
    match row.verdict {
        Verdict::Same => lang.pick("ongeveer hetzelfde", "about the same"),
        Verdict::HigherThere => lang.pick("hier lager", "lower here"),
        Verdict::LowerThere => lang.pick("hier hoger", "higher here"),
        Verdict::Unknown => lang.pick("niet te vergelijken", "cannot be compared"),
    }
}

/// The threshold in words.
pub fn tolerance(lang: Lang, row: &TransferRow<'_>) -> String {
    threshold(lang, row.dimension.tolerance, row.indicator.unit)
}

/// Up to where two figures are about the same.
pub fn threshold(lang: Lang, tolerance: Tolerance, unit: Unit) -> String {
    match tolerance {
        Tolerance::Times(times) => {
            let shown = text::number(lang, times, 1);
            match lang {
                Lang::Nl => format!("telt als gelijk tot {shown} keer"),
                Lang::En => format!("counts as the same up to {shown} times"),
            }
        }
        Tolerance::Units(units) => {
            let shown = text::difference(lang, unit, units, 0);
            match lang {
                Lang::Nl => format!("telt als gelijk tot {shown} verschil"),
                Lang::En => format!("counts as the same up to {shown} apart"),
            }
        }
    }
}

/// A form that shows the example from another place: a focus area by choice, any place by code.
fn chooser(context: &PageContext, atlas: &Atlas, view: &ExampleView<'_>) -> Markup {
    let lang = context.lang;
    let own = view.card.area.map(|area| &area.area.slug);
    let chosen = view.seen.as_ref().map(|from| from.seen.key.as_str());
    // A region or a place of the reader's own stays to be chosen, though it is none of the areas.
    let other = view.seen.as_ref().map(|from| &from.seen).filter(|seen| atlas.area(&seen.key).is_none());
    html! {
        form class="seen-form" method="get" action=(urls::example(&view.card.example.id)) {
            label for="vanuit" {
                @if chosen.is_some() { (lang.pick("Vergelijk met een ander gebied", "Compare with another area")) }
                @else { (lang.pick("Uw gebied", "Your area")) }
            }
            div class="search-row" {
                select id="vanuit" name="vanuit" {
                    @if let Some(from) = other { option value=(from.key) selected { (from.name) } }
                    @for area in atlas.areas.iter().filter(|area| Some(&area.area.slug) != own) {
                        option value=(area.area.slug) selected[chosen == Some(area.area.slug.as_str())] { (area.area.name) }
                    }
                }
                @if context.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
                button class="button button-quiet" type="submit" { (lang.pick("Vergelijk", "Compare")) }
            }
            p class="figure-source" {
                (lang.pick("Voor een andere gemeente, wijk of buurt: zoek die op en kies op het profiel een voorbeeld.",
                    "For another municipality, district or neighbourhood: look it up and choose an example on its profile."))
                " " a href=(context.href(urls::SEARCH)) { (lang.pick("Zoek een plek", "Find a place")) }
            }
        }
    }
}
