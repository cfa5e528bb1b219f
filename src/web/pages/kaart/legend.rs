//! The legend, which is also the distribution: per class the bounds and how many regions fall in it.

use maud::{Markup, html};

use crate::domain::{Unit, Value};
use crate::text;
use crate::views::explore::{Class, ExploreView};

use super::super::super::context::PageContext;

/// Width of the longest bar in SVG units.
const BAR: f64 = 100.0;

pub(super) fn legend(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    let missing: usize = view.missing.iter().map(|(_, count)| count).sum();
    let longest = view.classes.iter().map(|class| class.count).chain([missing]).max().unwrap_or(1).max(1);
    html! {
        h2 class="legend-title" { (lang.pick("Legenda", "Legend")) }
        p class="secondary legend-unit" {
            (view.indicator.unit_label.get(lang)) ", "
            (text::period(lang, view.period.period)) ", "
            (lang.pick("per ", "by ")) (text::level_name(lang, view.level, false))
        }
        table class="legend" {
            thead {
                tr {
                    th scope="col" { (lang.pick("Klasse", "Class")) }
                    th scope="col" class="legend-bar" { span class="visually-hidden" { (lang.pick("Verdeling", "Distribution")) } }
                    th scope="col" class="num" { (lang.pick("Aantal", "Number")) }
                }
            }
            tbody {
                @for class in view.classes.iter().rev() {
                    tr {
                        th scope="row" { (swatch(class.index)) (bounds(context, view, class)) }
                        td class="legend-bar" { (bar(class.count, longest)) }
                        td class="num" { (class.count) }
                    }
                }
                @for (reason, count) in &view.missing {
                    tr {
                        th scope="row" {
                            svg class="swatch" viewBox="0 0 20 14" aria-hidden="true" { rect class="hatch-ground" width="20" height="14" {} path class="hatch-line" d="M-1 8 8-1M2 15 17 0M11 15 21 5" {} }
                            (text::missing(lang, *reason))
                        }
                        td class="legend-bar" { (bar(*count, longest)) }
                        td class="num" { (count) }
                    }
                }
            }
        }
        @if let Value::Known(value) = view.nederland {
            p class="legend-nederland" {
                (lang.pick("Nederland: ", "The Netherlands: "))
                b { (text::value_with_unit(lang, view.indicator, value, view.period.decimals)) }
            }
        }
        @if let Some(caveat) = &view.indicator.caveat {
            p class="secondary" { (caveat.get(lang)) }
        }
        p class="secondary" {
            (lang.pick(
                "De klassen bevatten elk ongeveer evenveel gebieden van heel Nederland; de grenzen zijn afgerond. ",
                "Each class holds about as many regions of the whole country; the bounds are rounded. ",
            ))
            a href=(context.href("/methode")) { (lang.pick("Methode", "Method")) }
        }
    }
}

pub(super) fn swatch(index: usize) -> Markup {
    html! {
        svg class="swatch" viewBox="0 0 20 14" aria-hidden="true" { rect class={ "c" (index) } width="20" height="14" {} }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of regions")]
fn bar(count: usize, longest: usize) -> Markup {
    let width = format!("{:.1}", count as f64 / longest as f64 * BAR);
    html! {
        svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" { rect class="bar" width=(width) height="10" {} }
    }
}

fn bounds(context: &PageContext, view: &ExploreView<'_>, class: &Class) -> String {
    let lang = context.lang;
    let number = |value: f64| text::short_value(lang, view.indicator.unit, value, view.period.decimals);
    if view.indicator.unit == Unit::Klasse {
        let value = class.from.unwrap_or_else(|| class.to.map_or(1.0, |to| to - 1.0));
        return match text::class_label(lang, view.indicator, value) {
            Some(label) => format!("{} {label}", number(value)),
            None => number(value),
        };
    }
    match (class.from, class.to) {
        (None, Some(to)) => format!("{} {}", lang.pick("minder dan", "less than"), number(to)),
        (Some(from), Some(to)) => format!("{} {} {}", number(from), lang.pick("tot", "to"), number(to)),
        (Some(from), None) => format!("{} {}", number(from), lang.pick("of meer", "or more")),
        (None, None) => lang.pick("alle waarden", "all values").to_owned(),
    }
}
