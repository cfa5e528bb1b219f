//! The legend and the distribution beside the map: per class the bounds and how many regions fall in it, with the
//! selected place and the references in the class they belong to.

use maud::{Markup, PreEscaped, html};

use crate::charts;
use crate::domain::Missing;
use crate::export::Columns;
use crate::text;
use crate::urls;
use crate::views::explore::{Centre, Class, ClassMethod, Distribution, ExploreView};

use super::words;
use crate::web::components::points;
use crate::web::components::table::PageTable;
use crate::web::parameters::context::PageContext;

/// Width of the longest bar in SVG units.
const BAR: f64 = 100.0;

pub(super) fn legend(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        h2 class="legend-title" { (lang.pick("Legenda", "Legend")) }
        p class="secondary legend-unit" {
            (words::unit(lang, view)) ", "
            @if let Some(since) = view.since {
                (text::period(lang, since.period)) (lang.pick(" tot ", " to "))
            }
            (text::period(lang, view.period.period)) ", "
            (lang.pick("per ", "by ")) (text::level_name(lang, view.level, false))
        }
        (classes(context, view))
        @if let Some(found) = &view.points { (points::legend(lang, found)) p class="secondary" { (points::sources(lang, view.atlas, found)) } }
        @if let Some(centre) = &view.scale.centre { (around(context, view, centre)) }
        @if let Some(distribution) = &view.distribution { (spread(context, view, distribution)) }
        @if let Some(caveat) = &view.indicator.caveat {
            p class="secondary" { (caveat.get(lang)) }
        }
        p class="secondary" {
            (method(context, view)) " "
            a href=(context.href(urls::METHOD.fragment("klassen"))) { (lang.pick("Methode", "Method")) }
        }
    }
}

fn classes(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    let missing: usize = view.missing.iter().map(|(_, count)| count).sum();
    let longest = view.classes.iter().map(|class| class.count).chain([missing]).max().unwrap_or(1).max(1);
    let middle = view.scale.centre.as_ref().is_some_and(|centre| centre.reference.is_none());
    let name = |row: &Entry<'_>| match *row {
        Entry::Class(number, class) => html! {
            (swatch(class.index)) (words::bounds(lang, view, class))
            @for mark in view.marks.iter().filter(|mark| mark.class == number) {
                span class={ "legend-mark" @if mark.owner.place().is_some() { " legend-own" } } {
                    (words::mark_name(lang, mark)) ": " b { (words::short(lang, view, mark.value, mark.figure.decimals)) }
                }
            }
            @if middle && view.scale.is_middle(number) {
                span class="legend-mark" { (lang.pick("geen of weinig verandering", "no or little change")) }
            }
        },
        Entry::Missing(reason, _) => html! { (hatched()) (text::missing(lang, reason)) },
    };
    let classes = view.classes.iter().enumerate().rev().map(|(number, class)| Entry::Class(number, class));
    let rows = classes.chain(view.missing.iter().map(|&(reason, count)| Entry::Missing(reason, count)));
    PageTable::of(Columns::of(lang).number(("Aantal", "Number"), Entry::count))
        .drawn(lang.pick("Klasse", "Class"), name)
        .drawn(html! { span class="visually-hidden" { (lang.pick("Verdeling", "Distribution")) } }, |row| {
            bar(row.count(), longest)
        })
        .classed("legend-bar")
        .show("aantal")
        .render("legend", rows)
}

/// A line of the legend: a class with its number, or why some regions have no colour.
enum Entry<'a> {
    Class(usize, &'a Class),
    Missing(Missing, usize),
}

impl Entry<'_> {
    const fn count(&self) -> usize {
        match self {
            Self::Class(_, class) => class.count,
            Self::Missing(_, count) => *count,
        }
    }
}

/// What the middle of the scale is.
fn around(context: &PageContext, view: &ExploreView<'_>, centre: &Centre<'_>) -> Markup {
    let lang = context.lang;
    html! {
        p class="secondary" {
            @match centre.reference {
                None => (lang.pick(
                    "De middelste kleur is weinig of geen verandering; hoger is paars, lager is oranje.",
                    "The middle colour is little or no change; higher is purple, lower is orange.",
                )),
                Some(reference) => {
                    (lang.pick("De middelste kleur ligt rond ", "The middle colour lies around "))
                    (words::centre(lang, view, reference, centre))
                    (lang.pick("; hoger is paars, lager is oranje.", "; higher is purple, lower is orange."))
                }
            }
        }
    }
}

