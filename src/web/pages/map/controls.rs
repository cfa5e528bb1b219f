//! The bar of controls: indicator, level, period, part of the country, classes, reference, change. A plain form; scripts
//! send it on change.

use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::domain::{Indicator, Level, ReferenceKind};
use crate::text;
use crate::urls;
use crate::views::explore::{ClassMethod, ExploreView, MOST_BREAKS, ScopeChoice};

use super::words;
use crate::web::parameters::context::PageContext;

pub(super) fn form(context: &PageContext, atlas: &Atlas, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        form class="explore-controls" action=(urls::MAP) method="get" data-swap="controls" data-controls {
            div class="control control-indicator" {
                label for="indicator" { (lang.pick("Cijfer", "Figure")) }
                select id="indicator" name="indicator" { (indicators(context, atlas, view)) }
            }
            div class="control" {
                label for="niveau" { (lang.pick("Per", "By")) }
                select id="niveau" name="niveau" {
                    @for level in &view.levels {
                        option value=(level.as_str()) selected[*level == view.level] { (text::level_name(lang, *level, false)) }
                    }
                }
            }
            div class="control control-period" {
                label for="periode" { (lang.pick("Periode", "Period")) }
                select id="periode" name="periode" data-slider=(lang.pick("Schuif door de perioden", "Slide through the periods")) {
                    @for declared in &view.indicator.periods {
                        option value=(declared.period.to_string()) selected[declared.period == view.period.period] {
                            (text::period(lang, declared.period))
                        }
                    }
                }
            }
            @if !view.scopes.is_empty() {
                div class="control control-place" {
                    label for="gebied" { (lang.pick("Waar", "Where")) }
                    select id="gebied" name="gebied" { (places(context, view)) }
                }
            } @else if let Some(place) = kept(context, "gebied") { input type="hidden" name="gebied" value=(place); }
            @if view.coloured { (colouring(context, view)) }
            @if !view.earlier.is_empty() { (since(context, view)) }
            @if view.coloured && !atlas.points.is_empty() { (points(context, atlas)) }
            @for name in ["plaats", "volgorde"] {
                @if let Some(value) = kept(context, name) { input type="hidden" name=(name) value=(value); }
            }
            @if context.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
            button class="button" type="submit" data-submit { (lang.pick("Toon", "Show")) }
        }
    }
}

/// The value of a parameter of this address.
fn kept<'a>(context: &'a PageContext, name: &str) -> Option<&'a str> {
    context.query.iter().find(|(known, value)| known == name && !value.is_empty()).map(|(_, value)| value.as_str())
}

/// How values become colours. A figure that is a class itself has its own.
fn colouring(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    let chosen = view.scale.centre.as_ref().and_then(|centre| centre.reference);
    html! {
        @if !view.indicator.unit.ordinal {
            div class="control" {
                label for="klassen" { (lang.pick("Klassen", "Classes")) }
                select id="klassen" name="klassen" {
                    @for method in ClassMethod::ALL {
                        option value=(method.as_str()) selected[method == view.scale.method] { (method_name(context, method)) }
                    }
                }
            }
            @if view.scale.method == ClassMethod::Manual { (own_breaks(context, view)) }
        }
        @if !view.scale.offered.is_empty() {
            div class="control control-around" {
                label for="rond" { (lang.pick("Kleuren", "Colours")) }
                select id="rond" name="rond" {
                    option value="" selected[chosen.is_none()] { (lang.pick("van laag naar hoog", "from low to high")) }
                    @for centre in &view.scale.offered {
                        @if let Some(reference) = centre.reference {
                            option value=(reference.kind().as_str()) selected[chosen == Some(reference)] {
                                (lang.pick("rond ", "around ")) (words::centre(lang, view, reference, centre))
                            }
                        }
                    }
                    // The choice of a gemeente waits for a place; the form then keeps what the address says.
                    @if let Some(waiting) = waiting(context, view) {
                        option value=(waiting.as_str()) selected { (lang.pick("rond de gemeente (kies eerst een plaats)", "around the municipality (choose a place first)")) }
                    }
                }
            }
        }
    }
}

fn waiting(context: &PageContext, view: &ExploreView<'_>) -> Option<ReferenceKind> {
    let asked = kept(context, "rond")? == ReferenceKind::Gemeente.as_str();
    let offered = view.scale.offered.iter().any(|centre| centre.is(ReferenceKind::Gemeente));
    (asked && !offered).then_some(ReferenceKind::Gemeente)
}

/// What the server reads as breaks, so that a browser can say so before it asks.
const READABLE: &str =
    r"[\s;]*[\-+]?\d{1,9}([.,](\d{1,2}|\d{4}))?([\s;]+[\-+]?\d{1,9}([.,](\d{1,2}|\d{4}))?){0,4}[\s;]*";

