//! "Zou dit hier ook kunnen?" on the page of an example.

use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::domain::Lang;
use crate::export::{beside_columns, threshold};
use crate::text;
use crate::urls;
use crate::views::practice::{ExampleView, SeenFrom, Transfer, Verdict};
use crate::web::components::downloads;
use crate::web::components::table::PageTable;
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
                (table(lang, transfer, there(lang, view), &from.seen.name))
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

fn table(lang: Lang, transfer: &Transfer<'_>, there: &str, here: &str) -> Markup {
    PageTable::of(beside_columns(lang, there, here))
        .boxed_by("hier-titel")
        .in_blocks()
        .show("waarop")
        .marked(|row, _| html! { span class="column-unit" { (row.indicator.name.get(lang)) ", " (text::period(lang, row.period.period)) } })
        .show("voorbeeld")
        .with_label()
        .show("deze_plaats")
        .with_label()
        .show("verschil")
        .marked(|row, _| html! { span class="column-unit" { (threshold(lang, row.dimension.tolerance, &row.indicator.unit)) } })
        .render("table table-stacked transfer-table", &transfer.rows)
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