fn spread(context: &PageContext, view: &ExploreView<'_>, distribution: &Distribution<'_>) -> Markup {
    let lang = context.lang;
    let number = |value: f64| words::short(lang, view, value, view.decimals);
    let mark = |mark| {
        format!("{} {}", words::mark_name(lang, mark), words::short(lang, view, mark.value, mark.figure.decimals))
    };
    let title =
        format!("{} {}", lang.pick("Verdeling over", "Distribution over"), words::whole_level(lang, view.level));
    let drawn = charts::DistributionWords {
        description: match context.lang {
            crate::domain::Lang::Nl => format!(
                "Staven van {} tot {}; de band eronder heeft de kleuren van de legenda.",
                number(distribution.low),
                number(distribution.high)
            ),
            crate::domain::Lang::En => format!(
                "Bars from {} to {}; the band below has the colours of the legend.",
                number(distribution.low),
                number(distribution.high)
            ),
        },
        title: title.clone(),
        breaks: view.scale.breaks.iter().map(|&limit| number(limit)).collect(),
        marks: distribution.marks.iter().map(mark).collect(),
    };
    let beyond = distribution.beyond.0 + distribution.beyond.1;
    html! {
        figure class="distribution-figure" {
            figcaption class="secondary" { (title) }
            (PreEscaped(charts::distribution(distribution, &drawn, "verdeling")))
            @if !distribution.inside.is_empty() && let Some(scope) = &view.scope {
                p class="secondary" { (lang.pick("Streepjes onder de band: ", "Ticks under the band: ")) (scope.name) "." }
            }
            @if beyond > 0 {
                p class="secondary" {
                    (words::number(context, beyond))
                    (lang.pick(
                        " uitschieters staan in de buitenste staven.",
                        " outliers stand in the outermost bars.",
                    ))
                }
            }
        }
    }
}

/// How the classes were made.
fn method(context: &PageContext, view: &ExploreView<'_>) -> &'static str {
    let lang = context.lang;
    if view.indicator.unit.ordinal {
        return lang.pick("De klassen zijn die van de bron.", "The classes are those of the source.");
    }
    let mirrored = view.scale.centre.is_some();
    match (view.scale.method, mirrored) {
        (ClassMethod::Manual, _) => lang.pick(
            "U koos de grenzen zelf; ze zijn afgerond zoals het cijfer.",
            "You chose the bounds yourself; they are rounded as the figure is.",
        ),
        (ClassMethod::Quantile, false) => lang.pick(
            "De klassen bevatten elk ongeveer evenveel gebieden van heel Nederland; de grenzen zijn afgerond.",
            "Each class holds about as many regions of the whole country; the bounds are rounded.",
        ),
        (ClassMethod::Natural, false) => lang.pick(
            "Waarden die dicht bij elkaar liggen zitten in één klasse (natuurlijke klassen); de grenzen zijn afgerond.",
            "Values that lie close together share a class (natural classes); the bounds are rounded.",
        ),
        (ClassMethod::Equal, false) => lang.pick(
            "Alle klassen zijn even breed, van de laagste tot de hoogste waarde; de grenzen zijn afgerond.",
            "All classes are equally wide, from the lowest to the highest value; the bounds are rounded.",
        ),
        (ClassMethod::Quantile, true) => lang.pick(
            "Naar afstand tot het midden: dichtbij, verder en verst, met ongeveer evenveel gebieden in elke stap. Beide kanten \
             hebben dezelfde stappen.",
            "By distance to the middle: near, farther and farthest, with about as many regions in each step. Both sides have \
             the same steps.",
        ),
        (ClassMethod::Natural, true) => lang.pick(
            "Naar afstand tot het midden: afstanden die dicht bij elkaar liggen vormen één stap. Beide kanten hebben dezelfde \
             stappen.",
            "By distance to the middle: distances that lie close together form one step. Both sides have the same steps.",
        ),
        (ClassMethod::Equal, true) => lang.pick(
            "Naar afstand tot het midden, in even brede stappen. Beide kanten hebben dezelfde stappen.",
            "By distance to the middle, in steps of equal width. Both sides have the same steps.",
        ),
    }
}

pub(super) fn swatch(index: usize) -> Markup {
    html! {
        svg class="swatch" viewBox="0 0 20 14" aria-hidden="true" { rect class={ "c" (index) } width="20" height="14" {} }
    }
}

pub(super) fn hatched() -> Markup {
    html! {
        svg class="swatch" viewBox="0 0 20 14" aria-hidden="true" {
            rect class="hatch-ground" width="20" height="14" {}
            path class="hatch-line" d="M-1 8 8-1M2 15 17 0M11 15 21 5" {}
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of regions")]
fn bar(count: usize, longest: usize) -> Markup {
    let width = format!("{:.1}", count as f64 / longest as f64 * BAR);
    html! {
        svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" { rect class="bar" width=(width) height="10" {} }
    }
}