fn own_breaks(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    let decimals = view.decimals;
    let shown: Vec<String> = view.scale.breaks.iter().map(|&limit| plain(lang, limit, decimals)).collect();
    html! {
        div class="control control-breaks" {
            label for="grenzen" { (lang.pick("Grenzen", "Bounds")) }
            input type="text" id="grenzen" name="grenzen" value=(shown.join("; ")) maxlength="80" autocomplete="off"
                pattern=(READABLE) aria-describedby="grenzen-uitleg"
                title=(lang.pick("Getallen met een puntkomma ertussen, bijvoorbeeld 10; 20,5; 40", "Numbers separated by semicolons, for example 10; 20.5; 40"));
            p class="secondary" id="grenzen-uitleg" {
                @match lang {
                    crate::domain::Lang::Nl => { "Hoogstens " (MOST_BREAKS) " getallen, met ; ertussen en zonder punt bij duizend" }
                    crate::domain::Lang::En => { "At most " (MOST_BREAKS) " numbers, separated by ; and without a mark for thousands" }
                }
            }
        }
    }
}

/// A number as the field reads it: no marks between thousands.
fn plain(lang: crate::domain::Lang, value: f64, decimals: i8) -> String {
    let digits = usize::from(u8::try_from(decimals).unwrap_or(0));
    let text = format!("{value:.digits$}");
    if lang == crate::domain::Lang::Nl { text.replace('.', ",") } else { text }
}

const fn method_name(context: &PageContext, method: ClassMethod) -> &'static str {
    match method {
        ClassMethod::Quantile => context.lang.pick("even veel gebieden", "as many regions each"),
        ClassMethod::Natural => context.lang.pick("natuurlijke klassen", "natural classes"),
        ClassMethod::Equal => context.lang.pick("even brede klassen", "equally wide classes"),
        ClassMethod::Manual => context.lang.pick("eigen grenzen", "bounds of your own"),
    }
}

fn since(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        div class="control" {
            label for="verschil" { (lang.pick("Verandering sinds", "Change since")) }
            select id="verschil" name="verschil" {
                option value="" selected[view.since.is_none()] { (lang.pick("geen", "none")) }
                @for declared in &view.earlier {
                    option value=(declared.period.to_string()) selected[view.since.is_some_and(|since| since.period == declared.period)] {
                        (text::period(lang, declared.period))
                    }
                }
            }
        }
    }
}

/// What else can be marked on the map.
fn points(context: &PageContext, atlas: &Atlas) -> Markup {
    let (lang, chosen) = (context.lang, kept(context, "punten"));
    html! {
        div class="control" {
            label for="punten" { (lang.pick("Ook tonen", "Show too")) }
            select id="punten" name="punten" {
                option value="" selected[chosen.is_none()] { (lang.pick("niets", "nothing")) }
                @for points in &atlas.points {
                    option value=(points.set.id) selected[chosen == Some(points.set.id.as_str())] { (text::lower_first(points.set.label.get(lang))) }
                }
            }
        }
    }
}

fn indicators(context: &PageContext, atlas: &Atlas, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        @for theme in &atlas.vocabulary.indicator_themes {
            optgroup label=(theme.label.get(lang)) {
                @for indicator in offered(atlas, view).filter(|indicator| indicator.theme == theme.id) {
                    option value=(indicator.id) selected[indicator.id == view.indicator.id] {
                        (indicator.name.get(lang))
                        @if let Some(scope) = text::scope(lang, indicator, &atlas.scope_of(indicator)) { " (" (scope) ")" }
                        @if !indicator.choropleth { (lang.pick(" (alleen tabel)", " (table only)")) }
                    }
                }
            }
        }
    }
}

/// The indicators that can be chosen for the part of the country that the reader chose.
fn offered<'a>(atlas: &'a Atlas, view: &ExploreView<'_>) -> impl Iterator<Item = &'a Indicator> {
    let chosen = view.scope.as_ref().filter(|scope| !scope.by_default).map(|scope| scope.gemeente);
    atlas.catalogue.indicators.iter().filter(move |one| chosen.is_none_or(|gemeente| one.exists_in(gemeente)))
}

fn places(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    let shown = view.scope.as_ref().map(|scope| scope.key.as_str());
    let group = |areas: bool, label: &str| -> Markup {
        let choices = view.scopes.iter().filter(|choice| choice.is_area == areas);
        html! { optgroup label=(label) { @for choice in choices { (option(choice, shown)) } } }
    };
    html! {
        @if view.level != Level::Buurt {
            option value="" selected[shown.is_none()] { (lang.pick("Heel Nederland", "All of the Netherlands")) }
        }
        (group(true, &text::capitalise(&context.areas_called)))
        (group(false, lang.pick("Gemeenten", "Municipalities")))
    }
}

fn option(choice: &ScopeChoice<'_>, shown: Option<&str>) -> Markup {
    html! { option value=(choice.key) selected[shown == Some(choice.key)] { (choice.name) } }
}
